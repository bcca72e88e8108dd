"""Which needs come first, with the weights that somebody chose?

Each criterion is scaled 0 to 1 against the need that has most of it, and a need's score is the
weighted mean. The scale has a natural zero: half as many people give half the score, and a need
that grows smaller gets nothing for its trend. How sure such an order is, is asked in `sureness.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.required import require_columns
from language import _
from language.errors import BehovsbildError

CRITERIA = ("size", "severity", "trend", "inequality", "cost")
EQUAL = dict.fromkeys(CRITERIA, 1 / len(CRITERIA))
UNKNOWN = 0.5  # where a need has no figure for a criterion: the middle, and said to be unknown


class BadWeights(BehovsbildError, ValueError):
    """Weights that cannot be scaled to add up to 1."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__(
            _(
                "Expected a weight of at least 0 for each of {known}, and one of them above 0; "
                "came {weights}."
            ).format(known=", ".join(CRITERIA), weights=dict(weights))
        )


@dataclass(frozen=True)
class SmallestChange:
    """The nearest weight at which two needs change places, the other weights shrinking alike.

    weight_from, weight_to   of `criterion`, 0 to 1
    rises, falls             the needs that change places
    """

    criterion: str
    weight_from: float
    weight_to: float
    rises: object
    falls: object


def criterion_words(criterion: str) -> str:
    """What a criterion is called on screen."""
    return {
        "size": _("Size"),
        "severity": _("Severity"),
        "trend": _("Trend"),
        "inequality": _("Inequality"),
        "cost": _("Cost"),
    }[criterion]


def criterion_meaning(criterion: str) -> str:
    """What a criterion measures, in one sentence."""
    return {
        "size": _("How many people have the problem now."),
        "severity": _("How much more common it is in the group than among the others."),
        "trend": _("How fast it grows, per year over the latest five."),
        "inequality": _("How unevenly it falls on the groups that were compared."),
        "cost": _("What it costs per year, roughly, where a cost is known."),
    }[criterion]


def scaled(measures: pd.DataFrame) -> pd.DataFrame:
    """Each criterion as a part (0 to 1) of the largest among the needs.

    measures  one row per need (its id as index), a column per criterion in its own unit, the more
              the worse; missing where unknown; what is below 0 (it gets better) counts as 0
    returns   the same shape; missing stays missing; a criterion that nobody has any of is 0
    raises    MissingColumns
    """
    require_columns(measures, *CRITERIA)
    above = measures[list(CRITERIA)].astype(float).clip(lower=0)
    largest = above.max()
    return above / largest.where(largest > 0, 1.0)


def weights_of(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights, made to add up to 1; raises BadWeights."""
    chosen = {criterion: float(weights.get(criterion, 0)) for criterion in CRITERIA}
    total = sum(chosen.values())
    wrong = set(weights) - set(CRITERIA) or any(not w >= 0 for w in chosen.values())
    if wrong or not 0 < total < np.inf:
        raise BadWeights(weights)
    return {criterion: weight / total for criterion, weight in chosen.items()}


def rank(parts: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """The needs in order, the first first.

    parts    as `scaled` gives them
    returns  index as `parts`: score (0 to 1), place (1 is first; equal scores share a place), a
             column `<criterion>_part` for what each adds to the score, and `unknown`, how many
             criteria have no figure and count as the middle
    raises   BadWeights
    """
    chosen = weights_of(weights)
    added = (parts.fillna(UNKNOWN) * pd.Series(chosen))[list(CRITERIA)]
    score = added.sum(axis="columns")
    ranked = added.add_suffix("_part").assign(
        score=score,
        place=score.round(9).rank(ascending=False, method="min").astype(int),
        unknown=parts[list(CRITERIA)].isna().sum(axis="columns"),
    )
    return ranked.sort_values("score", ascending=False, kind="stable")


def side_by_side(
    parts: pd.DataFrame, first: Mapping[str, float], second: Mapping[str, float]
) -> pd.DataFrame:
    """Two teams' weightings: where each need stands with either, and what moves it most.

    returns  index as `parts` in the first team's order: place_first, place_second, moved (places;
             positive: higher up with the second), because (the criterion whose weight does most to
             move it relative to the others; missing where it stays)
    """
    one, other = rank(parts, first), rank(parts, second)
    filled = parts.fillna(UNKNOWN)[list(CRITERIA)]
    weight_change = pd.Series(weights_of(second)) - pd.Series(weights_of(first))
    pull = (filled - filled.mean()) * weight_change
    table = pd.DataFrame({"place_first": one["place"], "place_second": other["place"]})
    table["moved"] = table["place_first"] - table["place_second"]
    towards = pull.mul(np.sign(table["moved"]), axis="index")
    table["because"] = towards.idxmax(axis="columns").where(table["moved"] != 0)
    return table.loc[one.index]


def smallest_change(
    parts: pd.DataFrame, weights: Mapping[str, float], *, among_first: int | None = None
) -> SmallestChange | None:
    """The smallest move of one weight that makes two needs change places; None where none does.

    among_first   only changes that concern the first so many needs (one of the two is among them)
    method        with weight t on criterion c and the others scaled alike, a need's score is linear
                  in t, so each pair crosses at most once, and where is solved exactly
    """
    chosen = weights_of(weights)
    order = rank(parts, weights)
    filled = parts.fillna(UNKNOWN).loc[order.index, list(CRITERIA)]
    found: list[tuple[float, SmallestChange]] = []
    for criterion in CRITERIA:
        now = chosen[criterion]
        if now >= 1:
            continue  # the others have no proportions to keep
        others = {c: w / (1 - now) for c, w in chosen.items() if c != criterion}
        base = (filled[list(others)] * pd.Series(others)).sum(axis="columns").to_numpy()
        own = filled[criterion].to_numpy()
        for high in range(min(len(filled) - 1, among_first or len(filled))):
            for low in range(high + 1, len(filled)):
                slope = (own[high] - own[low]) - (base[high] - base[low])
                if abs(slope) < 1e-12:
                    continue
                meet = -(base[high] - base[low]) / slope
                if 1e-9 < meet < 1 - 1e-9 and abs(meet - now) > 1e-9:  # at the ends they only tie
                    change = SmallestChange(
                        criterion, now, float(meet), filled.index[low], filled.index[high]
                    )
                    found.append((abs(meet - now), change))
    return min(found, key=lambda each: each[0])[1] if found else None
