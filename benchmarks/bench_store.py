"""How fast are the store's two heavy steps: building cells, and a breakdown?

Peers, in the same run and on the same rows: the cells by pandas' groupby; the breakdown by a bare
DuckDB scan of the columns that it reads. Results are checked to be the same.
"""

import tempfile
from pathlib import Path

import duckdb
import pandas as pd
from timing import in_turn, line

from data_pipeline.__main__ import main as pipeline
from store.location import newest_file
from store.read import open_store
from store.writing.derive import _build_cells

BY = ["sex", "age_group", "area_code", "birth_region", "parents_education"]
BY += ["family_type", "income_quintile", "employment"]


def cells_by_pandas(people: pd.DataFrame, dimensions: list[str], outcomes: list[str]) -> int:
    """The same finest cells, one groupby for everyone and one for each outcome."""
    keyed = people.assign(one=1)
    rows = len(
        keyed.groupby(["year", *dimensions], observed=True).agg({"one": "sum", "record_key": "sum"})
    )
    for outcome in outcomes:
        asked = keyed[keyed[outcome].notna()]
        asked = asked.assign(
            case=asked[outcome].astype(bool),
            case_key=asked["record_key"] * asked[outcome].astype(bool),
        )
        rows += len(
            asked.groupby(["year", *dimensions], observed=True).agg(
                {"one": "sum", "record_key": "sum", "case": "sum", "case_key": "sum"}
            )
        )
    return rows


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    path = folder / "store.duckdb"
    import os

    os.environ["BEHOVSBILD_STORE"] = str(path)
    pipeline(["sample"])
    copy = duckdb.connect(str(newest_file(path)))

    def names(sql):
        return [name for (name,) in copy.execute(sql).fetchall()]

    dimensions = names("SELECT name FROM dimension WHERE derived_from IS NULL ORDER BY position")
    outcomes = names("SELECT name FROM outcome ORDER BY position")
    people = copy.execute("SELECT * FROM person_year").df()

    ours = copy.execute("SELECT count(*) FROM cell").fetchall()[0][0]
    assert ours == cells_by_pandas(people, dimensions, outcomes), "not the same cells"
    timed = in_turn(
        lambda: _build_cells(copy, dimensions, outcomes),
        lambda: cells_by_pandas(people, dimensions, outcomes),
        pairs=3,
    )
    rows = len(people)
    print(
        line(
            "cells of the sample",
            "pandas groupby",
            timed,
            f"   {rows / timed['ours_s']:,.0f} rows/s",
        )
    )
    copy.close()

    store = open_store(path)
    bare = duckdb.connect(str(newest_file(path)), read_only=True)
    scan = (
        "SELECT sum(people), sum(people_key), sum(cases), sum(cases_key), max(year), "
        "max(sex), max(area_code_district) FROM cell WHERE outcome = 'high_absence'"
    )
    timed = in_turn(
        lambda: store.query(
            "people/breakdown",
            identifiers={"by": ["sex", "area_code_district"]},
            outcome="high_absence",
        ),
        lambda: bare.cursor().execute(scan).fetchall(),
        pairs=31,
    )
    print(line("breakdown by sex and district, all years", "bare scan, same columns", timed))


if __name__ == "__main__":
    main()
