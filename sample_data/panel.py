"""Who lives in Exempelby each year, how old are they, and where do they live?

A panel: the same people from year to year. On 1 January each year the registered are counted;
during the year some die, are born, move out, move in or move within. Moves keep each small area
near its own mix of ages, and a person tends to land in an area like the one they could afford:
that is how the areas stay as different as they are. Nothing loops over persons.
"""

from dataclasses import dataclass

import numpy as np

from sample_data.background import Household, newborn, newcomers
from sample_data.persons import YEARS, Persons, band_of
from sample_data.places import AGE_BAND_STARTS, PEOPLE_2015, YEARLY_GROWTH, Places

BANDS = len(AGE_BAND_STARTS) - 1
# Share of each age band that leaves its home in a year, roughly as in Swedish towns.
MOVING_SHARE = np.array([0.09, 0.07, 0.055, 0.05, 0.07, 0.24, 0.21, 0.10, 0.045, 0.03, 0.04])
LEAVING_SHARE = 0.42  # of those who leave their home: out of the municipality


@dataclass
class Panel:
    """One item per person and year, sorted by year, then person."""

    persons: Persons
    person: np.ndarray  # index into persons
    year: np.ndarray
    age: np.ndarray  # completed years on 1 January
    area: np.ndarray  # index into Places
    family: np.ndarray  # 0 two parents, 1 one parent, 2 couple, 3 single
    working: np.ndarray  # 0 employed, 1 studying, 2 neither; only meant from 16 to 64
    income: np.ndarray  # latent income score; quintiles are taken from it year by year
    first_year: np.ndarray  # per person
    last_year: np.ndarray  # per person


def simulate(places: Places, scale: float, rng: np.random.Generator, on_year=None) -> Panel:  # noqa: ANN001
    """Ten years of people; `scale` 1 is about 150 000 a year. `on_year()` is told of each year."""
    targets = places.age_targets(PEOPLE_2015 * scale)
    counts = np.floor(targets + rng.random(targets.shape)).astype(int)
    area, band = _repeated(counts)
    age = _age_within(band, rng)
    persons = newcomers(places.disadvantage[area], YEARS[0] - 1 - age, rng)
    household = Household.start(age, persons, rng)
    present = np.arange(len(persons))
    rows = []
    for year in YEARS:
        age = year - 1 - persons.born[present]
        household.settle(present, age, persons, rng)
        rows.append((present, np.full(len(present), year), age, area, *household.of(present)))
        if on_year:
            on_year()
        if year == YEARS[-1]:
            break
        growth = YEARLY_GROWTH ** (year + 1 - YEARS[0])
        wanted = places.age_targets(PEOPLE_2015 * scale * growth)
        present, area, persons = _next_year(year, present, area, age, persons, places, wanted, rng)
        household.grow(persons, year, rng)
    columns = [np.concatenate(parts) for parts in zip(*rows, strict=True)]
    first, last = _first_and_last(columns[0], columns[1], len(persons))
    return Panel(persons, *columns, first, last)


def _repeated(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(row, column) of `counts`, each repeated as often as its count."""
    cell = np.repeat(np.arange(counts.size), counts.ravel())
    return cell // counts.shape[1], cell % counts.shape[1]


def _age_within(band: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    starts = np.array(AGE_BAND_STARTS)
    low, high = starts[band], starts[band + 1]
    u = rng.random(len(band))
    # the oldest thin out within their bands, everyone else is spread evenly
    u = np.where(band == BANDS - 1, 1 - np.sqrt(1 - 0.9 * u), u)
    return (low + np.floor(u * (high - low))).astype(int)


def _next_year(
    year: int,
    present: np.ndarray,
    area: np.ndarray,
    age: np.ndarray,
    persons: Persons,
    places: Places,
    wanted: np.ndarray,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray, Persons]:
    """The people and their areas on 1 January after `year`, and all persons known by then."""
    alive = rng.random(len(present)) >= np.minimum(np.exp(-10.6 + 0.097 * age), 0.6)
    births = rng.poisson(wanted[:, 0] / 6.2)
    baby_area, babies = newborn(births, present, area, age, persons, year, rng)
    first_baby = len(persons)
    persons = persons.joined(babies)
    present = np.concatenate([present[alive], first_baby + np.arange(len(babies))])
    area = np.concatenate([area[alive], baby_area])
    band = band_of(year - persons.born[present])

    leaves_home = rng.random(len(present)) < MOVING_SHARE[band]
    leaves_home |= _crowded_out(area * BANDS + band, leaves_home, wanted, rng)
    away = leaves_home & (rng.random(len(present)) < LEAVING_SHARE)
    staying = np.bincount((area * BANDS + band)[~leaves_home], minlength=wanted.size)
    free = np.floor(wanted + rng.random(wanted.shape)).astype(int) - staying.reshape(wanted.shape)
    slot_area, slot_band = _repeated(np.maximum(free, 0))
    pool = np.flatnonzero(leaves_home & ~away)
    mover, slot = _matched(
        persons.standing[present[pool]], band[pool], -places.disadvantage[slot_area], slot_band, rng
    )
    area = area.copy()
    area[pool[mover]] = slot_area[slot]
    stays = ~leaves_home
    stays[pool[mover]] = True

    open_slot = np.ones(len(slot_area), dtype=bool)
    open_slot[slot] = False
    new_age = _age_within(slot_band[open_slot], rng)
    new = newcomers(places.disadvantage[slot_area[open_slot]], year - new_age, rng)
    arrived = len(persons) + np.arange(len(new))
    return (
        np.concatenate([present[stays], arrived]),
        np.concatenate([area[stays], slot_area[open_slot]]),
        persons.joined(new),
    )


def _crowded_out(
    cell: np.ndarray, leaves_home: np.ndarray, wanted: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """True for those beyond what their area has room for in their age band."""
    order = np.lexsort((rng.random(len(cell)), leaves_home, cell))
    start = np.searchsorted(cell[order], np.arange(wanted.size))
    rank = np.empty(len(cell), dtype=int)
    rank[order] = np.arange(len(cell)) - start[cell[order]]
    return rank >= np.ceil(wanted.ravel())[cell]


def _matched(
    standing: np.ndarray,
    mover_band: np.ndarray,
    comfort: np.ndarray,
    slot_band: np.ndarray,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (mover, slot) of the same age band: the better off to the better-off areas."""
    movers, slots = [], []
    for band in range(BANDS):
        here = np.flatnonzero(mover_band == band)
        there = np.flatnonzero(slot_band == band)
        count = min(len(here), int(len(there) * 0.8))  # a fifth is for people from elsewhere
        here = rng.permutation(here)[:count]
        there = rng.permutation(there)[:count]
        movers.append(here[np.argsort(standing[here] + rng.normal(0, 0.5, count))])
        slots.append(there[np.argsort(comfort[there] + rng.normal(0, 0.3, count))])
    return np.concatenate(movers), np.concatenate(slots)


def _first_and_last(
    person: np.ndarray, year: np.ndarray, count: int
) -> tuple[np.ndarray, np.ndarray]:
    first = np.full(count, YEARS[-1] + 1)
    last = np.full(count, YEARS[0] - 1)
    np.minimum.at(first, person, year)
    np.maximum.at(last, person, year)
    return first, last
