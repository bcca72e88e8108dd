"""What background does a person in Exempelby have, and how does it change with time?

One latent number, `standing`, ties education, income, employment and country of birth together
within a person and, through the areas' disadvantage, between neighbours. Household matters
(family type, occupation, income) are kept from year to year and redrawn now and then, so that
the shares by age hold while single people live on as themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sample_data.persons import YEARS, Persons, band_of

PARENTS_UNKNOWN_SHARE = 0.015  # the register of education misses some, mostly newly arrived
# Share of two parents, one parent, couple, single by age band (0-5, ..., 80+).
FAMILY_SHARES = np.array(
    [
        (0.86, 0.14, 0, 0),
        (0.80, 0.20, 0, 0),
        (0.77, 0.23, 0, 0),
        (0.75, 0.25, 0, 0),
        (0.69, 0.23, 0.01, 0.07),
        (0.27, 0.09, 0.17, 0.47),
        (0.19, 0.03, 0.36, 0.42),
        (0.57, 0.08, 0.13, 0.22),
        (0.32, 0.06, 0.36, 0.26),
        (0.01, 0.00, 0.62, 0.37),
        (0.00, 0.00, 0.42, 0.58),
    ]
)
FAMILY_REDRAWN = np.array([0.1, 0.1, 0.1, 0.1, 0.12, 0.3, 0.25, 0.1, 0.08, 0.05, 0.06])
FOREIGN_BY_BAND = np.array([0.3, 0.55, 0.7, 0.8, 0.95, 1.0, 1.25, 1.55, 1.15, 0.6, 0.4])


def newcomers(disadvantage: np.ndarray, born: np.ndarray, rng: np.random.Generator) -> Persons:
    """People who live or arrive in areas of the given disadvantage, one item a person."""
    age = np.maximum(YEARS[0] - 1 - born, 0)
    outside_share = np.clip(0.13 * np.exp(0.68 * disadvantage), 0.02, 0.6)
    outside = rng.random(len(born)) < outside_share * FOREIGN_BY_BAND[band_of(age)]
    standing = -0.44 * disadvantage - 0.35 * outside + rng.normal(0, 0.85, len(born))
    return _persons(born, outside, standing, rng)


def newborn(
    births: np.ndarray,
    present: np.ndarray,
    area: np.ndarray,
    age: np.ndarray,
    persons: Persons,
    year: int,
    rng: np.random.Generator,
) -> tuple[np.ndarray, Persons]:
    """Children born during `year`: their areas, and themselves, in the likeness of a mother."""
    mothers = np.flatnonzero(persons.woman[present] & (age >= 22) & (age <= 42))
    mothers = mothers[np.argsort(area[mothers], kind="stable")]
    start = np.searchsorted(area[mothers], np.arange(len(births)))
    count = np.searchsorted(area[mothers], np.arange(len(births)), side="right") - start
    baby_area = np.repeat(np.arange(len(births)), np.where(count > 0, births, 0))
    pick = start[baby_area] + np.floor(rng.random(len(baby_area)) * count[baby_area]).astype(int)
    mother = present[mothers[pick]]
    standing = persons.standing[mother] + rng.normal(0, 0.25, len(mother))
    nobody_abroad = np.zeros(len(mother), dtype=bool)
    return baby_area, _persons(np.full(len(mother), year), nobody_abroad, standing, rng)


def _persons(
    born: np.ndarray, outside: np.ndarray, standing: np.ndarray, rng: np.random.Generator
) -> Persons:
    count = len(born)
    age = YEARS[0] - born
    level = standing + rng.normal(0, 0.55, count)
    parents = np.digitize(level, (-1.42, 0.02)).astype(np.int8)
    parents[rng.random(count) < PARENTS_UNKNOWN_SHARE + 0.03 * outside] = 3
    schooling = standing + rng.normal(0, 0.7, count) - 0.018 * np.clip(age - 40, 0, 60)
    return Persons(
        woman=rng.random(count) < 0.486 + 0.0025 * np.clip(age - 62, 0, 40),
        born=born.astype(np.int16),
        outside_nordic=outside,
        standing=standing,
        parents_education=parents,
        education=np.digitize(schooling, (-1.35, 0.12)).astype(np.int8),
        frailty=rng.normal(size=count),
    )


@dataclass
class Household:
    """Family type, occupation and income of every person known so far."""

    family: np.ndarray  # 0 two parents, 1 one parent, 2 couple, 3 single
    working: np.ndarray  # 0 employed, 1 studying, 2 neither
    income: np.ndarray  # latent score
    noise: np.ndarray  # the part of income that is neither age nor background
    band: np.ndarray  # age band when last settled, -1 before the first time

    @classmethod
    def start(cls, age: np.ndarray, persons: Persons, rng: np.random.Generator) -> Household:
        """Nobody is settled yet."""
        empty = cls(*(np.empty(0, t) for t in (np.int8, np.int8, float, float, np.int8)))
        empty.grow(persons, 0, rng)
        return empty

    def grow(self, persons: Persons, year: int, rng: np.random.Generator) -> None:
        """Make room for those who came since last time."""
        more = len(persons) - len(self.family)
        self.family = np.concatenate([self.family, np.zeros(more, np.int8)])
        self.working = np.concatenate([self.working, np.zeros(more, np.int8)])
        self.income = np.concatenate([self.income, np.zeros(more)])
        self.noise = np.concatenate([self.noise, rng.normal(size=more)])
        self.band = np.concatenate([self.band, np.full(more, -1, np.int8)])

    def of(self, present: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Family, occupation and income of `present`."""
        return self.family[present], self.working[present], self.income[present]

    def settle(
        self, present: np.ndarray, age: np.ndarray, persons: Persons, rng: np.random.Generator
    ) -> None:
        """Let the year's changes happen to `present`, who are `age` years old."""
        band = band_of(age)
        new = self.band[present] < 0
        redraw = new | (rng.random(len(present)) < FAMILY_REDRAWN[band])
        # who leaves school or work for good changes status in that very year
        turning = np.isin(age, (16, 19, 65))
        who = present[redraw]
        self.family[who] = _drawn_family(band[redraw], persons.standing[who], rng)
        redraw = new | turning | (rng.random(len(present)) < np.where(age < 30, 0.35, 0.12))
        who = present[redraw]
        self.working[who] = _drawn_work(age[redraw], persons, who, rng)
        self.noise[present] = 0.93 * self.noise[present] + 0.37 * rng.normal(size=len(present))
        self.income[present] = self._income(present, age, persons)
        self.band[present] = band

    def _income(self, present: np.ndarray, age: np.ndarray, persons: Persons) -> np.ndarray:
        family, working = self.family[present], self.working[present]
        grown = (age >= 20) & (age < 65)
        return (
            0.6 * persons.standing[present]
            - 0.25 * persons.outside_nordic[present]
            + np.where(grown, np.array([0.45, -0.75, -0.85])[working], 0.0)
            + np.array([0.1, -0.55, 0.25, -0.35])[family]
            - 0.35 * (age >= 70)
            + 0.3 * ((age >= 45) & (age < 65))
            + 0.6 * self.noise[present]
        )


def _drawn_family(band: np.ndarray, standing: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    shares = FAMILY_SHARES[band].copy()
    moved = shares[:, 1] * (np.exp(-0.3 * standing) - 1)
    moved = np.minimum(moved, shares[:, 0] * 0.6)
    shares[:, 1] += moved
    shares[:, 0] -= moved
    u = rng.random(len(band))[:, None]
    return np.minimum((u > np.cumsum(shares, axis=1)).sum(axis=1), 3).astype(np.int8)


def _drawn_work(
    age: np.ndarray, persons: Persons, who: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Occupation at 16 and over: studies first, work later, and some have neither."""
    studying = np.select(
        [age < 19, age < 22, age < 25, age < 30, age < 45], [0.95, 0.42, 0.38, 0.13, 0.04], 0.01
    )
    lean = 1.75 + 0.55 * persons.standing[who] - 0.75 * persons.outside_nordic[who]
    lean = lean - 0.5 * (age >= 60) - 0.25 * (age < 25)
    employed = (1 - studying) / (1 + np.exp(-lean))
    u = rng.random(len(age))
    return np.select([u < studying, u < studying + employed], [1, 0], 2).astype(np.int8)
