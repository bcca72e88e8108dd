"""Nothing of a personal identity number stays in the store, in what is said, or beside the file.

850709-9805 is one of Skatteverket's test numbers, 19850709-9805.
"""

import json

import duckdb
import pytest

from data_pipeline.__main__ import main
from store.errors import IdentityNumberInStore
from store.location import newest_file, store_path
from store.read import open_store
from store.writing.write import Dimension, new_version
from tests.store.test_write import COLUMNS, noted, people

FORMS = [
    "19850709-9805",
    "850709\u20119805",
    "1985-07-09-9805",
    "850709_9805",
    "SE8507099805",
    "19850709\u00a09805",
]
HEADER = "person_id;year;sex;education;placed\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(tmp_path / "store" / "store.duckdb"))
    monkeypatch.setenv("BEHOVSBILD_LANGUAGE", "en")
    return tmp_path


def forty_people(cell: str, header: str = HEADER, year: int = 2021) -> str:
    rows = [f"p{i};{year};girl;{'low' if i % 2 else 'high'};{i % 2}" for i in range(39)]
    return header + "\n".join([*rows, f"p39;{year};boy;{cell};0"]) + "\n"


def load(place, text: str, *more: str, kind: str = "people", name: str = "people.csv") -> int:
    path = place / name
    path.write_text(text, encoding="utf-8")
    return main(["load", str(path), "--as", kind, *more])


def everything_stored() -> str:
    """Every table of the store as text, and the raw bytes of its file."""
    file = newest_file(store_path())
    with duckdb.connect(str(file), read_only=True) as con:
        tables = [
            name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        ]
        texts = [repr(con.table(name).fetchall()) for name in tables]
        texts.append(repr(con.execute("SELECT * FROM duckdb_columns()").fetchall()))
        texts.append(repr(con.execute("SELECT labels FROM duckdb_types()").fetchall()))
    return "\n".join([*texts, file.read_bytes().decode("latin-1")])


@pytest.mark.parametrize("number", FORMS)
def test_nothing_of_a_refused_row_is_left_anywhere(place, capsys, number):
    assert load(place, forty_people(number), "--accept-partial") == 0
    values = open_store().query("people/dimension_values")
    assert sorted(values.loc[values["name"] == "education", "value"]) == ["high", "low"]
    said = capsys.readouterr()
    refused = (place / "people.csv.refused.csv").read_text(encoding="utf-8-sig")
    for text in (everything_stored(), said.out, said.err, refused):
        assert "9805" not in text
        assert number not in text


def test_a_value_that_only_a_row_refused_for_another_reason_has_is_no_choice(place):
    text = forty_people("low") + "p40;20x1;boy;only here;0\n"
    assert load(place, text, "--accept-partial") == 0
    assert "only here" not in everything_stored()


def test_a_refused_cell_does_not_make_an_outcome_a_background(place):
    text = forty_people("low").replace("p39;2021;boy;low;0", "p39;2021;boy;low;19850709-9805")
    assert load(place, text, "--accept-partial") == 0
    assert open_store().query("people/outcomes")["name"].tolist() == ["placed"]


@pytest.mark.parametrize("number", FORMS)
def test_a_column_called_by_a_number_stops_the_file_before_its_name_is_shown(place, capsys, number):
    text = forty_people("low", HEADER.replace("education", number))
    for more in ([], ["--propose-mapping"], ["--check"]):
        assert load(place, text, *more) == 2
        said = capsys.readouterr()
        assert "9805" not in said.out + said.err
        assert "name of column 4" in said.err
    assert not store_path().exists()


def test_a_proposal_takes_no_number_for_an_example(place, capsys):
    assert load(place, forty_people("850709\u20119805"), "--propose-mapping") == 0
    said = capsys.readouterr().out
    assert "3 different values: high, low" in said
    assert "9805" not in said


@pytest.mark.parametrize("name", ["850709_9805.csv", "akt 1985-07-09-9805.csv"])
def test_a_file_called_by_a_number_is_noted_without_it(place, capsys, name):
    assert load(place, forty_people("low"), name=name) == 0
    said = capsys.readouterr()
    assert "9805" not in everything_stored() + said.out + said.err


def test_a_file_that_cannot_be_read_is_not_called_by_its_number(place, capsys):
    assert load(place, "x", name="850709_9805.pdf") == 2
    assert "9805" not in capsys.readouterr().err


