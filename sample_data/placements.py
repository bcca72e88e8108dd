"""Who is placed in care, on which paths, and who got support in between?

A first placement has a risk by age and background; then each placement is followed by another,
directly or after time at home, or by nothing. All placements of all persons take one step at a
time, so a loop runs over steps (at most eight), never over persons.

Planted here is the need that only a flow shows: after leaving residential care (HVB, SiS) for
home, boys seldom get outpatient support (Öppenvård), girls mostly do, and whoever does not get it
comes back far more often.
"""

from dataclasses import dataclass

import numpy as np

from sample_data.outcomes import background_risk
from sample_data.panel import Panel
from sample_data.persons import YEARS

TYPES = ("Familjehem", "Jourhem", "HVB", "SiS")
FAMILY_HOME, EMERGENCY_HOME, RESIDENTIAL, SECURE = range(4)
DAY_ZERO = np.datetime64("2015-01-01")
LAST_DAY = int((np.datetime64("2024-12-31") - DAY_ZERO).astype(int))
STEPS = 8
HOMES = 97  # a prime, so that steps never come back to the same home
BEFORE = 8  # years of first placements before 2015, so that some already run when the data begins

SUPPORT_SHARE, SUPPORT_SHARE_GROUP = 0.62, 0.10  # after leaving residential care for home
RETURN_WITHOUT, RETURN_WITH = 0.60, 0.22  # back in residential care within two years
RETURN_OTHERWISE = 0.10  # to an emergency home, after a foster or emergency home
TWO_YEARS = 700  # days: the longest time at home before a return, with some room

# First placements per child and year by age, level of Kolada's N33816 and N33817.
_AGES = (0, 3, 8, 12, 14, 16, 17, 20)
_PER_1000 = (3.0, 2.2, 1.7, 2.4, 4.9, 6.2, 4.2, 0.4)
FIRST_BY_AGE = np.interp(np.arange(21), _AGES, _PER_1000) / 1000
MEDIAN_DAYS = np.array([900, 75, 150, 150, 160])
SPREAD = np.array([1.0, 0.7, 0.65, 0.5, 0.7])
FIRST_TYPE = {"young": (0.40, 0.55, 0.05, 0.0), "teen": (0.22, 0.15, 0.54, 0.09)}
# What follows directly after each type: home, then the four types. The last row, as the last item
# of the lengths above, is a teenager's family or emergency home that was not the first placement.
LATER_FAMILY = 4
DIRECTLY_AFTER = np.array(
    [
        (0.82, 0.0, 0.08, 0.10, 0.0),
        (0.45, 0.45, 0.0, 0.10, 0.0),
        (0.48, 0.12, 0.07, 0.20, 0.13),
        (0.42, 0.08, 0.04, 0.38, 0.08),
        (0.46, 0.03, 0.03, 0.36, 0.12),
    ]
)


@dataclass
class Placements:
    """Episodes, one item each; days are counted from 1 January 2015 and may be negative."""

    person: np.ndarray
    type: np.ndarray  # index into TYPES
    start: np.ndarray
    end: np.ndarray  # inclusive
    home: np.ndarray  # number of the home; a move is always to another


