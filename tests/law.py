"""What may a file import, name and call? The law of the house, as data and functions over trees.

A rule takes {path: tree} and gives a sentence for every fault, so that a test can plant a file that
was never written. tests/test_rooms.py holds the rules against the house and against such files.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from analysis import answers

ROOT = Path(__file__).parent.parent
Trees = Mapping[str, ast.Module]

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

# Floor of ui -> the floors below it. What is no floor is a topic: it stands on all of them.
FLOORS = {
    "draw": set(),
    "state": {"draw"},
    "access": {"draw", "state"},
    "ask": {"draw", "state", "access"},
    "page": {"draw", "state", "access", "ask"},
}
TOPICS = {
    "overview": set(),
    "key_figures": set(),
    "breakdown": set(),
    "map": set(),
    "flows": set(),
    "target_groups": set(),
    "needs": set(),
    "data": set(),
}
TOPICS["evidence"] = set(TOPICS)  # it freezes what every page shows
TOPICS["overview"] = set(TOPICS)  # it shows a little of every page
# (file, what it imports) -> why it is not so yet. The list may only shrink.
NOT_YET: dict[tuple[str, str], str] = {}

# Tests that look behind the door: what they take out, or count, is no answer.
BEHIND_THE_DOOR = {
    "tests/attacks/test_averaging.py": "takes a rule away, to see the attack work without it",
    "tests/attacks/test_finder_expected.py": "takes a limit away, and tries the fitting alone",
    "tests/attacks/test_flow_days.py": "tries the rule for days alone",
    "tests/attacks/test_flow_groups.py": "takes a rule away, to see the attack work without it",
    "tests/data_pipeline/test_light_shapes.py": "asks for neighbours, which no page shows",
    "tests/pages/test_sentences_read_back.py": "goes through every split there is",
    "tests/store/test_query_command.py": "holds the list of queries against their files",
    "benchmarks/bench_flows.py": "times the counting alone",
}
OUR_OWN_TESTS = ("analysis/answers/", "tests/analysis/answers/")

COMMANDS = {f"analysis/commands/{path.name}" for path in ROOT.glob("analysis/commands/*.py")}
CACHE = "ui/ask/cache.py"
# What opens the door, by its last name -> the files that may say it, annotations apart.
ONLY_SAID_IN = {
    "Gate": {CACHE, "analysis/commands/__init__.py", "analysis/answers/choices.py"},
    "open_store": {*COMMANDS, "analysis/answers/opening.py"},
    "open_version": {CACHE},
    "newest_version": {CACHE},
    "_gate": {CACHE},
    "_store": {CACHE},
}
ASKS = {*COMMANDS, CACHE}  # where `analysis.answers.ask` is said; all others ask ui.ask
MAY_BE_EXACT = ("ui/ask/", "analysis/commands/")
LOOKS_UP_MODULES = {
    "ui/page/server.py",
    "data_pipeline/commands/__init__.py",
    "analysis/__main__.py",
}

# How the environment is looked into.
LOOKS = {"environ", "environb", "getenv", "getenvb"}
STATEMENTS = ("SELECT ", "INSERT ", "UPDATE ", "DELETE FROM")
DRAWERS = {"utils", "common", "helpers", "misc"}


def parsed(sources: Mapping[str, str]) -> Trees:
    """The files' trees."""
    return {path: ast.parse(source) for path, source in sources.items()}


@cache
def the_house() -> Trees:
    """Every Python file of the project, read and parsed once."""
    paths = (
        path.relative_to(ROOT).as_posix()
        for path in sorted(ROOT.rglob("*.py"))
        if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    )
    return parsed({path: (ROOT / path).read_text(encoding="utf-8") for path in paths})


def room_of(path: str) -> str:
    """'ui' for 'ui/draw/cards.py', 'app' for 'app.py'."""
    return path.partition("/")[0].removesuffix(".py")


def in_rooms(trees: Trees) -> Trees:
    """Those that are no tests and no benchmarks."""
    return {path: tree for path, tree in trees.items() if room_of(path) in MAY_IMPORT}


def imported(tree: ast.Module) -> Iterator[str]:
    """Everything that a file imports, with its full name, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif _looks_up(node) and node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def _looks_up(node: ast.AST) -> bool:
    """Whether a module is asked for by a text."""
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    return name in ("import_module", "__import__")


@cache
def said(tree: ast.Module) -> tuple[tuple[str, int], ...]:
    """Every name in use, with its full name where it is imported, and its line; no annotations."""
    known = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {a.asname or a.name.split(".")[0]: a.asname and a.name or a.name.split(".")[0]
                      for a in node.names}  # fmt: skip
        elif isinstance(node, ast.ImportFrom):
            known |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    apart, found = set(_annotations(tree)), []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in apart:
            first, dot, rest = _dotted(node).partition(".")
            found.append((known.get(first, first) + dot + rest, node.lineno))
    return tuple(found)


def _dotted(node: ast.AST) -> str:
    """'cache.answers.ask'; what is no name before a dot is left out: '.table' of `made().table`."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _annotations(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        found = (getattr(node, "annotation", None), getattr(node, "returns", None))
        for part in filter(None, found):
            yield from map(id, ast.walk(part))


