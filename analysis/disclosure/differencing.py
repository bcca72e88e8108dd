"""How few people set a group apart from a larger group that can be asked for as well?

The same group always gets the same figure (analysis/disclosure/gate.py). So where two groups, one
in the other, get different figures, somebody in between is certain to count; and where only one
person is in between, and a neighbour knows who, that is told of her. The women of 80 or more in an
area are set apart from everybody of 80 or more there by the men: one man, in a small area.

A group is a conjunction; larger ones leave conditions out, or take a coarser level instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

NOBODY = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Axis:
    """One dimension of a question: its column, the coarser levels above, and a single value.

    levels  columns of the coarser levels
    value   the category that the question is narrowed to; None where it is broken down by it
    """

    column: str
    levels: tuple[str, ...] = ()
    value: str | None = None


@dataclass(frozen=True)
class _Coded:
    """An axis in numbers: a code a cell, the values, and for each larger group what is one."""

    codes: np.ndarray
    values: np.ndarray
    larger: tuple[np.ndarray, ...] = ()


def fewest_apart(cells: pd.DataFrame, axes: Sequence[Axis], stratum: str) -> pd.DataFrame:
    """For each group of the question, the fewest who set it apart from a larger one.

    cells    every combination of the axes' columns, their levels and the stratum (year), not
             narrowed: with people and people_key
    returns  the stratum, the columns that the question is broken down by, people and people_key of
             the fewest (0 where every larger group holds nobody more): a row a group with people
    """
    split = [axis for axis in axes if axis.value is None]
    narrowed = [axis for axis in axes if axis.value is not None]
    years, values = pd.factorize(cells[stratum], sort=True)
    coded = [_Coded(years, np.asarray(values))]
    coded += [_split(cells, axis) for axis in split] + [_narrowed(cells, axis) for axis in narrowed]
    people, keys = _dense(cells, coded)
    wholes = [(people, keys)]
    for place, axis in enumerate(coded):
        wholes += [
            (_over(table, place, parts), _over(key_sums, place, parts))
            for table, key_sums in wholes
            for parts in axis.larger
        ]
    at = (..., *[0] * len(narrowed))
    own, own_key = people[at], keys[at]
    fewest, fewest_key = np.full(own.shape, NOBODY), np.zeros_like(own_key)
    for whole, whole_key in wholes[1:]:
        more = whole[at] - own
        fewer = (more > 0) & (more < fewest)
        fewest[fewer] = more[fewer]
        fewest_key[fewer] = (whole_key[at] - own_key)[fewer]
    found = np.nonzero(own)
    names = [stratum, *(axis.column for axis in split)]
    told = {name: coded[i].values[found[i]] for i, name in enumerate(names)}
    some = fewest[found] != NOBODY
    return pd.DataFrame(told).assign(
        people=np.where(some, fewest[found], 0), people_key=np.where(some, fewest_key[found], 0)
    )


def _split(cells: pd.DataFrame, axis: Axis) -> _Coded:
    """Every value for itself; larger is each coarser level, and all."""
    codes, values = _numbered(cells[axis.column])
    _codes, first = np.unique(codes, return_index=True)
    larger = [_numbered(cells[level].iloc[first])[0] for level in axis.levels]
    return _Coded(codes, values, (*larger, np.zeros(len(values), dtype=np.int64)))


def _narrowed(cells: pd.DataFrame, axis: Axis) -> _Coded:
    """The value (0), and everybody else by which of its coarser values they share (bits)."""
    codes, values = _numbered(cells[axis.column])
    is_value = (values == axis.value)[codes]
    shares = np.zeros(len(cells), dtype=np.int64)
    for bit, level in enumerate(axis.levels):
        parents, _values = _numbered(cells[level])
        shares |= np.isin(parents, parents[is_value][:1]).astype(np.int64) << bit
    codes = np.where(is_value, 0, 1 + shares)
    others = np.arange(2 ** len(axis.levels))
    larger = [np.r_[0, 1 - (others >> bit & 1)] for bit in range(len(axis.levels))]
    size = 1 + len(others)
    return _Coded(codes, np.arange(size), (*larger, np.zeros(size, dtype=np.int64)))


def _numbered(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """A number a cell, and the values as text; categories are never written out cell by cell."""
    codes, values = pd.factorize(column, sort=True)
    return codes, np.asarray(values.astype("str"), dtype=object)


def _dense(cells: pd.DataFrame, coded: Sequence[_Coded]) -> tuple[np.ndarray, np.ndarray]:
    """People and key sums as arrays with an axis for each of `coded`."""
    shape = [len(axis.values) for axis in coded]
    at = np.ravel_multi_index([axis.codes for axis in coded], shape)
    sums = [
        np.bincount(at, cells[name].to_numpy(dtype=float), int(np.prod(shape)))
        for name in ("people", "people_key")
    ]
    return tuple(table.astype(np.int64).reshape(shape) for table in sums)


def _over(table: np.ndarray, axis: int, parts: np.ndarray) -> np.ndarray:
    """For every place along `axis`, the sum over the places of the same part."""
    if not parts.any():
        return np.broadcast_to(table.sum(axis=axis, keepdims=True), table.shape)
    moved = np.moveaxis(table, axis, 0)
    sums = np.zeros((parts.max() + 1, *moved.shape[1:]), dtype=table.dtype)
    np.add.at(sums, parts, moved)
    return np.moveaxis(sums[parts], 0, axis)
