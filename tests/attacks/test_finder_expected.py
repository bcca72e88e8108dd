"""Does what is to be expected of a found group tell how many of the others have the outcome?

With one group and one stratum the expected share of a model over exact counts *is* the others'
share. The attacker asks all that the page offers of one year, knows how many there are in each
group and how the finder searches, and says a number of the others where only one is left.
"""

from functools import cache

import cohorts
import numpy as np
import pandas as pd
import pytest
from knowledge import bounds_of, changes_of, counts_behind

from analysis.answers import BreakdownQuestion, breakdown
from analysis.answers.asked import NothingThere
from analysis.answers.target_expected import Expected, Explained
from analysis.answers.target_groups import target_groups
from analysis.answers.target_question import TargetQuestion
from analysis.commands.targets import as_dict
from analysis.disclosure import Gate
from analysis.target_cells import prepare
from analysis.target_groups import Rules, find
from store.read import open_store

STORES = 9
MOST_OTHERS = counts_behind(4)[1]  # with the outcome, where they are withheld for being few
ASKED = tuple((adjusted, way) for adjusted in ("age", "none", "both") for way in ("worse", "better"))


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cohorts")
    by = list(cohorts.DIVIDED)
    return [
        cohorts.build(folder / f"{seed}.duckdb", seed, by[seed % len(by)]) for seed in range(STORES)
    ]


def standards(adjusted, by):
    return {"age": ("age",), "none": (), "both": ("age", by)}[adjusted]


def asked(store, by, cohort, adjusted="none", way="worse", **years):
    years = years or {"first_year": cohort.year, "last_year": cohort.year}
    question = TargetQuestion(
        cohorts.OUTCOME, standardise=standards(adjusted, by), direction=way, **years
    )
    return target_groups(store, question, Gate())


def listed(answer, by):
    """The values of the groups listed, and how many more are found."""
    return frozenset(group.conditions[by] for group in answer.groups), answer.hidden


@cache
def would_find(people, cases, others, other_cases, way):
    """Which of two groups the finder finds on these counts: the first, the second."""
    cells = pd.DataFrame(
        {
            "year": 2020,
            "who": ["first", "second"],
            "people": [people, others],
            "cases": [cases, other_cases],
        }
    )
    found = find(prepare(cells, ["who"]).counted, Rules(direction=way)).groups
    return frozenset(group.conditions["who"] for group in found)


def seen_on_other_pages(store, made, cohort):
    """The rows of everyone, of the first group and of the others, as *Bryt ner* shows them."""
    rows = []
    for by in ((), (made.by,)):
        try:
            table = breakdown(store, BreakdownQuestion(cohorts.OUTCOME, by, cohort.year), Gate()).table
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


def left(cohort, rows, answers):
    """Number of the others with the outcome -> its weight, where it agrees with all that is seen.

    answers  (way, whether the first group is found, and the second; None: not known) -> as told
    """
    everyone, own, others = rows
    weights = {}
    low, high = bounds_of(own, "cases")
    for count in range(MOST_OTHERS + 1):
        for cases in range(low, min(high, cohort.people) + 1):
            weight = likely(others, count) * likely(own, cases) * likely(everyone, cases + count)
            if weight and all(
                told(would_find(cohort.people, cases, cohort.others, count, way))
                for way, told in answers
            ):
                weights[count] = weights.get(count, 0.0) + weight
    return weights
