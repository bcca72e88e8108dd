"""A database of needs, on SQLite and on a real PostgreSQL that is started from Debian's package."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from needs.database import open_database


def _postgres_programs() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps them outside PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@pytest.fixture(scope="session")
def postgres_server():
    """The address of a PostgreSQL of our own, on a socket and nowhere else."""
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql)")
    # not among pytest's own folders: they are closed to the user that PostgreSQL runs as
    folder = Path(tempfile.mkdtemp(prefix="behovsbild-pg-"))
    # PostgreSQL refuses to run as root; Debian's package made a user for it.
    as_user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"

    def run(*arguments):
        done = subprocess.run(
            arguments, capture_output=True, text=True, cwd=folder, check=False, **as_user
        )
        assert done.returncode == 0, done.stdout + done.stderr

    run(
        *(str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "behovsbild"),
        *("-E", "UTF8", "--no-sync"),
    )
    # fsync is for power cuts; the socket lies in the folder, since its path must be short
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    log = str(folder / "log")
    run(str(programs / "pg_ctl"), "-D", str(data), "-l", log, "-o", options, "-w", "start")
    yield f"postgresql://behovsbild@/postgres?host={folder}"
    run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres_server, request):
    """An empty database in that server."""
    import psycopg

    name = f"n{abs(hash(request.node.nodeid)):x}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    return postgres_server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request, tmp_path):
    """An address without tables, of either kind."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / 'needs.db'}"


@pytest.fixture
def database(url):
    """An open, empty database, of either kind."""
    opened = open_database(url)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def sqlite(tmp_path):
    """An open, empty SQLite database, for what does not depend on the kind."""
    opened = open_database(f"sqlite:///{tmp_path / 'needs.db'}")
    yield opened
    opened.engine.dispose()
