"""A store small enough for a test: a fictional municipality with figures whose truth is known.

12 000 persons in three years, four districts of three small areas, and ten years of public figures
for eight municipalities and the country. What is planted:

- `not_eligible` (pupils in year 9): boys in Norra Åsen 40 %, everybody else 10 %;
- N15428 (eligible, public): 80.0 % in 2024, the country 85.0 %, comparable ones 84 to 90 %;
- the newest boys of Lilla By are three: a cell that must be withheld.
"""

from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from store.writing.write import Dimension, Outcome, PersonColumns, new_version

MUNICIPALITY, COUNTRY = "9999", "0000"
COMPARABLE = [f"990{i}" for i in range(1, 8)]
DISTRICTS = {
    "9999D01": "Norra Åsen",
    "9999D02": "Centrum",
    "9999D03": "Strandby",
    "9999D04": "Lilla By",
}
YEARS = range(2022, 2025)
RETRIEVED = datetime(2026, 11, 1, 9, 0)


def build(path: Path, *, is_sample: bool = True) -> Path:
    """Write the store at `path`; returns it."""
    with new_version(path, fresh=True) as draft:
        draft.set_meta(municipality_code=MUNICIPALITY, is_sample=is_sample)
        own = "sample" if is_sample else "own"
        draft.put_areas(_areas(), _load(draft, own, "area", "Exempelby kommun"))
        kolada = _load(draft, "kolada", "observation", "Kolada (RKA)")
        draft.put_observations(_observations(), kolada)
        draft.put_comparison_groups(_groups(), kolada)
        draft.put_people(
            _people(), _columns(), _load(draft, own, "person_year", "Exempelby kommun")
        )
    return path


def _load(draft, source: str, target: str, producer: str) -> int:
    return draft.load_number(
        source=source,
        target=target,
        producer=producer,
        address=f"{target}.csv",
        sha256="0" * 64,
        retrieved_at=RETRIEVED,
        licence="CC0",
        rows_read=1,
        rows_kept=1,
    )


def _areas() -> pd.DataFrame:
    rows = [
        (COUNTRY, 0, "country", "Riket", None, ""),
        (MUNICIPALITY, 0, "municipality", "Exempelby", COUNTRY, MUNICIPALITY),
    ]
    rows += [(c, 0, "municipality", f"Jämförby {c[-1]}", COUNTRY, c) for c in COMPARABLE]
    rows += [(c, 0, "district", name, MUNICIPALITY, MUNICIPALITY) for c, name in DISTRICTS.items()]
    rows += [
        (f"9999A{d}0{i}0", 2025, "deso", f"{name} {i}", code, MUNICIPALITY)
        for d, (code, name) in enumerate(DISTRICTS.items())
        for i in range(1, 4)
    ]
    columns = ["area_code", "vintage", "level", "name", "parent_code", "municipality_code"]
    return pd.DataFrame(rows, columns=columns).assign(geometry=None)


def _observations() -> pd.DataFrame:
    """N15428 falls from 88.1 to 80.0 % here; the others wave about their own level."""
    rows = []
    for k, (indicator, level, worse) in enumerate(
        [
            ("N15428", 0.85, -0.05),
            ("N15436", 0.84, 0.0),
            ("N15419", 0.74, 0.03),
            ("N17457", 0.72, 0.0),
        ]
    ):
        for year in range(2015, 2025):
            wave = 0.004 * ((year * 7 + k) % 3 - 1)
            own = level + worse * (year - 2015 + 1) / 10 + 0.031 * (2024 - year) / 9 + wave
            rows += [
                (indicator, MUNICIPALITY, year, "total", own if year < 2024 else level + worse)
            ]
            rows += [
                (indicator, MUNICIPALITY, year, sex, own + d)
                for sex, d in (("women", 0.03), ("men", -0.03))
            ]
            rows += [(indicator, COUNTRY, year, "total", level)]
            rows += [
                (indicator, code, year, "total", level - 0.01 + 0.01 * i + wave)
                for i, code in enumerate(COMPARABLE)
            ]
    table = pd.DataFrame(rows, columns=["indicator_id", "area_code", "year", "sex", "value"])
    return table.assign(
        vintage=0, age_group="total", numerator=None, denominator=None, status="ok"
    ).astype({"numerator": float, "denominator": float})


def _groups() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group_id": "G1",
            "title": "Liknande kommuner, övergripande, Exempelby, 2024",
            "theme": "övergripande",
            "member_code": [MUNICIPALITY, *COMPARABLE],
        }
    )


def _people() -> pd.DataFrame:
    rng = np.random.default_rng(2024)
    n = 12_000
    area = rng.integers(0, 12, n)
    birth_year = rng.integers(2005, 2010, n)
    person = pd.DataFrame(
        {
            "person_id": [f"p{i:05}" for i in range(n)],
            "sex": np.where(rng.random(n) < 0.5, "women", "men"),
            "area_code": [f"9999A{a // 3}0{a % 3 + 1}0" for a in area],
            "parents_education": rng.choice(["compulsory", "upper_secondary", "post_secondary"], n),
        }
    )
    small = person["area_code"] == "9999A3030"
    few = small & (person["sex"] == "men") & (small.cumsum() > 6)
    frames = []
    for year in YEARS:
        age = year - birth_year
        hard = (area // 3 == 0) & (person["sex"] == "men")
        fails = rng.random(n) < np.where(hard, 0.4, 0.1)
        absent = rng.random(n) < 0.12
        one = person.assign(
            year=year,
            age_years=age,
            not_eligible=pd.array(np.where(age == 16, fails, None), dtype="boolean"),
            high_absence=pd.array(np.where(age <= 15, absent, None), dtype="boolean"),
        )
        frames.append(one[~few])
    return pd.concat(frames, ignore_index=True)


def _columns() -> PersonColumns:
    return PersonColumns(
        [
            Dimension(
                "sex",
                "sex",
                "Kön",
                "Sex",
                [("women", "Kvinnor", "Women"), ("men", "Män", "Men")],
            ),
            Dimension("area_code", "area", "Småområde", "Small area"),
            Dimension(
                "parents_education",
                "background",
                "Föräldrarnas utbildning",
                "Parents' education",
                [
                    ("compulsory", "Grundskola", "Compulsory"),
                    ("upper_secondary", "Gymnasium", "Upper secondary"),
                    ("post_secondary", "Eftergymnasial", "Post-secondary"),
                ],
            ),
        ],
        [
            Outcome("not_eligible", "når inte gymnasiebehörighet", "not eligible"),
            Outcome("high_absence", "hög frånvaro", "high absence"),
        ],
        age_years="age_years",
    )


@cache
def small_store() -> Path:
    """The store, built once a process in a folder that goes away with it."""
    folder = TemporaryDirectory(prefix="behovsbild-")
    _FOLDERS.append(folder)
    return build(Path(folder.name) / "store.duckdb")


_FOLDERS: list[TemporaryDirectory] = []
