"""Who gets which outcome, in school, mental health and being without work or studies?

Each risk is a level for the year times relative risks of the background. Those are the whole
background gradient; README.md repeats them so that a found group can be judged. The same
person tends to have the same outcome year after year: a latent part of the draw is their own.
Placements and economic assistance come from their events (`placements`, `assistance`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy.special import ndtr

from sample_data.panel import Panel
from sample_data.persons import Persons, band_of
from sample_data.places import Places
from sample_data.planted import multiplier

BANDS_16_24 = (16, 24)
# Share with mental ill-health by age band, women and men; levels as in public-health surveys.
MENTAL_WOMEN = np.array([0, 0, 0.045, 0.10, 0.17, 0.18, 0.15, 0.125, 0.10, 0.07, 0.085])
MENTAL_MEN = np.array([0, 0, 0.035, 0.05, 0.085, 0.105, 0.095, 0.08, 0.065, 0.045, 0.06])


@dataclass(frozen=True)
class Risk:
    """How an outcome depends on year and background."""

    level_first: float  # share of those asked, 2015
    level_last: float  # 2024
    asked: Callable[[Panel, np.random.Generator], np.ndarray]
    men: float = 1.0
    outside_nordic: float = 1.0
    parents: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)  # compulsory ... unknown
    one_parent: float = 1.0
    by_age: dict[int, float] = field(default_factory=dict)  # from this age on
    own_part: float = 0.6  # correlation of a person's draws with their own latent part


def _ages(low: int, high: int) -> Callable[[Panel, np.random.Generator], np.ndarray]:
    return lambda panel, rng: (panel.age >= low) & (panel.age <= high)


def _ninth_grade(panel: Panel, rng: np.random.Generator) -> np.ndarray:
    """Pupils who finish grade 9 this year: 15 on 1 January, a few of them a year late."""
    late = rng.random(len(panel.persons))[panel.person] < 0.035
    return ((panel.age == 15) & ~late) | ((panel.age == 16) & late)


RISKS = {
    "not_eligible": Risk(
        0.132,
        0.158,
        _ninth_grade,
        men=1.15,
        outside_nordic=1.6,
        parents=(2.0, 1.15, 0.5, 2.0),
        own_part=0.5,
    ),
    "high_absence": Risk(
        0.062,
        0.088,
        _ages(7, 15),
        parents=(1.5, 1.15, 0.75, 1.3),
        one_parent=1.35,
        by_age={7: 0.55, 10: 0.85, 13: 1.8},
    ),
    "special_support": Risk(
        0.055, 0.067, _ages(7, 15), men=1.6, parents=(1.25, 1.1, 0.85, 1.2), own_part=0.75
    ),
    "neet": Risk(
        0.082,
        0.074,
        _ages(*BANDS_16_24),
        outside_nordic=1.4,
        parents=(1.6, 1.1, 0.75, 1.4),
        by_age={16: 0.45, 20: 1.3},
    ),
    "mental_ill_health": Risk(0.078, 0.099, lambda panel, rng: panel.age >= 10, own_part=0.65),
}


@dataclass(frozen=True)
class Drawn:
    """An outcome for every person-year."""

    asked: np.ndarray  # bool: the outcome is known of this person this year
    came: np.ndarray  # bool, False where not asked
    without_planting: np.ndarray  # bool: the same draw had nothing been planted


def draw(name: str, panel: Panel, places: Places, rng: np.random.Generator) -> Drawn:
    """The outcome `name` of RISKS for every person-year of `panel`."""
    risk = RISKS[name]
    asked = risk.asked(panel, rng)
    relative = _relative(name, risk, panel)
    relative = relative / relative[asked].mean()
    last, first = panel.year.max(), panel.year.min()
    level = risk.level_first + (risk.level_last - risk.level_first) * (panel.year - first) / max(
        last - first, 1
    )
    base = np.minimum(level * relative, 0.95)
    planted = np.minimum(base * multiplier(name, panel, places), 0.95)
    u = luck(panel, risk.own_part, rng)
    return Drawn(asked, asked & (u < planted), asked & (u < base))


def luck(panel: Panel, own_part: float, rng: np.random.Generator) -> np.ndarray:
    """Uniform numbers a person-year, alike for the same person; low is bad luck."""
    own = 0.6 * panel.persons.frailty + 0.8 * rng.normal(size=len(panel.persons))
    z = own_part * own[panel.person]
    z += np.sqrt(1 - own_part**2) * rng.normal(size=len(panel.person))
    return ndtr(-z)


def background_risk(
    panel: Panel,
    *,
    men: float = 1.0,
    outside_nordic: float = 1.0,
    parents: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0),
    one_parent: float = 1.0,
) -> np.ndarray:
    """Product of the relative risks of sex, birth, parents' education and family."""
    persons: Persons = panel.persons
    fixed = np.where(persons.woman, 1.0, men)
    fixed *= np.where(persons.outside_nordic, outside_nordic, 1.0)
    fixed *= np.array(parents)[persons.parents_education]
    return fixed[panel.person] * np.where(panel.family == 1, one_parent, 1.0)


def _relative(name: str, risk: Risk, panel: Panel) -> np.ndarray:
    if name == "mental_ill_health":
        woman = panel.persons.woman[panel.person]
        band = band_of(panel.age)
        return np.where(woman, MENTAL_WOMEN[band], MENTAL_MEN[band])
    relative = background_risk(
        panel,
        men=risk.men,
        outside_nordic=risk.outside_nordic,
        parents=risk.parents,
        one_parent=risk.one_parent,
    )
    for age, factor in risk.by_age.items():
        relative[panel.age >= age] *= factor / _factor_before(risk.by_age, age)
    return relative


def _factor_before(by_age: dict[int, float], age: int) -> float:
    before = [factor for start, factor in by_age.items() if start < age]
    return before[-1] if before else 1.0