@dataclass
class GapSupport:
    """Outpatient support between two placements: person, first and last day."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray


@dataclass
class Path:
    """All that was drawn, and the returns with and without support, for the planted truth."""

    placements: Placements
    support: GapSupport
    homecomings: dict  # arrays: person, group (bool), supported (bool), returned (bool)


def exit_day(panel: Panel, rng: np.random.Generator) -> np.ndarray:
    """The day each person leaves, some day of their last year; beyond the data if they stay."""
    start = day_of(panel.last_year)
    leaves = panel.last_year < YEARS[-1]
    return np.where(leaves, start + rng.integers(1, 365, len(start)), LAST_DAY + 10_000)


def day_of(year: np.ndarray) -> np.ndarray:
    """Days from 1 January 2015 to 1 January of `year`."""
    new_year = (np.asarray(year) - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return (new_year - DAY_ZERO).astype(int)


def firsts(panel: Panel, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Person and first day of every first placement, some from before the data begins."""
    age = panel.age
    risk = np.where(age <= 20, FIRST_BY_AGE[np.minimum(age, 20)], 0.0)
    risk = risk * background_risk(panel, men=1.08, parents=(1.5, 1.1, 0.6, 1.5), one_parent=1.7)
    risk *= np.exp(0.7 * panel.persons.frailty - 0.245)[panel.person]
    hit = rng.random(len(risk)) < risk
    person = [panel.person[hit]]
    start = [day_of(panel.year[hit]) + rng.integers(0, 365, int(hit.sum()))]
    early = np.flatnonzero(panel.year == YEARS[0])
    for back in range(1, BEFORE + 1):
        then = age[early] - back
        chance = np.where((then >= 0) & (then <= 20), FIRST_BY_AGE[np.clip(then, 0, 20)], 0)
        hit = rng.random(len(early)) < chance
        person.append(panel.person[early[hit]])
        start.append(-365 * back + rng.integers(0, 365, int(hit.sum())))
    person, start = np.concatenate(person), np.concatenate(start)
    order = np.lexsort((start, person))
    person, start = person[order], start[order]
    only_first = np.r_[True, person[1:] != person[:-1]]
    return person[only_first], start[only_first]


def follow(
    panel: Panel,
    first: tuple[np.ndarray, np.ndarray],
    leaves: np.ndarray,
    seed: np.random.SeedSequence,
    *,
    planted: bool = True,
) -> Path:
    """The whole path of each first placement. The same `seed` gives the same luck without need."""
    rng = np.random.default_rng(seed)
    person, start = first
    born = day_of(panel.persons.born[person]) + 182
    group = ~panel.persons.woman[person]
    kind = _first_type((start - born) / 365.25, rng.random(len(person)))
    limit = np.minimum(leaves[person] - 1, born + 21 * 365)
    luck = rng.random((STEPS, 7, len(person)))
    normal = rng.normal(size=(STEPS, len(person)))
    episodes, supports, homecomings = [], [], []
    now = np.arange(len(person))  # the paths that go on
    for step in range(STEPS):
        u, last = luck[step][:, now], limit[now]
        teen = (start - born[now]) / 365.25 >= 12
        stay = np.where(teen & (kind < RESIDENTIAL) & (step > 0), LATER_FAMILY, kind)
        days = np.exp(np.log(MEDIAN_DAYS[stay]) + SPREAD[stay] * normal[step, now])
        end = np.minimum(start + np.maximum(days, 5).astype(int), last)
        home = 1 + (37 * now + 11 * step) % HOMES
        episodes.append((person[now], kind, start, end, home))
        following, pause = _directly_after(kind, stay, (end - born[now]) / 365.25, u)
        goes_home = following == 0
        from_care = goes_home & (kind >= RESIDENTIAL)
        supported = from_care & (u[2] < _support_share(group[now], planted))
        gap = (25 + 640 * u[4] ** 1.7).astype(int) + 40 * supported
        back = goes_home & (u[3] < _return_share(kind, supported)) & (end + gap < last)
        back &= end < last
        helped = supported & (end < last)
        supports.append(_support(person[now], end, np.where(back, gap, 400), u[5], helped))
        told = from_care & (end >= 0) & (end + TWO_YEARS < np.minimum(last, LAST_DAY + 1))
        homecomings.append((person[now][told], group[now][told], supported[told], back[told]))
        start = end + np.where(goes_home, gap, pause)
        goes_on = (~goes_home | back) & (start < last) & (start <= LAST_DAY) & (end < last)
        kind = np.where(goes_home, _type_of_return(kind, u[6]), following - 1)
        now, kind, start = now[goes_on], kind[goes_on], start[goes_on]
    return Path(
        _cut(episodes),
        GapSupport(*(np.concatenate(c) for c in zip(*supports, strict=True))),
        dict(
            zip(
                ("person", "group", "supported", "returned"),
                (np.concatenate(c) for c in zip(*homecomings, strict=True)),
                strict=True,
            )
        ),
    )


