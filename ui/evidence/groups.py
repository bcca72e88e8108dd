"""What is frozen of *Målgrupper*: a group, found or delimited by hand, and the variation?"""

from collections.abc import Iterable
from dataclasses import replace
from math import sqrt

import pandas as pd

from analysis.answers import (
    Conditions,
    GroupAnswer,
    GroupQuestion,
    TargetAnswer,
    TargetGroup,
    Variation,
    VariationQuestion,
    values_of,
)
from analysis.sentences import capital
from indicators.entry import Indicator
from language import _, decimal, ngettext, percent, whole
from needs.figures import Figures, Row, Snapshot, Year
from needs.need import Evidence
from ui.ask import ask
from ui.draw.chart_style import known
from ui.draw.palettes import Palette
from ui.evidence.savable import Seen, link_with, measured_by, plain, restored, snapshot_of
from ui.state.selection import Selection
from ui.target_groups import choices, custom_view, found_view
from ui.target_groups.spread_charts import SMALLEST_DRAWN

GROUP, VARIATION = "group", "variation"
SPREAD_OWN = (choices.OUTCOME, choices.PERIOD, choices.PART)


def found(now: Selection, _palette: Palette) -> Seen | None:
    """The groups on the cards, of which one is saved; None where nothing was found."""
    snapshots, labels = {}, {}
    for answer, group in choices.listed(now):
        key = f"{answer.question.outcome}: {_key(tuple(group.conditions.items()))}"
        snapshots[key] = of_found(group, answer, now)
        labels[key] = f"{capital(group.whom)} ({answer.indicator.short_title})"
    return Seen.of_each(snapshots, labels, _("Which group?")) if snapshots else None


def by_hand(now: Selection, _palette: Palette) -> Seen | None:
    """The group delimited by hand; None where it is everyone, or withheld."""
    question = choices.group(now)
    answer = ask(question)
    if answer.withheld or not question.conditions:
        return None
    return Seen(of_group(answer, now, sqrt(choices.found(now).dispersion)))


def spread(now: Selection, _palette: Palette) -> Seen:
    """One outcome in every area and group."""
    answer = ask(choices.variation(now))
    return Seen(of_variation(answer, now))


def of_found(group: TargetGroup, answer: TargetAnswer, now: Selection) -> Snapshot:
    """A group of the finder against the municipality; raises NotProtected."""
    asked, conditions = answer.question, tuple(group.conditions.items())
    shown = group.years[group.years["people"].notna()]
    row = Row(
        key=_key(conditions),
        label=capital(group.whom),
        value=group.share,
        low=group.low,
        high=group.high,
        people=group.people,
        cases=group.cases,
    )
    question = GroupQuestion(asked.outcome, conditions, asked.first_year, asked.last_year)
    return _snapshot(
        answer.indicator,
        _figures(answer.indicator, question, row, answer.whole, len(shown), _years(group.years)),
        group.sentence,
        method=answer.method,
        caveats=(found_view.wrong_words(),),
        sources=answer.sources,
        question=question,
        now=now,
    )


def of_group(answer: GroupAnswer, now: Selection, wider: float = 1.0) -> Snapshot:
    """A group by hand against the municipality.

    wider   how many times wider its excess is for persons who come back; as the page says
    raises  NotProtected
    """
    question, figures = replace(answer.question, others=()), answer.group
    row = Row(
        key=_key(question.conditions),
        label=capital(answer.whom),
        value=known(figures["share"]),
        low=known(figures["share_low"]),
        high=known(figures["share_high"]),
        people=known(figures["people"]),
        cases=known(figures["cases"]),
        withheld=answer.withheld or None,
    )
    caveats = []
    if answer.hidden_years:
        caveats.append(
            _("{years}: too few people, left out of every figure here").format(
                years=", ".join(map(str, answer.hidden_years))
            )
        )
    years = _years(answer.trend)
    return _snapshot(
        answer.indicator,
        _figures(answer.indicator, question, row, answer.whole, answer.years, years),
        _sentence(answer, wider),
        method=custom_view.method_words(),
        caveats=caveats,
        sources=answer.sources,
        question=question,
        now=now,
    )


def of_variation(answer: Variation, now: Selection) -> Snapshot:
    """Every area and group, with the municipality among them; raises NotProtected."""
    asked, indicator = answer.question, answer.indicator
    years = asked.last_year - asked.first_year + 1
    points = answer.points
    drawn = ~(points["people"].astype(float) < SMALLEST_DRAWN)
    caveats = [*indicator.watch_out]
    if small := int((~drawn).sum()):
        told = ngettext(
            "{n} group of fewer than {least} person-years is left out.",
            "{n} groups of fewer than {least} person-years are left out.",
            small,
        )
        caveats.insert(0, told.format(n=small, least=SMALLEST_DRAWN))
    figures = Figures(
        **measured_by(indicator),
        year=asked.last_year,
        by=_("area or group"),
        rows=tuple(_spread_row(row) for _index, row in points[drawn].iterrows()),
        whole=_everyone(answer.whole, answer.whom),
        first_year=asked.first_year,
        years=years,
        cases_are=_("Cases"),
        picture="ends",
    )
    return snapshot_of(
        VARIATION,
        _("{title} in every area and group, {years}").format(
            title=", ".join(filter(None, (str(indicator.title), answer.whom))),
            years=figures.period,
        ),
        _spread_sentence(figures, answer.whom),
        figures,
        method=_("The years' protected counts put together, for each area and group by itself."),
        sources=answer.sources,
        caveats=caveats,
        question=plain(asked),
        link=link_with(now, "malgrupper", SPREAD_OWN, indicator=indicator.id, group=asked.within),
    )


