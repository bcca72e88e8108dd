"""How does a load change the store? It fills a draft: a copy that nobody reads yet.

Frames come in checked; this file only puts them in their tables. What a delivery replaces:
observations with the same key, the years of people it contains, the kinds of events it contains,
areas with the same code and vintage.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import metadata
from pathlib import Path

import duckdb
import pandas as pd

from indicators.age_groups import FINEST, GRANULARITIES, group_of
from store import sql
from store.errors import ColumnChanged, InventedAmongReal
from store.identifiers import IDENTIFIER
from store.invented import SAMPLE, holds_other_than_sample
from store.writing.map_shapes import forget_light_shapes
from store.writing.record_key import record_secret

AGE_DIMENSION = "age_group"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Dimension:
    """A column that people are broken down by; `values`: (value, label_sv, label_en) in order."""

    name: str
    role: str  # sex, age, area or background
    label_sv: str
    label_en: str
    values: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class Outcome:
    """A boolean column: True is the event, NULL means that the person was not asked."""

    name: str
    label_sv: str
    label_en: str


@dataclass(frozen=True)
class PersonColumns:
    """What the columns of a delivery of people are; `age_years` names the column of whole years."""

    dimensions: Sequence[Dimension]
    outcomes: Sequence[Outcome]
    age_years: str | None = None


@dataclass
class Draft:
    """A version of the store in the making; see the contract of each `put_`."""

    con: duckdb.DuckDBPyConnection
    path: Path
    touched: set[str] = field(default_factory=set)
    replaces_sample: bool = False  # it began empty, since the sample was there

    def set_meta(
        self, *, municipality_code: str | None = None, is_sample: bool | None = None
    ) -> None:
        """Say which municipality the store is about, and whether it is fictional.

        raises  InventedAmongReal where real data would be called fictional, or has been: its
                record keys were then made with the public secret
        """
        if (
            is_sample is not None
            and (is_sample or self.is_sample)
            and holds_other_than_sample(self.con)
        ):
            raise InventedAmongReal(self.path)
        self.con.execute(
            sql.statement("loads/set_meta"),
            {"code": municipality_code, "sample": is_sample},
        )

    @property
    def is_sample(self) -> bool:
        """Whether the people in this store are invented."""
        return bool(self.con.execute(sql.query("loads/is_sample")).fetchall()[0][0])

    def load_number(
        self,
        *,
        source: str,
        target: str,
        producer: str,
        address: str,
        sha256: str,
        retrieved_at: datetime,
        licence: str,
        rows_read: int,
        rows_kept: int,
        rows_refused: int = 0,
    ) -> int:
        """Note where rows come from; returns the load_id that they carry.

        raises  InventedAmongReal for the sample's files in a store that is not the sample's
        """
        if source == SAMPLE and not self.is_sample:
            raise InventedAmongReal(self.path)
        [row] = self.con.execute(
            sql.statement("loads/add"),
            {
                "source": source,
                "target": target,
                "producer": producer,
                "address": address,
                "sha256": sha256,
                "retrieved_at": retrieved_at,
                "licence": licence,
                "read": rows_read,
                "kept": rows_kept,
                "refused": rows_refused,
                "version": program_version(),
            },
        ).fetchall()
        return int(row[0])

    def _secret(self, load_id: int) -> str:
        """What the record keys of a load's persons are made with: public for the sample's only."""
        found = self.con.execute(
            sql.query("loads/is_from"), {"source": SAMPLE, "load_id": load_id}
        ).fetchall()
        return record_secret(self.path, is_sample=self.is_sample and found == [(True,)])

    def put_areas(self, areas: pd.DataFrame, load_id: int) -> None:
        """Areas, one row per code and vintage; `geometry` is WKB in EPSG:3006 or None.

        Shapes made of the earlier areas are let go of; data_pipeline/map_shapes.py makes them anew.
        """
        forget_light_shapes(self.con)
        with _registered(self.con, areas):
            self.con.execute(sql.statement("areas/put"), {"load_id": load_id})

    def put_comparison_groups(self, groups: pd.DataFrame, load_id: int) -> None:
        """Members of comparison groups, one row each; a group that comes again is replaced."""
        with _registered(self.con, groups):
            self.con.execute(sql.statement("areas/forget_groups"))
            self.con.execute(sql.statement("areas/put_groups"), {"load_id": load_id})

    def put_observations(self, observations: pd.DataFrame, load_id: int) -> None:
        """Observations, one row per indicator, area, vintage, year, sex and age group."""
        self._open_as_text("observation")
        with _registered(self.con, observations):
            self.con.execute(sql.statement("observations/forget"))
            self.con.execute(sql.statement("observations/put"), {"load_id": load_id})

    def put_people(self, people: pd.DataFrame, columns: PersonColumns, load_id: int) -> None:
        """One row per person and year; the years in it replace those in the store.

        people    person_id (text), year, the columns named in `columns`; dimension columns are
                  text with None for missing, outcome columns boolean with None for not asked
        """
        columns, people = with_age_groups(columns, people)
        for name in [*(d.name for d in columns.dimensions), *(o.name for o in columns.outcomes)]:
            if not IDENTIFIER.fullmatch(name):
                raise ValueError(f"{name!r} is not a column name")
        self._open_as_text("person_year")
        dimensions = [f'"{d.name}"' for d in columns.dimensions]
        outcomes = [f'"{o.name}"' for o in columns.outcomes]
        kept = [f"coalesce({name}::VARCHAR, '{UNKNOWN}') AS {name}" for name in dimensions]
        kept += [f'"{columns.age_years}"::SMALLINT AS age_years'] if columns.age_years else []
        kept += [f"{name}::BOOLEAN AS {name}" for name in outcomes]
        with _registered(self.con, people):
            self.con.execute(
                sql.statement("people/deliver", columns="".join(f"{c}, " for c in kept)),
                {"secret": self._secret(load_id), "load_id": load_id},
            )
        self._refuse_changed_columns(columns)
        self.con.execute(sql.statement("people/replace_years"))
        self.con.execute(sql.statement("people/forget_delivered"))
        self._describe_people(columns)
        self._forget_empty_columns()
        for name in described(self.con, "dimension"):
            self.con.execute(
                sql.statement("people/fill_unknown", column=f'"{name}"'), {"unknown": UNKNOWN}
            )

    def _refuse_changed_columns(self, columns: PersonColumns) -> None:
        """A column is a background in all years or an outcome in all years."""
        [[stays]] = self.con.execute(sql.query("people/keeps_other_years")).fetchall()
        changed = [(o.name, "dimension") for o in columns.outcomes]
        changed += [(d.name, "outcome") for d in columns.dimensions]
        for name, was in changed:
            if name not in described(self.con, was):
                continue
            if stays:
                raise ColumnChanged(name, was)
            self.con.execute(sql.statement("people/forget_description", table=was), {"name": name})

    def _forget_empty_columns(self) -> None:
        """Let go of dimensions and outcomes that only the replaced years had."""
        for table in ("dimension", "outcome"):
            for name in described(self.con, table):
                column, named = f'"{name}"', {"name": name}
                [[has_values]] = self.con.execute(
                    sql.query("people/column_has_values", column=column), {"unknown": UNKNOWN}
                ).fetchall()
                if has_values:
                    continue
                self.con.execute(sql.statement("people/forget_description", table=table), named)
                self.con.execute(sql.statement("people/forget_values_of_levels"), named)
                self.con.execute(sql.statement("people/drop_column", column=column))

    def put_events(
        self,
        events: pd.DataFrame,
        load_id: int,
        *,
        observed_from: date | None = None,
        observed_to: date | None = None,
    ) -> None:
        """Events, one row each; the kinds in it replace those in the store.

        events    person_id, kind, type, start_date, end_date (None: still running), start_time,
                  row_number, and where the file has it unit (text, None: not known)
        observed  the days from and until which events are known, where somebody says; else the
                  first and the last day in the file (what began before them is left-truncated)
        """
        self._open_as_text("event")
        unit = "unit::VARCHAR" if "unit" in events else "NULL"
        with _registered(self.con, events):
            self.con.execute(sql.statement("events/forget"))
            self.con.execute(
                sql.statement("events/put", unit=unit),
                {"secret": self._secret(load_id), "load_id": load_id},
            )
            self.con.execute(
                sql.statement("events/put_observed_period"),
                {"first": observed_from, "last": observed_to},
            )

    def _open_as_text(self, table: str) -> None:
        """Make the enums of `table` text again, once, so that new values fit in."""
        if table in self.touched:
            return
        self.touched.add(table)
        enums = self.con.execute(sql.query("loads/enum_columns"), {"table": table}).fetchall()
        for (column,) in enums:
            self.con.execute(
                sql.statement("tables/column_to_text", table=table, column=f'"{column}"')
            )

    def _describe_people(self, columns: PersonColumns) -> None:
        """Note what the person columns are; labels that come again win over earlier ones."""
        for dimension in columns.dimensions:
            self.con.execute(
                sql.statement("people/put_dimension"),
                {
                    "name": dimension.name,
                    "role": dimension.role,
                    "sv": dimension.label_sv,
                    "en": dimension.label_en,
                },
            )
            values = pd.DataFrame(
                list(dimension.values) or [], columns=["value", "label_sv", "label_en"]
            )
            values["position"] = range(len(values))
            self.con.execute(
                sql.statement("people/forget_values", column=f'"{dimension.name}"'),
                {"name": dimension.name},
            )
            with _registered(self.con, values.astype({"value": "str"})):
                self.con.execute(sql.statement("people/put_values"), {"name": dimension.name})
        for outcome in columns.outcomes:
            self.con.execute(
                sql.statement("people/put_outcome"),
                {"name": outcome.name, "sv": outcome.label_sv, "en": outcome.label_en},
            )


def described(con: duckdb.DuckDBPyConnection, kind: str) -> list[str]:
    """The dimensions of person_year (coarser levels left out) or the outcomes, in their order."""
    found = con.execute(sql.query("people/described"), {"kind": kind}).fetchall()
    return [name for (name,) in found]


def program_version() -> str:
    """The version of Behovsbild that is running."""
    try:
        return metadata.version("behovsbild")
    except metadata.PackageNotFoundError:
        project = Path(__file__).parents[2] / "pyproject.toml"
        import tomllib

        return tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]


def with_age_groups(
    columns: PersonColumns, people: pd.DataFrame
) -> tuple[PersonColumns, pd.DataFrame]:
    """People with the finest fixed age groups beside their age in whole years."""
    if columns.age_years is None:
        return columns, people
    groups = pd.Series(group_of(people[columns.age_years]), index=people.index).astype("str")
    seen = [d for d in columns.dimensions if d.name != AGE_DIMENSION]
    age = Dimension(
        AGE_DIMENSION,
        "age",
        "Ålder",
        "Age",
        [(label, f"{label} år", f"{label} years") for label in GRANULARITIES[FINEST]],
    )
    return (
        PersonColumns([*seen[:1], age, *seen[1:]], columns.outcomes, columns.age_years),
        people.assign(**{AGE_DIMENSION: groups}),
    )


class _registered:  # noqa: N801 - reads as a word where it is used
    """A frame under the name `incoming` while a statement needs it."""

    def __init__(self, con: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> None:
        self.con, self.frame = con, frame

    def __enter__(self) -> None:
        self.con.register("incoming", self.frame)

    def __exit__(self, *_error: object) -> None:
        self.con.unregister("incoming")
