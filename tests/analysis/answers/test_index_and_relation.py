"""The index and its relation to an outcome through the door, for five areas counted by hand."""

import csv
import io
import json

import index_store
import pytest

from analysis import __main__ as command_line
from analysis.answers.asked import NothingThere
from analysis.answers.map.area_values import UnknownLevel
from analysis.answers.map.correlation import RelationQuestion, relation
from analysis.answers.map.index import IndexQuestion, index
from analysis.disclosure.gate import Gate
from analysis.statistics.socioeconomic_index import variables_from
from store.read import open_store


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return index_store.build(tmp_path_factory.mktemp("index") / "store.duckdb")


@pytest.fixture(scope="module")
def store(path):
    return open_store(path)


def test_the_index_is_that_of_the_hand_count_and_says_what_stood_in(store):
    answer = index(store, IndexQuestion("district"), Gate())
    assert answer.year == 2024
    assert answer.table["index"].tolist() == pytest.approx([0, 3.625, 5, 6.375, 10])
    assert answer.table["people"].tolist() == index_store.PEOPLE
    assert answer.stood_in == {"nordic_born_share": "sweden_born_share"}
    assert "Sverige" in answer.notes[0]


def test_the_official_index_stands_beside_ours_and_never_in_it(store):
    table = index(store, IndexQuestion("district"), Gate()).table
    assert table["official_index"].tolist() == index_store.OFFICIAL
    assert table["official_type"].tolist() == [1, 2, 3, 4, 5]


def test_an_area_that_lacks_a_variable_has_no_index(store):
    """In 2023 the income of E is missing: E is not placed, and the others are, 1 to 4."""
    answer = index(store, IndexQuestion("district", year=2023), Gate())
    assert answer.table["index"].isna().tolist() == [False] * 4 + [True]
    assert answer.table["rank"].tolist()[:4] == [4, 3, 2, 1]


def test_a_level_or_year_without_figures_is_said(store):
    with pytest.raises(NothingThere, match="regso"):
        index(store, IndexQuestion("regso"), Gate())
    with pytest.raises(NothingThere, match="2023, 2024"):
        index(store, IndexQuestion("district", year=1999), Gate())
    with pytest.raises(UnknownLevel):
        index(store, IndexQuestion("planet"), Gate())


def test_the_outcome_falls_with_the_index(store):
    """r = -0.9991 of (0, 3.625, 5, 6.375, 10) and the shares, by numpy's corrcoef."""
    question = RelationQuestion("scb_low_economic_standard_share", IndexQuestion("district"))
    answer = relation(store, question, Gate())
    assert answer.correlation.pearson.value == pytest.approx(-0.9991, abs=5e-5)
    assert answer.correlation.is_few
    assert answer.correlation.has_line
    assert set(answer.points["standing"]) == {"as_expected"}


def run(path, *words, capsys):
    code = command_line.main([*words, "--store", str(path)])
    return code, capsys.readouterr()


def test_the_command_line_prints_a_row_per_area(path, capsys):
    code, printed = run(path, "index", "--level", "district", capsys=capsys)
    rows = list(csv.DictReader(io.StringIO(printed.out)))
    assert code == 0
    assert [row["code"] for row in rows] == index_store.CODES
    assert [float(row["index"]) for row in rows] == pytest.approx([0, 3.625, 5, 6.375, 10])
    assert [row["rank"] for row in rows] == ["5", "4", "3", "2", "1"]
    assert [row["n"] for row in rows] == [str(n) for n in index_store.PEOPLE]


def test_the_command_line_refuses_with_words_and_not_a_traceback(path, capsys):
    same = ["--variables", "a:up"]
    code, printed = run(path, "index", "--level", "district", *same, capsys=capsys)
    assert code == 2
    assert "a:up" in printed.err


def test_the_command_line_tells_the_relation(path, capsys):
    words = ["correlate", "--outcome", "scb_low_economic_standard_share", "--level", "district"]
    code, printed = run(path, *words, "--format", "json", capsys=capsys)
    told = json.loads(printed.out)
    assert code == 0
    assert told["n"] == 5
    assert told["pearson"]["low"] <= told["pearson"]["value"] <= told["pearson"]["high"]
    assert [row["level"] for row in told["expected"]] == list(range(11))


def test_a_question_of_own_variables(store):
    answer = index(store, IndexQuestion("district", variables_from("employed_share:low")), Gate())
    assert answer.table["index"].tolist() == pytest.approx([10, 5, 7.5, 2.5, 0])
    assert answer.sensitivity is None
