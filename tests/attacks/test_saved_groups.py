"""Does a group of one's own, changed a little, bring out what a single question hides?

Own areas and groups by hand are what a reader has most freedom in: any values of any dimension.
Each attack goes through the door of breakdowns, and those that can work are also run against a gate
whose unions do not ask how they differ from others.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from asking import CELLS, NUMBER, everything
from knowledge import System, bounds_of, counts_behind
from population import AGES, DISTRICTS, OUTCOME

from analysis.answers import BreakdownQuestion, NothingThere, ask
from analysis.disclosure.gate import Gate

SMALL = 5
OTHERS = 3  # values that each target is put together with, in every way: 7 unions


@dataclass(frozen=True)
class FreeUnions(Gate):
    """Sums of protected cells, whichever they are."""

    def union(self, cells, *, by, apart=None):
        return super().union(cells, by=by, apart=None)

    def _as_part(self, people, cases):
        return cases


GATES = {"unions as they come": FreeUnions(), "the gate": Gate()}


@cache
def group(store, gate, dimension, values, by):
    """The rows by `by` of those with one of the values: {} where there is no answer."""
    question = BreakdownQuestion(OUTCOME, by, within=((dimension, values),))
    try:
        table = ask(store, question, gate).table
    except NothingThere:
        return {}
    return {tuple(row[list(by)]): row for _i, row in table.iterrows()}


def differences(store, gate, dimension, known, by, target):
    """cell -> what unions with the target less those without tell of it, as (people, cases)."""
    rng = np.random.default_rng(5)
    others = tuple(rng.choice([v for v in known if v != target], OTHERS, replace=False))
    told: dict[tuple, set] = {}
    for k in range(1, OTHERS + 1):
        for chosen in combinations(sorted(others), k):
            less = group(store, gate, dimension, chosen, by)
            more = group(store, gate, dimension, tuple(sorted((*chosen, target))), by)
            for cell in more.keys() & less.keys():
                a, b = more[cell], less[cell]
                if pd.isna(a["withheld"]) and pd.isna(b["withheld"]):
                    told.setdefault(cell, set()).add(
                        (int(a["people"]) - int(b["people"]), int(a["cases"]) - int(b["cases"]))
                    )
    return told


def learnt(store, gate, dimension):
    """(area, age, sex) -> what unions over one dimension tell of each finest cell."""
    known, by, place = {
        "area_code": (DISTRICTS, ("age_group", "sex"), 0),
        "age_group": (AGES, ("area_code", "sex"), 1),
    }[dimension]
    found = {}
    for target in known:
        for cell, told in differences(store, gate, dimension, known, by, target).items():
            found[(*cell[:place], target, *cell[place:])] = told
    return found


@pytest.mark.parametrize("dimension", ["area_code", "age_group"])
def test_groups_that_differ_by_one_cell(store, population, attack, dimension):
    truth = population.truth(["area_code", "age", "sex"])
    found = learnt(store, Gate(), dimension)
    small = truth.index[truth["cases"].between(1, SMALL - 1)]
    guesses, actual, exact = [], [], 0
    for cell in small.intersection(list(found)):
        [(_people, cases)] = found[cell]  # every pair of unions tells the same: no averaging
        low, high = counts_behind(cases)
        exact += low == high
        guesses.append(cases)
        actual.append(truth.loc[cell, "cases"])
    attack(
        f"own groups that differ by one cell ({dimension})",
        tried=len(small),
        exact=exact,
        guesses=guesses,
        truth=actual,
    )
    assert len(actual) > 5  # the attack does learn protected figures, and those only
    assert exact == 0


@pytest.mark.parametrize("name", GATES)
def test_groups_one_known_person_apart(store, population, attack, name):
    """Everyone of an age in an area against one sex there, each as a difference of two groups."""
    counted = population.truth(["area_code", "age", "sex"])["people"]
    found = learnt(store, GATES[name], "area_code")
    whole = {}
    for area in DISTRICTS:
        asked = (store, GATES[name], "area_code", DISTRICTS, ("age_group",), area)
        whole |= {(area, *cell): told for cell, told in differences(*asked).items()}
    tried = exact = 0
    for area, age, sex in CELLS:
        other = {"women": "men", "men": "women"}[sex]
        if counted[area, age, other] != 1 or counted[area, age, sex] < SMALL:
            continue
        tried += 1
        both, one = whole.get((area, age)), found.get((area, age, sex))
        exact += both is not None and one is not None and both != one
    attack(f"own areas one known person apart, {name}", tried=tried, exact=exact)
    assert tried > 0
    assert exact == 0 if name == "the gate" else exact > 0


@pytest.mark.parametrize("name", GATES)
def test_groups_with_a_part_where_everyone_has_the_outcome(store, population, attack, name):
    truth = population.truth(["area_code", "age", "sex"])
    everyone = truth.index[(truth["people"] >= SMALL) & (truth["people"] == truth["cases"])]
    found = learnt(store, GATES[name], "area_code")
    told = sum(people == cases for c in everyone for people, cases in found.get(c, ()))
    attack(f"own areas with a part where everyone has it, {name}", tried=len(everyone), exact=told)
    assert told == 0 if name == "the gate" else told > 0


def test_linear_programming_with_what_own_groups_tell(store, population, attack):
    """Every table, and every protected figure that differences of own groups bring out."""
    truth = population.truth(["area_code", "age", "sex"]).loc[CELLS]
    n, system = len(CELLS), System(2 * len(CELLS))
    for members, row in everything(store, Gate()):
        for offset, name in ((0, "people"), (n, "cases")):
            system.saw(members + offset, *bounds_of(row, name))
    for dimension in ("area_code", "age_group"):
        for cell, told in learnt(store, Gate(), dimension).items():
            [(people, cases)] = told
            for offset, count in ((0, people), (n, cases)):
                system.saw(np.array([NUMBER[cell] + offset]), *counts_behind(count))
    system.high[n:] = np.minimum(system.high[n:], system.high[:n])
    for name, offset in (("people", 0), ("cases", n)):
        small = np.flatnonzero(truth[name].between(1, SMALL - 1).to_numpy())
        bounds = system.feasible(small + offset)
        actual = truth[name].to_numpy()[small]
        assert ((bounds[:, 0] <= actual) & (actual <= bounds[:, 1])).all()
        exact = (bounds[:, 0] == bounds[:, 1]).sum()
        attack(
            f"linear programming with own groups, small cells of {name}",
            tried=len(small),
            exact=exact,
            guesses=bounds.clip(max=30).mean(axis=1),
            truth=actual,
        )
        assert exact == 0
