"""Which groups does the average hide? The finder's answer as cards, a table and how it is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import sqrt

import pandas as pd

from analysis.answers import TargetAnswer, TargetGroup
from analysis.sentences import capital
from language import _, decimal, ngettext, percent, whole
from language.numbers import MISSING
from ui.ask import cache
from ui.draw.cards import cards_html
from ui.draw.palettes import Palette
from ui.page import tables
from ui.state.selection import Selection
from ui.target_groups import cards as target_cards
from ui.target_groups import choices


@dataclass(frozen=True)
class View:
    """The found groups, finished; what it has nothing for is '' or None."""

    answer: str
    cards: str
    table: str
    file: tables.FileRows | None
    how_we_know: str


def draw(now: Selection, palette: Palette) -> View:
    """The view of a selection; raises what answers.target_groups raises."""
    answer = choices.found(now)
    rows = rows_of(answer.groups, answer)
    return View(
        answer=answer_html(answer_words(answer)),
        cards=cards_html(
            [target_cards.card(g, answer, now, palette) for g in answer.groups], in_order=False
        ),
        table=tables.table_html(rows, columns(), caption=_caption(answer)) if len(rows) else "",
        file=_file(answer, rows) if len(rows) else None,
        how_we_know=_how_we_know(answer),
    )


def answer_html(text: str) -> str:
    """What the figures answer, beneath the title and above the choices."""
    whole_text = escape(text).replace("–", "–\u2060")  # noqa: RUF001 - no break in an interval
    return f'<p class="bb-answer">{whole_text}</p>'


def _years(answer: TargetAnswer) -> str:
    return choices.years_words(answer.question.first_year, answer.question.last_year)


def answer_words(answer: TargetAnswer) -> str:
    """The level of everyone and how many groups stand out; that none does is an answer too."""
    level = _("{title} {years}: {share} in the whole municipality.").format(
        title=str(answer.indicator.short_title),
        years=_years(answer),
        share=percent(float(answer.whole["share"]), 1),
    )
    n = len(answer.groups)
    if not n and not answer.hidden:
        better = answer.question.direction == "better"
        nothing = (
            _("No group does better than chance and what is adjusted for explain.")
            if better
            else _("No group does worse than chance and what is adjusted for explain.")
        )
        return f"{level} {nothing} {answer.could_show}"
    if answer.question.direction == "better":
        told = ngettext(
            "{n} group does better than expected, beyond chance and the other groups here.",
            "{n} groups do better than expected, each beyond chance and the other groups here.",
            n,
        )
    else:
        told = ngettext(
            "{n} group does worse than expected, beyond chance and the other groups here.",
            "{n} groups do worse than expected, each beyond chance and the other groups here.",
            n,
        )
    return f"{level} {told.format(n=n)}{_hidden(answer)}"


def _hidden(answer: TargetAnswer) -> str:
    if not answer.hidden:
        return ""
    return " " + ngettext(
        "{n} more is found but withheld: too few people.",
        "{n} more are found but withheld: too few people.",
        answer.hidden,
    ).format(n=answer.hidden)


def rows_of(groups: Sequence[TargetGroup], answer: TargetAnswer) -> pd.DataFrame:
    """The groups as rows, for the table and the file."""
    rows = []
    for group in groups:
        more, low, high = target_cards.excess(group, answer)
        rows.append(
            {
                "label": capital(group.whom),
                "share": group.share,
                "low": group.low,
                "high": group.high,
                "people": group.people,
                "cases": group.cases,
                "expected": group.expected,
                "excess": more,
                "excess_low": low,
                "excess_high": high,
                "years_out": group.years_out,
                "since": group.since,
                "larger": capital(group.larger) if group.larger else "",
                "sentence": group.sentence,
            }
        )
    return pd.DataFrame(rows)


def columns() -> list[tables.Column]:
    """The columns of the table of groups, rows as `rows_of` makes them."""

    def number(title: str, text: object) -> tables.Column:
        return tables.Column(title, text, number=True)

    return [
        tables.Column(_("Group"), lambda row: row.label),
        number(_("Share"), lambda row: percent(row.share, 1)),
        number(_("Person-years (n)"), lambda row: whole(row.people)),
        number(_("Cases"), lambda row: whole(row.cases)),
        number(_("Expected"), lambda row: whole(row.expected)),
        number(_("Above expected"), lambda row: whole(round(row.excess))),
        number(
            _("95 % interval"),
            lambda row: target_cards.interval_words(row.excess_low, row.excess_high),
        ),
        number(_("Years it stands out"), lambda row: whole(row.years_out)),
        number(_("Since"), lambda row: MISSING if pd.isna(row.since) else str(int(row.since))),
    ]


def _caption(answer: TargetAnswer) -> str:
    return _("{title}, groups found in {years}").format(
        title=str(answer.indicator.title), years=_years(answer)
    )


def file_names() -> dict[str, str]:
    """Column of `rows_of` -> what it is called in a file."""
    return {
        "label": _("Group"),
        "share": _("Share"),
        "low": _("Interval, low"),
        "high": _("Interval, high"),
        "people": _("Person-years (n)"),
        "cases": _("Cases"),
        "expected": _("Expected"),
        "excess": _("Above expected"),
        "excess_low": _("Above expected, low"),
        "excess_high": _("Above expected, high"),
        "years_out": _("Years it stands out"),
        "since": _("Since"),
        "larger": _("Not explained by"),
        "sentence": _("In words"),
    }


def _file(answer: TargetAnswer, rows: pd.DataFrame) -> tables.FileRows:
    names = file_names()
    return tables.FileRows(
        f"behovsbild_malgrupper_{answer.indicator.id}",
        rows[list(names)].rename(columns=names),
        {
            _("Key figure"): str(answer.indicator.title),
            _("Years"): _years(answer),
            _("Source"): "; ".join(source.words for source in answer.sources),
            _("Method"): answer.method,
        },
    )


def _how_we_know(answer: TargetAnswer) -> str:
    hidden = pd.DataFrame(
        {
            "label": [_("a group that was found")] * answer.hidden,
            "reason": [_("fewer than {n} people").format(n=cache.policy().smallest_people)]
            * answer.hidden,
        }
    )
    return tables.how_we_know_html(
        answer,
        method=answer.method,
        sources=answer.sources,
        year=_years(answer),
        people=_("{n} person-years").format(n=whole(float(answer.whole["people"]))),
        withheld=hidden,
        more=[
            (_("What can be found"), answer.could_show),
            (_("How often it is wrong"), wrong_words()),
            (_("Cases and persons"), person_years_words(answer)),
            (_("Left out"), " ".join(answer.notices) or MISSING),
            (_("Meaning"), str(answer.indicator.means)),
            *((_("Watch out"), str(text)) for text in answer.indicator.watch_out),
        ],
    )


def wrong_words() -> str:
    """The method's mistakes in plain words; how they are measured: docs/decisions/0004."""
    return _(
        "The threshold is set so that at most one population in ten where nothing is hidden gives "
        "any group. Tried on invented populations of 100 000 people with five hidden groups each: "
        "83 of 100 of those come among the first ten, and one list in ten holds a group that is "
        "not there. Where nothing was hidden, 6 groups were listed in 100 populations. Among "
        "20 000 people 43 of 100 are found. That a group is listed says that it differs, not why."
    )


def person_years_words(answer: TargetAnswer) -> str:
    """How the same persons in several years are counted."""
    if answer.dispersion <= 1.005:
        return _("Each person is counted once for every year; hardly anyone comes back.")
    return _(
        "Someone who has the outcome in three years counts three times. The intervals of what is "
        "above the expected are therefore made {times} times as wide."
    ).format(times=decimal(sqrt(answer.dispersion), 1))
