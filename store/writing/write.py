"""How does a new version of the store come to be, whole or not at all?

`new_version` copies the last good file under a lock, hands out a draft of it, rebuilds what is
derived (enums, order, cells), and moves a link: a reader sees the old version or the new one.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from store import sql
from store.errors import (
    LoadUnderWay,
    StoreMissing,
    StoreNotWritten,
    StoreOfOtherVersion,
    StoreUnreadable,
)
from store.invented import refuse_mixture
from store.location import SCHEMA_VERSION, newest_file, store_path
from store.read import open_store
from store.writing.derive import rebuild
from store.writing.new_version import Dimension, Draft, Outcome, PersonColumns
from store.writing.personal_numbers import refuse_identity_numbers

__all__ = ["Dimension", "Draft", "Outcome", "PersonColumns", "new_version"]

VERSIONS_KEPT = 3  # readers of the version before the last are still at work


@contextmanager
def new_version(
    path: Path | None = None, *, fresh: bool = False, in_place_of_sample: bool = False
) -> Iterator[Draft]:
    """A draft of the store that becomes the store when the block ends without an error.

    path     the store, else as store_path() says
    fresh    start from an empty store instead of the last good one
    in_place_of_sample  start from an empty store where the sample is the last good one
    raises   LoadUnderWay, StoreOfOtherVersion, StoreNotWritten, InventedAmongReal,
             IdentityNumberInStore; whatever
             the block raises leaves the store as it was
    """
    path = path or store_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with _only_writer(path):
        draft_file = path.with_name(
            f"{path.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}.duckdb"
        )
        try:
            replaces_sample = in_place_of_sample and _is_sample(path)
            with _filled(path, draft_file, fresh=fresh or replaces_sample) as draft:
                draft.replaces_sample = replaces_sample
                yield draft
            _point_to(path, draft_file)
        except (OSError, duckdb.IOException) as error:
            if isinstance(error, StoreUnreadable):
                raise
            raise StoreNotWritten(path, str(error)) from error
        finally:
            if newest_file(path) != draft_file.resolve():
                _remove(draft_file)
        _remove_older(path)


@contextmanager
def _only_writer(path: Path) -> Iterator[None]:
    with path.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LoadUnderWay(path) from error
        yield


@contextmanager
def _filled(path: Path, draft_file: Path, *, fresh: bool) -> Iterator[Draft]:
    starts_empty = fresh or not path.exists()
    if not starts_empty:
        shutil.copyfile(newest_file(path), draft_file)
    try:
        connection = duckdb.connect(str(draft_file))
    except duckdb.Error as error:
        raise StoreUnreadable(path, str(error)) from error
    with connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute("BEGIN TRANSACTION")
        if starts_empty:
            _create_tables(connection)
        else:
            _check_version(connection, path)
            refuse_mixture(connection, path)
        draft = Draft(connection, path)
        yield draft
        refuse_mixture(connection, path)
        rebuild(draft)
        refuse_identity_numbers(connection)
        connection.execute(
            sql.statement("loads/made_whole"),
            {"version": secrets.token_hex(6), "now": datetime.now(UTC).replace(tzinfo=None)},
        )
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")


def _is_sample(path: Path) -> bool:
    try:
        store = open_store(path)
    except StoreMissing:
        return False
    is_sample = store.meta.is_sample
    store.close()
    return is_sample


def _create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(sql.statement("tables/schema"))
    connection.execute(
        sql.statement("loads/new_store"),
        {"version": SCHEMA_VERSION, "now": datetime.now(UTC).replace(tzinfo=None)},
    )


def _check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        found = connection.execute(sql.query("loads/schema_version")).fetchall()[0][0]
    except duckdb.Error as error:
        raise StoreUnreadable(path, str(error)) from error
    if found != SCHEMA_VERSION:
        raise StoreOfOtherVersion(path, found, SCHEMA_VERSION)


def _point_to(path: Path, draft_file: Path) -> None:
    """Move the link in one step; an ordinary file at `path` is kept as a version of its own."""
    if path.exists() and not path.is_symlink():
        path.rename(path.with_name(f"{path.stem}-00000000T000000-before.duckdb"))
    link = path.with_name(f".{draft_file.name}.link")
    link.symlink_to(draft_file.name)
    os.replace(link, path)  # noqa: PTH105 - the atomic one by name


def _remove_older(path: Path) -> None:
    versions = sorted(path.parent.glob(f"{path.stem}-*T*-*.duckdb"))
    for version in versions[:-VERSIONS_KEPT]:
        if version.resolve() != newest_file(path):
            _remove(version)


def _remove(version: Path) -> None:
    version.unlink(missing_ok=True)
    version.with_name(version.name + ".wal").unlink(missing_ok=True)
