"""Who receives economic assistance, from when to when, and whose becomes long?

Spells are drawn year by year for grown-ups who have none running. A spell's first 300 days are
'Ekonomiskt bistånd', what comes after is 'Långvarigt bistånd': a flow shows who went from the
one to the other, and whether a labour-market measure came in between. No effect of the measure
is planted.
"""

from dataclasses import dataclass

import numpy as np

from sample_data.outcomes import background_risk
from sample_data.panel import Panel
from sample_data.persons import YEARS
from sample_data.placements import LAST_DAY, day_of

BURN_IN = 4
LONG_AFTER_DAYS = 300  # ten months, as in Kolada's N31816
# New spells per grown-up and year; level of Kolada's N31807 and N31816.
LEVEL_FIRST, LEVEL_LAST = 0.0182, 0.0132
BY_AGE = ((18, 1.6), (20, 2.4), (25, 1.6), (30, 1.2), (45, 0.8), (65, 0.15), (80, 0.05))


@dataclass
class Spells:
    """Spells of assistance; days are counted from 1 January 2015 and may be negative."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray  # inclusive; beyond the data where still running


def entry_risk(panel: Panel) -> np.ndarray:
    """Risk of a new spell for each person-year (0 under 18)."""
    age = panel.age
    factor = np.zeros(len(age))
    for start, value in BY_AGE:
        factor[age >= start] = value
    grown = (age >= 25) & (age < 65)
    factor *= np.where(grown, np.array([0.35, 0.8, 2.6])[panel.working], 1.0)
    factor *= np.where(panel.family == 3, 1.6, 1.0)
    factor *= background_risk(panel, men=1.05, outside_nordic=2.0, one_parent=2.0)
    factor *= np.exp(0.6 * panel.persons.frailty - 0.18)[panel.person]
    asked = age >= 18
    factor /= factor[asked].mean()
    span = (panel.year - YEARS[0]) / (YEARS[-1] - YEARS[0])
    return np.minimum(factor * (LEVEL_FIRST + (LEVEL_LAST - LEVEL_FIRST) * span), 0.6)


def draw_spells(
    panel: Panel, risk: np.ndarray, leaves: np.ndarray, seed: np.random.SeedSequence
) -> Spells:
    """All spells that touch the ten years. The same `seed` gives the same luck at another risk."""
    rng = np.random.default_rng(seed)
    busy_until = np.full(len(panel.persons), -10_000)
    spells = []
    for year in range(YEARS[0] - BURN_IN, YEARS[-1] + 1):
        here = np.flatnonzero(panel.year == max(year, YEARS[0]))
        person = panel.person[here]
        u = rng.random((4, len(here)))
        first = day_of(np.array(year)) + (u[1] * 365).astype(int)
        hit = (u[0] < risk[here]) & (first > busy_until[person] + 30)
        hit &= first < leaves[person]
        if year < YEARS[0]:
            hit &= panel.age[here] - (YEARS[0] - year) >= 18
        days = np.where(
            u[2] < 0.53, 30 + -np.log1p(-u[3]) * 95, 120 - np.log1p(-u[3]) * 700
        ).astype(int)
        last = np.minimum(first + days, leaves[person] - 1)
        busy_until[person[hit]] = last[hit]
        spells.append((person[hit], first[hit], last[hit]))
    person, start, end = (np.concatenate(c) for c in zip(*spells, strict=True))
    kept = (end >= 0) & (end > start) & (start <= LAST_DAY)
    return Spells(person[kept], start[kept], end[kept])


def days_in_year(panel: Panel, spells: Spells) -> np.ndarray:
    """Days with assistance of each person-year (0 under 18)."""
    days = np.zeros(len(panel.person), dtype=int)
    for year in YEARS:
        first, after = day_of(np.array(year)), day_of(np.array(year + 1))
        overlap = np.minimum(spells.end, after - 1) - np.maximum(spells.start, first) + 1
        total = np.zeros(len(panel.persons), dtype=int)
        np.add.at(total, spells.person, np.maximum(overlap, 0))
        here = np.flatnonzero((panel.year == year) & (panel.age >= 18))
        days[here] = total[panel.person[here]]
    return days
