"""Who looked at which person-based view, and when? Noted beside the store, without figures."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import settings
from language import _
from language.errors import BehovsbildError
from store.location import store_path

ONLY_OWNER = 0o600
LONGEST = 500  # characters of a name or a view: an address can be made as long as one likes


class AccessLogNotWritten(BehovsbildError, OSError):
    """The view cannot be noted, so it is not shown."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            _(
                "The access log {path} cannot be written ({reason}), so views of persons are not "
                "shown. Let BEHOVSBILD_ACCESS_LOG name another place."
            ).format(path=path, reason=reason)
        )


def access_log_path() -> Path:
    """BEHOVSBILD_ACCESS_LOG, else access.log beside the store."""
    return settings.current().access_log or store_path().parent / "access.log"


def note(*, who: str, view: str, exact: bool = False) -> None:
    """Add one line: time (UTC), who, which view, whether figures were unprotected.

    raises  AccessLogNotWritten
    """
    path = access_log_path()
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who[:LONGEST],
        "view": view[:LONGEST],
        "exact": exact,
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, ONLY_OWNER)
        with os.fdopen(descriptor, "a", encoding="utf-8") as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise AccessLogNotWritten(path, error.strerror or str(error)) from error
