"""A statement as it was asked: its values filled in, and nothing of them taken for SQL."""

from datetime import date, datetime

import duckdb
import numpy as np
import pytest

from store import sql
from store.asked import AskedQuery, kept, literal, note, recorded, with_values


@pytest.mark.parametrize(
    "value",
    [
        None, True, False, 7, -3, 0.25, "Åsa", "it's", "'; DROP TABLE cell; --", "two\nlines",
        "$year", [], ["a", "b'c"], [1, 2], date(2024, 2, 29), datetime(2024, 2, 29, 13, 5),
    ],
)  # fmt: skip
def test_a_value_comes_back_from_the_database_as_it_was_asked(value):
    statement = with_values("SELECT $value", {"value": literal(value)})
    assert duckdb.sql(statement).fetchall() == [(value,)]


def test_whole_numbers_of_numpy_and_tuples_are_written_as_others():
    assert literal((np.int64(3), np.float64(0.5))) == "[3, 0.5]"


def test_what_has_no_form_in_sql_is_refused():
    with pytest.raises(TypeError, match="has no form"):
        literal({"a": 1})


def test_a_dollar_sign_in_a_comment_a_text_or_a_name_is_no_parameter():
    asked = """-- $year\nSELECT '$year' AS "$year", $year"""
    assert with_values(asked, {"year": "2024"}) == (
        """-- $year\nSELECT '$year' AS "$year", 2024;\n"""
    )


def test_a_value_that_looks_like_a_parameter_is_not_filled_again():
    assert with_values("SELECT $a, $b", {"a": "'$b'", "b": "2"}) == "SELECT '$b', 2;\n"


def test_a_comment_keeps_its_braces_and_the_statement_is_filled():
    assert sql.fill("-- {by}\nSELECT {by}, {by,}", {"by": "x", "by,": "x, "}) == (
        "-- {by}\nSELECT x, x, "
    )


def test_nothing_is_noted_where_nobody_records():
    note("people/breakdown", "SELECT 1", {})
    with recorded() as asked:
        pass
    assert asked == []


def test_who_records_outside_hears_of_what_is_recorded_inside():
    with recorded() as outer, recorded() as inner:
        note("a", "SELECT $n", {"n": 1})
    assert outer == inner == [AskedQuery("a", "SELECT $n", (("n", "1"),))]


def test_a_kept_answer_brings_its_statements_along_each_time_once():
    @kept(maxsize=1)
    def answer(n):
        note("a", "SELECT $n", {"n": n})
        return n

    for _time in range(2):
        with recorded() as asked:
            assert answer(1) == 1
        assert [query.text for query in asked] == ["SELECT 1;\n"]


def test_no_query_is_asked_with_a_person_or_a_secret():
    for name in sql.names():
        assert not {"person", "person_id", "secret"} & sql.parameters(sql.query(name)), name
