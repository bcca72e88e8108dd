"""What can be computed from the tables that everybody may ask for?"""

import numpy as np
import pandas as pd
import pytest
from asking import CELLS, NUMBER, OnlyThreshold, everything, one, rows
from knowledge import System, bounds_of
from population import AGES, DISTRICTS, OUTCOME, SEXES

from analysis.disclosure.gate import Gate

SMALL = 5  # a cell of 1 to 4 is what is to be protected
GATES = {"threshold alone": OnlyThreshold(), "the gate": Gate()}


@pytest.fixture(scope="module")
def truth(population):
    found = population.truth(["area_code", "age", "sex"])
    return found.loc[CELLS]


@pytest.fixture(scope="module", params=GATES)
def seen(request, store):
    return request.param, everything(store, GATES[request.param])


def known_bounds(gate_name, row, name):
    """Bounds for an attacker who knows which gate it is."""
    if gate_name == "the gate":
        return bounds_of(row, name)
    if row is None:
        return 0, 0
    if isinstance(row["withheld"], str):
        few = row["withheld"] == "few_people" or (row["withheld"] == "few_cases" == f"few_{name}")
        return (1 if row["withheld"] == f"few_{name}" else 0), (4 if few else 10**6)
    return int(row[name]), int(row[name])


def test_linear_programming_over_every_table_of_the_population(seen, truth, attack):
    """All tables of area, age and sex at every level, with all margins, as one system.

    Unknown are the true people and cases of the 192 finest cells; nobody has more cases than
    people. A cell is recovered where the smallest and the largest number that fit are the same.
    """
    gate_name, tables = seen
    n = len(CELLS)
    system = System(2 * n)
    for members, row in tables:
        for offset, name in ((0, "people"), (n, "cases")):
            system.saw(members + offset, *known_bounds(gate_name, row, name))
    for i in range(n):  # cases <= people, as a sum: people - cases >= 0
        system.high[n + i] = min(system.high[n + i], system.high[i])
    for name, offset in (("people", 0), ("cases", n)):
        small = np.flatnonzero(truth[name].between(1, SMALL - 1).to_numpy())
        small = small if gate_name == "the gate" else small[:10]
        bounds = system.feasible(small + offset)
        exact = (bounds[:, 0] == bounds[:, 1]).sum()
        assert (bounds[:, 0] <= truth[name].to_numpy()[small]).all()
        assert (bounds[:, 1] >= truth[name].to_numpy()[small]).all()
        middle = bounds.clip(max=30).mean(axis=1)
        attack(
            f"linear programming, small cells of {name}, {gate_name}",
            tried=len(small),
            exact=exact,
            guesses=middle,
            truth=truth[name].to_numpy()[small],
        )
        if gate_name == "the gate":
            assert exact == 0


def test_small_cells_by_subtraction_within_a_table(store, truth, attack):
    """A withheld cell as the shown total less the shown other one (women, men)."""
    for gate_name, gate in GATES.items():
        tried, exact, guesses, true = 0, 0, [], []
        for area in DISTRICTS:
            whole = rows(store, gate, ["age_group"], area=area)
            parts = rows(store, gate, ["age_group", "sex"], area=area)
            for age in AGES:
                for sex, other in (SEXES, SEXES[::-1]):
                    total, rest = whole.get((age,)), parts.get((age, other))
                    actual = truth.loc[(area, age, sex), "cases"]
                    if not 1 <= actual < SMALL or total is None or rest is None:
                        continue
                    if isinstance(total["withheld"], str) or isinstance(rest["withheld"], str):
                        continue
                    tried += 1
                    low, high = known_bounds(gate_name, total, "cases")
                    low_rest, high_rest = known_bounds(gate_name, rest, "cases")
                    exact += max(low - high_rest, 0) == high - low_rest
                    guesses.append(int(total["cases"]) - int(rest["cases"]))
                    true.append(actual)
        attack(
            f"subtraction within a table, small cells of cases, {gate_name}",
            tried=tried,
            exact=exact,
            guesses=guesses,
            truth=true,
        )
        if gate_name == "the gate":
            assert exact == 0
        else:
            assert exact == tried > 0


