"""Which key figures would be published for Exempelby, its likes, its region and the country?

For every indicator of the catalogue that comes from Kolada there is a series 2010-2024, divided
by sex where the indicator is. `levels` holds a level and a spread for each. Where the sample's
own people say what the value is (eligibility, placements, assistance), Exempelby's value is
counted from them; everywhere else it is drawn, and nothing may be concluded from it.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from indicators.catalogue import load_catalogue
from sample_data.levels import FIRST_YEAR, LAST_YEAR, Level, level_of
from sample_data.persons import YEARS
from sample_data.places import COMPARABLE, COUNTRY_CODE, MUNICIPALITY_CODE, REGION_CODE
from sample_data.small_area_figures import is_employed
from sample_data.world import World

ALL_YEARS = np.arange(FIRST_YEAR, LAST_YEAR + 1)
SEXES = ("total", "women", "men")


def published_figures(world: World, rng: np.random.Generator) -> pd.DataFrame:
    """One row per indicator, area, year and sex: indicator_id, area_code, year, sex, value."""
    own = own_figures(world)
    tables = []
    for indicator_id, unit, by_sex in wanted_indicators():
        level = level_of(indicator_id, unit)
        values = _drawn(level, rng)  # place x sex x year
        if indicator_id in own:
            values[0] = _with_own(values[0], own[indicator_id], level)
        tables.append(_table(indicator_id, values, level, SEXES if by_sex else SEXES[:1]))
    columns = ["indicator_id", "area_code", "year", "sex", "value"]
    return pd.concat(tables, ignore_index=True)[columns]


def wanted_indicators() -> Iterable[tuple[str, str, bool]]:
    """Id, unit and whether divided by sex, of the catalogue's indicators from Kolada."""
    for indicator_id, indicator in sorted(load_catalogue().indicators.items()):
        if indicator.kolada_id:
            yield indicator_id, indicator.unit, "sex" in indicator.breakdowns


def places() -> list[str]:
    """Exempelby first, then its comparable municipalities, the region and the country."""
    return [MUNICIPALITY_CODE, *COMPARABLE, REGION_CODE, COUNTRY_CODE]


def _drawn(level: Level, rng: np.random.Generator) -> np.ndarray:
    """Values of every place (of `places`), sex and year."""
    count, years = len(places()), len(ALL_YEARS)
    span = (ALL_YEARS - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR)
    course = level.linked(level.first) * (1 - span) + level.linked(level.last) * span
    scatter = np.ones(count)
    scatter[0], scatter[-2:] = 0.7, (0.35, 0.0)
    place = rng.normal(0, level.between, count) * scatter
    wobble = np.zeros((count, years))
    for year in range(years):
        before = wobble[:, year - 1] if year else 0.0
        wobble[:, year] = 0.6 * before + rng.normal(0, level.between * 0.22, count)
    wobble[-1] *= 0.1  # the country hardly wobbles
    shared = rng.normal(0, level.between * 0.05, years)
    both = course[None] + place[:, None] + wobble + shared[None]
    gap = level.women_over_men / 2 + rng.normal(0, level.between * 0.1, (count, years))
    women, men = level.unlinked(both + gap), level.unlinked(both - gap)
    total = 0.5 * women + 0.5 * men
    if level.adds_up:
        total = women + men
    return np.stack([total, women, men], axis=1)


def _with_own(drawn: np.ndarray, own: np.ndarray, level: Level) -> np.ndarray:
    """The people's figures from 2015; before that the drawn course, moved to meet them."""
    first = YEARS[0] - FIRST_YEAR
    values = drawn.copy()
    values[:, first:] = own
    step = level.linked(own[:, 0]) - level.linked(drawn[:, first])
    values[:, :first] = level.unlinked(level.linked(drawn[:, :first]) + step[:, None])
    return values


def _table(
    indicator_id: str, values: np.ndarray, level: Level, sexes: tuple[str, ...]
) -> pd.DataFrame:
    codes = places()
    values = np.round(values[:, : len(sexes)], level.decimals)
    index = pd.MultiIndex.from_product(
        [codes, sexes, ALL_YEARS], names=["area_code", "sex", "year"]
    )
    table = pd.DataFrame({"value": values.ravel()}, index=index).reset_index()
    table = table[table["year"].between(level.first_year, level.last_year)]
    return table.assign(indicator_id=indicator_id)


def own_figures(world: World) -> dict[str, np.ndarray]:
    """Exempelby's values that its people decide: by indicator, sex (total, women, men) x year."""
    panel, drawn = world.panel, world.outcomes
    person = panel.person
    age = panel.age
    everyone = np.ones(len(age), dtype=bool)
    grown, children = age >= 18, age <= 20
    assisted, long = drawn["social_assistance"].came, drawn["long_assistance"].came
    pupils = (age >= 7) & (age <= 15)
    neet, ninth = drawn["neet"], drawn["not_eligible"]
    count = _ByYear(world)
    return {
        "N15428": 1 - count.share(ninth.came, ninth.asked),
        "N33816": 1000 * count.share(world.in_care["HVB"], children),
        "N33817": 1000 * count.share(world.in_care["Familjehem"], children),
        "N33818": 1000 * count.share(world.in_care["HVB"] | world.in_care["Familjehem"], children),
        "N31825": count.share(assisted, grown),
        "N31816": count.share(long, grown),
        "N31814": count.share(long, assisted),
        "U31804": count.share(assisted, (age >= 18) & (age <= 24)),
        "N02797": count.share(neet.came, neet.asked),
        "N15820": count.share(panel.persons.parents_education[person] == 2, pupils),
        "N01982": count.share(panel.persons.education[person] == 2, (age >= 25) & (age <= 64)),
        "N02243": count.share(is_employed(world), (age >= 20) & (age <= 64)),
        "N02267": count.share(is_employed(world), (age >= 20) & (age <= 64)),
        "N01951": count.number(everyone),
        "N01919": count.number(age <= 19),
    }


class _ByYear:
    """Counts of person-years by sex (total, women, men) and year."""

    def __init__(self, world: World) -> None:
        self.women = world.panel.persons.woman[world.panel.person]
        self.year = world.panel.year - YEARS[0]

    def number(self, which: np.ndarray) -> np.ndarray:
        """Persons in each sex and year."""
        women = np.bincount(self.year[which & self.women], minlength=len(YEARS))
        men = np.bincount(self.year[which & ~self.women], minlength=len(YEARS))
        return np.array([women + men, women, men], dtype=float)

    def share(self, came: np.ndarray, asked: np.ndarray) -> np.ndarray:
        """Share of `asked` that `came`, 0 to 1."""
        return self.number(came & asked) / np.maximum(self.number(asked), 1)
