"""The database comes up to date by itself, and when it is away or strange the reader is told."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from needs.database import needs_url, open_database
from needs.errors import BadNeedsUrl, NeedsAway, NeedsNewer
from needs.repository import all_needs, begin_need
from needs.tables import Base


def test_the_migrations_lead_to_the_models(url):
    with open_database(url).engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []


def test_what_was_written_is_there_when_the_database_is_opened_again(url):
    begin_need(open_database(url), "Unga")
    assert [need.title for need in all_needs(open_database(url))] == ["Unga"]


def test_four_processes_that_start_at_once_make_the_tables_once(url):
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(open_database, [url] * 4))
    begin_need(opened[0], "Unga")
    assert len(all_needs(opened[3])) == 1


def test_a_server_that_is_away_is_told_without_the_password():
    with pytest.raises(NeedsAway, match="BEHOVSBILD_NEEDS_URL") as away:
        open_database("postgresql://anna:hemligt@127.0.0.1:1/behov")
    assert "hemligt" not in str(away.value)


def test_a_file_that_cannot_be_opened_is_told(tmp_path):
    (tmp_path / "a_file").write_text("")
    with pytest.raises(NeedsAway):
        open_database(f"sqlite:///{tmp_path}/a_file/needs.db")


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "needs.db").write_text("Hej! " * 1000)
    with pytest.raises(NeedsAway):
        open_database(f"sqlite:///{tmp_path}/needs.db")


def test_a_database_that_goes_away_later_is_told_at_the_next_question(tmp_path):
    database = open_database(f"sqlite:///{tmp_path}/needs.db")
    database.engine.dispose()
    (tmp_path / "needs.db").write_text("Hej! " * 1000)
    with pytest.raises(NeedsAway):
        all_needs(database)


def test_a_database_of_a_newer_program_is_left_alone(url):
    database = open_database(url)
    with database.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(NeedsNewer, match="9999"):
        open_database(url)


def test_other_kinds_of_database_are_refused():
    with pytest.raises(BadNeedsUrl, match="mysql"):
        needs_url("mysql://localhost/behov")
    with pytest.raises(BadNeedsUrl):
        needs_url("behov")


def test_the_usual_address_of_postgresql_is_understood():
    assert needs_url("postgresql://localhost/behov").drivername == "postgresql+psycopg"
