"""SQL lies in .sql files, and each says what it answers and what its parameters are."""

import ast
import re
from pathlib import Path

import pytest

from store import sql

STORE = Path(__file__).parents[2] / "store"
# The only file whose transaction is begun and ended in Python.
ENDS_A_TRANSACTION = STORE / "writing" / "write.py"
STATEMENT = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|ATTACH|DETACH|COPY|TRUNCATE|MERGE|WITH"
    r"|DESCRIBE|PRAGMA|SET|BEGIN|COMMIT|ROLLBACK|CHECKPOINT)\s+[\w\"'*({$]|^(COMMIT|CHECKPOINT)$"
)
OF_A_TRANSACTION = re.compile(r"(SET|BEGIN|COMMIT|CHECKPOINT|PRAGMA)\b")
FILES = [(folder, name) for folder in ("queries", "statements") for name in sql.names(folder)]


def texts_of(tree):
    """Every text of a file, of an f-string its parts; what only tells (docstrings) left out."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def statements_in(source):
    return [
        f"line {line}: {text[:50]}"
        for line, text in texts_of(ast.parse(source))
        if STATEMENT.search(text)
    ]


def comments_of(text):
    return "\n".join(re.findall(r"--(.*)", text))


def raw(folder, name):
    return (STORE / folder / f"{name}.sql").read_text(encoding="utf-8")


def test_no_python_file_of_the_store_holds_a_statement():
    found = {}
    for path in STORE.rglob("*.py"):
        wrong = statements_in(path.read_text(encoding="utf-8"))
        if path == ENDS_A_TRANSACTION:
            wrong = [line for line in wrong if not OF_A_TRANSACTION.match(line.split(": ")[1])]
        if wrong:
            found[path.name] = wrong
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        'con.execute("SELECT 1")',
        'con.execute(f"DELETE FROM {table}")',
        'con.execute("WITH one AS (SELECT 1) TABLE one")',
        """con.execute(f'ALTER TABLE "{table}" DROP COLUMN x')""",
        'con.execute("COMMIT")',
        'verb = "INSERT INTO cell"',
    ],
)
def test_a_statement_in_a_text_is_found(source):
    assert statements_in(source)


def test_words_for_people_are_no_statement():
    assert not statements_in('"""Says: DELETE FROM cell."""\nwords = "select an area, update it"')


@pytest.mark.parametrize(("folder", "name"), FILES)
def test_a_statement_says_first_what_it_answers(folder, name):
    head = raw(folder, name).splitlines()[0]
    assert re.match(r"-- \S.{20,}", head), head


@pytest.mark.parametrize(("folder", "name"), FILES)
def test_a_statement_tells_of_each_parameter_and_brace(folder, name):
    """In its own comments, or in those of a file that it includes or names."""
    own = raw(folder, name)
    named = re.findall(r"(\w+/\w+)\.sql", comments_of(own)) + sql.INCLUDE.findall(own)
    near = [other for other in named if (STORE / folder / f"{other}.sql").exists()]
    told = comments_of("".join([own, *(sql.query(n) for n in near if folder == "queries")]))
    told += comments_of("".join(sql.statement(n) for n in near if folder == "statements"))
    asked = {f"${name}" for name in sql.parameters(own)}
    asked |= {f"{{{found[1]}}}" for found in sql.BRACE.finditer(own) if found[1]}
    words = set(re.findall(r"\$\w+|\{\w+,?\}", told))
    braces = {word.replace(",", "") for word in words}
    assert {each for each in asked if each.replace(",", "") not in braces} == set()
