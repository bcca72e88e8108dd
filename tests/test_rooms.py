"""The import law: every room knows only the rooms below it, and one room each its tools."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Room -> our rooms that it may know (itself and the settings apart, which are below all).
# `language` is the word of everybody.
MAY_IMPORT = {
    "settings": set(),
    "language": set(),
    "indicators": {"language"},
    "geo": {"language"},
    "store": {"language", "indicators"},
    "analysis": {"language", "indicators", "geo", "store"},
    "needs": {"language", "analysis", "indicators", "geo"},
    "reports": {"language", "analysis", "indicators", "geo", "needs"},
    "data_pipeline": {"language", "store", "indicators", "geo", "sample_data"},
    "sample_data": {"language", "indicators", "geo", "data_pipeline"},
    "ui": {"language", "analysis", "indicators", "geo", "needs", "reports", "app"},
    "pages": {"language", "ui"},
    "app": {"language", "ui"},
    "server": {"language", "ui", "app"},
}
# A library that only these may name.
ONLY_IN = {
    "duckdb": {"store"},
    "streamlit": {"app", "pages", "ui", "server"},
    "streamlit_folium": {"ui"},
    "folium": {"ui"},
    "plotly": {"ui"},
    "httpx": {"data_pipeline"},
    "requests": set(),
    "sqlalchemy": {"needs"},
    "alembic": {"needs"},
    "docx": {"reports"},
    "docxtpl": {"reports"},
    "pptx": {"reports"},
    "pydantic": {"settings"},
    "pydantic_settings": {"settings"},
}
# Inside analysis, the door and the command line are the only ones that know the store.
KNOWS_THE_STORE = ("analysis/answers/", "analysis/commands/", "analysis/__main__.py")
# How the environment is looked into.
LOOKS = {"environ", "environb", "getenv", "getenvb"}
# Inside ui, one file opens the door.
OPENS_THE_DOOR = {"ui/ask/cache.py"}


def files_of(room):
    single = ROOT / f"{room}.py"
    return [single] if single.exists() else sorted((ROOT / room).rglob("*.py"))


def imports_of(path):
    """Every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def named(path):
    return path.relative_to(ROOT).as_posix()


def test_every_python_file_of_the_project_lies_in_a_room():
    loose = {
        named(path)
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0].removesuffix(".py")
        not in {*MAY_IMPORT, "tests", "benchmarks"}
        and not path.relative_to(ROOT).parts[0].startswith(".")
    }
    assert loose == set()


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_room_knows_only_the_rooms_below_it(room):
    allowed = MAY_IMPORT[room] | {room, "settings"}
    wrong = [
        f"{named(path)} imports {module}"
        for path in files_of(room)
        for module in imports_of(path)
        if module.split(".")[0] in MAY_IMPORT and module.split(".")[0] not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_only_where_it_belongs(library):
    wrong = [
        f"{named(path)} imports {module}"
        for room in MAY_IMPORT
        if room not in ONLY_IN[library]
        for path in files_of(room)
        for module in imports_of(path)
        if module.split(".")[0] == library
    ]
    assert wrong == []


def test_pure_analysis_does_not_know_the_store():
    wrong = [
        f"{named(path)} imports {module}"
        for path in files_of("analysis")
        if not named(path).startswith(KNOWS_THE_STORE)
        for module in imports_of(path)
        if module.split(".")[0] == "store" or module.startswith("analysis.answers")
    ]
    assert wrong == []


def test_one_file_of_ui_opens_the_door():
    """Only ui/ask/cache.py asks; the others may name the answers' types, never call the door."""
    doors = {"breakdown", "overview", "status", "definition"}
    wrong = [
        f"{named(path)} calls {node.func.attr if hasattr(node.func, 'attr') else node.func.id}"
        for path in files_of("ui")
        if named(path) not in OPENS_THE_DOOR
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "answers"
        and node.func.attr in doors
    ]
    assert wrong == []


def reads_of_the_environment(tree):
    """Where a file looks into the environment; to hand it on whole to a child is no look."""
    handed_on = {
        id(value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if key is None
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in LOOKS and id(node) not in handed_on:
            yield f"line {node.lineno}: {node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (f"line {node.lineno}: {a.name}" for a in node.names if a.name in LOOKS)


@pytest.mark.parametrize("room", [room for room in MAY_IMPORT if room != "settings"])
def test_the_environment_is_read_by_the_settings_alone(room):
    wrong = [
        f"{named(path)}, {look}"
        for path in files_of(room)
        for look in reads_of_the_environment(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert wrong == []


def test_no_room_is_a_drawer_for_everything():
    drawers = {"utils", "common", "helpers", "misc"}
    assert [
        named(path)
        for room in MAY_IMPORT
        for path in files_of(room)
        if drawers & set(path.relative_to(ROOT).with_suffix("").parts)
    ] == []


def test_statements_are_never_pasted_together_outside_the_store():
    """SQL lies in store/; elsewhere no text begins a statement."""
    wrong = [
        f"{named(path)}: {node.value[:40]!r}"
        for room in MAY_IMPORT
        if room != "store"
        for path in files_of(room)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lstrip().upper().startswith(("SELECT ", "INSERT ", "UPDATE ", "DELETE FROM"))
    ]
    assert wrong == []
