"""What does the browser get that the page does not draw: charts' JSON, hover texts, the map?"""

import re
from pathlib import Path

import pytest
from asking import rows
from population import OUTCOME
from sent import numbers_about, page, strings

from analysis.disclosure.gate import Gate
from store.read import open_store
from ui.access import exact, login

ROOT = Path(__file__).parent.parent.parent
THRESHOLD = {5.0}  # it stands in the reason, "fewer than 5"
OLD = {"alder": "80+"}
VIEWS = {
    "the breakdown's chart and table": (
        "bryt_ner",
        {"uppdelning": "area_code,sex", **OLD},
        ("area_code", "sex"),
    ),
    "the map's features and its table": (
        "karta",
        {"visa": "nyckeltal", "niva": "deso", **OLD},
        ("area_code",),
    ),
    "the variation's box and funnel": ("malgrupper", {"del": "hela", **OLD}, ("area_code",)),
}


@pytest.fixture
def served(population, monkeypatch, tmp_path):
    """The attacked population on screen, to somebody who may switch to exact figures."""
    policy = tmp_path / "policy.yml"
    policy.write_text("exact_on_screen: [administrator]\n", encoding="utf-8")
    monkeypatch.setenv("BEHOVSBILD_POLICY", str(policy))
    monkeypatch.setenv("BEHOVSBILD_STORE", str(population.path))
    return open_store(population.path)


def small(store, by):
    """Small cells of those of 80 or more that are withheld: names as sent -> true people, cases."""
    shown = rows(store, Gate(), by, age="80+")
    true = rows(store, Gate(exact=True), by, age="80+")
    found = {}
    for key, row in true.items():
        is_withheld = key not in shown or isinstance(shown[key]["withheld"], str)
        if is_withheld and (1 <= row["people"] <= 4 or 1 <= row["cases"] <= 4):
            area = f"Område {key[0]}"
            label = area if len(key) == 1 else f"{area}, {row['sex_label']}"
            names = (label, key[0]) if len(key) == 1 else (label,)
            found[names] = (int(row["people"]), int(row["cases"]))
    return found


@pytest.mark.parametrize("what", VIEWS)
def test_what_is_sent_about_withheld_cells(served, attack, what):
    """Everything that stands with the cell's name or code, drawn or not."""
    name, query, by = VIEWS[what]
    cells = small(served, by)
    assert cells
    app = page(name, nyckeltal=OUTCOME, **query)
    assert not app.exception
    protected = strings(app)
    app.toggle(key=exact.KEY).set_value(True).run()
    bare = strings(app)

    def told(texts):
        return sum(
            {float(people), float(cases)} & numbers_about(texts, names) != set()
            for names, (people, cases) in cells.items()
        )

    attack(f"{what}, exact figures", tried=len(cells), exact=told(bare))
    recovered = attack(f"{what}, the gate", tried=len(cells), exact=told(protected))
    assert recovered == 0
    if name != "malgrupper":  # where small areas are left out, exact or not
        assert told(bare) == len(cells)
    # Nothing at all stands with a withheld cell, be it only a size, a place or a colour.
    about = {names: numbers_about(protected, names) - THRESHOLD for names in cells}
    assert not any(about.values()), about


def test_the_shapes_of_the_map_hold_no_figures(served, attack):
    """The files that the browser fetches by themselves: places, codes and names."""
    page("karta", visa="nyckeltal", niva="deso", nyckeltal=OUTCOME)
    files = sorted((ROOT / "static" / "maps").glob("*.json"))
    newest = max(files, key=lambda path: path.stat().st_mtime).read_text(encoding="utf-8")
    places = r'"(?:coordinates|bbox|c|p)"\s*:\s*(?:"[^"]*"|\[[\[\]\d.,\s-]*\])'
    beside = re.sub(places, "", newest)
    counts = re.findall(r"people|cases|share|value|key|\d", beside)
    attack("the map's files of shapes", tried=len(files), exact=len(counts))
    assert not counts, beside[:300]


def test_nobody_without_a_role_is_sent_a_figure(served, monkeypatch):
    monkeypatch.setattr(login, "reader", lambda: None)
    app = page("bryt_ner", nyckeltal=OUTCOME)
    assert "Område" not in " ".join(strings(app))
