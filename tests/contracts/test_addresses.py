"""A link that somebody has saved opens what it opened: page, selection and the page's choices.

Each link of addresses.json was opened by the code of the day (README.md); `opens` is what stood in
the address and in the controls then, by the names that readers see.
"""

import json
import shutil
from pathlib import Path

import pytest

from tests.golden.page import open_page
from tests.golden.written import differences, rounded

ADDRESSES = json.loads((Path(__file__).parent / "addresses.json").read_text(encoding="utf-8"))
CONTROLS = ("selectbox", "multiselect", "button_group", "select_slider", "number_input")


@pytest.fixture
def filled(golden_stores, kept, tmp_path, monkeypatch):
    """The sample, and a database with needs and saved groups."""
    shutil.copyfile(kept / "needs_database.db", tmp_path / "needs.db")
    monkeypatch.setenv("BEHOVSBILD_NEEDS_URL", f"sqlite:///{tmp_path / 'needs.db'}")
    monkeypatch.setenv("BEHOVSBILD_STORE", str(golden_stores["sample"]))


def opened(page, query):
    """What the link opens."""
    at = open_page(page, **query)
    assert not at.exception
    controls = [control for kind in CONTROLS for control in at.get(kind)]
    return rounded(
        {
            "address": {name: at.query_params[name] for name in sorted(at.query_params)},
            "title": [title.value for title in at.title],
            "told": [block.value for block in (*at.warning, *at.error, *at.info)],
            "controls": {c.label: c.value for c in sorted(controls, key=lambda c: c.label)},
        }
    )


@pytest.mark.parametrize("link", ADDRESSES, ids=lambda link: f"{link['page']}-{link['about']}")
def test_a_saved_link_opens_what_it_did(link, filled):
    found = differences(link["opens"], opened(link["page"], link["query"]))
    assert not found, "\n".join(found[:20])
