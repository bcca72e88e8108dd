"""Which groups can be formed from the dimensions, and what do the cells add up to in each?

A cell is one combination of the finest values; a group is a conjunction of up to `depth`
conditions, at most one from each dimension. A dimension may have several levels (small area,
district; fine, middle, broad ages): each level gives groups of its own, and two levels of one
dimension are never combined. Groups are numbered, so that a quantity of all groups is one vector.

The cells are counted into the tables of the largest sets of *finest* dimensions (bincount over
integer codes); coarser levels and fewer dimensions are added up from those small tables.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
from scipy import sparse

DENSE_CELLS = 4_000_000  # a table of all combinations up to here is faster than codes of each set
CHUNK = 32_768  # cells at a time: what is worked on stays in the cache


@dataclass(frozen=True)
class Level:
    """One way to divide a dimension.

    values  names of the parts, as in the store
    parts   one integer per finest value: which part it belongs to (-1: to none)
    """

    name: str
    values: tuple[str, ...]
    parts: np.ndarray


@dataclass(frozen=True)
class Dimension:
    """A column of the cells with its levels; `codes` is one finest-value number a cell."""

    name: str
    size: int
    codes: np.ndarray
    levels: tuple[Level, ...]

    @staticmethod
    def of(name: str, values: Sequence[str], codes: np.ndarray) -> "Dimension":
        """A dimension with its finest level only."""
        finest = Level(name, tuple(values), np.arange(len(values)))
        return Dimension(name, len(values), codes, (finest,))


@dataclass(frozen=True)
class Block:
    """All groups of one combination of levels: `shape` values each, from number `start` on."""

    dimensions: tuple[int, ...]
    levels: tuple[int, ...]
    shape: tuple[int, ...]
    start: int

    @property
    def count(self) -> int:
        """How many groups the block has."""
        return math.prod(self.shape)


class Lattice:
    """Every group up to `depth` conditions over the dimensions' cells.

    dimensions  all with codes of the same length (one entry a cell)
    depth       1 or more; at most as many as there are dimensions
    """

    def __init__(self, dimensions: Sequence[Dimension], depth: int) -> None:
        self.dimensions = tuple(dimensions)
        self.depth = min(depth, len(self.dimensions))
        self.blocks = tuple(self._blocks())
        self.size = sum(block.count for block in self.blocks)
        self._starts = np.array([block.start for block in self.blocks])

    def _blocks(self) -> list[Block]:
        blocks, start = [], 0
        for depth in range(1, self.depth + 1):
            for chosen in combinations(range(len(self.dimensions)), depth):
                for levels in product(*(range(len(self.dimensions[d].levels)) for d in chosen)):
                    shape = tuple(
                        len(self.dimensions[d].levels[level].values)
                        for d, level in zip(chosen, levels, strict=True)
                    )
                    blocks.append(Block(chosen, levels, shape, start))
                    start += blocks[-1].count
        return blocks

    def sums(self, weights: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
        """Sum of `weights` in every group: a vector of `size`.

        weights  one number a cell, or one for each of `rows` (numbers of cells) where given
        """
        finest = self._finest_sums(weights, rows, np.zeros(1, dtype=np.int64), 1)
        return self._from_finest @ finest

    def sums_by(self, weights: np.ndarray, part: np.ndarray, parts: int) -> np.ndarray:
        """As `sums`, apart for each of `parts` parts of the cells: an array (size, parts)."""
        finest = self._finest_sums(weights, None, part, parts)
        return self._from_finest @ finest.reshape(-1, parts)

    def _finest_sums(
        self, weights: np.ndarray, rows: np.ndarray | None, part: np.ndarray, parts: int
    ) -> np.ndarray:
        """Sums in the tables of the largest sets of finest dimensions, one after the other.

        All tables in one bincount; a matrix product makes the mixed-radix codes (exact in
        doubles, and many times faster than a loop over the sets).
        """
        tables, radix, starts, size = self._tables
        count = len(weights)
        if parts == 1 and self.is_dense and (rows is None or self._is_worth_it(count)):
            return self._dense_sums(weights, rows)
        total = np.zeros(size * parts)
        for first in range(0, count, CHUNK):
            chunk = slice(first, min(first + CHUNK, count))
            which = chunk if rows is None else rows[chunk]
            codes = (self._columns[which] @ radix + starts).astype(np.int64)
            if parts > 1:
                codes = codes * parts + part[which][:, None]
            each = np.repeat(weights[chunk], len(tables))
            total += np.bincount(codes.ravel(), each, len(total))
        return total

    @property
    def is_dense(self) -> bool:
        """Whether one table of all combinations is small enough: then sums cost next to nothing."""
        return self._whole_size <= DENSE_CELLS

    def _is_worth_it(self, count: int) -> bool:
        """Whether so many cells are faster added up in the table of everything than one by one."""
        return count * len(self._tables[0]) > self._whole_size

    def _dense_sums(self, weights: np.ndarray, rows: np.ndarray | None) -> np.ndarray:
        """The same by one table of all dimensions, summed out one after the other.

        The largest dimensions stand first and are dropped first, so that the tables shrink at
        once; each set is reached in one way only and shares its beginning with others.
        """
        sets, _radix, starts, size = self._tables
        order = self._largest_first
        shape = [self.dimensions[d].size for d in order]
        code = self._whole_code if rows is None else self._whole_code[rows]
        whole = np.bincount(code, weights, self._whole_size).reshape(shape)
        total = np.empty(size)
        place = dict(zip(sets, starts.astype(int), strict=True))

        def drop(table: np.ndarray, left: tuple[int, ...], first: int) -> None:
            more = len(left) - self.depth
            if not more:
                start = place[tuple(sorted(left))]
                total[start : start + table.size] = table.transpose(np.argsort(left)).ravel()
                return
            for axis in range(first, len(left) - more + 1):
                drop(np.add.reduce(table, axis=axis), _without(left, axis), axis)

        drop(whole, tuple(order), 0)
        return total

    @cached_property
    def _largest_first(self) -> list[int]:
        return sorted(range(len(self.dimensions)), key=lambda d: -self.dimensions[d].size)

    @cached_property
    def _whole_size(self) -> int:
        return math.prod(d.size for d in self.dimensions)

    @cached_property
    def _whole_code(self) -> np.ndarray:
        code = np.zeros(len(self.dimensions[0].codes), dtype=np.int64)
        for d in self._largest_first:
            code *= self.dimensions[d].size
            code += self.dimensions[d].codes
        return code

    @cached_property
    def _columns(self) -> np.ndarray:
        return np.column_stack([d.codes for d in self.dimensions]).astype(float)

    @cached_property
    def _tables(self) -> tuple[list[tuple[int, ...]], np.ndarray, np.ndarray, int]:
        """The largest sets of dimensions, what their codes are made with, and where they begin."""
        sets = list(combinations(range(len(self.dimensions)), self.depth))
        radix = np.zeros((len(self.dimensions), len(sets)))
        starts, start = np.zeros(len(sets)), 0
        for place, chosen in enumerate(sets):
            step = 1
            for d in reversed(chosen):
                radix[d, place] = step
                step *= self.dimensions[d].size
            starts[place] = start
            start += step
        return sets, radix, starts, start

    @cached_property
    def _from_finest(self) -> sparse.csr_array:
        """Which cells of the finest tables add up to which group: a matrix of 0 and 1."""
        sets, _radix, starts, size = self._tables
        groups, sources = [], []
        first = {chosen: int(start) for chosen, start in zip(sets, starts, strict=True)}
        for block in self.blocks:
            if block.dimensions in first and not any(block.levels):  # the finest table itself
                groups.append(np.arange(block.start, block.start + block.count))
                sources.append(
                    np.arange(first[block.dimensions], first[block.dimensions] + block.count)
                )
                continue
            larger = self._smallest_table(block.dimensions)
            shape = [self.dimensions[d].size for d in larger]
            target = np.zeros(shape, dtype=np.int64)
            outside = np.zeros(shape, dtype=bool)
            for d, level, length in zip(block.dimensions, block.levels, block.shape, strict=True):
                part = self.dimensions[d].levels[level].parts
                along = part.reshape([-1 if e == d else 1 for e in larger])
                target, outside = target * length + along, outside | (along < 0)
            inside = ~outside.ravel()
            groups.append(block.start + target.ravel()[inside])
            sources.append(first[larger] + np.flatnonzero(inside))
        rows, columns = np.concatenate(groups), np.concatenate(sources)
        ones = np.ones(len(rows))
        return sparse.csr_array((ones, (rows, columns)), shape=(self.size, size))

    def _smallest_table(self, dimensions: tuple[int, ...]) -> tuple[int, ...]:
        """The largest set of dimensions that holds these at the least size."""
        more = [d for d in range(len(self.dimensions)) if d not in dimensions]
        more.sort(key=lambda d: self.dimensions[d].size)
        return tuple(sorted((*dimensions, *more[: self.depth - len(dimensions)])))

    @cached_property
    def group_depth(self) -> np.ndarray:
        """Number of conditions of every group."""
        return np.repeat([len(b.shape) for b in self.blocks], [b.count for b in self.blocks])

    @cached_property
    def block_number(self) -> np.ndarray:
        """Which block every group belongs to."""
        return np.repeat(np.arange(len(self.blocks)), [b.count for b in self.blocks])

    def key(self, group: int) -> tuple[tuple[int, int, int], ...]:
        """The conditions as (dimension, level, value) numbers."""
        block = self.blocks[int(np.searchsorted(self._starts, group, side="right")) - 1]
        values = np.unravel_index(group - block.start, block.shape)
        return tuple(
            (d, level, int(v))
            for d, level, v in zip(block.dimensions, block.levels, values, strict=True)
        )

    def conditions(self, group: int) -> dict[str, str]:
        """The conditions in words of the store: name of the dimension (or its level) to value."""
        return {
            self.dimensions[d].levels[level].name: self.dimensions[d].levels[level].values[v]
            for d, level, v in self.key(group)
        }

    def members(self, group: int) -> np.ndarray:
        """One bool a cell: does it lie in the group?"""
        inside = np.ones(len(self.dimensions[0].codes), dtype=bool)
        for d, level, v in self.key(group):
            dimension = self.dimensions[d]
            inside &= (dimension.levels[level].parts == v)[dimension.codes]
        return inside

    def parents(self, group: int) -> list[int]:
        """The groups with one condition fewer; none at depth 1."""
        block = self.blocks[int(self.block_number[group])]
        values = np.unravel_index(group - block.start, block.shape)
        found = []
        for axis in range(len(block.shape) if len(block.shape) > 1 else 0):
            above = self._by_levels[_without(block.dimensions, axis), _without(block.levels, axis)]
            rest = _without(tuple(int(v) for v in values), axis)
            found.append(above.start + int(np.ravel_multi_index(rest, above.shape)))
        return found

    @cached_property
    def _by_levels(self) -> dict[tuple[tuple[int, ...], tuple[int, ...]], Block]:
        return {(block.dimensions, block.levels): block for block in self.blocks}

    def parent_sums(self, sums: np.ndarray) -> np.ndarray:
        """The smallest sum among each group's parents (one condition fewer); NaN at depth 1."""
        smallest = np.full(self.size, np.nan)
        tables = {
            (b.dimensions, b.levels): sums[b.start : b.start + b.count].reshape(b.shape)
            for b in self.blocks
        }
        for block in self.blocks:
            if len(block.shape) == 1:
                continue
            least = np.full(block.shape, np.inf)
            for axis in range(len(block.shape)):
                parent = tables[_without(block.dimensions, axis), _without(block.levels, axis)]
                least = np.minimum(least, np.expand_dims(parent, axis))
            smallest[block.start : block.start + block.count] = least.ravel()
        return smallest


def _without(numbers: tuple[int, ...], position: int) -> tuple[int, ...]:
    return numbers[:position] + numbers[position + 1 :]
