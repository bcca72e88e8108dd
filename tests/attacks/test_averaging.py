"""Does asking again and again, each time a little differently, bring out the truth?"""

from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from asking import CELLS, OnlyThreshold, one
from knowledge import counts_behind
from population import OUTCOME

from analysis.answers import FlowQuestion, ask
from analysis.answers.flows import paths
from analysis.disclosure.allowed_questions import OffLattice
from analysis.disclosure.gate import Gate
from store.writing.write import new_version

GATE = Gate()
BY = ["area_code", "age_group", "sex"]


@pytest.fixture(scope="module")
def cells(store):
    """The finest cells with their keys: what the gate gets, and an attacker never sees."""
    rows = store.query("people/breakdown", identifiers={"by": BY}, outcome=OUTCOME)
    return rows[rows["year"] == 2024].reset_index(drop=True)


def anew(cells: pd.DataFrame, chosen: list[list[int]]) -> np.ndarray:
    """What many systems do: each union is a query of its own, with noise of its own."""
    sums = [cells.loc[union, CASES].sum() for union in chosen]
    return GATE.parts(pd.DataFrame(sums).set_axis(COUNT, axis=1))["people"].to_numpy()


def as_sum(cells: pd.DataFrame, chosen: list[list[int]]) -> np.ndarray:
    """What is done here: a union is the sum of its protected cells."""
    protected = GATE.parts(cells[CASES].set_axis(COUNT, axis=1))["people"]
    return np.array([protected[union].sum() for union in chosen])


COUNT, CASES = ["people", "people_key"], ["cases", "cases_key"]


@pytest.mark.parametrize("way", [anew, as_sum])
def test_127_unions_that_differ_by_one_cell(cells, attack, way):
    """For each small cell: with it less without it, for every union of 7 other cells, averaged.

    A union here is a sum of protected cells, so every difference is the same protected figure.
    """
    rng = np.random.default_rng(1)
    small = cells.index[cells["cases"].between(1, 4)][:30]
    guesses, exact = [], 0
    for target in small:
        others = rng.choice(cells.index.drop(target), 7, replace=False)
        chosen = [list(c) for k in range(1, 8) for c in combinations(others, k)]
        assert len(chosen) == 127
        differences = way(cells, [[*union, target] for union in chosen]) - way(cells, chosen)
        guesses.append(differences.mean())
        if way is as_sum:
            assert len(set(differences)) == 1  # no more is learnt from 127 than from one
            low, high = counts_behind(int(differences[0]))
            exact += low == high
        else:
            exact += round(guesses[-1]) == cells.at[target, "cases"]
    name = {anew: "127 unions, noise drawn anew for each", as_sum: "127 unions, the gate"}[way]
    attack(name, tried=len(small), exact=exact, guesses=guesses, truth=cells["cases"][small])
    assert exact == 0 if way is as_sum else exact > len(small) / 2


def test_a_union_of_the_gate_is_that_sum(cells):
    varied = cells[cells["cases"] < cells["people"]]  # a part where everyone has it is withheld
    chosen = varied.sort_values("people").tail(6).assign(group="own area")
    united = GATE.union(chosen, by=["group"]).iloc[0]
    assert united["cases"] == as_sum(chosen, [list(chosen.index)])[0]


def test_a_withheld_cell_as_the_difference_of_two_unions(cells, attack):
    """Its protected figure, 3 or 4 of cases, is told so; the true one never is."""
    shown = GATE.counts(cells)
    small = cells.index[(shown["withheld"] == "few_cases") & cells["cases"].between(1, 4)]
    told = as_sum(cells, [[target] for target in small])
    behind = [counts_behind(int(figure)) for figure in told]
    exact = attack(
        "a withheld cell as two unions' difference",
        tried=len(small),
        exact=sum(low == high for low, high in behind),
        guesses=told,
        truth=cells["cases"][small],
    )
    assert exact == 0


def test_two_unions_do_not_tell_that_everyone_has_it():
    """A part of 20, of whom 20, 19 or 17 have the outcome, in a union and left out of it.

    Everyone is a group with the same key, so people and cases change alike; were the part's own
    cases summed, that they are equal would tell it nearly for certain.
    """
    rng = np.random.default_rng(4)
    told = {"sums as they are": set(), "the gate": set()}
    for others in (0, 1, 3):
        for _time in range(40):
            keys = rng.integers(0, 4096, 3)
            part = {"people": 20, "people_key": keys[0], "cases": 20 - others,
                    "cases_key": keys[0] if others == 0 else keys[1], "group": "x"}  # fmt: skip
            beside = {
                "people": 60,
                "people_key": keys[2],
                "cases": 20,
                "cases_key": 7,
                "group": "x",
            }
            both, one = (GATE.union(pd.DataFrame(rows), by=["group"]).iloc[0]
                         for rows in ([part, beside], [beside]))  # fmt: skip
            plain = GATE.parts(pd.DataFrame([part])[["people", "people_key"]])["people"][0]
            cases = GATE.parts(pd.DataFrame([[part["cases"], part["cases_key"]]], columns=COUNT))
            told["sums as they are"].add((others, bool(plain <= cases["people"][0])))
            left = (both["people"] - one["people"]) - (both["cases"] - one["cases"])
            told["the gate"].add((others, int(left)))
    assert {figure for others, figure in told["sums as they are"] if others == 0} == {True}
    assert {figure for others, figure in told["the gate"] if others == 0} == {2}
    assert (1, 2) in told["the gate"]
    assert (3, 2) in told["the gate"]


