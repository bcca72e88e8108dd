"""Which cubes does a published store hold, and how is each of them rounded?

For everyone and for each outcome that the catalogue opens, one cube a year: area x age x sex, with
all margins. People first, then cases, with the people they are among as their limit. Counts that
have been rounded once, in an earlier release or in another cube of the same persons, are never
rounded anew: two roundings of one count would tell more than one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from data_pipeline.publish.controlled_rounding import farthest, margins, rounded
from indicators.catalogue import load_catalogue
from language import _
from language.errors import BehovsbildError
from store.read import Store
from store.writing.derive import EVERYONE
from store.writing.publish import CUBE_COLUMNS, digest_of

PUBLISHED_ROLES = ("area", "age", "sex")


class NothingToPublish(BehovsbildError, LookupError):
    """The store has no people, or none of their outcomes is in the catalogue."""


@dataclass
class Release:
    """Rounded cells, what was rounded, the columns they are by, and when it was made."""

    cells: pd.DataFrame
    cubes: pd.DataFrame
    dimensions: list[str]
    made_at: datetime

    @property
    def farthest(self) -> int:
        """How far the sum that moved most is from the truth, persons."""
        return int(self.cubes["farthest"].max())

    @property
    def reused(self) -> int:
        """Cubes that were taken over as they were."""
        return int((self.cubes["released_at"] < self.made_at).sum())


def axes_of(store: Store) -> list[tuple[str, ...]]:
    """The published dimensions, each with its coarser levels behind it."""
    known = store.query("people/dimensions")
    finest = known[known["derived_from"].isna() & known["role"].isin(PUBLISHED_ROLES)]
    return [
        (name, *known.loc[known["derived_from"] == name, "name"])
        for name in sorted(
            finest["name"],
            key=lambda n: PUBLISHED_ROLES.index(known.set_index("name").loc[n, "role"]),
        )
    ]


def outcomes_of(store: Store) -> list[str]:
    """Everyone, and the outcomes that the catalogue opens; raises NothingToPublish."""
    there = set(store.query("people/outcomes")["name"])
    opened = {i.outcome for i in load_catalogue().indicators.values() if i.outcome}
    found = sorted(there & opened)
    if not found:
        raise NothingToPublish(
            _(
                "The store has no outcome of people that the catalogue describes, so there is "
                "nothing to publish. Load people first, or describe the outcome."
            )
        )
    return [EVERYONE, *found]


def release(
    store: Store,
    earlier: tuple[pd.DataFrame, pd.DataFrame],
    *,
    rng: np.random.Generator | None = None,
    step: Callable[[int], object] = lambda _n: None,
) -> Release:
    """Every cube, rounded, or taken over from `earlier` (cubes and cells).

    rng    the chance of the rounding; None: the system's own, which nobody can repeat
    step   called with 1 after each outcome
    """
    axes = axes_of(store)
    columns = [name for axis in axes for name in axis]
    rounding = _Rounding(store, axes, earlier, rng or np.random.default_rng())
    cells = []
    for outcome in outcomes_of(store):
        counts = store.query("people/breakdown", identifiers={"by": columns}, outcome=outcome)
        counts = counts.astype(dict.fromkeys(columns, "str"))
        cells += [rounding.cube(outcome, int(year), rows) for year, rows in counts.groupby("year")]
        step(1)
    return Release(
        pd.concat(cells, ignore_index=True),
        pd.DataFrame(rounding.cubes, columns=CUBE_COLUMNS),
        columns,
        rounding.now,
    )


@dataclass
class _Rounding:
    store: Store
    axes: list[tuple[str, ...]]
    earlier: tuple[pd.DataFrame, pd.DataFrame]
    rng: np.random.Generator
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))
    cubes: list[tuple] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = [name for axis in self.axes for name in axis]
        self.finest = [axis[0] for axis in self.axes]
        self._done: dict[str, pd.Series] = {}
        self._when: dict[str, datetime] = {}
        self._everyone: dict[int, pd.DataFrame] = {}
        cubes, cells = self.earlier
        for cube in cubes.itertuples():
            rows = cells[(cells["outcome"] == cube.outcome) & (cells["year"] == cube.year)]
            rows = rows.astype(dict.fromkeys(self.finest, "str")).set_index(self.finest)
            self._done[cube.digest], self._when[cube.digest] = rows[cube.measure], cube.released_at
        self._before = (
            cells.astype(dict.fromkeys(self.finest, "str")).set_index(
                ["outcome", "year", *self.finest]
            )
            if len(cells)
            else None
        )

    def cube(self, outcome: str, year: int, rows: pd.DataFrame) -> pd.DataFrame:
        """One year of one outcome, rounded; cells that round to nobody have no row."""
        rows = rows.reset_index(drop=True)
        sums = margins(rows, self.axes)
        people = self._measure(outcome, year, rows, sums, "people", None)
        if outcome == EVERYONE:
            cases = np.zeros(len(rows), dtype=np.int64)
            self._everyone[year] = rows[[*self.finest, "people", "people_key"]].assign(told=people)
        else:
            cases = self._measure(outcome, year, rows, sums, "cases", people)
        told = rows[self.columns].assign(outcome=outcome, year=year, people=people, cases=cases)
        return told[told["people"] > 0]

    def _measure(
        self,
        outcome: str,
        year: int,
        rows: pd.DataFrame,
        sums: object,
        measure: str,
        most: np.ndarray | None,
    ) -> np.ndarray:
        """People or cases, taken over where these very persons have been rounded before."""
        counts = rows[measure].to_numpy()
        counted = rows[[*self.finest, measure, f"{measure}_key"]]
        digest = digest_of(self.store, counted.set_axis([*self.finest, "n", "key"], axis=1))
        index = pd.MultiIndex.from_frame(rows[self.finest])
        before = self._done.get(digest)
        told = (
            None if before is None else before.reindex(index).fillna(0).astype("int64").to_numpy()
        )
        if told is None:
            earlier = self._told_before(outcome, year, rows, index, measure)
            told = rounded(counts, sums, self.rng, most=most, earlier=earlier)
            self._when[digest] = self.now
        self._done[digest] = pd.Series(told, index=index)
        moved = farthest(counts, told, sums)
        self.cubes.append((outcome, year, measure, digest, self._when[digest], moved))
        return told

    def _told_before(
        self, outcome: str, year: int, rows: pd.DataFrame, index: pd.MultiIndex, measure: str
    ) -> np.ndarray:
        """What each cell was said to be: in the release before, or among everyone (NaN: never)."""
        told = np.full(len(rows), np.nan)
        if measure == "people" and year in self._everyone:
            same = rows.merge(
                self._everyone[year], on=[*self.finest, "people", "people_key"], how="left"
            )
            told = same["told"].to_numpy(dtype=float)
        if self._before is not None:
            at = pd.MultiIndex.from_frame(rows[self.finest].assign(outcome=outcome, year=year))
            at = at.reorder_levels(["outcome", "year", *self.finest])
            before = self._before[measure].reindex(at).to_numpy(dtype=float)
            told = np.where(np.isnan(before), told, before)
        return told
