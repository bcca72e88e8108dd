"""Does an outcome follow the socioeconomic index over areas, and which areas break the pattern?

The relation is between areas. What would be expected at an area's index is the line where the
relation is clear, else the mean; areas outside the funnel round that are better or worse than their
conditions give reason to expect.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.answers.asked import NothingThere
from analysis.answers.map.area_values import required_values
from analysis.answers.map.index import IndexAnswer, IndexQuestion, index
from analysis.answers.provenance import Source
from analysis.disclosure.gate import Gate, reason_in_words
from analysis.question import Question
from analysis.sentences import capital
from analysis.statistics.correlation import Correlation, correlate
from analysis.statistics.funnel import Funnel, funnel
from indicators.entry import Indicator
from language import _, decimal, ngettext
from store.read import Store

MANY_LEFT_OUT = 0.25  # left out, against those that take part


@dataclass(frozen=True)
class RelationQuestion(Question["RelationAnswer"]):
    """An outcome held against an index; index.year None: the latest year that both have."""

    outcome: str
    index: IndexQuestion = IndexQuestion()
    weighted: bool = False


@dataclass(frozen=True)
class RelationAnswer:
    """Index against outcome.

    points    a row per area with both: area_code, name, index, value, low, high, people, cases,
              expected; and, for shares with persons behind, the limits low_95 ... high_998, z, zone
              and standing (better, worse, far better, far worse, as expected, above, below)
    left_out  areas without both: area_code, name, reason (words)
    funnel    None where the outcome is no share with persons behind it
    """

    question: RelationQuestion
    outcome: Indicator
    index: IndexAnswer
    year: int
    correlation: Correlation
    points: pd.DataFrame
    left_out: pd.DataFrame
    funnel: Funnel | None
    protected: bool
    sources: tuple[Source, ...]

    @property
    def sentence(self) -> str:
        """What the relation is, in a sentence that can be read aloud."""
        return relation_sentence(self.outcome, self.correlation)

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be known to read it right, a sentence each."""
        return (*self._caveats(), ecological_sentence(), *self.index.notes)

    def _caveats(self) -> tuple[str, ...]:
        found = []
        if self.correlation.is_few:
            found.append(
                _(
                    "Only {n} areas: a single one may decide the whole relation. Read it as a hint."
                ).format(n=self.correlation.areas)
            )
        if self.correlation.weighted:
            found.append(_("Each area counts by its people."))
        if self.funnel is not None and self.funnel.widening != "none":
            found.append(
                _(
                    "Areas vary more than chance explains, for reasons that no figure here holds; "
                    "the limits are widened by as much."
                )
            )
        if len(self.left_out) > MANY_LEFT_OUT * self.correlation.areas:
            found.append(
                _(
                    "Many areas are left out, above all those with few persons or cases, and that "
                    "may bend the relation. Choose larger areas."
                )
            )
        if len(self.left_out):
            found.append(
                ngettext(
                    "{n} area is left out, for want of a figure that may be shown.",
                    "{n} areas are left out, for want of a figure that may be shown.",
                    len(self.left_out),
                ).format(n=len(self.left_out))
            )
        return tuple(found)

    @property
    def differing(self) -> pd.DataFrame:
        """The areas outside the 95 % limits, the farthest first."""
        if self.funnel is None:
            return self.points.iloc[:0]
        outside = self.points[self.points["zone"].notna() & (self.points["zone"] != "inside")]
        return outside.reindex(outside["z"].abs().sort_values(ascending=False).index)


def relation(store: Store, question: RelationQuestion, gate: Gate) -> RelationAnswer:
    """The outcome against the index over the areas of one level.

    raises  TooFewAreas, NothingVaries, NothingThere, and what `index` raises
    """
    level = question.index.level
    values = required_values(store, question.outcome, level, gate)
    found = _index_in_common_year(store, question, values.years, gate)
    now = values.table[values.table["year"] == found.year]
    areas = found.table.drop(columns="people").merge(
        now.drop(columns=["year", "vintage"]), on="area_code", how="left"
    )
    areas = areas.assign(inhabitants=found.table["people"].to_numpy())
    both = areas["index"].notna() & areas["value"].notna()
    points = areas[both].reset_index(drop=True)
    weights = points["inhabitants"].fillna(points["people"]) if question.weighted else None
    told = correlate(points["index"], points["value"], weights=weights)
    points = points.assign(expected=told.expected_at(points["index"]))
    points, held = _held_against_expected(points, values.indicator)
    return RelationAnswer(
        question=replace(question, index=replace(question.index, year=found.year)),
        outcome=values.indicator,
        index=found,
        year=found.year,
        correlation=told,
        points=points,
        left_out=_left_out(areas[~both], gate),
        funnel=held,
        protected=values.protected,
        sources=tuple(dict.fromkeys((*values.sources, *found.sources))),
    )


