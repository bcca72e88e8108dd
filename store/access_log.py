"""Who looked at which person-based view, and when? Noted beside the store, without figures."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from store.place import store_path


def access_log_path() -> Path:
    """BEHOVSBILD_ACCESS_LOG, else access.log beside the store."""
    return Path(os.environ.get("BEHOVSBILD_ACCESS_LOG") or store_path().parent / "access.log")


def note(*, who: str, view: str, exact: bool = False) -> None:
    """Add one line: time (UTC), who, which view, whether figures were unprotected."""
    path = access_log_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who,
        "view": view,
        "exact": exact,
    }
    with path.open("a", encoding="utf-8") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")
