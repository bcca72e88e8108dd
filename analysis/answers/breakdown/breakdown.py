"""One indicator, broken down: which groups stand out, and since when?

The municipality's own outcomes are read from the cells and pass the gate; public figures come as
their publishers protected them.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.answers.asked import NothingThere, asked_indicator
from analysis.answers.breakdown.gap import Gap, gap_of
from analysis.answers.key_figures.observed import against_whole, dimension_labels, observed_groups
from analysis.answers.people.dimensions import Lattice
from analysis.answers.people.group_counts import GroupCells, joined
from analysis.answers.people.protected_counts import lattice_of
from analysis.answers.provenance import Source, people_sources, sources
from analysis.answers.questions import BreakdownQuestion
from analysis.disclosure.gate import Gate, reason_in_words
from analysis.statistics.breakdown import against_the_rest
from indicators.entry import Indicator, OwnSource
from language import _
from store.read import Store


@dataclass(frozen=True)
class BreakdownAnswer:
    """An indicator by groups.

    by         the dimensions that the rows are split by; labels: their names on screen
    table      one row per group in `year`: the dimensions (values), <dimension>_label, people,
               cases, value, low, high (in the indicator's unit), withheld (reason code or
               missing), and reference, difference, difference_low, difference_high, state,
               direction, because
    trend      the same figures for every year, one row per group and year
    whole      one row per year for everyone in question: people, cases, value, low, high
    withheld   one row per withheld group of `year`: label, reason (words)
    gap        which groups carry the difference; None for public figures and undivided ones
    narrowed   to whom it is narrowed, in words; '' for everyone
    """

    question: BreakdownQuestion
    indicator: Indicator
    by: tuple[str, ...]
    labels: tuple[str, ...]
    year: int
    table: pd.DataFrame
    trend: pd.DataFrame
    whole: pd.DataFrame
    withheld: pd.DataFrame
    gap: Gap | None
    narrowed: str
    protected: bool
    method: str
    sources: tuple[Source, ...]

    @property
    def with_whole(self) -> bool:
        """Whether groups are compared with the municipality as a whole, else with the others."""
        return not isinstance(self.indicator.source, OwnSource)

    def written(self, row: Any) -> str:
        """The value of a row of any of the frames, a protected 0 as 'at most'."""
        high = float(row.high) if self.protected and pd.notna(row.high) else None
        return self.indicator.written(float(row.value), at_most=high)

    @property
    def whole_now(self) -> pd.Series:
        """The row of `whole` for the answer's year."""
        return self.whole[self.whole["year"] == self.year].iloc[0]


def breakdown(store: Store, question: BreakdownQuestion, gate: Gate) -> BreakdownAnswer:
    """The indicator by groups, protected.

    raises  UnknownIndicator, UnknownDimension, UnknownCategory, TwoLevelsOfOne, NotBrokenDown,
            NothingThere, NobodyLeft, NotOpen
    """
    indicator = asked_indicator(store, question.indicator)
    if isinstance(indicator.source, OwnSource):
        return _own(store, question, indicator, gate)
    return _public(store, question, indicator)


def _public(store: Store, question: BreakdownQuestion, indicator: Indicator) -> BreakdownAnswer:
    by, trend, whole, load_ids = observed_groups(store, question.by, indicator)
    year = answered_year(question, whole, "")
    now = whole[whole["year"] == year].iloc[0]
    return BreakdownAnswer(
        question=replace(question, year=year),
        indicator=indicator,
        by=by,
        labels=tuple(dimension_labels()[name] for name in by),
        year=year,
        table=against_whole(trend[trend["year"] == year], now, indicator),
        trend=trend,
        whole=whole,
        withheld=pd.DataFrame({"label": [], "reason": []}, dtype="str"),
        gap=None,
        narrowed="",
        protected=False,
        method=_(
            "Figures as published by {producer}, protected by their publisher. The interval (95 %) "
            "is Wilson's where the source gives the number of persons, else the survey's own "
            "margin of error, else it comes from how much the figure usually swings from year to "
            "year (moving ranges)."
        ).format(producer=indicator.producer),
        sources=sources(store, load_ids),
    )


def _own(
    store: Store, question: BreakdownQuestion, indicator: Indicator, gate: Gate
) -> BreakdownAnswer:
    lattice = lattice_of(store)
    by = lattice.resolve(question.by)
    narrowed = lattice.narrow(sex=question.sex, age=question.age, area=_area(store, question))
    group = GroupCells(
        store,
        gate,
        joined(store, {c.column: (c.value,) for c in narrowed}, dict(question.within)),
    )
    outcome = indicator.source.outcome
    if outcome not in store.column_names:
        raise NothingThere(
            _(
                "The people in the store have no column {outcome!r}; load a file that has it."
            ).format(outcome=outcome)
        )
    trend, whole = group.counts(outcome, by), group.counts(outcome)
    year = answered_year(question, whole, group.in_words())
    trend, whole = _as_values(_labelled(trend, lattice, by)), _as_values(whole)
    now = whole[whole["year"] == year].iloc[0]
    noise = group.gate.noise_variance
    table = _judged(trend[trend["year"] == year], now, indicator.better_is, noise)
    return BreakdownAnswer(
        question=replace(question, year=year),
        indicator=indicator,
        by=tuple(by),
        labels=tuple(lattice.label(name) for name in by),
        year=year,
        table=table,
        trend=trend,
        whole=whole,
        withheld=_withheld(table, by, group.gate),
        gap=_gap(group, outcome, by, (trend, table, whole, now)) if by else None,
        narrowed=group.in_words(),
        protected=not group.gate.exact,
        method=_own_method(group.gate) + _parts_words(group),
        sources=people_sources(store),
    )


