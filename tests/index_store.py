"""A store of the five areas of tests/analysis/statistics/test_socioeconomic_index.py, and outcomes
for them.

Districts A to E with the four variables for 2023 and 2024; what lacks is said where it is left out.
Squares of one kilometre side by side are their borders: A touches B, B touches C, and so on.
"""

from datetime import datetime
from pathlib import Path

import pandas as pd
import shapely

from store.writing.write import Dimension, Outcome, PersonColumns, new_version

MUNICIPALITY = "9999"
CODES = [f"9999{letter}" for letter in "ABCDE"]
VARIABLES = {
    "post_secondary_share": [0.20, 0.30, 0.40, 0.50, 0.60],
    "employed_share": [0.60, 0.70, 0.65, 0.75, 0.80],
    "sweden_born_share": [0.50, 0.70, 0.80, 0.60, 0.90],  # stands in for nordic_born_share
    "earned_income_median_sek": [200_000, 240_000, 300_000, 360_000, 400_000],
}
PEOPLE = [1000, 1000, 2000, 5000, 1000]
# Falls with the index: 0.5 less 0.04 times 0, 3.625, 5, 6.375 and 10, a little off the line.
LOW_STANDARD = [0.50, 0.36, 0.29, 0.25, 0.10]
OFFICIAL = [30.0, 20.0, 15.0, 12.0, 5.0]


def areas() -> pd.DataFrame:
    """The municipality and its five districts in a row, each a square of 1 km."""
    rows = [("0000", 0, "country", "Riket", None, "", None)]
    rows += [(MUNICIPALITY, 0, "municipality", "Exempelby", "0000", MUNICIPALITY, None)]
    rows += [
        (code, 0, "district", f"Område {code[-1]}", MUNICIPALITY, MUNICIPALITY, _square(place))
        for place, code in enumerate(CODES)
    ]
    columns = [
        "area_code", "vintage", "level", "name", "parent_code", "municipality_code", "geometry",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def observations() -> pd.DataFrame:
    """Each figure in both years; 2023 lacks the income of E."""
    figures = VARIABLES | {
        "scb_low_economic_standard_share": LOW_STANDARD,
        "scb_socioeconomic_index": OFFICIAL,
        "scb_area_type": [1, 2, 3, 4, 5],
    }
    rows = [
        {
            "indicator_id": indicator,
            "area_code": code,
            "vintage": 0,
            "year": year,
            "sex": "total",
            "age_group": "total",
            "value": value,
            "numerator": round(value * people) if indicator.endswith("_share") else None,
            "denominator": people if indicator.endswith("_share") else None,
            "status": "ok",
        }
        for indicator, values in figures.items()
        for code, value, people in zip(CODES, values, PEOPLE, strict=True)
        for year in (2023, 2024)
    ]
    table = pd.DataFrame(rows).astype({"numerator": float, "denominator": float, "value": float})
    lacking = (table["indicator_id"] == "earned_income_median_sek") & (
        table["area_code"] == CODES[4]
    )
    lacking &= table["year"] == 2023
    return table.assign(
        value=table["value"].mask(lacking), status=table["status"].mask(lacking, "missing")
    )


def people() -> pd.DataFrame:
    """Pupils of 15 in 2023 and 2024: 200 in each district but E, which has three.

    Not eligible: every second in A, every fifth in B, every eighth in C, every tenth in D.
    """
    often = {"9999A": 2, "9999B": 5, "9999C": 8, "9999D": 10, "9999E": 3}
    rows = [
        (f"{code}{number}", year, code, "women" if number % 2 else "men", number % every == 0)
        for code, every in often.items()
        for number in range(3 if code == "9999E" else 200)
        for year in (2023, 2024)
    ]
    columns = ["person_id", "year", "area_code", "sex", "not_eligible"]
    return pd.DataFrame(rows, columns=columns).assign(age_years=15)


PERSON_COLUMNS = PersonColumns(
    [
        Dimension("sex", "sex", "Kön", "Sex"),
        Dimension("area_code", "area", "Område", "Area"),
    ],
    [Outcome("not_eligible", "når inte gymnasiebehörighet", "not eligible")],
    "age_years",
)


def build(path: Path, *, with_people: bool = False) -> Path:
    """The store of it all at `path`; without people the figures are the published ones only."""
    with new_version(path) as draft:
        draft.set_meta(municipality_code=MUNICIPALITY, is_sample=True)
        load = {
            "source": "sample", "producer": "Exempelby (påhittad kommun)", "sha256": "0" * 64,
            "retrieved_at": datetime(2026, 11, 1), "licence": "CC0", "rows_read": 1, "rows_kept": 1,
            "rows_refused": 0,
        }  # fmt: skip
        for target, put in (
            ("area", lambda n: draft.put_areas(areas(), n)),
            ("observation", lambda n: draft.put_observations(observations(), n)),
        ):
            put(draft.load_number(target=target, address=f"{target}.csv", **load))
        if with_people:
            number = draft.load_number(target="person_year", address="personer.csv", **load)
            draft.put_people(people(), PERSON_COLUMNS, number)
    return path


def _square(place: int) -> bytes:
    west, south = 500_000 + 1000 * place, 6_600_000
    return shapely.to_wkb(shapely.box(west, south, west + 1000, south + 1000))
