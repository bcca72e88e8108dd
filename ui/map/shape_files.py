"""Where does a browser fetch the shapes of a map, so that they are sent once and kept?

A file under static/maps/ for each version of the store, level and vintage: made by the first who
asks, found there by everybody after, also when the server has been started anew. Where the folder
cannot be written the shapes go with the map instead.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

from analysis.answers import MapShapes

FOLDER = Path(__file__).parents[2] / "static" / "maps"
KEPT = 24  # files: levels and vintages of the versions that open pages may still ask for
UNSAFE = re.compile(r"[^A-Za-z0-9-]")


def address_of(
    version: str, level: str, vintage: int, make: Callable[[], MapShapes], folder: Path = FOLDER
) -> str | None:
    """The address below static/ of these shapes, made if need be; None where it cannot be."""
    name = f"{UNSAFE.sub('-', version)}-{level}-{vintage}.json"
    path = folder / name
    if not path.exists():
        try:
            folder.mkdir(exist_ok=True)
            half = folder / f".{name}.{os.getpid()}"
            half.write_text(make().text, encoding="utf-8")
            half.replace(path)
            _forget_old(folder)
        except OSError:
            return None
    return f"{folder.name}/{name}"


def _forget_old(folder: Path) -> None:
    newest = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest[KEPT:]:
        path.unlink(missing_ok=True)
