"""The population under attack, and the note that each attack leaves (tests/attack_table.py)."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

import population as attacked

from tests.attack_table import Attack, rows_of

os.environ.setdefault("BEHOVSBILD_LANGUAGE", "sv")


@pytest.fixture(scope="session")
def population(tmp_path_factory):
    return attacked.build(tmp_path_factory.mktemp("attacked") / "store.duckdb")


@pytest.fixture(scope="session")
def store(population):
    from store.read import open_store

    return open_store(population.path)


@pytest.fixture
def attack(request):
    """Notes an attack: `attack("name", tried=..., exact=..., guesses=..., truth=...)`."""
    rows = rows_of(request.config)

    def note(name, *, tried, exact, guesses=None, truth=None, beside=""):
        near = None
        if guesses is not None and len(truth):
            guesses, truth = np.asarray(guesses), np.asarray(truth)
            near = int((np.abs(guesses - truth) <= 1).sum())
            average = np.round(truth.mean())
            beside = f"{int((np.abs(average - truth) <= 1).sum())} by saying {average:.0f} of each"
        rows.append(Attack(name, int(tried), int(exact), near, beside))
        return int(exact)

    return note