def group_again(evidence: Evidence, now: Selection) -> Snapshot:
    """The same group, found or not, in the data there is now."""
    return of_group(ask(restored(GroupQuestion, evidence.question)), now)


def variation_again(evidence: Evidence, now: Selection) -> Snapshot:
    """The same variation in the data there is now."""
    question = restored(VariationQuestion, evidence.question)
    return of_variation(ask(question), now)


def _snapshot(
    indicator: Indicator,
    figures: Figures,
    sentence: str,
    *,
    question: GroupQuestion,
    now: Selection,
    caveats: Iterable[str],
    **how: object,
) -> Snapshot:
    return snapshot_of(
        GROUP,
        f"{figures.focused.label}: {indicator.title}, {figures.period}",
        sentence,
        figures,
        caveats=(*caveats, *indicator.watch_out),
        question=plain(question),
        link=choices.address(now, question.conditions),
        **how,
    )


def _figures(
    indicator: Indicator,
    question: GroupQuestion,
    row: Row,
    everyone: pd.Series,
    years: int,
    trend: tuple[Year, ...],
) -> Figures:
    return Figures(
        **measured_by(indicator),
        year=question.last_year,
        by=_("group"),
        rows=(row,),
        whole=_everyone(everyone),
        focus=row.key,
        trend=trend,
        first_year=question.first_year,
        years=max(years, 1),
        cases_are=_("Cases"),
    )


def _everyone(whole_row: pd.Series, whom: str = "") -> Row:
    return Row(
        key="",
        label=whom or _("The whole municipality"),
        value=known(whole_row["share"]),
        low=known(whole_row.get("share_low")),
        high=known(whole_row.get("share_high")),
        people=known(whole_row["people"]),
        cases=known(whole_row["cases"]),
    )


def _years(rows: pd.DataFrame) -> tuple[Year, ...]:
    return tuple(
        Year(
            int(row["year"]),
            known(row["share"]),
            known(row.get("share_low")),
            known(row.get("share_high")),
        )
        for _index, row in rows.sort_values("year").iterrows()
    )


def _key(conditions: Conditions) -> str:
    """The group's conditions in one order: no language in it, so that it is found again."""
    chosen = sorted((name, "+".join(values_of(values))) for name, values in conditions)
    return "|".join(f"{name}={values}" for name, values in chosen)


def _sentence(answer: GroupAnswer, wider: float) -> str:
    having = str(answer.indicator.adverse or answer.indicator.having)
    share, reference = float(answer.group["share"]), float(answer.whole["share"])
    told = _("{whom}: {share} {having}, against {reference} in the municipality.").format(
        whom=capital(answer.whom),
        share=percent(share, answer.indicator.decimals),
        having=having,
        reference=percent(reference, answer.indicator.decimals),
    )
    excess = answer.excess(wider)
    if excess is None:
        return told
    middle, low, high = excess
    more = _("{n} cases more than expected (95 % interval {low} to {high})").format(
        n=whole(round(middle)), low=whole(round(low)), high=whole(round(high))
    )
    if answer.years > 1:
        more += ", " + _("{n} a year").format(n=decimal(middle / answer.years, 1))
    return f"{told} {more}."


def _spread_row(row: pd.Series) -> Row:
    return Row(
        key=f"{row['dimension']}|{row['value']}",
        label=f"{row['label']} ({str(row['dimension_label']).lower()})",
        value=known(row["share"]),
        low=known(row["share_low"]),
        high=known(row["share_high"]),
        people=known(row["people"]),
        cases=known(row["cases"]),
        withheld=row["withheld"] or None,
    )


def _spread_sentence(figures: Figures, whom: str) -> str:
    shown = sorted((r for r in figures.rows if r.value is not None), key=lambda r: r.value)
    if len(shown) < 2:
        return figures.title
    told = (
        _(
            "Behind {average} in the group {whom} lie areas and groups from {low} ({lowest}) to "
            "{high} ({highest})."
        )
        if whom
        else _(
            "Behind {average} in the whole municipality lie areas and groups from {low} ({lowest}) "
            "to {high} ({highest})."
        )
    )
    return told.format(
        whom=whom,
        average=figures.written(figures.whole.value),
        low=figures.written(shown[0].value),
        lowest=shown[0].label,
        high=figures.written(shown[-1].value),
        highest=shown[-1].label,
    )
