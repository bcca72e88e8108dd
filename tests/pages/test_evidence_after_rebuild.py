"""A need saved on the sample, opened after the sample was rebuilt with another seed: what changed?

Through the pages, on Exempelby at a fiftieth of its size: before, now, and whether the figure has
left its old interval are held against what the page itself says of either store.
"""

import re

import pytest

import sample_data
from data_pipeline.commands.sample import load_sample
from language import _
from needs.database import open_database
from needs.need import Evidence
from needs.repository import all_needs
from tests.pages.conftest import html

PAGE, ASKED = "bryt_ner", {"nyckeltal": "high_absence", "uppdelning": "sex"}
SCALE = 0.02


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """The sample by two seeds."""
    folder = tmp_path_factory.mktemp("seeds")
    made = []
    for seed in (1, 2):
        sample_data.generate(folder / str(seed), seed=seed, scale=SCALE)
        load_sample(folder / str(seed), folder / f"{seed}.duckdb")
        made.append(str(folder / f"{seed}.duckdb"))
    return made


@pytest.fixture
def saved(app, opened, stores, tmp_path, monkeypatch) -> Evidence:
    """The view as it was saved on the first store; the second is open now."""
    url = f"sqlite:///{tmp_path / 'needs.db'}"
    monkeypatch.setenv("BEHOVSBILD_NEEDS_URL", url)
    monkeypatch.setenv("BEHOVSBILD_STORE", stores[0])
    at = opened(app, PAGE, **ASKED)
    at.session_state["evidence_breakdown_form"] = True
    at = at.run()
    at.text_input(key="evidence_breakdown_title").set_value("Hög frånvaro")
    at.button(key="evidence_breakdown_save").click().run()
    monkeypatch.setenv("BEHOVSBILD_STORE", stores[1])
    [need] = all_needs(open_database(url))
    return need.main_evidence


def test_the_need_says_what_each_figure_was_and_is(app, opened, saved):
    told = html(
        opened(app, "behov", behov=str(saved.need_id), **{"del": "underlag", "siffror": "ja"})
    )
    now = html(opened(app, PAGE, **ASKED))
    rows = [*saved.figures.rows, saved.figures.whole]
    assert len(rows) == 3
    changed = 0
    for row in rows:
        before = saved.figures.written(row.value)
        found = re.search(rf"{row.label}: var {before}, är nu ([\d,]+)\u00a0% \(([^)]*)\)", told)
        if not found:  # the same to its last digit by both seeds
            assert f"{before}</td>" in now
            continue
        changed += 1
        after = float(found[1].replace(",", ".")) / 100
        assert f"{found[1]}\u00a0%" in now
        is_inside = row.low <= after <= row.high
        assert found[2] == (
            _("inside the old interval") if is_inside else _("outside the old interval")
        )
    assert changed > 0
    assert (
        saved.figures.written(saved.figures.rows[0].value) in told
    )  # the frozen figure still stands


def test_what_was_frozen_is_told_as_of_the_older_data(app, opened, saved):
    told = html(
        opened(app, "behov", behov=str(saved.need_id), **{"del": "underlag", "siffror": "ja"})
    )
    assert "Uppgifterna har ändrats" in told
    assert saved.data_version in told
