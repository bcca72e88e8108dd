"""A database of needs that people have filled opens with everything in it, of either kind.

What is read is held against needs_as_read.json, which the code of the day read (README.md).
"""

import json
import shutil
import sqlite3
from dataclasses import asdict

import pytest

from needs.database import open_database
from needs.repository import all_needs, history
from needs.saved_groups import saved_groups
from needs.weightings import weightings
from tests.golden.written import differences, rounded

KINDS = {"breakdown", "overview", "map", "relation", "flow", "group", "variation"}


@pytest.fixture
def of_sqlite(kept, tmp_path):
    """The kept file, copied: to open it may bring it up to date."""
    path = tmp_path / "needs.db"
    shutil.copyfile(kept / "needs_database.db", path)
    return f"sqlite:///{path}"


@pytest.fixture
def of_postgresql(kept, postgres_url):
    """The kept dump, read into a server of our own."""
    import psycopg

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute((kept / "needs_database.postgresql.sql").read_text(encoding="utf-8"))
    return postgres_url


def as_read(url):
    """All that the database tells, as plain values."""
    database = open_database(url)
    needs = all_needs(database)
    told = {
        "needs": [{**asdict(need), "checks": sorted(need.checks)} for need in needs],
        "history": {
            str(need.id): [asdict(change) for change in history(database, need.id)]
            for need in needs
        },
        "weightings": [asdict(weighting) for weighting in weightings(database)],
        "saved_groups": [asdict(group) for group in saved_groups(database)],
    }
    database.engine.dispose()
    return json.loads(json.dumps(rounded(told)))


@pytest.mark.parametrize("kind", ["of_sqlite", "of_postgresql"])
def test_every_need_and_what_it_rests_on_is_read_as_it_was(kind, kept, request):
    before = json.loads((kept / "needs_as_read.json").read_text(encoding="utf-8"))
    now = as_read(request.getfixturevalue(kind))
    assert not differences(before, now), "\n".join(differences(before, now)[:20])


def test_evidence_from_every_kind_of_page_is_among_it(kept):
    read = json.loads((kept / "needs_as_read.json").read_text(encoding="utf-8"))
    assert {each["kind"] for need in read["needs"] for each in need["evidence"]} == KINDS


def test_saved_groups_lie_as_they_did(kept, of_sqlite):
    """The JSON of a group's conditions is a contract: links and other programs read it."""
    stored = json.loads((kept / "saved_groups.json").read_text(encoding="utf-8"))
    open_database(of_sqlite).engine.dispose()
    with sqlite3.connect(of_sqlite.removeprefix("sqlite:///")) as needs:
        rows = needs.execute("SELECT name, level, conditions FROM saved_group ORDER BY name")
        now = [[name, level, json.loads(conditions)] for name, level, conditions in rows]
    assert now == stored