def test_the_reasons_beside_refused_rows_repeat_no_number(place):
    assert load(place, "area_code;name\nA1;Haga\nA2;Vik\n", kind="areas") == 0
    text = HEADER.replace("education", "area") + "p1;2021;girl;A1;0\np2;2021;boy;850709-9805;0\n"
    assert load(place, text, "--accept-partial") == 0
    refused = (place / "people.csv.refused.csv").read_text(encoding="utf-8-sig")
    assert "expected the code of a loaded area" in refused
    assert "9805" not in refused


@pytest.mark.parametrize(
    "mapping",
    [
        {"dimensions": {"education": {"sv": "Utbildning 19850709-9805"}}},
        {"dimensions": {"education": {"values": {"low": "som 850709-9805"}}}},
        {"dimensions": {"education": {"name": "utb 8507099805"}}},
        {"outcomes": {"placed": {"en": "placed, as 850709\u20119805"}}},
        {"producer": "Anna, 850709 9805"},
        {"licence": "SE850709980501"},
    ],
)
def test_the_stores_door_refuses_what_the_mapping_says(place, capsys, mapping):
    path = place / "mapping.yml"
    path.write_text(json.dumps(mapping), encoding="utf-8")
    assert load(place, forty_people("low"), "--mapping", str(path)) == 2
    said = capsys.readouterr()
    assert "would have held a personal identity number" in said.err
    assert "9805" not in said.out + said.err
    assert not store_path().exists()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("people", forty_people("low").replace("p39;", "8507099805;")),
        ("events", "person_id;type;start_date;unit\np1;HVB;2021-01-01;Hos 850709-9805\n"),
        ("areas", "area_code;name\n850709/9805;Haga\nA2;Vid 850709.9805\n"),
        (
            "comparison_groups",
            "group_id;title;member_code\n850709-9805;G;1780\nG2;850709 9805;1780\n",
        ),
    ],
)
def test_no_kind_of_file_brings_one_in(place, capsys, kind, text):
    assert load(place, text, kind=kind) == 1
    said = capsys.readouterr()
    assert "a personal identity number" in said.out
    assert "9805" not in said.out + said.err


@pytest.mark.parametrize("within", [lambda n: n, lambda n: {"who": [n]}, lambda n: ["x", n]])
@pytest.mark.parametrize("number", FORMS)
def test_properties_of_a_drawn_area_are_looked_at_too(place, capsys, number, within):
    ring = [[500000, 6580000], [500100, 6580000], [500100, 6580100], [500000, 6580000]]
    drawn = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"area_code": "A1", "name": "Haga", "note": within(number)},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        ],
    }
    assert load(place, json.dumps(drawn), kind="areas", name="areas.geojson") == 1
    said = capsys.readouterr()
    assert "a personal identity number" in said.out
    assert "9805" not in said.out + said.err


def test_shares_with_ten_decimals_are_loaded(place):
    rows = [f"not_eligible;1780;{2000 + k % 20};{k / 119!r}" for k in range(20)]
    rows.append("not_eligible;1780;2020;0.6806722689")
    text = "\n".join(["indicator_id;area_code;year;value", *rows]) + "\n"
    assert load(place, text, kind="observations") == 0


def test_the_door_refuses_what_is_put_in_past_the_checks(place):
    with new_version(store_path()) as draft:
        draft.put_people(people(), COLUMNS, noted(draft, source="own"))
    before = open_store().data_version
    spoilt = people(area=["S1", "S1", "S2", "19850709-9805"])
    with pytest.raises(IdentityNumberInStore) as refused, new_version(store_path()) as draft:
        draft.put_people(spoilt, COLUMNS, noted(draft, source="own"))
    assert "9805" not in str(refused.value)
    assert open_store().data_version == before
    assert "9805" not in everything_stored()
    assert not list(store_path().parent.glob("*.wal"))


def test_a_number_that_an_older_program_left_among_the_choices_goes_with_the_next_delivery(
    place, monkeypatch
):
    left = Dimension("area", "area", "Område", "Area", [("19850709-9805", "x", "x")])
    with monkeypatch.context() as patch:
        patch.setattr("store.writing.write.refuse_identity_numbers", lambda _con: None)
        with new_version(store_path()) as draft:
            columns = type(COLUMNS)([COLUMNS.dimensions[0], left], COLUMNS.outcomes, "age")
            draft.put_people(people(), columns, noted(draft, source="own"))
    with new_version(store_path()) as draft:
        draft.put_people(people(), COLUMNS, noted(draft, source="own"))
    values = open_store().query("people/dimension_values")
    assert "19850709-9805" not in set(values["value"])
