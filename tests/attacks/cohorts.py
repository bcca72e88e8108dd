"""School cohorts to attack: one group has the outcome often, the others hardly at all.

Each year of a store is a cohort of its own, of people who are there in no other year, all of one
age. One dimension divides them in two halves: 28 % of the first have the outcome and 2.5 % of the
second, and a cohort is kept where 1 to 4 of those have it: the figure that the gate withholds most.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from store.writing.write import Dimension, Outcome, PersonColumns, new_version

OUTCOME = "not_eligible"
SIZES = (100, 200, 400)
FIRST_YEAR, COHORTS = 2000, 24  # of one store
DIVIDED = {"sex": ("women", "men"), "birth_region": ("outside_nordic", "nordic")}
OFTEN, SELDOM = 0.28, 0.025


@dataclass(frozen=True)
class Cohort:
    """The truth of one year: people and cases of the group with many, and of the others."""

    year: int
    people: int
    cases: int
    others: int
    other_cases: int


@dataclass(frozen=True)
class Cohorts:
    """A store of cohorts that `by` divides into `values`, the one with many cases first."""

    path: Path
    by: str
    values: tuple[str, str]
    truth: tuple[Cohort, ...]


def build(path: Path, seed: int, by: str) -> Cohorts:
    """A store of cohorts at `path`."""
    rng = np.random.default_rng(seed)
    truth = tuple(_drawn(rng, FIRST_YEAR + place) for place in range(COHORTS))
    rows = pd.concat([_rows(cohort, seed, by) for cohort in truth], ignore_index=True)
    role = "sex" if by == "sex" else "background"
    labels = [(value, value, value) for value in DIVIDED[by]]
    columns = PersonColumns(
        [
            Dimension(by, role, "Delat", "Divided", labels),
            Dimension("area_code", "area", "Område", "Area"),
        ],
        [Outcome(OUTCOME, "når inte behörighet", "are not eligible")],
        "age_years",
    )
    areas = pd.DataFrame(
        [
            ("9999", 0, "municipality", "Exempelby", None, "9999"),
            ("D1", 0, "district", "Stadsdel", "9999", "9999"),
            ("K1", 2025, "deso", "Område", "D1", "9999"),
        ],
        columns=["area_code", "vintage", "level", "name", "parent_code", "municipality_code"],
    )
    with new_version(path) as draft:
        draft.set_meta(municipality_code="9999", is_sample=True)
        draft.put_areas(areas.assign(geometry=None), _load(draft, "area"))
        draft.put_people(rows, columns, _load(draft, "person_year"))
    return Cohorts(path, by, DIVIDED[by], truth)


def _drawn(rng: np.random.Generator, year: int) -> Cohort:
    people = int(rng.choice(SIZES)) // 2
    while True:
        cases, others = rng.binomial(people, OFTEN), rng.binomial(people, SELDOM)
        if 1 <= others <= 4:
            return Cohort(year, people, int(cases), people, int(others))


def _rows(cohort: Cohort, seed: int, by: str) -> pd.DataFrame:
    first, second = DIVIDED[by]
    n = cohort.people + cohort.others
    has = np.r_[
        np.arange(cohort.people) < cohort.cases, np.arange(cohort.others) < cohort.other_cases
    ]
    return pd.DataFrame(
        {
            "person_id": [f"{seed}-{cohort.year}-{i}" for i in range(n)],
            "year": cohort.year,
            "age_years": 15,
            "area_code": "K1",
            by: [first] * cohort.people + [second] * cohort.others,
            OUTCOME: has,
        }
    )


def _load(draft, target: str) -> int:
    return draft.load_number(
        source="sample",
        target=target,
        producer="Exempelby",
        address=f"{target}.csv",
        sha256="0" * 64,
        retrieved_at=datetime(2024, 12, 1),
        licence="own data",
        rows_read=1,
        rows_kept=1,
    )
