"""A load is whole or not at all, and what is derived agrees with a count by hand."""

import fcntl
import gc
import weakref
from datetime import datetime

import duckdb
import pandas as pd
import pytest

from store.errors import (
    ColumnChanged,
    LoadUnderWay,
    StoreMissing,
    StoreNotWritten,
    StoreOfOtherVersion,
    UnknownColumn,
)
from store.location import newest_file
from store.read import open_store
from store.writing.write import Dimension, Outcome, PersonColumns, new_version

SEX = Dimension(
    "sex", "sex", "Kön", "Sex", [("girl", "Flickor", "Girls"), ("boy", "Pojkar", "Boys")]
)
AREA = Dimension("area", "area", "Område", "Area")
COLUMNS = PersonColumns([SEX, AREA], [Outcome("absent", "hög frånvaro", "high absence")], "age")


def people(**changes):
    return pd.DataFrame(
        {
            "person_id": ["a", "b", "c", "d"],
            "year": 2024,
            "sex": ["girl", "boy", None, "boy"],
            "area": ["S1", "S1", "S2", "S2"],
            "age": [14, 14, 14, 30],
            "absent": [True, False, True, None],
            **changes,
        }
    )


def areas():
    return pd.DataFrame(
        [
            ("9999", 0, "municipality", "Exempelby", None, "9999", None),
            ("D1", 0, "district", "Norra Åsen", "9999", "9999", None),
            ("S1", 2025, "deso", "Åsen 1", "D1", "9999", None),
            ("S2", 2025, "deso", "Åsen 2", "D1", "9999", None),
        ],
        columns=[
            "area_code",
            "vintage",
            "level",
            "name",
            "parent_code",
            "municipality_code",
            "geometry",
        ],
    )


def observations(value=0.9):
    return pd.DataFrame(
        {
            "indicator_id": ["N15428"],
            "area_code": ["9999"],
            "vintage": [0],
            "year": [2024],
            "sex": ["total"],
            "age_group": ["total"],
            "value": [value],
            "numerator": [None],
            "denominator": [None],
            "status": ["ok"],
        }
    ).astype({"numerator": float, "denominator": float})


def noted(draft, target="person_year", source="sample"):
    return draft.load_number(
        source=source,
        target=target,
        producer="Exempelby",
        address="people.csv",
        sha256="0",
        retrieved_at=datetime(2024, 1, 1),
        licence="own data",
        rows_read=4,
        rows_kept=4,
    )


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "store.duckdb"
    with new_version(path) as draft:
        draft.set_meta(municipality_code="9999", is_sample=True)
        draft.put_areas(areas(), noted(draft, "area"))
        draft.put_people(people(), COLUMNS, noted(draft))
        draft.put_observations(observations(), noted(draft, "observation"))
    return path


def rows(path, sql):
    with duckdb.connect(str(newest_file(path)), read_only=True) as con:
        return con.execute(sql).fetchall()


def test_a_cell_counts_those_asked_and_those_with_the_outcome(path):
    assert rows(
        path,
        "SELECT sex, area, people, cases FROM cell WHERE outcome = 'absent' ORDER BY area, sex",
    ) == [("girl", "S1", 1, 1), ("boy", "S1", 1, 0), ("unknown", "S2", 1, 1)]


def test_everyone_is_counted_once_among_all_people(path):
    assert rows(path, "SELECT sum(people) FROM cell WHERE outcome = 'people'") == [(4,)]


def test_the_key_of_a_cell_is_the_sum_of_its_members_keys(path):
    assert rows(
        path,
        "SELECT (SELECT sum(people_key) FROM cell WHERE outcome = 'absent') = "
        "(SELECT sum(record_key) FROM person_year WHERE absent IS NOT NULL), "
        "(SELECT sum(cases_key) FROM cell WHERE outcome = 'absent') = "
        "(SELECT sum(record_key) FROM person_year WHERE absent)",
    ) == [(True, True)]


def test_districts_and_broad_ages_are_columns_of_the_cells(path):
    assert rows(
        path,
        "SELECT DISTINCT area_district, age_group_broad FROM cell WHERE outcome = 'absent'",
    ) == [("D1", "0-19")]


def test_a_missing_value_is_a_group_of_its_own_with_a_name(path):
    store = open_store(path)
    sex = store.query("people/dimension_values").query("name == 'sex'")
    assert sex["value"].tolist() == ["girl", "boy", "unknown"]
    assert sex["label_sv"].tolist() == ["Flickor", "Pojkar", "okänt"]


def test_a_person_keeps_the_record_key_from_load_to_load(path):
    before = rows(path, "SELECT person_id, record_key FROM person_year ORDER BY 1")
    with new_version(path) as draft:
        draft.put_people(people(year=2025), COLUMNS, noted(draft))
    after = rows(path, "SELECT DISTINCT person_id, record_key FROM person_year ORDER BY 1")
    assert after == before
    assert all(0 <= key < 4096 for _person, key in after)


