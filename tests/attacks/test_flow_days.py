"""Do the paths tell somebody's days, or how many were too few to be shown?"""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis.answers import FlowQuestion, ask
from analysis.answers.flows import shown_paths
from analysis.disclosure.gate import Gate
from analysis.flows.days import STEPS
from analysis.flows.paths import OTHER
from tests.people_with_events import store_of

PATHS, PERSONS = 12, 41
QUESTION = FlowQuestion(("SiS",), ("HVB",))
FIRST = date(2015, 1, 1)


@pytest.fixture(scope="module")
def days() -> dict[str, np.ndarray]:
    """Days between of 41 persons on each of twelve paths; of the middle one a neighbour asks."""
    rng = np.random.default_rng(10)
    return {
        f"Hem {n}": np.sort(rng.choice(280, PERSONS, replace=False)) + 20 + 40 * n
        for n in range(PATHS)
    }


@pytest.fixture(scope="module")
def store(days, tmp_path_factory):
    lives = []
    for home, between in days.items():
        for number, gap in enumerate(between):
            start = FIRST + timedelta(int(gap))
            lives += [
                (f"{home}-{number}", "HVB", FIRST - timedelta(30), FIRST),
                (f"{home}-{number}", home, FIRST, start),
                (f"{home}-{number}", "SiS", start, start + timedelta(20)),
            ]
    for number in range(40):  # forty persons on ways of their own, each taken by one or two
        lives += [
            (f"rare-{number}", "HVB", FIRST - timedelta(30), FIRST),
            (f"rare-{number}", f"Eget {number // 2 if number < 20 else number}",
             FIRST, FIRST + timedelta(50)),
            (f"rare-{number}", "SiS", FIRST + timedelta(50), FIRST + timedelta(70)),
        ]  # fmt: skip
    told = [(who, what, first.isoformat(), last.isoformat()) for who, what, first, last in lives]
    return store_of(tmp_path_factory.mktemp("days"), told)


def test_the_median_as_the_days_of_the_one_in_the_middle(store, days, attack, monkeypatch):
    """The middle one of 41 is a person; a neighbour who knows the other forty reads her off."""
    true = np.array([np.median(between) for between in days.values()])

    def medians():
        paths = ask(store, QUESTION, Gate()).paths
        by_home = {path[1]: m for path, m in zip(paths["path"], paths["days_median"], strict=True)
                   if len(path) > 2}  # fmt: skip
        return np.array([by_home[home] for home in days], dtype=float)

    with monkeypatch.context() as careless:
        quantiles = shown_paths.days.quantiles
        careless.setattr(
            shown_paths.days,
            "quantiles",
            lambda rows, *, protect, **how: quantiles(rows, protect=None, **how),
        )
        exact = (medians() == true).sum()
        attack("the median's own days, whole days told", tried=PATHS, exact=exact)
        assert exact == PATHS
    guesses = medians()
    # Every day of a step gives the same figure (tests/analysis/flows/test_days.py), so as many stay
    # possible as the step has; a told figure may hit by chance, which within 1 shows.
    step = np.searchsorted(STEPS, true)
    exact = attack(
        "the median's own days, the gate",
        tried=PATHS,
        exact=(STEPS[step] - STEPS[step - 1] <= 1).sum(),
        guesses=guesses,
        truth=true,
    )
    assert exact == 0
    assert np.abs(guesses - true).max() < 60  # and still of use


def test_what_is_too_rare_is_what_is_left_of_the_whole(store, attack):
    """'Other' is no figure of its own: it tells nothing that the shown ones do not."""
    answer = ask(store, QUESTION, Gate())
    paths = answer.paths.set_index("path")
    shown = paths["count"].drop((OTHER,))
    told = paths["count"][(OTHER,)]
    attack("rare paths by their row 'other'", tried=1, exact=told != answer.total - shown.sum(),
           guesses=[told], truth=np.array([40]))  # fmt: skip
    assert told == answer.total - shown.sum()
    assert not [path for path in paths.index if "Eget" in path[len(path) // 2]]


def test_a_path_that_is_shown_has_six_or_more_possible_numbers(store, attack):
    """Shown means five or more in truth and after protection; no number follows from that."""
    shown = ask(store, QUESTION, Gate()).paths["people"].dropna().astype(int)
    behind = [range(max(5, n - 5), n + 6) for n in shown]
    exact = sum(len(numbers) == 1 for numbers in behind)
    attack("persons of a path that is shown", tried=len(shown), exact=exact)
    assert min(map(len, behind)) >= 6
    assert pd.Series(shown).min() >= 5
