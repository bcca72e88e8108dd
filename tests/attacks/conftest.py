"""The population under attack, and the table of attacks that is printed when they are done."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

import population as attacked

os.environ.setdefault("BEHOVSBILD_LANGUAGE", "sv")
ROWS = pytest.StashKey()


@dataclass
class Attack:
    """One attack's result: what it tried, and how much of it came out."""

    name: str
    tried: int
    exact: int
    within_1: int | None
    beside: str


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
    rows = request.config.stash.setdefault(ROWS, [])

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


def pytest_terminal_summary(terminalreporter, config):
    rows = config.stash.get(ROWS, [])
    if not rows:
        return
    write = terminalreporter.write_line
    write("")
    write(f"{'attack':<64}{'tried':>7}{'exactly':>9}{'within 1':>10}  beside")
    for row in rows:
        near = "-" if row.within_1 is None else row.within_1
        write(f"{row.name:<64}{row.tried:>7}{row.exact:>9}{near:>10}  {row.beside}")
