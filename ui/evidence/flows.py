"""What is frozen of *Flöden*: every path with its count, and how many had support on the way?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.answers import BackgroundQuestion
from analysis.disclosure.gate import reason_in_words
from analysis.flows.answer import FlowAnswer
from analysis.flows.background import gap_sentence
from analysis.flows.question import FlowQuestion
from language import _
from needs.figures import Figures, Row, Snapshot
from needs.need import Evidence
from ui.ask import ask, cache
from ui.draw.chart_style import known
from ui.draw.palettes import Palette
from ui.evidence.savable import CannotAskAgain, Seen, link_with, snapshot_of
from ui.flows import choices, view
from ui.flows.choices import Asked
from ui.state.selection import Selection

FLOW = "flow"
RULES = (
    "outcomes",
    "origins",
    "support",
    "states",
    "gap_days",
    "window_days",
    "join_types",
    "empty_state",
)
OWN = (
    choices.PRESET,
    choices.OUTCOME,
    choices.ORIGIN,
    choices.WINDOW,
    choices.GAP,
    choices.SUPPORT,
)


def flow_paths(now: Selection, _palette: Palette) -> Seen | None:
    """The paths that the selection asks for; None where there are none to show."""
    if not choices.choices().types:
        return None
    asked = choices.asked(now)
    answer = ask(asked.question)
    if not answer.total:
        return None
    snapshot = of_flow(asked, answer, now)
    rows = [row for row in snapshot.figures.rows if row.value is not None]
    return Seen(
        snapshot,
        {"": snapshot.figures.whole.label, **{row.key: row.label for row in rows}},
        lambda key: replace(snapshot, figures=replace(snapshot.figures, focus=key)),
        _("Which path is it about?"),
    )


def of_flow(asked: Asked, answer: FlowAnswer, now: Selection, focus: str = "") -> Snapshot:
    """Paths with their count and share, and beside them how many had support.

    raises  NotProtected
    """
    here = choices.choices()
    figures = _paths(asked, answer)
    point, beside = "", ()
    if asked.question.support:
        point = gap_sentence(ask(BackgroundQuestion(asked.question))) or ""
        beside = (_support(figures, answer),)
    watch_out = asked.preset.watch_out if asked.preset else ()
    return snapshot_of(
        FLOW,
        f"{asked.title()} {figures.period}",
        " ".join(filter(None, (answer.sentence(asked.outcomes_words), point))),
        replace(figures, focus=focus, beside=beside),
        method=" ".join(asked.question.rules()),
        sources=here.sources,
        caveats=(
            *watch_out,
            _("Counts are protected and need not add up; rare paths are put together."),
        ),
        question=_plain(asked),
        link=link_with(now, "floden", OWN),
    )


def flow_again(evidence: Evidence, now: Selection) -> Snapshot:
    """The same paths in the data there is now; raises UnknownEventType, CannotAskAgain."""
    asked = _restored(evidence)
    return of_flow(asked, ask(asked.question), now, evidence.figures.focus)


def _paths(asked: Asked, answer: FlowAnswer) -> Figures:
    here, policy = choices.choices(), cache.policy()
    first, last = here.first_date.year, here.last_date.year
    return Figures(
        indicator=f"flow:{asked.preset.id if asked.preset else ''}",
        title=_("Share of all"),
        unit="share",
        decimals=0,
        better_is=None,
        year=last,
        by=_("path"),
        rows=tuple(_path_row(row, answer, policy) for row in answer.paths.to_dict("records")),
        whole=Row("", _("all paths"), None, people=known(answer.people), cases=known(answer.total)),
        first_year=first,
        years=last - first + 1,
        cases_are=_("Number"),
        cases_are_people=False,
    )


def _path_row(row: Mapping[str, Any], answer: FlowAnswer, policy: object) -> Row:
    hidden = pd.notna(row["withheld"])
    return Row(
        key=choices.path_key(row["path"]),
        label=view.way_words(row["path"], answer),
        value=known(row["share"]),
        low=known(row["share_low"]),
        high=known(row["share_high"]),
        people=known(row["people"]),
        cases=known(row["count"]),
        withheld=reason_in_words(row["withheld"], policy) if hidden else None,
    )


def _support(figures: Figures, answer: FlowAnswer) -> Figures:
    rows = tuple(
        _support_row(row, told)
        for row, told in zip(answer.paths.to_dict("records"), figures.rows, strict=True)
    )
    return replace(
        figures,
        indicator=f"{figures.indicator}:support",
        title=_("With support in between"),
        rows=rows,
        whole=None,
        cases_are=_("With support"),
        says=_("How many had support in between, path by path"),
    )


def _support_row(row: Mapping[str, Any], told: Row) -> Row:
    why = view.support_reason(row["support_withheld"], cache.policy())
    if pd.isna(row["supported"]) and not why:
        why = told.withheld or _("no time for it")
    return Row(
        key=told.key,
        label=told.label,
        value=known(row["supported_share"]),
        low=known(row["supported_share_low"]),
        high=known(row["supported_share_high"]),
        people=known(row["asked"]),
        cases=known(row["supported"]),
        withheld=why or None,
    )


def _plain(asked: Asked) -> dict[str, Any]:
    question = asked.question
    return {
        "preset": asked.preset.id if asked.preset else "",
        "sex": next((condition.value for condition in question.conditions), ""),
        "merges": {state: list(types) for state, types in question.merges.items()},
        **{name: getattr(question, name) for name in RULES},
    }


def _restored(evidence: Evidence) -> Asked:
    here, asked = choices.choices(), dict(evidence.question)
    preset, sex = asked.pop("preset"), asked.pop("sex")
    if (preset and preset not in here.presets) or (sex and sex not in here.sexes):
        raise CannotAskAgain(evidence.kind)
    conditions = (here.sexes[sex],) if sex else ()
    return Asked(here.presets.get(preset), FlowQuestion(**asked, conditions=conditions))
