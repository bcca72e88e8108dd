"""`load` on the command line: all or nothing, refused rows in a file, a mapping to start from."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from data_pipeline.__main__ import main
from data_pipeline.mapping.mapping import mapping_from, read_mapping
from store.errors import LoadUnderWay
from store.read import open_store
from store.writing.write import new_version

GOOD = "person_id;year;sex;age;education;placed\n1;2021;boy;15;low;1\n2;2021;girl;16;high;0\n"
BAD = GOOD + "3;20x1;boy;15;low;1\n19121212-1212;2021;boy;15;low;1\n4;2021;boy\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(tmp_path / "store" / "store.duckdb"))
    monkeypatch.setenv("BEHOVSBILD_LANGUAGE", "en")
    return tmp_path


def deliver(place, text: str, name: str = "people.csv"):
    path = place / name
    path.write_text(text, encoding="utf-8")
    return path


def load(path, *more: str, kind: str = "people") -> int:
    return main(["load", str(path), "--as", kind, *more])


def person_years() -> int:
    store = open_store()
    count = len(store.query("people/known"))
    store.close()
    return count


def test_a_good_file_is_in_the_store_with_its_source(place, capsys):
    assert load(deliver(place, GOOD)) == 0
    assert person_years() == 2
    loads = open_store().query("loads/loads")
    own = loads[loads["target"] == "person_year"].iloc[0]
    assert (own["address"], own["rows_read"], own["rows_kept"]) == ("people.csv", 2, 2)
    assert "sex = sex" in capsys.readouterr().out


def test_a_bad_file_changes_nothing(place, capsys):
    load(deliver(place, GOOD))
    before = open_store().data_version
    assert load(deliver(place, BAD, "bad.csv")) == 1
    assert open_store().data_version == before
    said = capsys.readouterr()
    assert "bad.csv, row 4, column year: 20x1" in said.out
    assert "121212" not in said.out + said.err
    assert "Nothing was loaded" in said.err


def test_what_is_right_can_be_loaded_and_the_rest_lands_in_a_file(place):
    path = deliver(place, BAD)
    assert load(path, "--accept-partial", "--refused-to", str(place / "out")) == 0
    assert person_years() == 2
    refused = pd.read_csv(place / "out" / "people.csv.refused.csv", dtype=str)
    assert refused["row"].tolist() == ["4", "5", "6"]
    assert refused["refused_because"].notna().all()
    assert "121212" not in refused.to_csv()


def test_check_only_reports(place):
    assert load(deliver(place, GOOD), "--check") == 0
    assert load(deliver(place, BAD), "--check") == 1
    assert not (place / "store" / "store.duckdb").exists()


def test_a_proposed_mapping_can_be_loaded_as_it_is(place, capsys):
    text = "Löpnr;Årtal;Kön;Åldersgrupp;Område;Utbildning;Placerad;Inkomst\n" + "".join(
        f"{i};2021;K;16-19;A{i % 3};låg;{i % 2};{i * 97.5:.2f}\n" for i in range(1, 60)
    )
    path, mapping = deliver(place, text), place / "mapping.yml"
    assert load(path, "--propose-mapping", str(mapping)) == 0
    proposed = read_mapping(mapping)
    assert proposed.columns["person_id"] == "Löpnr"
    assert list(proposed.outcomes) == ["Placerad"]
    assert proposed.ignore == ("Inkomst",)
    assert "42" not in mapping.read_text(encoding="utf-8").split("person_id")[1].split("\n")[0]
    assert load(path, "--mapping", str(mapping)) == 0


def test_a_proposal_marks_what_it_could_not_find(place, capsys):
    assert load(deliver(place, "x;y\n1;2\n"), "--propose-mapping") == 0
    assert "# person_id: ???" in capsys.readouterr().out


def test_a_proposal_recognises_columns_that_are_months(place, capsys):
    months = ";".join(f"2020-{m:02d}" for m in range(1, 13))
    path = deliver(place, f"id;{months}\n1" + ";school" * 12 + "\n")
    assert load(path, "--propose-mapping", str(place / "m.yml"), kind="events") == 0
    assert load(path, "--mapping", str(place / "m.yml"), kind="events") == 0


def test_a_mapping_for_another_kind_of_file_is_refused(place, capsys):
    mapping = deliver(place, "load_as: events\n", "mapping.yml")
    assert load(deliver(place, GOOD), "--mapping", str(mapping)) == 2
    assert "events" in capsys.readouterr().err


def test_two_loads_at_once_leave_the_first_at_work(place, capsys):
    load(deliver(place, GOOD))
    with new_version():
        assert load(deliver(place, GOOD)) == 2
    assert str(LoadUnderWay(place / "store" / "store.duckdb"))[:20] in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(place, capsys):
    assert load(place / "nowhere.csv") == 2
    assert "nowhere.csv" in capsys.readouterr().err


def test_every_kind_of_file_reaches_its_table(place):
    files = {
        "areas": "kod;namn\nA1;Haga\nA2;Råtorp\n",
        "people": "person_id;year;area;placed\np1;2021;A1;1\np2;2021;A2;0\n",
        "events": "person_id;kind;type;start_date;end_date\np1;placement;HVB;2021-01-01;\n",
        "observations": "indicator;area;year;value\nN15428;A1;2021;0,8\n",
        "comparison_groups": "group_id;title;theme;member_code\nG1;Lika;ifo;1780\n",
    }
    for kind, text in files.items():
        assert load(deliver(place, text, f"{kind}.csv"), kind=kind) == 0
    targets = set(open_store().query("loads/loads")["target"])
    assert targets >= {"area", "person_year", "event", "observation", "comparison_group"}


def test_every_example_of_the_mapping_page_can_be_followed():
    page = (Path(__file__).parents[2] / "docs" / "mapping.md").read_text(encoding="utf-8")
    examples = [block.split("```")[0] for block in page.split("```yaml\n")[1:]]
    assert len(examples) >= 6
    for example in examples:
        mapping_from(yaml.safe_load(example))
