"""What do the years say of women and men, where the uncertainty of a single year is not known?

A source that gives no number of persons leaves every difference between the sexes untold; that one
of them is the higher year after year can be told all the same.
"""

from dataclasses import dataclass

import pandas as pd

from analysis.answers.breakdown.breakdown import BreakdownAnswer
from analysis.states import Direction, State
from analysis.statistics.signs import Signs, sign_test
from indicators.entry import OwnSource
from language import _, decimal

FEWEST_YEARS = 6  # of five years even all the same way come by chance 6 times in 100
SEXES = ("women", "men")


@dataclass(frozen=True)
class SexSigns:
    """How often the figure was higher for `one` than for `other` (labels), and in which years."""

    one: str
    other: str
    first_year: int
    last_year: int
    signs: Signs

    def sentence(self) -> str:
        """'Siffran har varit högre för kvinnor än för män alla 15 år, 2010 till 2024.'"""
        told = _how_clear(self)
        signs = self.signs
        years = signs.higher + signs.lower + signs.equal
        return told.format(
            one=self.one.lower(),
            other=self.other.lower(),
            n=signs.higher,
            all=years,
            first=self.first_year,
            last=self.last_year,
        )

    def method(self) -> str:
        """Which test it is, and what it takes for granted."""
        return _(
            "Sign test over the years (exact binomial, two-sided, 5 % shared by the comparisons "
            "made at once, here {n}): {higher} years higher, {lower} lower, {equal} equal; "
            "p = {p}. It tells which way, not how much, and takes the years as independent of each "
            "other; where the same persons are counted year after year it says too much."
        ).format(
            n=self.signs.comparisons,
            higher=self.signs.higher,
            lower=self.signs.lower,
            equal=self.signs.equal,
            p=decimal(self.signs.p_value, 5),
        )


def sex_signs(answer: BreakdownAnswer) -> SexSigns | None:
    """The years of a public figure split by sex; None where its intervals tell, or years are few.

    `one` is the sex that was the higher in more of the years.
    """
    untold = (answer.table["state"] == State.CANNOT_TELL) & (
        answer.table["direction"] == Direction.NEITHER
    )
    if isinstance(answer.indicator.source, OwnSource) or answer.by != ("sex",) or not untold.any():
        return None
    years = _by_year(answer)
    if years is None or len(years) < FEWEST_YEARS:
        return None
    one, other = SEXES
    signs = sign_test(years[one], years[other])
    if signs.lower > signs.higher:
        one, other = other, one
        signs = sign_test(years[one], years[other])
    labels = answer.trend.set_index("sex")["sex_label"].to_dict()
    first, last = int(years.index.min()), int(years.index.max())
    return SexSigns(labels[one], labels[other], first, last, signs)


def _by_year(answer: BreakdownAnswer) -> pd.DataFrame | None:
    """The figure of each sex, one row a year that has both, as far as the answer's year."""
    rows = answer.trend[answer.trend["year"] <= answer.year]
    years = rows.pivot_table(index="year", columns="sex", values="value")
    return years[list(SEXES)].dropna() if set(SEXES) <= set(years.columns) else None


def _how_clear(found: SexSigns) -> str:
    signs = found.signs
    if not signs.is_clear:
        return _(
            "Nor do the years tell: the figure was higher for {one} than for {other} in {n} of "
            "{all} years, {first} to {last}."
        )
    if signs.lower or signs.equal:
        return _(
            "Over the years it can be told: the figure was higher for {one} than for {other} in "
            "{n} of {all} years, {first} to {last}."
        )
    return _(
        "Over the years it can be told: the figure was higher for {one} than for {other} in all "
        "{all} years, {first} to {last}."
    )
