"""What does a browser get of a page, and which numbers in it belong to whom?

Everything that a page puts out is a message to the browser: HTML, charts as JSON (with the values,
the hover texts and what hangs on them), the map's features. An attacker reads it there, whatever is
drawn of it.
"""

import json
import re
from base64 import b64decode
from pathlib import Path

import numpy as np
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent.parent
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def page(name, **query) -> AppTest:
    """The page as a link opens it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params.update(query)
    app.switch_page(str(ROOT / "pages" / f"{name}.py"))
    return app.run()


def strings(app) -> list[str]:
    """Every text in every message of the page."""
    found: list[str] = []

    def walk(value):
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    def descend(node):
        if getattr(node, "proto", None) is not None:
            walk(MessageToDict(node.proto))
        for child in getattr(node, "children", {}).values():
            descend(child)

    descend(app._tree)
    return found


def numbers_about(texts, names) -> set[float]:
    """Every number that stands with one of `names` (a code, a label) in what was sent."""
    found: set[float] = set()
    for text in texts:
        if any(name in text for name in names):
            for value in _objects(text):
                found |= _of_json(value, names)
            for piece in _pieces(text, names):
                found |= _numbers(piece, names)
    return found


def _objects(text):
    """JSON in a text, be it all of it or in the midst of a script; and in the texts of that."""
    place = text.find('{"')
    while place >= 0:
        try:
            value, end = json.JSONDecoder().raw_decode(text, place)
        except ValueError:
            end = place + 1
        else:
            yield value
            for inner in _texts(value):
                yield from _objects(inner)
        place = text.find('{"', end)


def _texts(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _texts(each)]


def _pieces(text, names):
    """Rows of tables, and the innermost braces, that hold a name."""
    rows = re.findall(r"<tr>.*?</tr>", text, flags=re.DOTALL)
    for piece in rows + re.findall(r"\{[^{}\[\]]*\}", text):
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", piece) for name in names):
            yield re.sub(r"<[^>]*>", " ", piece)


def _numbers(text, names) -> set[float]:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    text = re.sub(r"(?<=\d)\s(?=\d{3})", "", text.replace("färre än 5", " "))
    return {float(n.replace(",", ".")) for n in NUMBER.findall(text)}


def _of_json(value, names) -> set[float]:
    """Numbers at the place of a name in lists of equal length, as traces of a chart have them."""
    found: set[float] = set()
    if isinstance(value, dict):
        columns = {key: _column(inner) for key, inner in value.items()}
        for labels in columns.values():
            for place, label in enumerate(labels):
                if isinstance(label, str) and label.replace("<br>", " ") in names:
                    found |= {
                        number
                        for column in columns.values()
                        if len(column) == len(labels)
                        for number in _flat(column[place], names)
                    }
        for inner in value.values():
            found |= _of_json(inner, names)
    elif isinstance(value, list):
        for inner in value:
            found |= _of_json(inner, names)
    return found


def _column(value) -> list:
    """A list of JSON, or one that plotly has packed."""
    if isinstance(value, dict) and "bdata" in value:
        return np.frombuffer(b64decode(value["bdata"]), np.dtype(value["dtype"])).tolist()
    return value if isinstance(value, list) else []


def _flat(value, names) -> set[float]:
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, int | float):
        return {float(value)} if np.isfinite(value) else set()
    if isinstance(value, str):
        return _numbers(value, names)
    inner = value.values() if isinstance(value, dict) else value
    return set().union(*(_flat(each, names) for each in inner)) if inner else set()
