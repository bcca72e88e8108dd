"""What can be computed from a release, or from two of them?"""

from itertools import product

import numpy as np
import pytest
from asking import CELLS, NUMBER, members
from knowledge import System
from population import AGES, DISTRICTS, OUTCOME, SEXES

from data_pipeline.commands.publish import publish
from indicators.age_groups import parent
from store.read import open_store

WITHIN = 4  # public knowledge of the method: every cell and margin is within 4 of the truth
BY = ["area_code", "age_group", "sex"]


@pytest.fixture(scope="module")
def release(store, tmp_path_factory):
    out = tmp_path_factory.mktemp("release") / "release.duckdb"
    made = publish(store, out, rng=np.random.default_rng(2))
    assert made.farthest <= WITHIN
    return open_store(out)


def figures(release, measure):
    """The rounded figure of each finest cell, 0 where it has no row."""
    rows = release.query("published/cells").astype(dict.fromkeys([*BY, "outcome"], "str"))
    now = rows[(rows["outcome"] == OUTCOME) & (rows["year"] == 2024)].set_index(BY)[measure]
    return np.array([now.get(cell, 0) for cell in CELLS])


def test_linear_programming_over_the_cubes_of_people_and_cases(release, population, attack):
    """Every cell and every margin of both cubes as one system, within 4 of what is published."""
    n = len(CELLS)
    system = System(2 * n)
    areas = [None, *DISTRICTS, *sorted(set(DISTRICTS.values()))]
    ages = [None, *{level(a) for a in AGES for level in _LEVELS}]
    for offset, measure in ((0, "people"), (n, "cases")):
        told = figures(release, measure)
        for area, age, sex in product(areas, ages, (None, *SEXES)):
            group = members(area, age, sex)
            total = told[group].sum()
            system.saw(group + offset, max(total - WITHIN, 0), total + WITHIN)
    for i in NUMBER.values():
        system.high[n + i] = min(system.high[n + i], system.high[i])
    truth = population.truth(BY[:1] + ["age", "sex"]).loc[CELLS]
    for offset, measure in ((0, "people"), (n, "cases")):
        true = truth[measure].to_numpy()
        small = np.flatnonzero((true >= 1) & (true <= 4))
        bounds = system.feasible(small + offset)
        assert (bounds[:, 0] <= true[small]).all()
        assert (bounds[:, 1] >= true[small]).all()
        exact = attack(
            f"linear programming, small cells of {measure}, a release",
            tried=len(small),
            exact=(bounds[:, 0] == bounds[:, 1]).sum(),
            guesses=bounds.mean(axis=1),
            truth=true[small],
        )
        assert exact == 0


_LEVELS = (lambda a: a, lambda a: parent(a, "middle"), lambda a: parent(a, "broad"))


def test_rounding_the_same_data_again_and_again(store, tmp_path, attack):
    """If each release drew anew, their mean would near the truth; here they are all the same."""
    out = tmp_path / "release.duckdb"
    seen = []
    for seed in range(3):
        publish(store, out, rng=np.random.default_rng(seed))
        seen.append(figures(open_store(out), "cases"))
    differing = sum(not np.array_equal(seen[0], later) for later in seen[1:])
    attack("a release made anew", tried=len(seen) - 1, exact=differing)
    assert differing == 0
