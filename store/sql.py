"""What does a .sql file say? The only reader of store/queries and store/statements.

{include other} stands for the text of another file of the same folder; other {braces} are names
that SQL cannot bind, filled by whoever asks, after they were checked (store/identifiers.py).
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

STORE = Path(__file__).parent
INCLUDE = re.compile(r"\{include ([\w/]+)\}")  # steps that several statements begin with
BRACE = re.compile(r"--[^\n]*|\{(\w+,?)\}")  # a comment tells of them, and keeps its own
# A parameter, or what may hold a dollar sign and is none: a comment, a text, a quoted name.
PARAMETER = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\"[^\"]*\"|\$(\w+)")


def query(name: str, **filled: str) -> str:
    """The text of store/queries/`name`.sql, what is read, with its includes and braces filled."""
    return fill(_text("queries", name), filled)


def statement(name: str, **filled: str) -> str:
    """The text of store/statements/`name`.sql, what is written, in the same way."""
    return fill(_text("statements", name), filled)


def fill(text: str, filled: Mapping[str, str]) -> str:
    """A statement with what stands for its {braces}; one that is not named stays."""
    if not filled:
        return text
    return BRACE.sub(lambda found: filled.get(found[1], found[0]), text)


def parameters(text: str) -> set[str]:
    """The names of a statement's $parameters; what a comment, a text or a name holds is none."""
    return {found[1] for found in PARAMETER.finditer(text) if found[1]}


def names(folder: str = "queries") -> list[str]:
    """Every file of a folder by its name, 'people/breakdown', in order."""
    root = STORE / folder
    return sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.sql"))


def text_literal(value: str) -> str:
    """A text as it stands in a statement where nothing can be bound (types, paths)."""
    return "'" + value.replace("'", "''") + "'"


@cache
def _text(folder: str, name: str) -> str:
    text = (STORE / folder / f"{name}.sql").read_text(encoding="utf-8")
    return INCLUDE.sub(lambda found: _text(folder, found[1]), text)
