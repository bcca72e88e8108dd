"""Where does the store lie, and which file is its newest whole version?

The path that everybody names is a symbolic link to a file with a version in its name: DuckDB goes
on showing the old data when a file is replaced under an open connection, so a version never
changes its content and a new one always gets a new name.
"""

import os
from pathlib import Path

import settings

SCHEMA_VERSION = 1


def store_path() -> Path:
    """The store's path: BEHOVSBILD_STORE, else data/store.duckdb under the working folder."""
    return settings.current().store


def newest_file(path: Path) -> Path:
    """The versioned file that `path` points to now (itself when it is an ordinary file)."""
    return Path(os.path.realpath(path))
