"""What came afterwards, and are they the same individuals from year to year?"""

from dataclasses import dataclass
from math import isnan

import pandas as pd

from analysis.answers import ForwardAnswer, ForwardQuestion, YearsAnswer, YearsQuestion
from analysis.disclosure.gate import reason_in_words
from analysis.flows.question import listed
from analysis.flows.survival import at_risk
from language import _, decimal, percent, whole
from ui.ask import ask, cache
from ui.draw.chart_style import Drawing, known
from ui.draw.palettes import Palette
from ui.flows import choices, time_charts, view
from ui.flows.choices import Asked
from ui.page import tables
from ui.state.selection import Selection

SUPPORT_FIRST, ORIGIN_FIRST = "stod", "ursprung"
RISK_DAYS = [0, 365, 730, 1095, 1460]


@dataclass(frozen=True)
class View:
    """Two parts of the page, finished; what it has nothing for is empty or None."""

    forward_title: str = ""
    forward_words: str = ""
    curves: Drawing | None = None
    risk: str = ""
    came_next: str = ""
    forward_file: tables.FileRows | None = None
    years_words: str = ""
    bars: Drawing | None = None
    years_table: str = ""
    years_file: tables.FileRows | None = None


def starts(asked: Asked) -> dict[str, str]:
    """From what can be looked forwards: as in the address -> in words.

    Not from an origin that is an outcome too: a placement decided anew would be its own outcome.
    """
    question = asked.question
    found = {SUPPORT_FIRST: listed(question.support)} if question.support else {}
    if not set(question.origins) & set(question.outcomes):
        found[ORIGIN_FIRST] = listed(question.origins)
    return found


def draw(now: Selection, palette: Palette) -> View:
    """The view of a selection; raises what the doors to the flows raise."""
    if not choices.choices().types:
        return View()
    asked = choices.asked(now)
    told = ask(YearsQuestion(asked.question.outcomes))
    name, about = view.file_name(asked), view.about(asked)
    ahead = _forward(now, asked, palette)
    return View(
        **ahead,
        years_words=told.sentence(),
        bars=Drawing.finished(
            time_charts.years_figure(told.table, palette),
            time_charts.years_alt(told.table),
        )
        if told.table["stayed"].notna().any()
        else None,
        years_table=_years_table(told),
        years_file=tables.FileRows(f"{name}_ar", _years_for_file(told), about),
    )


def _forward(now: Selection, asked: Asked, palette: Palette) -> dict:
    possible = starts(asked)
    if not possible:
        return {}
    first = next(iter(possible))
    start = now.own(choices.FIRST, first)
    start = start if start in possible else first
    question = ForwardQuestion(
        firsts=asked.question.support if start == SUPPORT_FIRST else asked.question.origins,
        outcomes=asked.question.outcomes,
        by=None if asked.question.conditions else _sex_column(),
        conditions=asked.question.conditions,
    )
    answer = ask(question)
    curves = _named(answer)
    return {
        "forward_title": question.words(),
        "forward_words": _forward_words(answer),
        "curves": Drawing.finished(
            time_charts.curves_figure(answer.curve, curves, answer.days_a_step, palette),
            time_charts.curves_alt(answer.curve, curves),
        )
        if answer.curve.people
        else None,
        "risk": _risk_table(answer, curves),
        "came_next": _next_table(answer),
        "forward_file": tables.FileRows(
            f"{view.file_name(asked)}_efter",
            _curves_for_file(answer, curves),
            view.about(asked),
        ),
    }


def _sex_column() -> str | None:
    return next((c.column for c in choices.choices().sexes.values()), None)


def _named(answer: ForwardAnswer) -> list:
    """The groups' curves with what the groups are called."""
    words = {value: c.words for value, c in choices.choices().sexes.items()}
    return [(words[c.group], c) for c in answer.curves if c.group in words]


def _forward_words(answer: ForwardAnswer) -> str:
    if not answer.curve.people:
        return _("Too few were followed for a curve to be shown.")
    told = [answer.curve.sentence()]
    if answer.test is not None:
        told.append(_test_words(answer.test.p_value))
    return " ".join([*told, answer.caveat])


