"""Does what is to be expected of a found group tell how many of the others have the outcome?

With one group and one stratum the expected share of a model over exact counts *is* the others'
share. The attacker asks all that the page offers of one year, knows how many there are in each
group and how the finder searches, and says a number of the others where only one is left.
"""

from bisect import bisect_left
from dataclasses import replace

import cohorts
import numpy as np
import pandas as pd
import pytest
from knowledge import bounds_of, changes_of, counts_behind

from analysis.answers import BreakdownQuestion, NothingThere, TargetQuestion, ask
from analysis.answers.target_groups import search
from analysis.answers.target_groups.expected import Expected
from analysis.disclosure.gate import Gate
from analysis.disclosure.perturbation import VARIANCE
from analysis.target_groups.cells import prepare
from analysis.target_groups.finder import Rules, find
from store.read import open_store

STORES = 9
BETWEEN = 3  # of the first store, a cohort that lies between two thresholds
SAME = 0.002  # of two shares that are each rounded to 0.1 %
MOST_OTHERS = counts_behind(4)[1]  # with the outcome, where they are withheld for being few
ADJUSTED = {"age": ("age",), "nothing": (), "age and the group": None}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder, by = tmp_path_factory.mktemp("cohorts"), list(cohorts.DIVIDED)
    return [
        cohorts.build(folder / f"{seed}.duckdb", seed, by[seed % len(by)]) for seed in range(STORES)
    ]


@pytest.fixture
def undefended(monkeypatch):
    """The finder as it was: what it shows as expected is what it explains with exact counts."""

    def of(expected, listed):
        people = expected.prepared.counted.people
        found = [each.found.added for each in listed]
        told = [expected._explained(each.rows, each.risk, people) for each in found]
        return [replace(each, edge=None) for each in told]

    monkeypatch.setattr(Expected, "of", of)
    monkeypatch.setattr(search, "FEW_CELLS", 0)


def asked(store, made, year, *, adjusted="age", way="worse", first=None):
    by = ("age", made.by) if ADJUSTED[adjusted] is None else ADJUSTED[adjusted]
    question = TargetQuestion(
        cohorts.OUTCOME,
        first_year=first or year,
        last_year=year,
        standardise=by,
        direction=way,
        smallest=20,
    )
    return ask(store, question, Gate())


def of_the_first(answer, made):
    """The first group of a cohort, where it is listed."""
    return next((g for g in answer.groups if g.conditions == {made.by: made.values[0]}), None)


def by_formula(share, others):
    """What of the others the expected share leaves, were it theirs, rounded to 0.1 %."""
    return [count for count in range(others + 1) if round(count / others, 3) == round(share, 3)]


def one_by_one(made, ways=("age",)):
    """Expected share and truth of each cohort that is listed, by itself, as it is adjusted.

    With them the store, to look at the cohort's other pages.
    """
    store, told = open_store(made.path), []
    for cohort in made.truth:
        for adjusted in ways:
            group = of_the_first(asked(store, made, cohort.year, adjusted=adjusted), made)
            if group is not None:
                told.append((group.expected / group.people, cohort, store, made))
    return told


