"""How does an attacker ask? Only through the doors, and every question that they take."""

from functools import cache
from itertools import product

import numpy as np
import pandas as pd
from population import AGES, DISTRICTS, OUTCOME, SEXES

from analysis.answers import BreakdownQuestion, NothingThere, ask
from analysis.disclosure.gate import Gate
from indicators.age_groups import parent

CELLS = list(product(DISTRICTS, AGES, SEXES))
NUMBER = {cell: i for i, cell in enumerate(CELLS)}


class OnlyThreshold(Gate):
    """The gate that most dashboards have: small cells withheld, all others as they are.

    It is attacked beside ours, so that an attack which cannot succeed is not taken for a defence.
    """

    def _changed(self, cells, name):
        return cells[name].to_numpy(dtype=np.int64)

    def _few_apart(self, apart):
        return np.zeros(len(apart), dtype=bool)

    def _reasons(self, people, cases, few_apart):
        others = people - cases
        return np.select(
            [people < 5, (cases > 0) & (cases < 5), (others > 0) & (others < 5)],
            ["few_people", "few_cases", "few_others"],
            default="",
        )


def rows(store, gate, by, year=None, **narrowed):
    """The answer's rows of one year by the values of `by`; {} where the door has no answer."""
    return _rows(store, gate, BreakdownQuestion(OUTCOME, tuple(by), year, **narrowed))


@cache
def _rows(store, gate, question):
    try:
        answer = ask(store, question, gate)
    except NothingThere:
        return {}
    table = answer.table
    return {tuple(row[list(answer.by)]): row for _i, row in table.iterrows()}


def one(store, gate, year=None, **narrowed):
    """The row of everyone whom the narrowings leave, or None."""
    return rows(store, gate, (), year, **narrowed).get(())


def members(area=None, age=None, sex=None) -> np.ndarray:
    """Numbers of the finest cells in a group; area and age of any level."""

    def inside(cell) -> bool:
        k, a, s = cell
        levels = (a, parent(a, "middle"), parent(a, "broad"))
        return (
            (area is None or area in (k, DISTRICTS[k]))
            and (age is None or age in levels)
            and (sex is None or sex == s)
        )

    return np.array([i for cell, i in NUMBER.items() if inside(cell)])


def everything(store, gate) -> list[tuple[np.ndarray, pd.Series | None]]:
    """Every table of the three dimensions at every level: the groups, and what was shown."""
    areas = {"area_code": list(DISTRICTS), "area_code_district": sorted(set(DISTRICTS.values()))}
    ages = {
        "age_group": list(AGES),
        "age_group_middle": sorted({parent(a, "middle") for a in AGES}),
        "age_group_broad": sorted({parent(a, "broad") for a in AGES}),
    }
    seen = []
    for sex in (None, *SEXES):
        seen.append((members(sex=sex), one(store, gate, sex=sex)))
        for area_by, codes in areas.items():
            found = rows(store, gate, [area_by], sex=sex)
            seen += [(members(area=k, sex=sex), found.get((k,))) for k in codes]
        for age_by, labels in ages.items():
            found = rows(store, gate, [age_by], sex=sex)
            seen += [(members(age=a, sex=sex), found.get((a,))) for a in labels]
            for area_by, codes in areas.items():
                found = rows(store, gate, [area_by, age_by], sex=sex)
                seen += [(members(k, a, sex), found.get((k, a))) for k, a in product(codes, labels)]
    return seen