def test_two_years_of_the_same_people(store, population, attack):
    """From 2023 to 2024 only the man of K1 came; what the difference tells of his outcome."""
    for gate_name, gate in (("threshold alone", OnlyThreshold()), ("the gate", GATE)):
        asked = {"area": "K1", "age": "80+"}
        before, after = (one(store, gate, year, **asked) for year in (2023, 2024))
        shown = [row for row in (before, after) if row is not None and pd.isna(row["withheld"])]
        told = len(shown) == 2 and gate_name != "the gate"
        exact = told and int(after["cases"]) - int(before["cases"]) == 1
        attack(f"two years of the same people, {gate_name}", tried=1, exact=exact)
        assert exact == (gate_name != "the gate")


@pytest.fixture(scope="module")
def moving(population):
    """The store with 120 flows from HVB to SiS, one a few days, known to the day."""
    rng = np.random.default_rng(8)
    people = population.people.query("year == 2024")["person_id"].sample(120, random_state=8)
    starts = [date(2024, 1, 2) + timedelta(int(d)) for d in np.sort(rng.integers(0, 360, 120))]
    rows = []
    for number, (person, start) in enumerate(zip(people, starts, strict=True)):
        for kind, first, last in (
            ("HVB", start - timedelta(60), start - timedelta(1)),
            ("SiS", start, start + timedelta(30)),
        ):
            rows.append((person, "placement", kind, first, last, first, 2 * number))
    columns = ["person_id", "kind", "type", "start_date", "end_date", "start_time", "row_number"]
    events = pd.DataFrame(rows, columns=columns)
    for column in ("start_date", "end_date", "start_time"):
        events[column] = pd.to_datetime(events[column])
    with new_version(population.path) as draft:
        draft.put_events(events, 1, observed_from=date(2020, 1, 1))
    from store.read import open_store

    return open_store(population.path), pd.Series(starts)


def test_flows_by_periods_that_are_moved_day_by_day(moving, attack, monkeypatch):
    """How many got there on one day: many periods that end then, less those that end before.

    Each period is another set of persons with another change, so their mean is the truth. Periods
    are therefore whole years; without that rule the attack works, as is shown first.
    """
    store, starts = moving
    day = starts.iloc[len(starts) // 2]
    true = int((starts == day).sum())

    def difference(first):
        until = [FlowQuestion(("SiS",), ("HVB",), from_date=first, to_date=d)
                 for d in (day, day - timedelta(1))]  # fmt: skip
        totals = [ask(store, question, GATE).total for question in until]
        return None if None in totals else totals[0] - totals[1]

    firsts = [date(2024, 1, 1) + timedelta(i) for i in range(0, 100, 5)]
    with monkeypatch.context() as unruly:
        unruly.setattr(paths, "require_flow", lambda *_asked: None)
        free = [d for d in map(difference, firsts) if d is not None]
    guess = np.mean(free)
    attack(
        "flows by periods moved day by day, without the lattice",
        tried=1, exact=round(guess) == true, guesses=[guess], truth=np.array([true]),
    )  # fmt: skip
    assert abs(guess - true) < 1
    refused = 0
    for first in firsts:
        with pytest.raises(OffLattice):
            difference(first)
        refused += 1
    attack("flows by periods moved day by day, the gate", tried=refused, exact=0)


@pytest.mark.parametrize(
    "free",
    [
        {"gap_days": 8},
        {"window_days": 366},
        {"support": ("HVB", "Öppenvård")},
        {"states": ("a", "b")},
    ],
)
def test_a_rule_that_can_be_moved_by_one_person_is_refused(moving, free):
    store, _starts = moving
    from analysis.answers.flows.allowed_questions import require_flow

    with pytest.raises(OffLattice):
        require_flow(store, FlowQuestion(("SiS",), ("HVB",), **free), GATE)
    require_flow(store, FlowQuestion(("SiS",), ("HVB",), **free), Gate(exact=True))


def test_the_cells_are_those_of_the_tables(cells):
    assert len(cells) <= len(CELLS)
