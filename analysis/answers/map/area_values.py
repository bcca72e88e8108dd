"""What is one indicator in every area of a level, year by year?

The same columns whether the figures are published (they pass as they are) or counted from the
municipality's own people (they pass the gate), so that the index and the map need not know.
"""

from dataclasses import dataclass

import pandas as pd

from analysis.answers.asked import NothingThere, asked_indicator
from analysis.answers.key_figures.public_intervals import with_intervals
from analysis.answers.people.dimensions import Lattice, UnknownDimension
from analysis.answers.people.group_counts import GroupCells, joined
from analysis.answers.people.protected_counts import asked_cells, gate_before
from analysis.answers.provenance import Source, people_sources, sources
from analysis.disclosure.gate import Gate
from indicators.entry import Indicator, OwnSource
from language import _
from language.errors import BehovsbildError
from store.read import Store

Within = tuple[tuple[str, tuple[str, ...]], ...]
LEVELS = ("district", "regso", "deso")
WHOLE = "municipality"  # a level of one area, for maps of the whole
COLUMNS = [
    "area_code", "vintage", "year", "value", "low", "high", "people", "cases", "withheld",
]  # fmt: skip


class UnknownLevel(BehovsbildError, LookupError):
    """A level of area that figures are not kept for."""

    def __init__(self, level: str) -> None:
        super().__init__(
            _("Expected the level of areas to be {known}; came {level!r}.").format(
                known=", ".join(LEVELS), level=level
            )
        )


@dataclass(frozen=True)
class AreaValues:
    """One indicator by area and year.

    table      area_code, vintage, year, value, low, high (the indicator's unit), people, cases,
               withheld (a reason code of the gate, the source's status, or missing where shown)
    protected  whether the counts carry the gate's noise
    """

    indicator: Indicator
    table: pd.DataFrame
    protected: bool
    sources: tuple[Source, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which some area has a value."""
        return tuple(sorted({int(y) for y in self.table.loc[self.table["value"].notna(), "year"]}))


def area_values(
    store: Store,
    indicator_id: str,
    level: str,
    gate: Gate,
    *,
    sex: str | None = None,
    age: str | None = None,
    within: Within = (),
) -> AreaValues:
    """The indicator in every area of `level` in the municipality; an empty table where it has none.

    sex, age  single categories to narrow the own people to; published figures are for everyone
    within    conditions of a group of one's own: (dimension or level, values) pairs
    raises    UnknownIndicator, UnknownLevel, UnknownCategory, NobodyLeft
    """
    if level not in (*LEVELS, WHOLE):
        raise UnknownLevel(level)
    indicator = asked_indicator(store, indicator_id)
    if isinstance(indicator.source, OwnSource):
        narrowed = {c.column: (c.value,) for c in Lattice.of(store).narrow(sex=sex, age=age)}
        group = GroupCells(store, gate, joined(store, narrowed, dict(within)))
        return _counted(group, indicator, level)
    return _published(store, indicator, level)


def required_values(
    store: Store,
    indicator_id: str,
    level: str,
    gate: Gate,
    *,
    sex: str | None = None,
    age: str | None = None,
    within: Within = (),
) -> AreaValues:
    """As `area_values`; raises NothingThere where no area of the level has a value."""
    found = area_values(store, indicator_id, level, gate, sex=sex, age=age, within=within)
    if not found.years:
        raise NothingThere(
            _(
                "{title} has no figures by {level} in the store. Choose another level, or load it."
            ).format(title=found.indicator.title, level=level)
        )
    return found


def people_by_area(store: Store, level: str, gate: Gate) -> pd.DataFrame:
    """The municipality's own people by area and year, protected: area_code, year, people."""
    name = _dimension(store, level)
    if name is None:
        return pd.DataFrame({"area_code": [], "year": [], "people": []})
    cells, _apart = asked_cells(store, gate, outcome="people", by=[name])
    shown = gate_before(store, gate).people(cells.drop(columns=["cases", "cases_key"]))
    return shown.rename(columns={name: "area_code"}).astype({"area_code": "str"})


def _published(store: Store, indicator: Indicator, level: str) -> AreaValues:
    rows = store.query(
        "observations/of_level",
        indicator=indicator.id,
        level=level,
        municipality=store.meta.municipality_code,
    )
    rows = rows.astype({"sex": "str", "age_group": "str", "area_code": "str", "status": "str"})
    rows = rows.query("sex == 'total' and age_group == 'total'").reset_index(drop=True)
    status = rows["status"]
    table = with_intervals(rows, indicator).assign(withheld=status.where(status != "ok"))
    return AreaValues(indicator, table[COLUMNS], False, sources(store, set(rows["load_id"])))


def _counted(group: GroupCells, indicator: Indicator, level: str) -> AreaValues:
    store, protected = group.store, not group.gate.exact
    name = _dimension(store, level)
    if (name is None and level != WHOLE) or indicator.outcome not in store.column_names:
        return AreaValues(indicator, _empty(), protected, ())
    shown = group.counts(indicator.outcome, [name] if name else [])
    if name is None:
        shown = shown.assign(area_code=store.meta.municipality_code)
    shown = shown.rename(
        columns={name: "area_code", "share": "value", "share_low": "low", "share_high": "high"}
    )
    shown = shown.astype({"area_code": "str"})
    newest = store.query("areas/areas").groupby("area_code")["vintage"].max()
    table = shown[shown["area_code"] != "unknown"].astype({"people": float, "cases": float})
    table = table.assign(vintage=table["area_code"].map(newest).fillna(0).astype(int))
    return AreaValues(
        indicator, table[COLUMNS].reset_index(drop=True), protected, people_sources(store)
    )


def _dimension(store: Store, level: str) -> str | None:
    """The dimension of the store's people that holds areas of this level, if there is one."""
    if level == WHOLE:
        return None
    lattice = Lattice.of(store)
    try:
        [name] = lattice.resolve([level])
    except UnknownDimension:
        return None
    return name


def _empty() -> pd.DataFrame:
    return pd.DataFrame({column: [] for column in COLUMNS})
