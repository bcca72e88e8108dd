"""What a load would take away is said before it does, and needs --replace."""

import pytest

from data_pipeline.__main__ import main
from store.read import open_store
from store.writing.write import new_version

PEOPLE = (
    "person_id;year;sex;education;placed;absent\n"
    "1;2024;boy;low;1;0\n2;2024;girl;high;0;1\n1;2023;boy;low;0;0\n"
)
EVENTS = (
    "person_id;kind;type;start_date;end_date\n"
    "1;placement;HVB;2021-01-01;2021-05-01\n1;placement;SiS;2022-01-01;2022-03-31\n"
)
FIGURES = "indicator;area;year;value\nN15428;1780;2021;0,8\nN15428;1780;2022;0,7\n"
AREAS = "kod;namn\nA1;Haga\nA2;Råtorp\n"
GROUPS = "group_id;title;theme;member_code\nG1;Lika;ifo;1780\nG1;Lika;ifo;1880\n"


@pytest.fixture
def load(tmp_path, monkeypatch, capsys):
    """Load a text as a file; returns the exit code, what was said, and what was complained of."""
    monkeypatch.setenv("BEHOVSBILD_STORE", str(tmp_path / "store" / "store.duckdb"))
    monkeypatch.setenv("BEHOVSBILD_LANGUAGE", "en")

    def loaded(text: str, kind: str, *more: str, name: str = "") -> tuple[int, str, str]:
        path = tmp_path / (name or f"{kind}.csv")
        path.write_text(text, encoding="utf-8")
        code = main(["load", str(path), "--as", kind, *more])
        said = capsys.readouterr()
        return code, said.out, said.err

    return loaded


def version() -> str:
    store = open_store()
    found = store.data_version
    store.close()
    return found


def refused(load, text: str, kind: str, *said: str) -> None:
    """Neither --check nor the load lets it through, both say the same, and --replace does it."""
    before = version()
    for more in (["--check"], []):
        code, out, err = load(text, kind, *more, name="second.csv")
        assert code == 1
        assert "--replace" in err
        for words in said:
            assert words in out
    assert version() == before
    assert load(text, kind, "--check", "--replace", name="second.csv")[0] == 0
    assert load(text, kind, "--replace", name="second.csv")[0] == 0
    assert version() != before


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("people", PEOPLE),
        ("events", EVENTS),
        ("observations", FIGURES),
        ("areas", AREAS),
        ("comparison_groups", GROUPS),
    ],
)
def test_the_same_file_again_takes_nothing_away(load, kind, text):
    code, out, _err = load(text, kind)
    assert code == 0
    assert "adds" in out
    code, out, _err = load(text, kind)
    assert code == 0
    assert "replaces" in out


def test_years_kinds_and_keys_that_are_new_are_only_added(load):
    for kind, text, more in (
        ("people", PEOPLE, PEOPLE.replace("2024", "2022").replace("2023", "2021")),
        ("events", EVENTS, EVENTS.replace("placement", "support")),
        ("observations", FIGURES, FIGURES.replace("2021", "2019").replace("2022", "2018")),
        ("areas", AREAS, AREAS.replace("A", "B")),
        ("comparison_groups", GROUPS, GROUPS.replace("G1", "G2")),
    ):
        assert load(text, kind)[0] == 0
        code, out, _err = load(more, kind)
        assert code == 0
        assert "adds" in out
        assert "replaces" not in out


def test_the_outcomes_that_would_go_are_named(load):
    load(PEOPLE, "people", name="first.csv")
    only = "person_id;year;sex;education\n1;2024;boy;low\n2;2024;girl;high\n"
    refused(
        load,
        only,
        "people",
        "replaces 2 persons 2024 from first.csv by 2",
        "the outcome placed",
        "the outcome absent",
        "disappears for 2024\n",
    )


def test_persons_who_go_and_change_are_counted(load):
    load(PEOPLE, "people")
    other = "person_id;year;sex;education;placed;absent\n1;2024;boy;high;1;0\n"
    refused(load, other, "people", "1 person disappears", "1 person gets other values")


def test_an_outcome_that_a_year_lacked_is_no_loss(load):
    load("person_id;year;sex;placed\n1;2024;boy;1\n", "people")
    code, out, _err = load("person_id;year;sex;placed;absent\n1;2024;boy;1;1\n", "people")
    assert code == 0
    assert "nobody disappears" in out


def test_a_background_that_was_unknown_can_be_filled_in(load):
    load("person_id;year;sex;placed\n1;2024;boy;1\n2;2024;;1\n", "people")
    assert load("person_id;year;sex;placed\n1;2024;boy;1\n2;2024;girl;1\n", "people")[0] == 0


def test_an_age_that_changes_is_a_change(load):
    load("person_id;year;age;placed\n1;2024;14;1\n", "people")
    other = "person_id;year;age;placed\n1;2024;15;1\n"
    refused(load, other, "people", "1 person gets other values")


def test_events_that_go_are_counted_with_their_dates_and_their_file(load):
    load(EVENTS, "events")
    refused(
        load,
        EVENTS.rsplit("1;placement;SiS", 1)[0],
        "events",
        "replaces 2 events of the kind placement (2021-01-01 to 2022-03-31) from events.csv by 1",
        "1 event disappears or changes",
        "known 2021-01-01 to 2021-05-01, where the store says 2021-01-01 to 2022-03-31",
    )


def test_values_that_change_are_counted(load):
    load(FIGURES, "observations")
    refused(
        load,
        FIGURES.replace("0,7", "0,6"),
        "observations",
        "replaces 1 value by the same",
        "changes 1 value from observations.csv",
    )


def test_areas_and_groups_that_change_are_told(load):
    load(AREAS, "areas")
    refused(load, AREAS.replace("Haga", "Hagalund"), "areas", "changes 1 area from areas.csv")
    load(GROUPS, "comparison_groups")
    fewer = GROUPS.rsplit("G1", 1)[0]
    refused(load, fewer, "comparison_groups", "1 member disappears")
    renamed = fewer.replace("Lika", "Olika")
    refused(load, renamed, "comparison_groups", "title or theme changes")


def test_an_area_that_would_lose_its_boundary_is_told(load):
    load(AREAS, "areas")
    with new_version() as draft:
        draft.con.execute("UPDATE area SET geometry = 'x'::BLOB WHERE area_code = 'A1'")
    refused(load, AREAS, "areas", "1 area loses its boundary")