def test_few_who_set_a_group_apart_from_a_larger_one(store, population, attack):
    """Two filters a known person apart: if the cases differ at all, he is one of them.

    The same group always gets the same figure, so a difference is certain to be somebody. Whoever
    knows that one man of 80 or more lives in K1 asks for everyone of 80+ there, and for the women.
    """
    for gate_name, gate in GATES.items():
        tried = exact = 0
        pairs = [p for p in _pairs(population.people) if len(p[2]) == 1]
        for larger, smaller, _apart in pairs:
            tried += 1
            a, b = one(store, gate, **larger), one(store, gate, **smaller)
            if a is None or b is None:
                continue
            shown = not isinstance(a["withheld"], str) and not isinstance(b["withheld"], str)
            told = shown and int(a["cases"]) != int(b["cases"])
            exact += told
        attack(f"two filters one person apart, {gate_name}", tried=tried, exact=exact)
        if gate_name == "the gate":
            assert exact == 0
        else:
            assert exact > 0


def _pairs(people: pd.DataFrame):
    """Every two questions of which one holds 1 to 4 persons more, with those persons' outcomes."""
    now = people[people["year"] == people["year"].max()].assign(
        district=lambda p: p["area_code"].astype(str).map(DISTRICTS)
    )
    levels = {"area": ("area_code", "district"), "age": ("age",), "sex": ("sex",)}
    for area in levels["area"]:
        whole = now.groupby([area, "age"], observed=True)
        for (code, age), both in whole:
            for sex, other in (SEXES, SEXES[::-1]):
                apart = both.loc[both["sex"] == other, OUTCOME]
                if 1 <= len(apart) < SMALL:
                    question = {"area": code, "age": age}
                    yield question, question | {"sex": sex}, apart
    for (district, age), inside in now.groupby(["district", "age"], observed=True):
        for sex in (None, *SEXES):
            asked = inside if sex is None else inside[inside["sex"] == sex]
            for area in asked["area_code"].unique():
                apart = asked.loc[asked["area_code"] != area, OUTCOME]
                if 1 <= len(apart) < SMALL:
                    yield (
                        {"area": district, "age": age, "sex": sex},
                        {"area": area, "age": age, "sex": sex},
                        apart,
                    )


def test_groups_where_everyone_has_the_outcome(store, population, attack):
    """Cases equal to people have the same key, so an unchanged equality would tell 'everyone'."""
    cells = population.truth(["area_code", "age", "sex"])
    everyone = cells[(cells["people"] >= SMALL) & (cells["people"] == cells["cases"])]
    assert ("K5", "65-79", "women") in everyone.index
    gate, told = Gate(), 0
    for area, age, sex in everyone.index:
        row = one(store, gate, area=area, age=age, sex=sex)
        told += not isinstance(row["withheld"], str)
    attack("everyone in a group has the outcome", tried=len(everyone), exact=told)
    assert told == 0


def test_groups_that_have_no_row_at_all(store, population, attack):
    """A missing row must not tell nobody from somebody: it stands for 0 to 5 alike."""
    cells = population.truth(["area_code", "age", "sex"])
    gate, empty, absent_and_there = Gate(), 0, 0
    for area in DISTRICTS:
        found = rows(store, gate, ["age_group", "sex"], area=area)
        for age in AGES:
            for sex in SEXES:
                if (age, sex) not in found:
                    empty += cells.loc[(area, age, sex), "people"] == 0
                    absent_and_there += cells.loc[(area, age, sex), "people"] > 0
    exact = 0 if absent_and_there else empty
    attack("rows that are missing", tried=empty + absent_and_there, exact=exact)
    assert absent_and_there > 0


def test_what_was_asked_covers_every_finest_cell():
    assert len(NUMBER) == 12 * 8 * 2