def test_a_new_delivery_replaces_its_own_years_only(path):
    with new_version(path) as draft:
        draft.put_people(people(year=2025), COLUMNS, noted(draft))
    with new_version(path) as draft:
        draft.put_people(people(year=2025).head(1), COLUMNS, noted(draft))
    counted = "SELECT year, count(*) FROM person_year GROUP BY year ORDER BY year"
    assert rows(path, counted) == [(2024, 4), (2025, 1)]


def test_a_new_column_leaves_earlier_years_unknown(path):
    wider = PersonColumns(
        [*COLUMNS.dimensions, Dimension("born", "background", "Född", "Born")],
        COLUMNS.outcomes,
        "age",
    )
    with new_version(path) as draft:
        draft.put_people(people(year=2025, born="nordic"), wider, noted(draft))
    assert rows(path, "SELECT DISTINCT year, born FROM person_year ORDER BY 1") == [
        (2024, "unknown"),
        (2025, "nordic"),
    ]


def test_columns_that_only_the_replaced_years_had_are_forgotten(path):
    narrower = PersonColumns([SEX], [Outcome("neet", "utan studier och arbete", "neet")])
    with new_version(path) as draft:
        delivered = people(neet=[False, True, False, False]).drop(columns=["area", "age", "absent"])
        draft.put_people(delivered, narrower, noted(draft))
    store = open_store(path)
    assert store.column_names == ["sex", "neet"]
    assert rows(path, "SELECT sum(people) FROM cell WHERE outcome = 'people'") == [(4,)]


def test_a_store_that_nobody_reads_any_more_is_let_go(path):
    store = open_store(path)
    assert store.column_names
    gone = weakref.ref(store)
    del store
    gc.collect()
    assert gone() is None


def test_nobody_is_lost_from_the_cells_where_a_later_year_lacks_a_column(path):
    narrower = PersonColumns([SEX], COLUMNS.outcomes)
    with new_version(path) as draft:
        delivered = people(year=2025).drop(columns=["area", "age"])
        draft.put_people(delivered, narrower, noted(draft))
    assert rows(
        path, "SELECT year, sum(people) FROM cell WHERE outcome = 'people' GROUP BY 1 ORDER BY 1"
    ) == [(2024, 4), (2025, 4)]


def test_a_column_cannot_be_a_background_one_year_and_an_outcome_the_next(path):
    changed = PersonColumns([SEX], [Outcome("area", "område", "area")])
    delivered = people(year=2025, area=True).drop(columns=["age", "absent"])
    with pytest.raises(ColumnChanged, match="area"), new_version(path) as draft:
        draft.put_people(delivered, changed, noted(draft))
    assert rows(path, "SELECT DISTINCT year FROM person_year") == [(2024,)]


def test_an_observation_that_comes_again_replaces_the_old_one(path):
    with new_version(path) as draft:
        draft.put_observations(observations(0.8), noted(draft, "observation"))
    assert rows(path, "SELECT value FROM observation") == [(0.8,)]


def test_a_load_that_fails_leaves_the_store_as_it_was(path):
    before = open_store(path).data_version
    with pytest.raises(ValueError, match="halfway"), new_version(path) as draft:
        draft.put_people(people(year=2030), COLUMNS, noted(draft))
        raise ValueError("halfway")
    assert open_store(path).data_version == before
    assert len(list(path.parent.glob("store-*.duckdb"))) == 1


def test_a_full_disk_leaves_the_store_as_it_was(path, monkeypatch):
    def no_space(*_files):
        raise OSError(28, "No space left on device")

    before = open_store(path).data_version
    monkeypatch.setattr("store.writing.write._point_to", no_space)
    with pytest.raises(StoreNotWritten, match="No space left"), new_version(path) as draft:
        draft.put_people(people(year=2030), COLUMNS, noted(draft))
    assert open_store(path).data_version == before
    assert len(list(path.parent.glob("store-*.duckdb"))) == 1


def test_a_second_load_at_the_same_time_is_told_to_wait(path):
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(LoadUnderWay), new_version(path):
            pass


def test_an_open_reader_goes_on_seeing_its_version(path):
    reader = open_store(path)
    with new_version(path) as draft:
        draft.put_people(people(year=2025), COLUMNS, noted(draft))
    assert reader.query("loads/meta")["data_version"][0] == reader.data_version
    assert open_store(path).data_version != reader.data_version


def test_a_store_of_another_schema_is_refused_by_readers_and_writers(path):
    with duckdb.connect(str(newest_file(path))) as con:
        con.execute("UPDATE store_meta SET schema_version = 99")
    with pytest.raises(StoreOfOtherVersion, match="99"):
        open_store(path)
    with pytest.raises(StoreOfOtherVersion, match="99"), new_version(path):
        pass


def test_no_store_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreMissing, match="data_pipeline sample"):
        open_store(tmp_path / "none.duckdb")


def test_a_column_that_is_no_dimension_never_reaches_the_statement(path):
    with pytest.raises(UnknownColumn, match="sex"):
        open_store(path).quoted(["sexx"])