def by_other_pages(store, made, cohort):
    """What is left of everyone, over the people that are left, as *Bryt ner* shows them."""
    everyone, own, _others = seen_on_other_pages(store, made, cohort)
    rest = float(everyone["people"] - own["people"])
    return max(float(everyone["cases"] - own["cases"]), Gate().policy.smallest_cases // 2) / rest


def given_away(told):
    """How many of the others' numbers the expected share leaves alone, and no other page does.

    A share that follows from other pages tells nothing that they do not.
    """
    return sum(
        abs(share - by_other_pages(store, made, cohort)) > SAME
        and by_formula(share, cohort.others) == [cohort.other_cases]
        for share, cohort, store, made in told
    )


def test_without_a_defence_the_expected_share_is_the_number_of_the_others(made, undefended, attack):
    told = one_by_one(made[0])
    exact = given_away(told)
    attack("expected by exact counts", tried=len(told), exact=exact)
    assert exact > 0.5 * len(told) > 10  # of the rest, other pages give the same share


def near(guesses, truth):
    return int((np.abs(np.asarray(guesses) - np.asarray(truth)) <= 1).sum())


def test_the_expected_share_is_no_guess_at_the_others(made, attack):
    told = one_by_one(made[0], ADJUSTED) + [pair for each in made[1:] for pair in one_by_one(each)]
    truth = np.array([cohort.other_cases for _share, cohort, *_where in told])
    guesses = np.array([share * cohort.others for share, cohort, *_where in told]).round()
    exact = given_away(told)
    attack("expected, as it is shown", tried=len(told), exact=exact, guesses=guesses, truth=truth)
    assert exact == 0
    assert len(told) > 200
    assert near(guesses, truth) <= near(np.full(len(truth), truth.mean().round()), truth)


def test_the_expected_share_follows_from_what_other_pages_show(made):
    """Of one stratum and one group: what is left of everyone, over the people that are left."""
    for each in made[:2]:
        store = open_store(each.path)
        for cohort in each.truth[:8]:
            group = of_the_first(asked(store, each, cohort.year), each)
            if group is None:
                continue
            share = by_other_pages(store, each, cohort)
            assert group.expected / group.people == pytest.approx(share, abs=SAME)


def found_in(people, cases, others, other_cases, way, wider=1.0):
    """Whether the finder finds any of two groups on these counts."""
    cells = pd.DataFrame(
        {
            "year": 2020,
            "who": ["first", "second"],
            "people": [people, others],
            "cases": [cases, other_cases],
        }
    )
    rules = Rules(smallest=20, direction=way, dispersion=wider)
    return bool(find(prepare(cells, ["who"]).counted, rules).groups)


def seen_on_other_pages(store, made, cohort):
    """The rows of everyone, of the first group and of the others, as *Bryt ner* shows them."""
    rows = []
    for by in ((), (made.by,)):
        try:
            table = ask(store, BreakdownQuestion(cohorts.OUTCOME, by, cohort.year), Gate()).table
        except NothingThere:
            continue
        rows += [(row[made.by] if by else "", row) for _i, row in table.iterrows()]
    told = dict(rows)
    return [told.get(value) for value in ("", *made.values)]


def likely(row, count):
    """How likely the table makes what is shown of cases, if they are `count`."""
    low, high = bounds_of(row, "cases")
    if not low <= count <= high:
        return 0.0
    if isinstance(row["withheld"], str):
        shown = (3, 4) if row["withheld"] == "few_cases" else range(count - 5, count + 6)
    else:
        shown = (int(row["cases"]),)
    changes, chances = changes_of(count)
    return float(chances[np.isin(count + changes, shown)].sum())


def left(cohort, rows, found):
    """Numbers of the others with the outcome that agree with all that is seen.

    found  way -> whether the finder found anything
    """
    everyone, own, others = rows
    counts = set()
    low, high = bounds_of(own, "cases")
    for cases in range(low, min(high, cohort.people) + 1):
        # the fewer others have it, the sooner anything is found
        most = {
            way: bisect_left(
                range(MOST_OTHERS + 1),
                True,
                key=lambda count, cases=cases, way=way: (
                    not found_in(cohort.people, cases, cohort.others, count, way)
                ),
            )
            for way in found
        }
        counts |= {
            count
            for count in range(MOST_OTHERS + 1)
            if all((count < most[way]) == there for way, there in found.items())
            and likely(others, count)
            and likely(everyone, cases + count)
        }
    return counts


def protected_parts(store, each, cohort):
    """People and cases of the two groups as the method changes them, also where withheld."""
    cells = store.query("people/breakdown", identifiers={"by": [each.by]}, outcome=cohorts.OUTCOME)
    cells = cells[cells["year"] == cohort.year].set_index(each.by).loc[list(each.values)]
    return Gate().parts(cells.reset_index())


def found_among(parts, way):
    """Whether anything is found in the protected counts, with chance as wide as they are noisy."""
    people, cases = parts["people"].sum(), parts["cases"].sum()
    wider = 1 + VARIANCE * len(parts) / max(cases * (1 - cases / people), 1)
    (own, others), (with_it, few) = parts["people"], parts["cases"]
    return found_in(own, with_it, others, few, way, wider)


def found_by_ways(store, each, cohort):
    answers = {way: asked(store, each, cohort.year, way=way) for way in ("worse", "better", "both")}
    return {way: bool(answer.groups or answer.hidden) for way, answer in answers.items()}


def test_without_a_defence_what_is_listed_leaves_one_number(made, attack, monkeypatch):
    """Found on exact counts: that one group is worse, and yet the other not better, is a number."""
    monkeypatch.setattr(search, "FEW_CELLS", 0)
    each, cohort = made[0], made[0].truth[BETWEEN]
    store = open_store(each.path)
    found = found_by_ways(store, each, cohort)
    rows = seen_on_other_pages(store, each, cohort)
    exact = left(cohort, rows, found) == {cohort.other_cases} != left(cohort, rows, {})
    attack("which groups are listed, found on exact counts", tried=1, exact=exact)
    assert exact


def test_which_groups_are_listed_follows_from_protected_counts(made, attack):
    """Whoever knows all protected figures, the withheld too, knows what is listed."""
    each, exact, tried = made[0], 0, 0
    store = open_store(each.path)
    for cohort in each.truth:
        parts = protected_parts(store, each, cohort)
        by_them = {way: found_among(parts, way) for way in ("worse", "better", "both")}
        assert found_by_ways(store, each, cohort) == by_them
        low, high = counts_behind(int(parts["cases"].iloc[1]))
        tried, exact = tried + 1, exact + (low == high)
    attack("which groups are listed", tried=tried, exact=exact)
    assert exact == 0