def _index_in_common_year(
    store: Store, question: RelationQuestion, outcome_years: tuple[int, ...], gate: Gate
) -> IndexAnswer:
    asked = question.index
    found = index(store, asked, gate)
    if found.year in outcome_years:
        return found
    common = sorted(set(found.years) & set(outcome_years))
    if asked.year is not None or not common:
        raise NothingThere(
            _(
                "The outcome has figures in {outcome}, the index in {index}; choose a year of both."
            ).format(
                outcome=", ".join(map(str, outcome_years)), index=", ".join(map(str, found.years))
            )
        )
    return index(store, replace(asked, year=common[-1]), gate)


def _held_against_expected(
    points: pd.DataFrame, outcome: Indicator
) -> tuple[pd.DataFrame, Funnel | None]:
    """The points with funnel limits round what is expected of each, where persons are behind."""
    countable = outcome.unit == "share" and points[["people", "cases"]].notna().all(axis=None)
    if not countable:
        return points, None
    target = np.clip(points["expected"].to_numpy(dtype=float), 0, 1)
    held = funnel(points, target_share=target)
    shown = held.points.assign(
        standing=[_standing(zone, outcome.better_is) for zone in held.points["zone"]]
    )
    return shown, replace(held, points=shown)


def _standing(zone: str | None, better_is: str | None) -> str | None:
    """A zone of the funnel as better or worse, where the outcome says which way is good."""
    if zone is None or pd.isna(zone):
        return None
    if zone == "inside":
        return "as_expected"
    side, _underscore, limit = zone.partition("_")
    far = "far_" if limit == "998" else ""
    if better_is is None:
        return far + side
    good = (side == "above") == (better_is == "higher")
    return far + ("better" if good else "worse")


def standing_in_words(standing: str | None) -> str:
    """How an area stands to what its index gives reason to expect, for a reader."""
    return {
        None: _("cannot tell"),
        "as_expected": _("as expected"),
        "better": _("better than expected"),
        "worse": _("worse than expected"),
        "far_better": _("much better than expected"),
        "far_worse": _("much worse than expected"),
        "above": _("higher than expected"),
        "below": _("lower than expected"),
        "far_above": _("much higher than expected"),
        "far_below": _("much lower than expected"),
    }[standing if isinstance(standing, str) else None]


def _left_out(areas: pd.DataFrame, gate: Gate) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": areas["area_code"].to_numpy(),
            "name": areas["name"].to_numpy(),
            "reason": [_why_left_out(row, gate) for _i, row in areas.iterrows()],
        }
    )


def _why_left_out(row: pd.Series, gate: Gate) -> str:
    if pd.isna(row["index"]):
        return _("no index")
    if isinstance(row["withheld"], str):
        return withheld_in_words(row["withheld"], gate)
    return _("no figure")


def withheld_in_words(withheld: str, gate: Gate) -> str:
    """A reason code of the gate, or a source's status, for a reader."""
    if withheld == "missing":
        return _("missing in the source")
    if withheld == "suppressed_at_source":
        return _("withheld by the source")
    return reason_in_words(withheld, gate.policy)


def relation_sentence(outcome: Indicator, told: Correlation) -> str:
    """'I områden med högre index är andelen ... lägre (r = -0,82; ...)', or that none is clear."""
    figures = _("r = {r}, 95 % interval {low} to {high}, {n} areas").format(
        r=decimal(told.pearson.value, 2),
        low=decimal(told.pearson.low, 2),
        high=decimal(told.pearson.high, 2),
        n=told.areas,
    )
    if not told.pearson.is_clear:
        return _("There is no clear relation between the index and {noun} ({figures}).").format(
            noun=outcome.noun, figures=figures
        )
    if told.pearson.value > 0:
        text = _("{noun} is higher in areas with a higher index ({figures}).")
    else:
        text = _("{noun} is lower in areas with a higher index ({figures}).")
    return text.format(noun=capital(str(outcome.noun)), figures=figures)


def ecological_sentence() -> str:
    """What a relation between areas does not say."""
    return _(
        "This is about areas, not persons: it does not tell whether it is those with low income or "
        "short education in an area who have the outcome, nor why."
    )
