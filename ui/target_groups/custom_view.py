"""Who is the group that somebody delimited: how many, how is it for them, where, at what cost?"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from analysis.answers import ChoicesQuestion, GroupAnswer, values_of
from analysis.sentences import capital
from language import _, decimal, ngettext, percent, whole
from language.numbers import MISSING
from ui.ask import ask
from ui.draw.chart_style import Drawing, known
from ui.draw.palettes import Palette
from ui.page import tables, words
from ui.page.share_columns import interval_of_share, number_or_withheld, share_words
from ui.state.group_address import group_of
from ui.state.selection import Selection
from ui.target_groups import charts, choices, cost
from ui.target_groups.custom_profile import profile_rows, profile_table, profile_words
from ui.target_groups.found_view import answer_html


@dataclass(frozen=True)
class View:
    """The group, finished; '' or None where there is nothing.

    parts          heading, sentence and table of who they are, where, and whom they overlap
    excess_a_year  cases above expected a year: lowest and highest; None where withheld
    """

    answer: str
    facts: str
    links: str
    trend: Drawing | None
    parts: tuple[tuple[str, str, str], ...]
    costs: tuple[cost.Cost, ...]
    excess_a_year: tuple[float, float] | None
    file: tables.FileRows | None
    how_we_know: str


def draw(now: Selection, palette: Palette) -> View:
    """The view of a selection; raises what the answers raise."""
    found = choices.found(now)
    others = tuple(choices.conditions_of(g) for g in found.groups)
    asked = choices.group(now, others)
    answer = ask(asked)
    wider = sqrt(found.dispersion)
    whom = [capital(g.whom) for g in found.groups]
    profile = profile_rows(answer)
    return View(
        answer=answer_html(_answer(answer)),
        facts=_facts(answer, wider),
        links=_links(now, answer),
        trend=Drawing.finished(charts.trend_figure(answer, palette), charts.trend_alt(answer)),
        parts=tuple(
            part
            for part in (
                (_("Who are they?"), profile_words(profile, answer), profile_table(profile)),
                (_("Where do they live?"), "", _where(answer)),
                (_("Which groups found do they overlap with?"), "", _overlap(answer, whom)),
            )
            if part[1] or part[2]
        ),
        costs=cost.costs_of(answer.indicator.outcome or ""),
        excess_a_year=_a_year(answer, wider) if asked.conditions else None,
        file=_file(answer),
        how_we_know=_how_we_know(answer, wider),
    )


def _answer(answer: GroupAnswer) -> str:
    having = str(answer.indicator.adverse or answer.indicator.having)
    if answer.withheld:
        return _("{whom}: withheld, {reason}. Choose fewer conditions or more years.").format(
            whom=capital(answer.whom), reason=answer.withheld
        )
    share, whole_share = float(answer.group["share"]), float(answer.whole["share"])
    decimals = 1 if min(share, whole_share) < 0.05 or abs(share - whole_share) < 0.02 else 0
    told = share_words(answer, answer.group, decimals)
    if not answer.question.conditions:
        return _("{whom}: {share} {having}. Choose conditions below to delimit a group.").format(
            whom=capital(answer.whom), share=told, having=having
        )
    return _("{whom}: {share} {having}, against {reference} in the municipality.").format(
        whom=capital(answer.whom),
        share=told,
        having=having,
        reference=percent(whole_share, decimals),
    )


def _facts(answer: GroupAnswer, wider: float) -> str:
    if answer.withheld:
        return ""
    group = answer.group
    people, years = float(group["people"]), max(answer.years, 1)
    rows = [
        (_("Size"), _size(people, years)),
        (
            _("Cases"),
            _("{n} in {years}").format(n=whole(float(group["cases"])), years=_years(answer)),
        ),
        (
            _("95 % interval of the share"),
            words.interval_words(answer.indicator, group["share_low"], group["share_high"]),
        ),
    ]
    excess = answer.excess(wider) if answer.question.conditions else None
    if excess:
        rows.append((_("Above expected"), _excess_words(excess, years)))
    if answer.hidden_years:
        rows.append(
            (
                _("Withheld years"),
                _("{years}: too few people, left out of every figure here").format(
                    years=", ".join(map(str, answer.hidden_years))
                ),
            )
        )
    note = _(
        "Expected is what the municipality has for the same year and age. For a group that was "
        "found the other groups found are counted in too, so its number there may be smaller."
    )
    return tables.facts_html(rows) + (tables.note_html(note) if excess else "")


def _size(people: float, years: int) -> str:
    a_year = max(round(people / years), 1)
    told = ngettext("{n} person a year", "{n} people a year", a_year).format(n=whole(a_year))
    if years == 1:
        return ngettext("{n} person", "{n} people", a_year).format(n=whole(a_year))
    return _("{told}, {n} person-years together").format(told=told, n=whole(people))


def _excess_words(excess: tuple[float, float, float], years: int) -> str:
    middle, low, high = excess
    told = _("{n} cases (95 % interval {low} to {high})").format(
        n=whole(round(middle)), low=whole(round(low)), high=whole(round(high))
    )
    if years > 1:
        told += ", " + _("{n} a year").format(n=decimal(middle / years, 1))
    if low <= 0 <= high:
        told += ". " + _("It may be chance.")
    return told


def _years(answer: GroupAnswer) -> str:
    return choices.years_words(answer.question.first_year, answer.question.last_year)


def _a_year(answer: GroupAnswer, wider: float) -> tuple[float, float] | None:
    excess = answer.excess(wider)
    if excess is None:
        return None
    return excess[1] / max(answer.years, 1), excess[2] / max(answer.years, 1)


def _links(now: Selection, answer: GroupAnswer) -> str:
    """To the page that breaks it down further, with the group chosen there."""
    if not answer.question.conditions:
        return ""
    outcome = answer.question.outcome
    group = group_of({name: values_of(v) for name, v in answer.question.conditions})
    return tables.links_html(
        (
            _("Break the group down"),
            now.link(
                "bryt_ner",
                indicator=outcome,
                theme=ask(ChoicesQuestion()).indicators[outcome].theme,
                by=(),
                sex=None,
                age=None,
                area=None,
                group=group,
            ),
        )
    )


def _where(answer: GroupAnswer) -> str:
    rows = answer.districts
    if not len(rows) or answer.withheld:
        return ""
    total = float(answer.group["people"])
    return tables.table_html(
        rows,
        [
            tables.Column(answer.district_label, lambda row: row.label),
            number_or_withheld(_("Person-years (n)"), lambda row: whole(known(row.people))),
            tables.Column(
                _("Of the group"),
                lambda row: MISSING if row.withheld else percent(float(row.people) / total, 1),
                number=True,
            ),
            tables.Column(_("Cases"), lambda row: whole(known(row.cases)), number=True),
            tables.Column(_("Share"), lambda row: share_words(answer, row), number=True),
            interval_of_share(answer.indicator),
        ],
        caption=_("Where they live, {years}").format(years=_years(answer)),
    )


def _overlap(answer: GroupAnswer, whom: list[str]) -> str:
    if not whom or answer.withheld or not answer.question.conditions:
        return ""
    rows = answer.overlaps.assign(label=whom)
    return tables.table_html(
        rows,
        [
            tables.Column(_("Group found"), lambda row: row.label),
            tables.Column(
                _("Of this group, also in it"),
                lambda row: _withheld_or(row.of_group, percent(row.of_group, 0)),
                number=True,
            ),
            tables.Column(
                _("Shared, of all in either"),
                lambda row: _withheld_or(row.jaccard, percent(row.jaccard, 0)),
                number=True,
            ),
        ],
        caption=_("Overlap with the groups found"),
    )


def _withheld_or(value: float, text: str) -> str:
    return _("withheld") if np.isnan(value) else text


def _file(answer: GroupAnswer) -> tables.FileRows | None:
    if answer.withheld:
        return None
    trend = answer.trend
    names = {
        "year": _("Year"),
        "people": _("Persons (n)"),
        "cases": _("Cases"),
        "share": _("Share"),
        "share_low": _("Interval, low"),
        "share_high": _("Interval, high"),
    }
    return tables.FileRows(
        f"behovsbild_grupp_{answer.indicator.id}",
        trend[list(names)].rename(columns=names),
        {
            _("Key figure"): str(answer.indicator.title),
            _("Group"): answer.whom,
            _("Years"): _years(answer),
            _("Source"): "; ".join(source.words for source in answer.sources),
            _("Method"): method_words(),
        },
    )


def method_words() -> str:
    """How the figures of a group by hand are made."""
    return _(
        "The years' protected counts put together. Expected: the cases that the group would have "
        "with the municipality's share for the same year and age."
    )


def _how_we_know(answer: GroupAnswer, wider: float) -> str:
    people = answer.group["people"]
    more = []
    if wider > 1.0025:
        more.append(
            (
                _("Cases and persons"),
                _(
                    "Someone who has the outcome in three years counts three times. The interval "
                    "of what is above the expected is therefore made {times} times as wide."
                ).format(times=decimal(wider, 1)),
            )
        )
    hidden = [
        {"label": f"{row.dimension_label}: {row.label}", "reason": row.withheld}
        for table in (answer.composition, answer.districts)
        if len(table)
        for row in table.itertuples()
        if row.withheld
    ]
    return tables.how_we_know_html(
        answer,
        method=method_words(),
        sources=answer.sources,
        year=_years(answer),
        people="" if pd.isna(people) else _("{n} person-years").format(n=whole(float(people))),
        withheld=pd.DataFrame(hidden, columns=["label", "reason"]),
        more=more,
    )
