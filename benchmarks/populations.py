"""What does a population look like in which we know whom the average hides?

People with seven correlated background dimensions (poor areas have more low incomes, short
education and foreign born, as in reality), one rare outcome, and planted groups whose risk is
multiplied by a known factor. Every number that the benchmarks print about recall comes from here.
"""

from dataclasses import dataclass

import numpy as np

DIMENSIONS = {
    "sex": ["women", "men"],
    "age_group": [
        "0-5", "6-9", "10-12", "13-15", "16-19", "20-24", "25-29", "30-44", "45-64", "65-79", "80+",
    ],
    "area_code": [f"A{number:02d}" for number in range(1, 25)],
    "birth_region": ["sweden", "nordic", "europe", "other"],
    "parents_education": ["compulsory", "upper_secondary", "post_secondary", "unknown"],
    "family_type": ["two_parents", "one_parent", "single", "couple", "other"],
    "income_quintile": ["1", "2", "3", "4", "5"],
}  # fmt: skip
AGE_SHARES = np.array([6.5, 4.7, 3.6, 3.6, 4.6, 5.5, 6.4, 20.0, 25.0, 14.5, 5.6]) / 100
AGE_RISK = np.array([0.4, 0.5, 0.8, 1.6, 2.2, 2.0, 1.4, 1.0, 0.8, 0.6, 0.5])  # the trap's gradient
DEPTHS, SHARES, RISK_RATIOS = (1, 3), (0.002, 0.05), (1.3, 2.5)  # as the issue asks


@dataclass(frozen=True)
class Planted:
    """A group whose risk was multiplied by `risk_ratio`; `members` is one bool a person."""

    conditions: dict[str, str]
    risk_ratio: float
    members: np.ndarray


@dataclass(frozen=True)
class Population:
    """`codes` one uint8 column a dimension, `outcome` bool, `risk` the true probability."""

    codes: dict[str, np.ndarray]
    outcome: np.ndarray
    risk: np.ndarray
    base: np.ndarray
    planted: list[Planted]


def population(
    seed: int,
    people: int = 100_000,
    planted: int = 5,
    base_rate: float = 0.05,
    *,
    age_gradient: bool = False,
    small_groups: bool = False,
    correlation: float = 1.0,
) -> Population:
    """People, their outcome and the planted truth; the same seed gives the same population.

    age_gradient   the base risk differs by age, so that age mix alone makes areas look bad;
                   then no group of age alone is planted, since standardising hides it rightly
    small_groups   every order of size is equally likely, rather than every combination: harder
    correlation    how strongly standing decides the background; 1 as in reality, 2 is harder
    """
    rng = np.random.default_rng([seed, people])
    codes = _background(rng, people, 0.6 if age_gradient else 0.15, correlation)
    base = np.full(people, base_rate)
    if age_gradient:
        base *= AGE_RISK[codes["age_group"]]
        base *= base_rate / base.mean()
    forbidden = {"age_group"} if age_gradient else set()
    groups = _plant(rng, codes, planted, forbidden, small_groups)
    risk = base.copy()
    for group in groups:
        risk[group.members] *= group.risk_ratio
    risk = np.minimum(risk, 0.95)
    return Population(codes, rng.random(people) < risk, risk, base, groups)


def _background(
    rng: np.random.Generator, people: int, age_tilt: float, correlation: float
) -> dict[str, np.ndarray]:
    areas = len(DIMENSIONS["area_code"])
    hardship = rng.normal(size=areas)
    youth = rng.normal(scale=age_tilt, size=areas)
    sizes = rng.lognormal(sigma=0.5, size=areas)
    area = rng.choice(areas, people, p=sizes / sizes.sum())
    ages = np.log(AGE_SHARES) - youth[:, None] * np.linspace(-1, 1, len(AGE_SHARES))
    age = _draw(rng, ages[area])
    standing = correlation * (-0.6 * hardship[area] + rng.normal(scale=0.8, size=people))
    foreign = 0.7 * hardship[area] - 0.3 * standing
    birth = _draw(rng, np.log([0.78, 0.04, 0.07, 0.11]) + foreign[:, None] * [0, 0.2, 0.6, 1.0])
    schooled = standing - 0.4 * (birth == 3)
    education = _draw(
        rng, np.log([0.15, 0.42, 0.38, 0.05]) + schooled[:, None] * [-0.9, 0, 0.9, -0.3]
    )
    household = np.log([0.42, 0.12, 0.22, 0.21, 0.03]) + standing[:, None] * [
        0.3,
        -0.4,
        -0.3,
        0.3,
        0,
    ]
    grown = age >= 5
    household = household + np.where(
        grown[:, None], [-1.2, -1.2, 0.8, 0.8, 0], [1.0, 1.0, -3, -6, 0]
    )
    earning = (
        standing + 0.5 * (education == 2) - 0.5 * (birth == 3) + rng.normal(scale=0.8, size=people)
    )
    rank = earning.argsort().argsort()
    columns = {
        "sex": rng.integers(0, 2, people),
        "age_group": age,
        "area_code": area,
        "birth_region": birth,
        "parents_education": education,
        "family_type": _draw(rng, household),
        "income_quintile": rank * 5 // people,
    }
    return {name: column.astype(np.uint8) for name, column in columns.items()}


def _draw(rng: np.random.Generator, log_weights: np.ndarray) -> np.ndarray:
    """One category a row, with probability in proportion to exp(log_weights)."""
    return (log_weights + rng.gumbel(size=log_weights.shape)).argmax(axis=1)


def _plant(
    rng: np.random.Generator,
    codes: dict[str, np.ndarray],
    wanted: int,
    forbidden: set[str],
    small_groups: bool,
) -> list[Planted]:
    groups: list[Planted] = []
    while len(groups) < wanted:
        size = np.exp(rng.uniform(*np.log(SHARES))) if small_groups else None
        depth = rng.integers(DEPTHS[0], DEPTHS[1] + 1)
        while True:  # depth or size is drawn once, so that the easy ones do not crowd in
            depth = rng.integers(DEPTHS[0], DEPTHS[1] + 1) if small_groups else depth
            names = rng.choice(list(DIMENSIONS), depth, replace=False).tolist()
            if set(names) <= forbidden:
                continue
            values = {name: int(rng.integers(len(DIMENSIONS[name]))) for name in names}
            members = np.logical_and.reduce([codes[name] == v for name, v in values.items()])
            share = members.mean()
            fits = size is None or 0.8 < share / size < 1.25
            if SHARES[0] <= share <= SHARES[1] and fits:
                break
        if any(jaccard(members, group.members) >= 0.5 for group in groups):
            continue
        conditions = {name: DIMENSIONS[name][v] for name, v in values.items()}
        groups.append(Planted(conditions, float(rng.uniform(*RISK_RATIOS)), members))
    return groups


def jaccard(one: np.ndarray, other: np.ndarray) -> float:
    """Shared members over members of either (0 to 1)."""
    either = np.count_nonzero(one | other)
    return np.count_nonzero(one & other) / either if either else 0.0
