"""Where does a browser fetch the shapes of a map, so that they are sent once and kept?

A file under static/maps/ named by what is in it. Where the folder cannot be written the shapes go
with the map instead.
"""

import os
from hashlib import sha256
from pathlib import Path

from analysis.answers.map_geometry import MapShapes

FOLDER = Path(__file__).parent.parent / "static" / "maps"
KEPT = 24  # files: levels and vintages of the versions that open pages may still ask for


def address_of(shapes: MapShapes, folder: Path = FOLDER) -> str | None:
    """The address below static/ of these shapes, written if need be; None where it cannot be."""
    name = f"{sha256(shapes.text.encode()).hexdigest()[:20]}.json"
    path = folder / name
    if not path.exists():
        try:
            folder.mkdir(exist_ok=True)
            half = folder / f".{name}.{os.getpid()}"
            half.write_text(shapes.text, encoding="utf-8")
            half.replace(path)
            _forget_old(folder)
        except OSError:
            return None
    return f"{folder.name}/{name}"


def _forget_old(folder: Path) -> None:
    newest = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest[KEPT:]:
        path.unlink(missing_ok=True)
