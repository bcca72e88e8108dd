"""A municipality small enough to count by hand, for tests that need a store but no sample.

1 200 pupils a year 2019-2024 in two districts of two small areas each. In Norra Åsen every fourth
boy does not become eligible, everywhere else every tenth pupil; nobody's figures vary by chance.
"""

from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from store.writing.write import Dimension, Outcome, PersonColumns, new_version

YEARS = range(2019, 2025)
AREAS = {"S1": "D1", "S2": "D1", "S3": "D2", "S4": "D2"}
COLUMNS = PersonColumns(
    [
        Dimension(
            "sex", "sex", "Kön", "Sex", [("women", "Flickor", "Girls"), ("men", "Pojkar", "Boys")]
        ),
        Dimension("area_code", "area", "Område", "Area"),
        Dimension("birth_region", "background", "Född i", "Born in"),
    ],
    [Outcome("not_eligible", "når inte gymnasiebehörighet", "not eligible")],
    "age_years",
)


def people() -> pd.DataFrame:
    """One row per pupil and year: 150 of each sex in each small area."""
    rows = pd.MultiIndex.from_product(
        [YEARS, AREAS, ["women", "men"], range(150)], names=["year", "area_code", "sex", "number"]
    ).to_frame(index=False)
    often = (rows["area_code"].map(AREAS) == "D1") & (rows["sex"] == "men")
    return rows.assign(
        person_id=rows["year"].astype(str)
        + rows["area_code"]
        + rows["sex"]
        + rows["number"].astype(str),
        age_years=15,
        birth_region=np.where(rows["number"] % 3 == 0, "outside_nordic", "nordic"),
        not_eligible=rows["number"] % np.where(often, 4, 10) == 0,
    ).drop(columns="number")


def areas() -> pd.DataFrame:
    """The municipality, its neighbours, two districts and four small areas, without borders."""
    rows = [
        ("0000", 0, "country", "Riket", None, ""),
        ("9999", 0, "municipality", "Exempelby", "0000", "9999"),
        ("9901", 0, "municipality", "Jämförby", "0000", "9901"),
        ("9902", 0, "municipality", "Likneköping", "0000", "9902"),
        ("9903", 0, "municipality", "Parby", "0000", "9903"),
        ("D1", 0, "district", "Norra Åsen", "9999", "9999"),
        ("D2", 0, "district", "Kvarnbacken", "9999", "9999"),
        *((code, 2025, "deso", f"Småområde {code}", d, "9999") for code, d in AREAS.items()),
    ]
    columns = ["area_code", "vintage", "level", "name", "parent_code", "municipality_code"]
    return pd.DataFrame(rows, columns=columns).assign(geometry=None)


def observations() -> pd.DataFrame:
    """Eligibility (N15428): falling here from 0.88 to 0.83, steady at 0.86-0.90 elsewhere."""
    levels = {"9999": 0.88, "0000": 0.86, "9901": 0.87, "9902": 0.88, "9903": 0.90}
    rows = [
        {
            "indicator_id": "N15428",
            "area_code": code,
            "vintage": 0,
            "year": year,
            "sex": sex,
            "age_group": "total",
            "value": level
            - (0.01 * (year - 2019) if code == "9999" else 0)
            + {"total": 0, "women": 0.02, "men": -0.02}[sex],
            "numerator": np.nan,
            "denominator": np.nan,
            "status": "ok",
        }
        for code, level in levels.items()
        for year in YEARS
        for sex in ("total", "women", "men")
    ]
    return pd.DataFrame(rows)


def groups() -> pd.DataFrame:
    """One group of comparable municipalities."""
    return pd.DataFrame(
        {
            "group_id": "G1",
            "title": "Liknande kommuner grundskola, Exempelby, 2024",
            "theme": "grundskola",
            "member_code": ["9901", "9902", "9903"],
        }
    )


def build(path: Path) -> Path:
    """The store of it all at `path`."""
    with new_version(path) as draft:
        draft.set_meta(municipality_code="9999", is_sample=True)

        def noted(target: str) -> int:
            return draft.load_number(
                source="sample",
                target=target,
                producer="Exempelby (påhittad kommun)",
                address=f"{target}.csv",
                sha256="0" * 64,
                retrieved_at=datetime(2024, 12, 1),
                licence="CC0",
                rows_read=1,
                rows_kept=1,
            )

        draft.put_areas(areas(), noted("area"))
        draft.put_people(people(), COLUMNS, noted("person_year"))
        draft.put_observations(observations(), noted("observation"))
        draft.put_comparison_groups(groups(), noted("comparison_group"))
    return path
