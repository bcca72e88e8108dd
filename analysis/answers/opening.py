"""Which version of the store answers right now?

A reader's connection stays on the version that it opened; whoever asks again gets the newest.
"""

from functools import lru_cache
from pathlib import Path

from store.access_log import note
from store.errors import StoreMissing
from store.location import newest_file, store_path
from store.read import Store, open_store

__all__ = ["Store", "holds_people", "newest_version", "note", "open_version"]


def newest_version(path: Path | None = None) -> Path:
    """The file of the newest whole version; raises StoreMissing."""
    path = path or store_path()
    try:
        link = path.lstat()
    except OSError as error:
        raise StoreMissing(path) from error
    return _pointed_to(path, link.st_ino, link.st_mtime_ns)


@lru_cache(maxsize=8)
def _pointed_to(path: Path, _inode: int, _changed: int) -> Path:
    """Where the link leads: a load moves it in one step and so makes it another link."""
    if not path.exists():
        raise StoreMissing(path)
    return newest_file(path)


def open_version(version: Path) -> Store:
    """That version, read-only; raises StoreMissing, StoreUnreadable, StoreOfOtherVersion."""
    return open_store(version)


def holds_people(store: Store) -> bool:
    """Whether rows of persons are in it; a published store has none."""
    sizes = store.query("loads/table_sizes").set_index("table_name")["row_count"]
    return bool(sizes["person_year"] + sizes["event"])
