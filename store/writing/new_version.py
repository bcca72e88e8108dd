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
from store.errors import ColumnChanged, InventedAmongReal
from store.identifiers import IDENTIFIER
from store.invented import SAMPLE, holds_other_than_sample
from store.writing.map_shapes import forget_light_shapes
from store.writing.record_key import RECORD_KEY_SQL, record_secret

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
            "UPDATE store_meta SET municipality_code = coalesce($code, municipality_code), "
            "is_sample = coalesce($sample, is_sample)",
            {"code": municipality_code, "sample": is_sample},
        )

    @property
    def is_sample(self) -> bool:
        """Whether the people in this store are invented."""
        return bool(self.con.execute("SELECT is_sample FROM store_meta").fetchall()[0][0])

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
            "INSERT INTO load SELECT coalesce(max(load_id), 0) + 1, $source, $target, $producer, "
            "$address, $sha256, $retrieved_at, $licence, $read, $kept, $refused, $version "
            "FROM load RETURNING load_id",
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
            "SELECT source = $sample FROM load WHERE load_id = $load_id",
            {"sample": SAMPLE, "load_id": load_id},
        ).fetchall()
        return record_secret(self.path, is_sample=self.is_sample and found == [(True,)])

    def put_areas(self, areas: pd.DataFrame, load_id: int) -> None:
        """Areas, one row per code and vintage; `geometry` is WKB in EPSG:3006 or None.

        Shapes made of the earlier areas are let go of; data_pipeline/map_shapes.py makes them anew.
        """
        forget_light_shapes(self.con)
        with _registered(self.con, areas):
            self.con.execute(
                "INSERT OR REPLACE INTO area SELECT area_code, vintage, level, name, parent_code, "
                "municipality_code, geometry, $load_id FROM incoming",
                {"load_id": load_id},
            )

    def put_comparison_groups(self, groups: pd.DataFrame, load_id: int) -> None:
        """Members of comparison groups, one row each; a group that comes again is replaced."""
        with _registered(self.con, groups):
            self.con.execute(
                "DELETE FROM comparison_group WHERE group_id IN (SELECT group_id FROM incoming)"
            )
            self.con.execute(
                "INSERT INTO comparison_group SELECT group_id, title, theme, member_code, $load_id "
                "FROM incoming",
                {"load_id": load_id},
            )

    def put_observations(self, observations: pd.DataFrame, load_id: int) -> None:
        """Observations, one row per indicator, area, vintage, year, sex and age group."""
        self._open_as_text("observation")
        with _registered(self.con, observations):
            self.con.execute(
                "DELETE FROM observation WHERE (indicator_id, area_code, vintage, year, sex, "
                "age_group) IN (SELECT (indicator_id, area_code, vintage, year, sex, age_group) "
                "FROM (SELECT indicator_id, area_code, vintage::SMALLINT AS vintage, year::SMALLINT"
                " AS year, sex::observed_sex AS sex, age_group FROM incoming))"
            )
            self.con.execute(
                "INSERT INTO observation SELECT indicator_id, area_code, vintage, year, sex, "
                "age_group, value, numerator, denominator, status, $load_id FROM incoming",
                {"load_id": load_id},
            )

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
                "CREATE OR REPLACE TEMP TABLE delivered AS SELECT person_id::VARCHAR AS person_id, "  # noqa: S608 - names checked above
                f"year::SMALLINT AS year, {''.join(c + ', ' for c in kept)}"
                f"{RECORD_KEY_SQL} AS record_key, $load_id::INTEGER AS load_id FROM incoming",
                {"secret": self._secret(load_id), "load_id": load_id},
            )
        self._refuse_changed_columns(columns)
        self.con.execute(
            "CREATE OR REPLACE TABLE person_year AS SELECT * FROM delivered UNION ALL BY NAME "
            "SELECT * FROM person_year WHERE year NOT IN (SELECT DISTINCT year FROM delivered)"
        )
        self.con.execute("DROP TABLE delivered")
        self._describe_people(columns)
        self._forget_empty_columns()
        for name in self._described("dimension"):
            self.con.execute(
                f'UPDATE person_year SET "{name}" = \'{UNKNOWN}\' WHERE "{name}" IS NULL'  # noqa: S608 - as above
            )

    def _described(self, table: str) -> list[str]:
        """The names of the dimensions (coarser levels left out) or outcomes of person_year."""
        finest = "WHERE derived_from IS NULL" if table == "dimension" else ""
        found = self.con.execute(f"SELECT name FROM {table} {finest}").fetchall()  # noqa: S608 - ours
        return [name for (name,) in found]

    def _refuse_changed_columns(self, columns: PersonColumns) -> None:
        """A column is a background in all years or an outcome in all years."""
        stays = self.con.execute(
            "SELECT count(*) > 0 FROM person_year WHERE year NOT IN (SELECT year FROM delivered)"
        ).fetchone()[0]
        changed = [(o.name, "dimension") for o in columns.outcomes]
        changed += [(d.name, "outcome") for d in columns.dimensions]
        for name, was in changed:
            if name not in self._described(was):
                continue
            if stays:
                raise ColumnChanged(name, was)
            self.con.execute(f"DELETE FROM {was} WHERE name = $name", {"name": name})  # noqa: S608 - ours

    def _forget_empty_columns(self) -> None:
        """Let go of dimensions and outcomes that only the replaced years had."""
        for table in ("dimension", "outcome"):
            for name in self._described(table):
                has_values = self.con.execute(
                    f'SELECT count(*) > 0 FROM person_year WHERE "{name}"::VARCHAR <> $unknown',  # noqa: S608 - as above
                    {"unknown": UNKNOWN},
                ).fetchone()[0]
                if has_values:
                    continue
                self.con.execute(f"DELETE FROM {table} WHERE name = $name", {"name": name})  # noqa: S608 - ours
                self.con.execute(
                    "DELETE FROM dimension_value WHERE name = $name OR name IN "
                    "(SELECT name FROM dimension WHERE derived_from = $name)",
                    {"name": name},
                )
                self.con.execute(f'ALTER TABLE person_year DROP COLUMN "{name}"')

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
            self.con.execute(
                "DELETE FROM event WHERE kind IN (SELECT DISTINCT kind::VARCHAR FROM incoming)"
            )
            self.con.execute(
                f"INSERT INTO event SELECT person_id, kind, type, {unit}, start_date, end_date, "  # noqa: S608 - constants of ours
                f"start_time, row_number, {RECORD_KEY_SQL}, NULL, NULL, $load_id FROM incoming",
                {"secret": self._secret(load_id), "load_id": load_id},
            )
            self.con.execute(
                "INSERT OR REPLACE INTO observed_period "
                "SELECT kind, coalesce($first::DATE, min(start_date)), coalesce($last::DATE, "
                "max(greatest(start_date, coalesce(end_date, start_date)))) FROM incoming "
                "GROUP BY kind",
                {"first": observed_from, "last": observed_to},
            )

    def _open_as_text(self, table: str) -> None:
        """Make the enums of `table` text again, once, so that new values fit in."""
        if table in self.touched:
            return
        self.touched.add(table)
        described = self.con.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = $table "
            "AND data_type LIKE 'ENUM%' AND column_name NOT IN ('sex', 'status', 'level') "
            "OR table_name = $table AND $table = 'person_year' AND data_type LIKE 'ENUM%'",
            {"table": table},
        ).fetchall()
        for column, _data_type in described:
            self.con.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" TYPE VARCHAR')

    def _describe_people(self, columns: PersonColumns) -> None:
        """Note what the person columns are; labels that come again win over earlier ones."""
        for dimension in columns.dimensions:
            self.con.execute(
                "INSERT INTO dimension SELECT $name, $role, $sv, $en, count(*), NULL, NULL "
                "FROM dimension "
                "ON CONFLICT (name) DO UPDATE SET role = excluded.role, "
                "label_sv = excluded.label_sv, label_en = excluded.label_en",
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
                "DELETE FROM dimension_value WHERE name = $name AND value NOT IN "  # noqa: S608 - checked
                f'(SELECT "{dimension.name}"::VARCHAR FROM person_year '
                f'WHERE "{dimension.name}" IS NOT NULL)',
                {"name": dimension.name},
            )
            with _registered(self.con, values.astype({"value": "str"})):
                self.con.execute(
                    "INSERT OR REPLACE INTO dimension_value SELECT $name, value, label_sv, "
                    "label_en, position FROM incoming",
                    {"name": dimension.name},
                )
        for outcome in columns.outcomes:
            self.con.execute(
                "INSERT INTO outcome SELECT $name, $sv, $en, count(*) FROM outcome "
                "ON CONFLICT (name) DO UPDATE SET label_sv = excluded.label_sv, "
                "label_en = excluded.label_en",
                {"name": outcome.name, "sv": outcome.label_sv, "en": outcome.label_en},
            )


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
