"""The law of the house holds, and each of its rules sees what breaks it (tests/law.py)."""

import law
import pytest

HOLE = '''
"""Words."""
from analysis.answers import BreakdownQuestion, ask, newest_version, open_version
from analysis.disclosure.gate import Gate

def exact_figure(indicator):
    store = open_version(newest_version())
    return ask(store, BreakdownQuestion(indicator), Gate(exact=True))
'''
# Rule, and a file that breaks it.
PLANTED = [
    (law.rooms, "pages/karta.py", "from store.read import open_store"),
    (law.rooms, "settings/listed.py", "from language import _"),
    (law.rooms, "store/read.py", "def late():\n    import analysis.sentences"),
    (law.rooms, "pages/karta.py", "from ..store import read"),
    (
        law.rooms,
        "pages/karta.py",
        "import importlib\nimportlib.import_module('store')",
    ),
    (law.rooms, "tools/all.py", ""),
    (law.libraries, "analysis/states.py", "import duckdb"),
    (law.libraries, "data_pipeline/effects.py", "from streamlit import session_state"),
    (law.looked_up, "ui/page/words.py", "import importlib\nimportlib.import_module(name)"),
    (law.pure_analysis, "analysis/states.py", "from store.read import Store"),
    (law.pure_analysis, "analysis/flows/days.py", "from analysis.answers import ask"),
    (law.floors, "ui/draw/cards.py", "from ui.state import selection"),
    (law.floors, "ui/state/selection.py", "from ui.access import roles"),
    (law.floors, "ui/access/roles.py", "def late():\n    from ui.ask import ask"),
    (law.floors, "ui/ask/cache.py", "from ui.page import tables"),
    (law.floors, "ui/page/tables.py", "import ui.map.choices"),
    (law.floors, "ui/map/view.py", "from ui.flows import choices"),
    (law.floors, "ui/map/view.py", "from ui import flows"),
    (law.floors, "ui/drawer/view.py", ""),
    (law.one_door, "ui/map/view.py", "from analysis.answers.map.index import index"),
    (law.one_door, "ui/map/view.py", "from analysis.answers import map"),
    (law.one_door, "ui/map/view.py", "import analysis.answers.map.index"),
    (law.one_door, "ui/map/view.py", "from analysis import answers\nanswers.breakdown.breakdown"),
    (law.one_door, "analysis/commands/flow.py", "from analysis.answers.flows.paths import flow"),
    (law.one_door, "tests/pages/test_karta.py", "from analysis.answers.map import index"),
    (law.few_ask, "ui/page/words.py", HOLE),
    (
        law.few_ask,
        "ui/page/words.py",
        "from analysis.answers import ask as a\na(s, q, g)",
    ),
    (law.few_ask, "ui/page/words.py", "from analysis import answers\nanswers.ask(s, q, g)"),
    (law.few_ask, "ui/page/words.py", "from ui.ask import cache\ncache.answers.ask(s, q, g)"),
    (law.few_ask, "ui/page/words.py", "from analysis.disclosure.gate import Gate\nmake = Gate"),
    (law.few_ask, "ui/page/words.py", "from ui.ask import cache\ncache.Gate()"),
    (law.few_ask, "ui/page/words.py", "from ui.ask import cache\ncache._store()"),
    (
        law.few_ask,
        "ui/map/view.py",
        "from analysis.answers import open_version\nopen_version(p)",
    ),
    (law.few_ask, "reports/slides.py", "from analysis.answers import ask\nask(s, q, g)"),
    (law.few_ask, "analysis/flows/days.py", "from store.read import open_store\nopen_store()"),
    (law.exactness, "ui/page/words.py", HOLE),
    (law.exactness, "analysis/answers/status.py", "replace(gate, exact=True)"),
    (law.exactness, "ui/map/view.py", "gate_with(exact=wanted)"),
    (law.environment, "ui/map/view.py", "import os\nos.environ['A']"),
    (law.environment, "store/read.py", "from os import getenv"),
    (law.drawers, "ui/page/helpers.py", ""),
    (law.statements, "analysis/answers/status.py", "text = ' select * from person_year'"),
]


@pytest.mark.parametrize("rule", law.RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_law(rule):
    assert rule(law.the_house()) == []


@pytest.mark.parametrize(("rule", "path", "source"), PLANTED)
def test_a_planted_fault_is_seen(rule, path, source):
    assert rule(law.parsed({path: source})) != []


def test_every_rule_has_a_planted_fault():
    assert {rule for rule, _path, _source in PLANTED} == set(law.RULES)


def test_what_is_not_so_yet_only_shrinks():
    """Whoever mends a step up takes its line out of the list."""
    assert set(law.steps(law.the_house())) == set(law.NOT_YET)


def test_who_looks_behind_the_door_still_does():
    house = law.the_house()
    assert [
        path for path in law.BEHIND_THE_DOOR
        if not any(name.startswith("analysis.answers.") for name in law.imported(house[path]))
    ] == []  # fmt: skip


def test_what_keeps_the_law_is_not_called_a_fault():
    kept = {
        "ui/map/view.py": "from analysis.answers import MapQuestion\nfrom ui.ask import ask\n"
        "def draw(gate: Gate) -> Gate: return ask(MapQuestion())",
        "ui/evidence/map.py": "from ui.map import view",
        "store/read.py": "import duckdb\ntext = 'SELECT 1'",
    }
    assert [fault for rule in law.RULES for fault in rule(law.parsed(kept))] == []