def rooms(trees: Trees) -> list[str]:
    """A room knows only the rooms below it, and no file is in none."""
    loose = [f"{path} lies in no room" for path in trees
             if room_of(path) not in {*MAY_IMPORT, "tests", "benchmarks"}]  # fmt: skip
    return loose + [
        f"{path} imports {name}"
        for path, tree in in_rooms(trees).items()
        for name in imported(tree)
        if name.split(".")[0] in {*MAY_IMPORT, ""}  # '' is relative: nobody sees where it leads
        and name.split(".")[0] not in MAY_IMPORT[room_of(path)] | {room_of(path), "settings"}
    ]


def libraries(trees: Trees) -> list[str]:
    """A library is known only where it belongs."""
    return [
        f"{path} imports {name}"
        for path, tree in in_rooms(trees).items()
        for name in imported(tree)
        if room_of(path) not in ONLY_IN.get(name.split(".")[0], {room_of(path)})
    ]


def looked_up(trees: Trees) -> list[str]:
    """A module whose name is made while running is asked for in few places."""
    return [
        f"{path}, line {node.lineno}: a module by a name that is not written out"
        for path, tree in in_rooms(trees).items()
        if path not in LOOKS_UP_MODULES
        for node in ast.walk(tree)
        if _looks_up(node) and not isinstance(node.args[0], ast.Constant)
    ]


def pure_analysis(trees: Trees) -> list[str]:
    """Pure analysis does not know the store."""
    return [
        f"{path} imports {name}"
        for path, tree in in_rooms(trees).items()
        if room_of(path) == "analysis" and not path.startswith(KNOWS_THE_STORE)
        for name in imported(tree)
        if name.split(".")[0] == "store" or name.startswith("analysis.answers")
    ]


def steps(trees: Trees) -> Iterator[tuple[str, str]]:
    """Every import in ui that goes up, or from topic to topic: file and what it imports."""
    for path, tree in trees.items():
        here = path.split("/")[1] if path.startswith("ui/") and path.count("/") > 1 else None
        below = FLOORS.get(here, set(FLOORS) | TOPICS.get(here, set()))
        for name in imported(tree) if here else ():
            if name.startswith("ui.") and name.split(".")[1] not in below | {here}:
                yield path, name


def floors(trees: Trees) -> list[str]:
    """In ui: draw < state < access < ask < page < topics, and topics do not know each other."""
    unknown = {
        path.split("/")[1]
        for path in trees
        if path.startswith("ui/") and path.count("/") > 1
    } - {*FLOORS, *TOPICS}  # fmt: skip
    told = [f"ui/{name}/ is no floor and no topic" for name in sorted(unknown)]
    return told + [f"{p} imports {name}" for p, name in steps(trees) if (p, name) not in NOT_YET]


def one_door(trees: Trees) -> list[str]:
    """Outside analysis/answers, `analysis.answers` is imported, and what it hands out."""
    wrong = []
    for path, tree in trees.items():
        if path.startswith(OUR_OWN_TESTS) or path in BEHIND_THE_DOOR:
            continue
        names = {*imported(tree), *(name for name, _line in said(tree))}
        inside = (n.removeprefix("analysis.answers.") for n in names
                  if n.startswith("analysis.answers."))  # fmt: skip
        wrong += [f"{path} reaches for analysis.answers.{name}" for name in sorted(inside)
                  if name.split(".")[0] not in {*answers.__all__, "__all__"}]  # fmt: skip
    return wrong


def few_ask(trees: Trees) -> list[str]:
    """Only named files open the store, make a gate and ask at the door itself."""
    return [
        f"{path}, line {line}: {name}"
        for path, tree in in_rooms(trees).items()
        if room_of(path) in ("analysis", "needs", "reports", "ui", "pages", "app", "server")
        if not path.startswith("analysis/disclosure/")
        for name, line in said(tree)
        if path not in ONLY_SAID_IN.get(name.split(".")[-1], {path})
        or (name.endswith("answers.ask") and path not in ASKS)
    ]


def exactness(trees: Trees) -> list[str]:
    """Exact figures are asked for by ui/ask and the commands alone."""
    return [
        f"{path}, line {node.lineno}: exact"
        for path, tree in in_rooms(trees).items()
        if not path.startswith(MAY_BE_EXACT)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "exact"
        if not (isinstance(node.value, ast.Constant) and node.value.value is False)
    ]


def environment(trees: Trees) -> list[str]:
    """The environment is read by the settings alone."""
    return [
        f"{path}, {look}"
        for path, tree in in_rooms(trees).items()
        if room_of(path) != "settings"
        for look in _reads_of_the_environment(tree)
    ]


def _reads_of_the_environment(tree: ast.Module) -> Iterator[str]:
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


def drawers(trees: Trees) -> list[str]:
    """No room is a drawer for everything."""
    return [p for p in in_rooms(trees) if DRAWERS & set(p.removesuffix(".py").split("/"))]


def statements(trees: Trees) -> list[str]:
    """SQL lies in store/; elsewhere no text begins a statement."""
    return [
        f"{path}: {node.value[:40]!r}"
        for path, tree in in_rooms(trees).items()
        if room_of(path) != "store"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lstrip().upper().startswith(STATEMENTS)
    ]


RULES: tuple[Callable[[Trees], list[str]], ...] = (
    rooms, libraries, looked_up, pure_analysis, floors, one_door, few_ask, exactness, environment,
    drawers, statements,
)  # fmt: skip
