"""Does the spread of a group over its areas and sexes, or over other years, tell of single persons?

The view gives a whole and its parts, and takes any window of years, so both are subtracted. Each
attack is also run against a gate whose unions do not ask how they differ from others.
"""

from functools import cache

import pandas as pd
import pytest
from asking import CELLS
from knowledge import counts_behind
from population import AGES, DISTRICTS, OUTCOME, YEARS
from test_saved_groups import GATES

from analysis.answers import NothingThere, VariationQuestion, ask

SMALL = 5
FIRST, LAST = YEARS
OTHER = {"women": "men", "men": "women"}


@cache
def seen(store, gate, area, age, first, last):
    """(people, cases) of the whole and of each sex in one area and age, where they are shown."""
    within = (("age_group", (age,)), ("area_code", (area,)))
    question = VariationQuestion(OUTCOME, first, last, within=within)
    try:
        answer = ask(store, question, gate)
    except NothingThere:
        return {}
    told = {"all": answer.whole} if pd.isna(answer.whole["withheld"]) else {}
    told |= {row["value"]: row for _i, row in answer.of("sex").iterrows()}
    return {name: (int(row["people"]), int(row["cases"])) for name, row in told.items()}


@pytest.mark.parametrize("name", GATES)
def test_a_whole_and_its_part_one_known_person_apart(store, population, attack, name):
    """Where they differ the known person counts: of the other sex there is one."""
    counted = population.truth(["area_code", "age", "sex"])["people"]
    tried = exact = 0
    for area, age, sex in CELLS:
        if counted[area, age, OTHER[sex]] != 1 or counted[area, age, sex] < SMALL:
            continue
        tried += 1
        told = seen(store, GATES[name], area, age, LAST, LAST)
        exact += "all" in told and sex in told and told["all"] != told[sex]
    attack(f"the spread's whole and part one known person apart, {name}", tried=tried, exact=exact)
    assert tried > 0
    assert exact == 0 if name == "the gate" else exact > 0


def test_windows_of_years_that_differ_by_one_year(store, population, attack):
    """A year that is withheld by itself is the difference of two windows: its protected figure."""
    truth = population.truth(["area_code", "age", "sex"], year=FIRST)["cases"]
    tried = exact = 0
    guesses, actual = [], []
    for area in DISTRICTS:
        for age in AGES:
            both, one = (seen(store, GATES["the gate"], area, age, y, LAST) for y in YEARS)
            for sex in OTHER:
                true = int(truth[area, age, sex])
                if not 1 <= true < SMALL:
                    continue
                tried += 1
                if sex not in both or sex not in one:
                    continue
                cases = both[sex][1] - one[sex][1]
                low, high = counts_behind(cases)
                exact += low == high
                guesses.append(cases)
                actual.append(true)
    attack(
        "the spread over windows one year apart", tried=tried, exact=exact, guesses=guesses,
        truth=actual,
    )  # fmt: skip
    assert actual  # the attack does learn protected figures, and those only
    assert exact == 0
