"""A published store holds no person, no small cell, and figures that add up and stay."""

import numpy as np
import pandas as pd
import pytest
import small_municipality

from analysis.answers import BreakdownQuestion, ask
from analysis.disclosure.gate import Gate
from data_pipeline.__main__ import main
from data_pipeline.commands.publish import NotARelease, publish
from store.read import open_store
from store.writing.write import new_version

BY = ["area_code", "age_group", "sex"]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return small_municipality.build(tmp_path_factory.mktemp("source") / "store.duckdb")


@pytest.fixture(scope="module")
def released(source, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "release.duckdb"
    publish(open_store(source), out, rng=np.random.default_rng(1))
    return out


def columns_of(path):
    store = open_store(path)
    with store._connection.cursor() as cursor:
        return cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns ORDER BY ALL"
        ).df()


def test_there_is_no_person_in_it(released):
    sizes = open_store(released).query("loads/table_sizes").set_index("table_name")["row_count"]
    assert sizes["person_year"] == sizes["event"] == 0
    assert sizes["cell"] > 0


def test_no_column_that_holds_anything_identifies_anyone(released):
    """Columns that name persons or hold their keys are there only where no row is."""
    named = columns_of(released)
    personal = named[named["column_name"].str.contains("person|record_key|pseudonym")]
    assert set(personal["table_name"]) == {"person_year", "event"}
    store = open_store(released)
    keys = store.query("people/breakdown", identifiers={"by": BY}, outcome="not_eligible")
    assert keys["people_key"].isna().all()
    assert keys["cases_key"].isna().all()


def test_nothing_of_the_persons_files_follows(released, source):
    """Neither the number of rows, nor the hash of a file that few persons are in."""
    loads = open_store(released).query("loads/loads")
    assert not set(loads["target"]) & {"person_year", "event"}
    assert set(open_store(source).query("loads/loads")["target"]) >= {"person_year"}
    assert "published" in set(loads["source"])


def test_background_stays_behind(released):
    store = open_store(released)
    assert set(store.query("people/dimensions")["role"]) == {"area", "age", "sex"}
    assert "birth_region" not in set(store.query("people/dimension_values")["name"])


def test_no_cell_is_under_the_threshold(released):
    cells = open_store(released).query("published/cells")
    assert (cells["people"] >= 5).all()
    assert ((cells["cases"] == 0) | (cells["cases"] >= 5)).all()
    assert (cells[["people", "cases"]] % 5 == 0).all(axis=None)


def test_every_margin_is_within_four_of_the_truth_and_the_sum_of_its_cells(released, source):
    told, true = open_store(released), open_store(source)
    for by in ([], ["sex"], ["area_code"], ["area_code_district"], ["area_code", "sex"]):
        columns = {"identifiers": {"by": by}, "outcome": "not_eligible"}
        both = told.query("people/breakdown", **columns).merge(
            true.query("people/breakdown", **columns), on=["year", *by], suffixes=("", "_true")
        )
        assert (both["people"] - both["people_true"]).abs().max() <= 4
        assert (both["cases"] - both["cases_true"]).abs().max() <= 4


def test_the_same_data_is_never_rounded_anew(released, source):
    before = open_store(released).query("published/cells")
    again = publish(open_store(source), released, rng=np.random.default_rng(99))
    assert again.reused == len(again.cubes)
    pd.testing.assert_frame_equal(before, open_store(released).query("published/cells"))


def test_a_person_more_moves_little_else(source, tmp_path):
    """One pupil more in S1: what is said of the other areas stays as it was."""
    own, out = tmp_path / "own.duckdb", tmp_path / "release.duckdb"
    small_municipality.build(own)
    publish(open_store(own), out, rng=np.random.default_rng(1))
    before = open_store(out).query("published/cells")
    people = small_municipality.people()
    one_more = people.iloc[[0]].assign(person_id="new")
    with new_version(own) as draft:
        people = pd.concat([people, one_more], ignore_index=True)
        draft.put_people(people, small_municipality.COLUMNS, 2)
    made = publish(open_store(own), out, rng=np.random.default_rng(5))
    assert 0 < made.reused < len(made.cubes)
    keys = ["outcome", "year", *BY]
    both = before.merge(open_store(out).query("published/cells"), on=keys, suffixes=("", "_now"))
    moved = both[(both["people"] != both["people_now"]) | (both["cases"] != both["cases_now"])]
    assert len(moved) <= 2


def test_the_same_persons_are_rounded_alike_in_every_cube(released):
    """Everyone is a pupil here, so those asked about eligibility are everyone."""
    cells = open_store(released).query("published/cells").astype({"outcome": "str"})
    by = cells.pivot_table(index=["year", *BY], columns="outcome", values="people", observed=True)
    assert by["people"].equals(by["not_eligible"].rename("people"))


def test_an_answer_from_it_says_that_it_is_rounded_and_from_whom(released):
    question = BreakdownQuestion("not_eligible", ("district",))
    answer = ask(open_store(released), question, Gate())
    assert "multipl" in answer.method
    assert [source.kind for source in answer.sources] == ["published"]
    # D1: 2 x 150 boys, every fourth (2 x 38), and 2 x 150 girls, every tenth; D2: 600, every tenth
    table = answer.table.set_index("area_code_district")
    assert table["people"].tolist() == [600, 600]
    assert table.loc[["D1", "D2"], "cases"].tolist() == pytest.approx([106, 60], abs=4)


def test_it_does_not_replace_a_store_with_persons(source, released, tmp_path):
    with pytest.raises(NotARelease, match="store"):
        publish(open_store(source), source)
    with pytest.raises(NotARelease, match="release"):
        publish(open_store(released), tmp_path / "again.duckdb")


def test_the_command_tells_how_far_figures_moved(source, tmp_path, capsys):
    assert main(["publish", str(tmp_path / "out.duckdb"), "--store", str(source)]) == 0
    said = capsys.readouterr().out
    assert "out.duckdb" in said


def test_a_store_without_people_has_nothing_to_publish(tmp_path, capsys):
    with new_version(tmp_path / "empty.duckdb") as draft:
        draft.set_meta(municipality_code="9999")
    asked = ["publish", str(tmp_path / "out.duckdb"), "--store", str(tmp_path / "empty.duckdb")]
    assert main(asked) == 2
    assert capsys.readouterr().err