def _directly_after(
    kind: np.ndarray, stay: np.ndarray, age: np.ndarray, u: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """What follows (0 home, else the type plus one), and days until then, always within a week."""
    following = (u[0][:, None] > np.cumsum(DIRECTLY_AFTER[stay], axis=1)).sum(axis=1)
    following = np.where((following > RESIDENTIAL) & (age < 11), 1, following)
    pause = np.where(u[1] < 0.55, 1, 3 + (u[1] * 100).astype(int) % 4)
    return following, np.where(following == kind + 1, np.maximum(pause, 3), pause)


def _support_share(group: np.ndarray, planted: bool) -> np.ndarray:
    return np.where(group & planted, SUPPORT_SHARE_GROUP, SUPPORT_SHARE)


def _return_share(kind: np.ndarray, supported: np.ndarray) -> np.ndarray:
    from_care = np.where(supported, RETURN_WITH, RETURN_WITHOUT)
    return np.where(kind >= RESIDENTIAL, from_care, RETURN_OTHERWISE)


def _type_of_return(kind: np.ndarray, u: np.ndarray) -> np.ndarray:
    again = np.where(u < 0.8, RESIDENTIAL, SECURE)
    return np.where(kind >= RESIDENTIAL, again, EMERGENCY_HOME)


def _first_type(age: np.ndarray, u: np.ndarray) -> np.ndarray:
    young = (u[:, None] > np.cumsum(FIRST_TYPE["young"])).sum(axis=1)
    teen = (u[:, None] > np.cumsum(FIRST_TYPE["teen"])).sum(axis=1)
    return np.minimum(np.where(age < 12, young, teen), SECURE)


def _support(
    person: np.ndarray, left: np.ndarray, gap: np.ndarray, u: np.ndarray, gets: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Support that lies wholly between leaving care and coming back (or 400 days)."""
    start = left + 3 + (u * 15).astype(int)
    end = np.minimum(start + 60 + (u * 200).astype(int), left + gap - 2)
    gets = gets & (end > start)
    return person[gets], start[gets], end[gets]


def _cut(episodes: list) -> Placements:
    """Episodes that touch the ten years; what ends after them is still running."""
    columns = [np.concatenate(parts) for parts in zip(*episodes, strict=True)]
    _person, _kind, start, end, _home = columns
    kept = (end >= 0) & (start <= LAST_DAY) & (end > start)
    return Placements(*(column[kept] for column in columns))


def placed_in_year(panel: Panel, placements: Placements, kinds: tuple[int, ...]) -> np.ndarray:
    """True for each person-year aged 0-20 with a day of one of `kinds` in that year."""
    found = np.zeros(len(panel.person), dtype=bool)
    wanted = np.isin(placements.type, kinds)
    for year in YEARS:
        overlaps = wanted & (placements.start < day_of(year + 1)) & (placements.end >= day_of(year))
        here = np.flatnonzero((panel.year == year) & (panel.age <= 20))
        found[here] = np.isin(panel.person[here], placements.person[overlaps])
    return found


def flow_truth(with_need: Path, without_need: Path) -> dict:
    """The true size of the planted flow: homecomings from HVB/SiS with two years to follow."""
    h = with_need.homecomings
    bare = without_need.homecomings

    def told(inside: np.ndarray) -> dict:
        supported = h["supported"][inside]
        returned = h["returned"][inside]
        return {
            "homecomings": int(inside.sum()),
            "persons": len(np.unique(h["person"][inside])),
            "supported": int(supported.sum()),
            "returned": int(returned.sum()),
            "returned_of_supported": int((returned & supported).sum()),
            "returned_of_unsupported": int((returned & ~supported).sum()),
        }

    return {
        "key": "return_without_support",
        "sentence": "Pojkar får sällan öppenvård när de kommer hem från HVB eller SiS, "
        "och placeras därför oftare om än flickor",
        "conditions": {"sex": "men"},
        "outcome_types": ["HVB", "SiS"],
        "origin_types": ["HVB", "SiS"],
        "support_types": ["Öppenvård"],
        "window_days": TWO_YEARS,
        "group": told(h["group"]),
        "everyone_else": told(~h["group"]),
        "returned_in_group_without_planting": int(bare["returned"][bare["group"]].sum()),
    }
