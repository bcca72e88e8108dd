"""Which groups can be formed from the dimensions, and what do the cells add up to in each?

A cell is one combination of the finest values; a group is a conjunction of up to `depth`
conditions, at most one from each dimension. A dimension may have several levels (small area,
district; fine, middle, broad ages): each level gives groups of its own, and two levels of one
dimension are never combined. Groups are numbered, so that a quantity of all groups is one vector.

The sums are made once per set of *finest* dimensions (one bincount over integer codes); coarser
levels and fewer dimensions are added up from those small tables and cost next to nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np


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
        return int(np.prod(self.shape))


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

    @cached_property
    def _codes(self) -> dict[tuple[int, ...], np.ndarray]:
        """Mixed-radix code of every cell for each largest set of dimensions."""
        codes = {}
        for chosen in combinations(range(len(self.dimensions)), self.depth):
            code = np.zeros(len(self.dimensions[0].codes), dtype=np.int64)
            for d in chosen:
                code = code * self.dimensions[d].size + self.dimensions[d].codes
            codes[chosen] = code
        return codes

    def sums(self, weights: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
        """Sum of `weights` in every group: a vector of `size`.

        weights  one number a cell, or one for each of `rows` (numbers of cells) where given
        """
        chosen = {key: code if rows is None else code[rows] for key, code in self._codes.items()}
        return self._added(chosen, weights, 1)[:, 0]

    def sums_by(self, weights: np.ndarray, part: np.ndarray, parts: int) -> np.ndarray:
        """As `sums`, apart for each of `parts` parts of the cells: an array (size, parts)."""
        codes = {key: code * parts + part for key, code in self._codes.items()}
        return self._added(codes, weights, parts)

    def _added(
        self, codes: dict[tuple[int, ...], np.ndarray], weights: np.ndarray, parts: int
    ) -> np.ndarray:
        tables: dict[tuple[int, ...], np.ndarray] = {}
        for chosen, code in codes.items():
            shape = (*(self.dimensions[d].size for d in chosen), parts)
            tables[chosen] = np.bincount(code, weights, int(np.prod(shape))).reshape(shape)
        for depth in range(self.depth - 1, 0, -1):
            for chosen in combinations(range(len(self.dimensions)), depth):
                larger = self._cheapest_above(chosen)
                drop = next(i for i, d in enumerate(larger) if d not in chosen)
                tables[chosen] = tables[larger].sum(axis=drop)
        result = np.empty((self.size, parts))
        for block in self.blocks:
            part = self._coarsened(tables[block.dimensions], block)
            result[block.start : block.start + block.count] = part.reshape(-1, parts)
        return result

    def _cheapest_above(self, chosen: tuple[int, ...]) -> tuple[int, ...]:
        """The set with one dimension more whose table is smallest."""
        more = [d for d in range(len(self.dimensions)) if d not in chosen]
        added = min(more, key=lambda d: self.dimensions[d].size)
        return tuple(sorted((*chosen, added)))

    def _coarsened(self, table: np.ndarray, block: Block) -> np.ndarray:
        for axis, (d, level_number) in enumerate(zip(block.dimensions, block.levels, strict=True)):
            if level_number:
                level = self.dimensions[d].levels[level_number]
                table = _added_up(table, axis, level.parts, len(level.values))
        return table

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


def _added_up(table: np.ndarray, axis: int, parts: np.ndarray, count: int) -> np.ndarray:
    """`table` with one axis summed into `count` parts."""
    belongs = np.zeros((count, len(parts)))
    known = parts >= 0
    belongs[parts[known], np.flatnonzero(known)] = 1
    return np.moveaxis(np.tensordot(belongs, table, axes=(1, axis)), 0, axis)
