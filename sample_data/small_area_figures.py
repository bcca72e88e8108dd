"""What would a statistical office publish about each small area, each year?

The four variables of the socioeconomic index, for small areas and districts, counted from the
people: shares with their numerator and denominator in persons, and the median of earned income.
"""

import numpy as np
import pandas as pd

from sample_data.persons import YEARS
from sample_data.places import district_code
from sample_data.world import World

LOG_INCOME_2015 = np.log(318_000)  # SEK a year, median of 20-64 years
INCOME_GROWTH = 0.031


def small_area_figures(world: World, rng: np.random.Generator) -> pd.DataFrame:
    """One row per variable, area and year: value, and numerator and denominator of shares."""
    panel, places = world.panel, world.places
    person, persons = panel.person, panel.persons
    working_age = (panel.age >= 20) & (panel.age < 65)
    grown = (panel.age >= 25) & (panel.age < 65)
    employed = is_employed(world)
    shares = {
        "post_secondary_share": (persons.education[person] == 2, grown),
        "employed_share": (employed, working_age),
        "nordic_born_share": (~persons.outside_nordic[person], np.ones(len(person), dtype=bool)),
    }
    income = _earned_income(world, employed, rng)
    tables = []
    codes = {
        "deso": (places.codes, panel.area),
        "district": (
            np.array([district_code(i) for i in range(places.district.max() + 1)]),
            places.district[panel.area],
        ),
    }
    for level, (names, index) in codes.items():
        cell = index * len(YEARS) + (panel.year - YEARS[0])
        empty = pd.DataFrame(
            {
                "area_code": np.repeat(names, len(YEARS)),
                "vintage": 2025 if level == "deso" else 0,
                "year": np.tile(YEARS, len(names)),
            }
        )
        size = len(names) * len(YEARS)
        for variable, (has, among) in shares.items():
            below = np.bincount(cell[among], minlength=size)
            above = np.bincount(cell[among & has], minlength=size)
            share = np.where(below > 0, above / np.maximum(below, 1), np.nan).round(4)
            tables.append(
                empty.assign(indicator_id=variable, value=share, numerator=above, denominator=below)
            )
        median = _median_by(cell[working_age], income[working_age], size)
        tables.append(empty.assign(indicator_id="earned_income_median_sek", value=median.round(-2)))
    whole = {"numerator": "Int64", "denominator": "Int64"}
    columns = ["indicator_id", "area_code", "vintage", "year", "value", *whole]
    return pd.concat(tables, ignore_index=True)[columns].astype(whole)


def is_employed(world: World) -> np.ndarray:
    """Who is gainfully employed; the young agree with the outcome neet."""
    panel = world.panel
    young = world.outcomes["neet"].asked
    working = panel.working == 0
    working |= young & (panel.age >= 20) & (panel.working == 2)
    return working & ~(young & world.outcomes["neet"].came)


def _earned_income(world: World, employed: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Earned income in SEK a year; low but not nothing without employment."""
    panel = world.panel
    growth = INCOME_GROWTH * (panel.year - YEARS[0])
    log_income = LOG_INCOME_2015 + growth + 0.24 * panel.income
    log_income += np.where(employed, 0.0, -1.1) + rng.normal(0, 0.25, len(panel.year))
    return np.exp(log_income)


def _median_by(cell: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    order = np.lexsort((values, cell))
    start = np.searchsorted(cell[order], np.arange(size))
    count = np.searchsorted(cell[order], np.arange(size), side="right") - start
    middle = np.minimum(start + count // 2, len(order) - 1)
    return np.where(count > 0, values[order][middle], np.nan)