def _test_words(p_value: float) -> str:
    if isnan(p_value):
        return _("Whether the groups differ cannot be told: too few had the outcome.")
    told = (
        _("The groups differ by more than chance (log-rank test, p = {p}).")
        if p_value < 0.05
        else _("The groups do not differ clearly (log-rank test, p = {p}).")
    )
    return told.format(p=decimal(p_value, 3))


def _risk_table(answer: ForwardAnswer, curves: list) -> str:
    if not answer.curve.people:
        return ""
    rows = pd.DataFrame(
        [
            {
                "group": name,
                "curve": c,
                # Followed on: at risk when the next step of time begins.
                "risk": at_risk(c, [days + 1 for days in RISK_DAYS]),
            }
            for name, c in [(_("Everyone"), answer.curve), *curves]
        ]
    )
    columns = [tables.Column(_("Group"), lambda row: row.group)]
    for place, days in enumerate(RISK_DAYS):
        columns.append(
            tables.Column(
                _("after {years} years").format(years=days // 365) if days else _("followed"),
                lambda row, place=place, days=days: _risk_cell(row, place, days),
                number=True,
            )
        )
    return tables.table_html(
        rows, columns, caption=_("Share with the outcome by then, and how many are still followed")
    )


def _risk_cell(row: object, place: int, days: int) -> str:
    followed = row.risk[place]
    if days == 0:
        return whole(row.curve.people)
    if followed == 0:
        return whole(None)
    return _("{share} ({n})").format(share=percent(row.curve.share_by(days), 0), n=whole(followed))


def _next_table(answer: ForwardAnswer) -> str:
    rows = answer.came_next
    rows = rows[rows["people"].fillna(1) > 0] if len(rows) else rows
    if not len(rows):
        return ""
    policy = cache.policy()
    rows = rows.assign(
        label=[_("nothing known so far") if pd.isna(t) else str(t) for t in rows["type"]],
        hidden=[reason_in_words(w, policy) if pd.notna(w) else "" for w in rows["withheld"]],
    )
    return tables.table_html(
        rows,
        [
            tables.Column(_("What came next"), lambda row: row.label),
            tables.Column(
                _("Persons"),
                lambda row: row.hidden or whole(known(row.people)),
                number=True,
                style=lambda row: "bb-withheld" if row.hidden else "",
            ),
            tables.Column(_("Share"), lambda row: percent(known(row.share), 0), number=True),
            tables.Column(
                _("Days until then (median)"),
                lambda row: whole(known(row.days_median)),
                number=True,
            ),
        ],
        caption=_("What came next after the first {first}").format(
            first=listed(answer.question.firsts)
        ),
    )


def _curves_for_file(answer: ForwardAnswer, curves: list) -> pd.DataFrame:
    rows = [c.steps.assign(group=name) for name, c in [(_("Everyone"), answer.curve), *curves]]
    columns = {
        "group": _("Group"),
        "days": _("Days"),
        "outcome_share": _("Share with the outcome"),
        "share_low": _("Interval, low"),
        "share_high": _("Interval, high"),
        "at_risk": _("Still followed"),
    }
    return pd.concat(rows, ignore_index=True)[list(columns)].rename(columns=columns)


YEARS_COLUMNS = ("there", "stayed", "returned", "new", "left", "ago_1", "ago_2", "ago_3")


def _years_names() -> dict[str, str]:
    return {
        "there": _("There"),
        "stayed": _("of them the year before too"),
        "returned": _("back after a break"),
        "new": _("new"),
        "left": _("Left since the year before"),
        "ago_1": _("There 1 year ago"),
        "ago_2": _("There 2 years ago"),
        "ago_3": _("There 3 years ago"),
    }


def _years_table(told: YearsAnswer) -> str:
    names = _years_names()
    columns = [tables.Column(_("Year"), lambda row: str(int(row.year)))]
    columns += [
        tables.Column(
            names[name], lambda row, name=name: whole(known(getattr(row, name))), number=True
        )
        for name in YEARS_COLUMNS
    ]
    return tables.table_html(
        told.table,
        columns,
        caption=_(
            "Persons with {types} during the year (a dash: too few, or before the data)"
        ).format(types=listed(told.types)),
    )


def _years_for_file(told: YearsAnswer) -> pd.DataFrame:
    names = {"year": _("Year"), **_years_names()}
    return told.table[list(names)].rename(columns=names)
