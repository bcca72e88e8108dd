"""Can a question change what is asked of the store?"""

import ast
from pathlib import Path

import pytest
from population import OUTCOME

from analysis.answers import BreakdownQuestion, ask
from analysis.disclosure.gate import Gate
from language.errors import BehovsbildError
from store.conditions import Condition
from store.errors import UnknownColumn

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("analysis", "data_pipeline", "geo", "indicators", "language", "pages", "reports", "ui")
INJECTIONS = [
    "women' OR '1'='1",
    'sex" FROM person_year; --',
    "people_key",
    "record_key",
    "1; DROP TABLE cell",
    "sex, people_key",
    "$outcome",
    "{where}",
]


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("field", ["indicator", "by", "sex", "age", "area"])
def test_a_question_with_sql_in_it_is_an_unknown_word(store, field, text):
    value = (text,) if field == "by" else text
    asked = {"indicator": OUTCOME, **{field: value}}
    with pytest.raises(BehovsbildError):
        ask(store, BreakdownQuestion(**asked), Gate())


@pytest.mark.parametrize("text", ["people_key", 'sex" OR 1=1 --', "person_id"])
def test_a_column_that_is_no_dimension_is_never_named(store, text):
    with pytest.raises(UnknownColumn):
        store.query("people/breakdown", identifiers={"by": [text]}, outcome=OUTCOME)
    with pytest.raises(UnknownColumn):
        store.query(
            "people/breakdown", identifiers={"by": []}, conditions=[Condition(text, "x", "x")],
            outcome=OUTCOME,
        )  # fmt: skip


def test_a_value_is_bound_and_never_part_of_the_statement(store):
    condition = Condition("sex", "women' OR '1'='1", "x")
    found = store.query(
        "people/breakdown", identifiers={"by": []}, conditions=[condition], outcome=OUTCOME
    ) if _takes(store, condition) else []  # fmt: skip
    assert len(found) == 0


def _takes(store, condition):
    """An enum refuses a value that it does not have, which is as good as finding nobody."""
    import duckdb

    try:
        store.query(
            "people/breakdown", identifiers={"by": []}, conditions=[condition], outcome=OUTCOME
        )  # fmt: skip
    except duckdb.ConversionException:
        return False
    return True


def test_only_the_store_and_the_needs_run_statements():
    """Everywhere else nothing has an execute, a read_sql or a statement of its own."""
    wrong = [
        f"{path.relative_to(ROOT)}: {node.func.attr}"
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("execute", "executemany", "read_sql", "read_sql_query")
    ]
    assert wrong == []


def test_what_is_read_is_always_bound():
    """In store/read.py one call runs statements, and it is given the parameters apart."""
    tree = ast.parse((ROOT / "store" / "read.py").read_text(encoding="utf-8"))
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "execute"
    ]
    assert calls
    assert not [call for call in calls if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)]
