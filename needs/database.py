"""Where do needs lie, and is the database there and of our version?

SQLite in data/needs.db unless BEHOVSBILD_NEEDS_URL names another. The tables are brought up to date
when the database is opened, under a lock, so that two processes that start at once do it once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    ProgrammingError,
)
from sqlalchemy.orm import Session

import settings
from needs.errors import BadNeedsUrl, NeedsAway, NeedsNewer

MIGRATIONS = Path(__file__).parent / "migrations"
WAIT_SECONDS = 5  # for a lock or a server, before the reader is told
MIGRATION_LOCK = 5_271_846  # any number that nobody else uses in this PostgreSQL


class Database:
    """An open database of needs: `reading()` and `writing()` give sessions.

    raises   NeedsAway from either where it cannot be reached
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def where(self) -> str:
        """The address without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session whose changes are thrown away."""
        with self._telling(), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is saved as a whole when the block ends well."""
        engine = self.engine.execution_options(writes=True)
        with (
            self._telling(),
            Session(engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (IntegrityError, DataError, ProgrammingError):
            raise  # the database is there: the mistake is ours
        except DBAPIError as error:
            raise NeedsAway(self.where, _reason(error)) from error


def needs_url(url: str | None = None) -> URL:
    """The address: as given, else BEHOVSBILD_NEEDS_URL, else data/needs.db under the folder."""
    text = url or settings.current().needs_url.get_secret_value()
    try:
        parsed = make_url(text)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise BadNeedsUrl(text.split(":", maxsplit=1)[0][:20]) from None
    kind = parsed.get_backend_name()
    if kind in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise BadNeedsUrl(kind)
    return parsed


def open_database(url: str | None = None) -> Database:
    """The database, its tables brought up to date.

    raises  BadNeedsUrl; NeedsAway; NeedsNewer
    """
    address = needs_url(url)
    database = Database(_engine(address))
    try:
        with database.engine.execution_options(writes=True).begin() as connection:
            _bring_up_to_date(connection, database.where)
    except DBAPIError as error:
        raise NeedsAway(database.where, _reason(error)) from error
    except OSError as error:
        raise NeedsAway(database.where, str(error)) from error
    return database


def _engine(address: URL) -> Engine:
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    return create_engine(
        address,
        pool_pre_ping=True,
        connect_args={"connect_timeout": WAIT_SECONDS, "application_name": "behovsbild"},
    )


def _sqlite(address: URL) -> Engine:
    if address.database and address.database != ":memory:":
        try:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NeedsAway(str(address), str(error)) from error
    engine = create_engine(address, connect_args={"timeout": WAIT_SECONDS})

    # The driver begins transactions late and never before DDL; we begin them ourselves. A writer
    # takes its lock at once: two that read first and wrote afterwards would both be refused.
    @event.listens_for(engine, "connect")
    def _ours(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _bring_up_to_date(connection: Connection, where: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    now = MigrationContext.configure(connection).get_current_revision()
    if now == script.get_current_head():
        return
    if now is not None and now not in {revision.revision for revision in script.walk_revisions()}:
        raise NeedsNewer(where, now)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _reason(error: DBAPIError) -> str:
    text = str(error.orig or error).strip()
    return text.splitlines()[0] if text else type(error).__name__