def _gap(
    group: GroupCells,
    outcome: str,
    by: list[str],
    figures: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.Series],
) -> Gap | None:
    """Against the municipality where the question is narrowed, else against the first year."""
    trend, table, whole, now = figures
    year, first = int(now["year"]), int(whole["year"].min())
    if group.conditions:
        everyone = GroupCells(group.store, group.gate, {})
        in_all, level = everyone.counts(outcome, by), everyone.counts(outcome)
        reference = in_all[in_all["year"] == year].astype(dict.fromkeys(by, "str"))
        whole_share = float(level.loc[level["year"] == year, "share"].iloc[0])
        words = _("the whole municipality")
    else:
        reference = trend[trend["year"] == first]
        whole_share = float(now["value"])
        words = str(first)
    if pd.isna(whole_share):
        return None
    noise = group.gate.noise_variance * float(table["parts"].max())
    return gap_of(
        table, reference, by=by, whole_share=whole_share, words=words, noise_variance=noise
    )


def _parts_words(group: GroupCells) -> str:
    if group.parts == 1 or group.gate.exact:
        return ""
    return " " + _(
        "The group is put together of several: each figure is the sum of its parts' protected "
        "counts, and the interval holds the change of each."
    )


def _area(store: Store, question: BreakdownQuestion) -> str | None:
    """The area to narrow to; the whole municipality is no narrowing."""
    return None if question.area == store.meta.municipality_code else question.area


def answered_year(question: BreakdownQuestion, whole: pd.DataFrame, narrowed: str) -> int:
    """The year asked for, else the latest of `whole`; raises NothingThere."""
    years = whole["year"].tolist()
    if not years:
        raise NothingThere(
            _("There are no figures on {indicator} for {whom}.").format(
                indicator=question.indicator, whom=narrowed or _("everyone")
            )
        )
    if question.year is None:
        return int(max(years))
    if question.year not in years:
        raise NothingThere(
            _("There are figures for {first} to {last}, not for {year}.").format(
                first=min(years), last=max(years), year=question.year
            )
        )
    return question.year


def _labelled(frame: pd.DataFrame, lattice: Lattice, by: list[str]) -> pd.DataFrame:
    labels = {f"{name}_label": frame[name].astype("str").map(lattice.labels(name)) for name in by}
    order = {name: list(lattice.labels(name)) for name in by}
    placed = frame.assign(
        **{name: pd.Categorical(frame[name].astype("str"), order[name]) for name in by}, **labels
    ).sort_values([*by, "year"])
    return placed.astype(dict.fromkeys(by, "str")).reset_index(drop=True)


def _as_values(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.rename(columns={"share": "value", "share_low": "low", "share_high": "high"})


def _judged(
    table: pd.DataFrame, whole: pd.Series, better_is: str | None, noise_variance: float
) -> pd.DataFrame:
    shares = table.rename(columns={"value": "share", "low": "share_low", "high": "share_high"})
    judged = against_the_rest(
        shares.reset_index(drop=True),
        whole_people=float(whole["people"]) if pd.notna(whole["people"]) else np.nan,
        whole_cases=float(whole["cases"]) if pd.notna(whole["cases"]) else np.nan,
        better_is=better_is,
        noise_variance=noise_variance * table["parts"].to_numpy(dtype=float),
        whole_noise_variance=noise_variance * float(whole["parts"]),
    )
    return _as_values(judged)


def _withheld(table: pd.DataFrame, by: list[str], gate: Gate) -> pd.DataFrame:
    hidden = table[table["withheld"].notna()]
    return pd.DataFrame(
        {
            "label": group_labels(hidden, by),
            "reason": [reason_in_words(reason, gate.policy) for reason in hidden["withheld"]],
        }
    )


def group_labels(table: pd.DataFrame, by: list[str] | tuple[str, ...]) -> list[str]:
    """Each row's group as a reader calls it: 'Pojkar, Norra Åsen'; '' where it is everyone."""
    if not by:
        return [""] * len(table)
    return [", ".join(each) for each in zip(*(table[f"{n}_label"] for n in by), strict=True)]


def _own_method(gate: Gate) -> str:
    if gate.exact:
        return _("Exact counts of persons, with 95 % Wilson intervals.")
    if gate.published:
        return _(
            "Published counts, rounded to multiples of five so that nobody can be pointed out and "
            "all parts add up. 95 % Wilson intervals that hold the rounding too. Each group is "
            "compared with everyone else; at most one in twenty of the differences called clear "
            "is expected to be chance (Benjamini-Hochberg)."
        )
    return _(
        "Counts of persons, each changed by at most 5 with the cell-key method so that nobody can "
        "be pointed out; parts need not add up to totals. 95 % Wilson intervals that hold this "
        "change too. Each group is compared with everyone else; at most one in twenty of the "
        "differences called clear is expected to be chance (Benjamini-Hochberg)."
    )
