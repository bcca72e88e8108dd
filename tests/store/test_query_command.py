"""`python -m analysis query` prints a statement, and docs/queries.md says who asks which."""

from pathlib import Path

import duckdb
import pytest

from analysis.__main__ import main
from analysis.answers.asked_queries import AS_PUBLISHED, BEFORE_THE_GATE
from store import sql
from store.query_table import query_table
from tests.small_store import small_store

QUERIES = Path(__file__).parents[2] / "docs" / "queries.md"


def printed(capsys, *words):
    assert main(["query", *words]) == 0
    return capsys.readouterr().out


def test_a_statement_is_printed_with_its_comment_and_its_steps(capsys):
    text = printed(capsys, "flows/paths")
    assert text.startswith("-- By which paths")
    assert "{include" not in text
    assert "vocabulary AS (" in text
    assert "$gap_days" in text


def test_a_statement_with_its_values_runs_in_duckdb_alone(capsys):
    text = printed(
        capsys, "people/breakdown", "--with", "outcome='people'", "--with", "by=sex",
        "--with", "where= AND year = 2024",
    )  # fmt: skip
    with duckdb.connect(str(small_store().resolve()), read_only=True) as connection:
        found = connection.execute(text).df()
    assert list(found["sex"]) == ["women", "men"]


def test_without_a_name_all_are_told(capsys):
    assert printed(capsys).split() == sql.names()


@pytest.mark.parametrize(
    ("words", "told"),
    [(["people/brekdown"], "people/breakdown"), (["people/years", "--with", "year=1"], "year")],
)
def test_what_is_not_known_is_refused_with_what_is(capsys, words, told):
    assert main(["query", *words]) == 2
    assert told in capsys.readouterr().err


def test_the_table_of_queries_is_up_to_date():
    assert QUERIES.read_text(encoding="utf-8") == query_table(), (
        "python -m analysis query --table > docs/queries.md"
    )


def test_every_query_stands_in_the_table():
    """One that does not is asked by nobody."""
    table = query_table()
    assert [name for name in sql.names() if f"[{name}]" not in table] == []


def test_what_is_said_of_a_query_is_said_of_one_that_is_there():
    assert set(sql.names()) >= BEFORE_THE_GATE | AS_PUBLISHED
    assert not BEFORE_THE_GATE & AS_PUBLISHED
