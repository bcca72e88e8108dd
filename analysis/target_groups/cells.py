"""How do the store's cells become the lattice that is searched, and what cannot be searched?

A dimension with one value is left out with a notice; missing values are a group of their own,
`unknown`; a dimension as fine as a name or an amount is refused. Coarser levels (districts, middle
ages) become further ways to divide their dimension, without the values that say what a finer
level says already.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.required import require_columns
from analysis.target_groups.conjunctions import Dimension, Lattice, Level
from analysis.target_groups.errors import NoDimensions, TooFine, TooManyGroups
from analysis.target_groups.expected_cases import Counted

UNKNOWN = "unknown"
MOST_VALUES = 500  # of a dimension; finer ones identify people rather than describe them
MOST_AREAS = 10_000
MOST_GROUPS = 5_000_000


@dataclass(frozen=True)
class CoarserLevel:
    """Another way to divide the dimension `of`: its value -> the value one level up."""

    name: str
    of: str
    parents: Mapping[str, str]


@dataclass(frozen=True)
class Prepared:
    """The cells as they are searched; `years` is one a cell.

    left_out  dimensions with one value or none, which divide nobody: that value, '' for none
    """

    counted: Counted
    years: np.ndarray
    left_out: Mapping[str, str] = field(default_factory=dict)


def too_fine(name: str, values: int, *, is_area: bool) -> bool:
    """Whether a dimension has more values than can be searched."""
    return values > (MOST_AREAS if is_area else MOST_VALUES)


def prepare(
    cells: pd.DataFrame,
    dimensions: Sequence[str],
    *,
    levels: Iterable[CoarserLevel] = (),
    standardise: Sequence[str] = (),
    areas: Iterable[str] = (),
    depth: int = 3,
) -> Prepared:
    """The lattice over `dimensions`, with strata of year and the standardising columns.

    cells        year, people, cases, the dimensions and the standardising columns (text or
                 categorical; missing counts as `unknown`)
    areas        which of the dimensions are areas: they may have more values
    raises       MissingColumns, TooFine, TooManyGroups, NoDimensions when none has two values
    """
    require_columns(cells, "year", "people", "cases", *dimensions, *standardise)
    left_out, kept = {}, []
    for name in dimensions:
        codes, values = _coded(cells[name])
        if too_fine(name, len(values), is_area=name in set(areas)):
            raise TooFine(name, len(values), MOST_AREAS if name in set(areas) else MOST_VALUES)
        if len(values) < 2:
            left_out[name] = "".join(values)
            continue
        finest = Level(name, tuple(values), np.arange(len(values)))
        coarser = _coarser(finest, [level for level in levels if level.of == name])
        kept.append(Dimension(name, len(values), codes, (finest, *coarser)))
    if not kept:
        raise NoDimensions(list(dimensions))
    _check_size(kept, depth)
    strata = _strata([cells["year"], *(cells[name] for name in standardise)])
    counted = Counted(
        Lattice(kept, depth),
        cells["people"].to_numpy(dtype=float),
        cells["cases"].to_numpy(dtype=float),
        strata,
    )
    return Prepared(counted, cells["year"].to_numpy(), left_out)


def _coded(column: pd.Series) -> tuple[np.ndarray, list[str]]:
    """Numbers of the values that occur, and the values; a missing one is `unknown`."""
    coded = column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")
    codes = coded.cat.codes.to_numpy().astype(np.int64)
    values = [str(value) for value in coded.cat.categories]
    if (codes < 0).any():
        if UNKNOWN not in values:
            values.append(UNKNOWN)
        codes[codes < 0] = values.index(UNKNOWN)
    occurs = np.bincount(codes, minlength=len(values)) > 0
    renumbered = np.cumsum(occurs) - 1
    return renumbered[codes], [value for value, there in zip(values, occurs, strict=True) if there]


def _coarser(finest: Level, levels: list[CoarserLevel]) -> list[Level]:
    """The levels above, without values that hold the same people as a value already there."""
    seen = {frozenset([place]) for place in range(len(finest.values))}
    found = []
    for level in levels:
        held: dict[str, list[int]] = {}
        for place, value in enumerate(finest.values):
            if (parent := level.parents.get(value)) is not None:
                held.setdefault(parent, []).append(place)
        new = {name: frozenset(places) for name, places in held.items()}
        new = {name: places for name, places in new.items() if places not in seen}
        seen |= set(new.values())
        if not new:
            continue
        parts = np.full(len(finest.values), -1)
        for number, places in enumerate(new.values()):
            parts[list(places)] = number
        found.append(Level(level.name, tuple(new), parts))
    return found


def _check_size(dimensions: list[Dimension], depth: int) -> None:
    """The number of groups is the elementary symmetric sum of the dimensions' value counts."""
    groups = [1] + [0] * depth
    for dimension in dimensions:
        values = sum(len(level.values) for level in dimension.levels)
        groups = [1] + [groups[k] + groups[k - 1] * values for k in range(1, depth + 1)]
    if sum(groups[1:]) > MOST_GROUPS:
        raise TooManyGroups(sum(groups[1:]), MOST_GROUPS)


def _strata(columns: list[pd.Series]) -> np.ndarray:
    """One number for each combination that occurs."""
    number = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes, values = _coded(column)
        number = number * len(values) + codes
    return np.unique(number, return_inverse=True)[1]
