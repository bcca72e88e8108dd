"""Which page asks which statement, to answer what? docs/queries.md, made of the code itself.

A module opens with the question it answers and a statement with what it says; who asks what is
found by the statement's name in the module. `python -m analysis query --table` prints it.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from store import sql

ROOT = Path(__file__).parent.parent
# Folder that asks -> the page (or what else) that shows the answer; the first that fits.
PAGES = {
    "analysis/answers/key_figures": "Översikt, Nyckeltal",
    "analysis/answers/breakdown": "Bryt ner",
    "analysis/answers/map": "Karta",
    "analysis/answers/flows": "Flöden",
    "analysis/answers/target_groups": "Målgrupper",
    "analysis/answers/people": "Bryt ner, Karta, Flöden, Målgrupper",
    "analysis/answers/status.py": "Data",
    "analysis/answers": "every page",
    "store/contents.py": "Data",
    "data_pipeline": "(a load)",
    "store/writing": "(a load)",
    "store": "(opening the store)",
}
HEAD = """# Which page asks which query?

Made by `python -m analysis query --table > docs/queries.md`; a test holds it up to date. A
statement as a page asked it, with its values, stands on the page under "Så vet vi", "Visa frågan";
`python -m analysis query NAME` prints it with its parameters open.

| Page | Question | Asked in | Statement | What it answers |
|---|---|---|---|---|
"""


def query_table() -> str:
    """Every statement of store/queries with who asks it, as a table in Markdown."""
    rows = sorted({row for name in sql.names() for row in _rows_of(name)})
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _rows_of(name: str) -> Iterator[tuple[str, ...]]:
    what = (f"[{name}](../store/queries/{name}.sql)", _answers(name))
    for path, page in _asking():
        question, named, begun = _read(path)
        if name in named or name.startswith(begun):
            yield page, question, f"`{path}`", *what
    for other in sql.names():
        if f"{{include {name}}}" in _raw(other):
            yield "(a step)", f"of {other}", f"`store/queries/{other}.sql`", *what


@cache
def _asking() -> list[tuple[str, str]]:
    """Every file that may ask, with its page."""
    found = []
    for room in ("analysis", "data_pipeline", "store"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            page = next((page for part, page in PAGES.items() if name.startswith(part)), "")
            if page and path != Path(__file__) and not name.endswith("asked_queries.py"):
                found.append((name, page))
    return found


@cache
def _read(path: str) -> tuple[str, set[str], tuple[str, ...]]:
    """The question a file opens with, its texts, and with which topics its f-strings begin."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    texts = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    first = [n.values[0] for n in nodes if isinstance(n, ast.JoinedStr) and n.values]
    topics = {f"{name.partition('/')[0]}/" for name in sql.names()}
    begun = {str(n.value) for n in first if isinstance(n, ast.Constant)} & topics
    return (ast.get_docstring(tree) or "").partition("\n")[0], texts, tuple(sorted(begun))


@cache
def _answers(name: str) -> str:
    """The first sentence of a statement's comment."""
    lines = []
    for line in _raw(name).splitlines():
        if not line.startswith("-- ") or line.startswith(("-- $", "-- {", "--  ")):
            break
        lines.append(line.removeprefix("-- "))
    words = " ".join(lines).replace("|", "\\|")
    ends = [at for mark in (". ", "? ") if (at := words.find(mark)) > 0]
    return words[: min(ends) + 1] if ends else words


@cache
def _raw(name: str) -> str:
    return (sql.STORE / "queries" / f"{name}.sql").read_text(encoding="utf-8")
