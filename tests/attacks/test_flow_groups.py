"""Does a flow of the women against that of everyone tell the one man whom a neighbour knows?"""

import pandas as pd
import pytest

from analysis.answers import FlowQuestion, ask
from analysis.answers.flows import paths as flows
from analysis.disclosure.gate import Gate
from analysis.flows.paths import OTHER
from store.conditions import Condition
from tests.people_with_events import store_of

WOMEN = (Condition("sex", "w", "women"),)
QUESTION = FlowQuestion(("SiS",), ("HVB",))
MEN = {f"Hem {n}": n % 2 for n in range(24)}  # on every other path one man, on the others none
MANY = "Gemensamt hem"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    lives, people = [], []

    def went(person: str, sex: str, home: str) -> None:
        people.append((person, 2020, sex))
        lives.append((person, "HVB", "2020-01-01", "2020-03-01"))
        lives.append((person, home, "2020-03-01", "2020-06-01"))
        lives.append((person, "SiS", "2020-06-01", "2020-09-01"))

    for home, men in MEN.items():
        for number in range(20):
            went(f"{home}-w{number}", "w", home)
        for number in range(men):
            went(f"{home}-m{number}", "m", home)
    for sex in ("w", "m"):
        for number in range(40):
            went(f"{MANY}-{sex}{number}", sex, MANY)
    frame = pd.DataFrame(people, columns=["person_id", "year", "sex"])
    return store_of(tmp_path_factory.mktemp("groups"), lives, people=frame)


def by_home(store, conditions) -> pd.Series:
    """What is told of each path, by the home on it."""
    asked = FlowQuestion(QUESTION.outcomes, QUESTION.origins, conditions=conditions)
    paths = ask(store, asked, Gate()).paths
    return pd.Series(
        paths["count"].to_numpy(), [p[1] if p != (OTHER,) else "" for p in paths["path"]]
    )


def found_men(store) -> tuple[int, int]:
    """Men of whom it is certain that they took a path; and wrong accusations."""
    everyone, women = by_home(store, ()), by_home(store, WOMEN)
    told = {
        home
        for home in MEN
        # A figure that differs, or that is missing where others without a man are shown.
        if home in everyone
        and (
            (home in women and women[home] != everyone[home])
            or (home not in women and women.index.isin(MEN).any())
        )
    }
    return sum(MEN[home] for home in told), sum(not MEN[home] for home in told)


def test_two_flows_one_known_person_apart(store, attack, monkeypatch):
    tried = sum(MEN.values())
    with monkeypatch.context() as careless:
        careless.setattr(flows, "larger_groups", lambda *_: [])
        found, wrong = found_men(store)
        attack("two flows one known person apart, each by itself", tried=tried, exact=found)
        assert found > tried / 4
        assert wrong == 0  # the same group, the same figure: the others are not accused
    found, _wrong = found_men(store)
    assert attack("two flows one known person apart, the gate", tried=tried, exact=found) == 0
    assert MANY in by_home(store, WOMEN)  # forty men set it apart: it is of use
