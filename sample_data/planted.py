"""Which needs are planted in Exempelby, for whom, and how large did they come out?

A planted need multiplies one outcome's risk for one group and nothing else. Every outcome is
drawn once with and once without it from the same random numbers, so the excess that is written
to planted.json is the number of cases that would not have been there otherwise.
"""

from dataclasses import dataclass

import numpy as np

from sample_data.panel import Panel
from sample_data.persons import YEARS
from sample_data.places import DISTRICTS, Places, district_code, district_index

FAMILY = ("two_parents", "one_parent", "couple", "single")
PARENTS = ("compulsory", "upper_secondary", "post_secondary")


@dataclass(frozen=True)
class Need:
    """One planted need: the group, the outcome and how much more common it is made."""

    key: str
    outcome: str
    relative_risk: float
    sentence: str  # Swedish, as a person would say it
    sex: str | None = None
    ages: tuple[int, int] | None = None  # completed years, both inclusive
    district: str | None = None
    parents_education: str | None = None
    family_type: str | None = None
    first_year: int = YEARS[0]

    def conditions(self) -> dict:
        """The group as dimension and value, districts by their code."""
        found = {
            "sex": self.sex,
            "age_group": f"{self.ages[0]}-{self.ages[1]}" if self.ages else None,
            "district": district_code(district_index(self.district)) if self.district else None,
            "parents_education": self.parents_education,
            "family_type": self.family_type,
        }
        return {name: value for name, value in found.items() if value}

    def members(self, panel: Panel, places: Places) -> np.ndarray:
        """True for each person-year of the group."""
        persons, person = panel.persons, panel.person
        inside = panel.year >= self.first_year
        if self.sex:
            inside &= persons.woman[person] == (self.sex == "women")
        if self.ages:
            inside &= (panel.age >= self.ages[0]) & (panel.age <= self.ages[1])
        if self.district:
            inside &= places.in_district(self.district)[panel.area]
        if self.parents_education:
            wanted = PARENTS.index(self.parents_education)
            inside &= (persons.parents_education[person] == wanted) & (panel.age < 25)
        if self.family_type:
            inside &= panel.family == FAMILY.index(self.family_type)
        return inside


NEEDS = (
    Need(
        "granfors_neet",
        "neet",
        2.2,
        "Unga 16-24 år i Granfors som varken arbetar eller studerar, sedan bruket lades ned 2018",
        district="Granfors",
        first_year=2018,
    ),
    Need(
        "one_parent_support",
        "special_support",
        1.8,
        "Elever som bor med en förälder får särskilt stöd oftare än andra",
        family_type="one_parent",
    ),
    Need(
        "norra_asen_boys_eligibility",
        "not_eligible",
        1.8,
        "Pojkar i Norra Åsen vars föräldrar har högst grundskola når inte gymnasiebehörighet",
        sex="men",
        district="Norra Åsen",
        parents_education="compulsory",
    ),
    Need(
        "ekhagen_girls_mental",
        "mental_ill_health",
        2.2,
        "Unga kvinnor 16-19 år i välbärgade Ekhagen mår psykiskt dåligt",
        sex="women",
        ages=(16, 19),
        district="Ekhagen",
    ),
    Need(
        "bjorkdalen_young_assistance",
        "social_assistance",
        2.4,
        "Unga vuxna 20-24 år i Björkdalen har ekonomiskt bistånd",
        ages=(20, 24),
        district="Björkdalen",
    ),
)
TRAP_DISTRICT = "Högskoleområdet"
TRAP_OUTCOME = "mental_ill_health"


def multiplier(outcome: str, panel: Panel, places: Places) -> np.ndarray:
    """What the risk of `outcome` is multiplied by, for each person-year (1 for most)."""
    factor = np.ones(len(panel.person))
    for need in NEEDS:
        if need.outcome == outcome:
            factor[need.members(panel, places)] *= need.relative_risk
    return factor


def size_of(
    need: Need, panel: Panel, places: Places, asked: np.ndarray, came: np.ndarray, bare: np.ndarray
) -> dict:
    """The true size of a planted need: `came` with it and `bare` without, same random numbers."""
    inside = need.members(panel, places) & asked
    cases, without = int(came[inside].sum()), int(bare[inside].sum())
    outside_share = float(came[asked & ~inside].mean())
    return {
        "key": need.key,
        "sentence": need.sentence,
        "outcome": need.outcome,
        "conditions": need.conditions(),
        "district_name": need.district,
        "area_codes": _codes_in(need.district, places),
        "first_year": need.first_year,
        "last_year": YEARS[-1],
        "planted_relative_risk": need.relative_risk,
        "persons": len(np.unique(panel.person[inside])),
        "person_years": int(inside.sum()),
        "cases": cases,
        "cases_without_planting": without,
        "excess_cases": cases - without,
        "share": round(cases / max(int(inside.sum()), 1), 4),
        "share_without_planting": round(without / max(int(inside.sum()), 1), 4),
        "share_of_everyone_else": round(outside_share, 4),
    }


def _codes_in(district: str | None, places: Places) -> list[str]:
    return list(places.codes[places.in_district(district)]) if district else []


def trap(panel: Panel, places: Places, asked: np.ndarray, came: np.ndarray) -> dict:
    """The district that looks bad on an outcome and is only young: crude and age-standardised."""
    here = places.in_district(TRAP_DISTRICT)[panel.area] & asked
    age = np.minimum(panel.age, 100)
    everyone = np.bincount(age[asked], minlength=101)
    rate = np.bincount(age[asked], weights=came[asked], minlength=101) / np.maximum(everyone, 1)
    expected = float(rate[age[here]].sum())
    return {
        "key": "trap",
        "sentence": f"{DISTRICTS[district_index(TRAP_DISTRICT)].name} ser ut att må sämre, "
        "men där bor bara fler unga",
        "outcome": TRAP_OUTCOME,
        "conditions": {"district": district_code(district_index(TRAP_DISTRICT))},
        "district_name": TRAP_DISTRICT,
        "area_codes": _codes_in(TRAP_DISTRICT, places),
        "person_years": int(here.sum()),
        "cases": int(came[here].sum()),
        "cases_expected_from_age": round(expected, 1),
        "share": round(float(came[here].sum()) / max(int(here.sum()), 1), 4),
        "share_of_everyone_else": round(float(came[asked & ~here].mean()), 4),
        "age_standardised_ratio": round(float(came[here].sum()) / expected, 3)
        if expected
        else None,
    }
