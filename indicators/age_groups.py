"""Into which age group does a person of this age fall, at each of three fixed granularities?

The granularities are fixed and nested: every fine group lies in one middle and one broad group.
That is what keeps questions about age from being subtracted from each other into single persons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from language import _
from language.errors import BehovsbildError

UNKNOWN = "unknown"
TOTAL = "total"


@dataclass(frozen=True, order=True)
class AgeGroup:
    """Whole years `first` to `last`, both within; `last` is None for 'and older'."""

    first: int
    last: int | None

    @property
    def label(self) -> str:
        """'13-15' or '80+': the value in the store and in addresses."""
        return f"{self.first}+" if self.last is None else f"{self.first}-{self.last}"

    def __contains__(self, other: "AgeGroup") -> bool:
        """Whether every age of `other` is an age of this group."""
        if other.first < self.first:
            return False
        return self.last is None or (other.last is not None and other.last <= self.last)


def _groups(*first_years: int) -> tuple[AgeGroup, ...]:
    last_years = [start - 1 for start in first_years[1:]] + [None]
    return tuple(AgeGroup(*pair) for pair in zip(first_years, last_years, strict=True))


GROUPS: Mapping[str, tuple[AgeGroup, ...]] = {
    "fine": _groups(0, 6, 10, 13, 16, 20, 25, 30, 45, 65, 80),
    "middle": _groups(0, 6, 13, 16, 20, 30, 65),
    "broad": _groups(0, 20, 65),
}
GRANULARITIES: Mapping[str, tuple[str, ...]] = {
    name: tuple(group.label for group in groups) for name, groups in GROUPS.items()
}
FINEST = "fine"


class UnknownGranularity(BehovsbildError, LookupError):
    """A granularity of age that is not one of the three."""

    def __init__(self, granularity: str) -> None:
        super().__init__(
            _("{granularity!r} is not a granularity of age; choose one of {known}.").format(
                granularity=granularity, known=", ".join(GRANULARITIES)
            )
        )


class UnknownAgeGroup(BehovsbildError, LookupError):
    """A label that is no group of any granularity."""

    def __init__(self, label: str) -> None:
        known = "; ".join(", ".join(labels) for labels in GRANULARITIES.values())
        super().__init__(
            _("{label!r} is not an age group; the groups are {known}.").format(
                label=label, known=known
            )
        )


def groups(granularity: str) -> tuple[AgeGroup, ...]:
    """The groups of a granularity in age order; raises UnknownGranularity."""
    try:
        return GROUPS[granularity]
    except KeyError:
        raise UnknownGranularity(granularity) from None


def group_of(age_years: ArrayLike, granularity: str = FINEST) -> pd.Categorical:
    """The group label of each age, as an ordered categorical.

    age_years    whole years, missing as NaN or None; a fraction is cut (15.9 is 15)
    returns      labels of `granularity` in age order; a missing or negative age has no label
    raises       UnknownGranularity
    """
    chosen = groups(granularity)
    ages = pd.to_numeric(pd.Series(np.asarray(age_years).ravel()), errors="coerce")
    edges = np.array([group.first for group in chosen])
    known = ages.notna().to_numpy() & (ages.fillna(-1).to_numpy(dtype=float) >= 0)
    position = np.searchsorted(edges, ages.fillna(0).to_numpy(dtype=float), side="right") - 1
    return pd.Categorical.from_codes(
        np.where(known, position, -1), categories=list(GRANULARITIES[granularity]), ordered=True
    )


def parse(label: str) -> AgeGroup:
    """'13-15' or '80+' as a group, of whichever granularity; raises UnknownAgeGroup."""
    for granularity in GROUPS.values():
        for group in granularity:
            if group.label == label:
                return group
    raise UnknownAgeGroup(label)


def granularity_of(labels: Iterable[str]) -> str:
    """The coarsest granularity that has every one of `labels`; raises UnknownAgeGroup."""
    wanted = {label for label in labels if label not in (UNKNOWN, TOTAL)}
    for name in reversed(GRANULARITIES):
        if wanted <= set(GRANULARITIES[name]):
            return name
    raise UnknownAgeGroup(", ".join(sorted(wanted)))


def _parents(granularity: str) -> dict[str, str]:
    """Fine label -> label of the group that it lies in; the nesting is checked here, at import."""
    parents = {}
    for fine in GROUPS[FINEST]:
        holding = [group for group in GROUPS[granularity] if fine in group]
        if len(holding) != 1:
            raise AssertionError(f"{fine.label} lies in {len(holding)} {granularity} groups")
        parents[fine.label] = holding[0].label
    return parents


PARENTS: Mapping[str, Mapping[str, str]] = {name: _parents(name) for name in GROUPS}


def parent(fine_label: str, granularity: str) -> str:
    """The group of `granularity` that a fine group lies in; 'unknown' and 'total' stay.

    raises  UnknownGranularity, UnknownAgeGroup
    """
    if fine_label in (UNKNOWN, TOTAL):
        return fine_label
    groups(granularity)
    try:
        return PARENTS[granularity][fine_label]
    except KeyError:
        raise UnknownAgeGroup(fine_label) from None


def children(label: str) -> tuple[str, ...]:
    """The fine groups that a group of any granularity is made of; raises UnknownAgeGroup."""
    whole = parse(label)
    return tuple(group.label for group in GROUPS[FINEST] if group in whole)
