"""A store drawn at random: sizes, shares and publishers' figures that nobody chose.

Small on purpose: groups of a handful and outcomes that next to nobody has are where a sentence
says more than its figures know.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from store.writing.write import Outcome, PersonColumns, new_version
from tests import small_municipality as small

YEARS = range(2016, 2025)
AREAS = list(small.AREAS)
COLUMNS = PersonColumns(
    small.COLUMNS.dimensions,
    [
        Outcome("not_eligible", "når inte gymnasiebehörighet", "not eligible"),
        Outcome("high_absence", "hög frånvaro", "high absence"),
        Outcome("likes_school", "trivs", "likes school"),
    ],
    "age_years",
)
PUBLIC = ("N15428", "N15436", "N15419", "N02797", "scb_population")


def build(path: Path, seed: int) -> Path:
    """The store of this seed at `path`."""
    rng = np.random.default_rng(seed)
    with new_version(path, fresh=True) as draft:
        draft.set_meta(municipality_code="9999", is_sample=True)
        draft.put_areas(small.areas(), _load(draft, "area"))
        draft.put_people(_people(rng), COLUMNS, _load(draft, "person_year"))
        draft.put_observations(_observations(rng), _load(draft, "observation"))
    return path


def _people(rng: np.random.Generator) -> pd.DataFrame:
    n = int(rng.integers(300, 3000))
    crowd = rng.dirichlet(np.full(len(AREAS), 0.7))
    person = pd.DataFrame(
        {
            "person_id": [f"p{number:05}" for number in range(n)],
            "area_code": rng.choice(AREAS, n, p=crowd),
            "sex": rng.choice(["women", "men"], n),
            "birth_region": rng.choice(["outside_nordic", "nordic"], n, p=[0.1, 0.9]),
            "age_years": 15,
        }
    )
    groups = person.groupby(["area_code", "sex"]).ngroup().to_numpy()
    shares = {
        "not_eligible": rng.beta(1, 5, 8),
        "high_absence": rng.choice([0.0, 0.002, 0.1], 8),
        "likes_school": rng.beta(5, 1, 8),
    }
    drawn = {name: rng.random(n) < share[groups] for name, share in shares.items()}
    return pd.concat([person.assign(year=year, **drawn) for year in (2023, 2024)])


def _observations(rng: np.random.Generator) -> pd.DataFrame:
    """Figures with and without persons, with gaps, of the municipality, its sexes and districts."""
    rows = []
    for indicator in PUBLIC:
        level, apart = rng.uniform(0.2, 0.8), rng.choice([0.0, 0.02, 0.15])
        counted, n = rng.random() < 0.5, int(rng.integers(10, 800))
        for year in YEARS:
            for sex, off in (("total", 0), ("women", apart), ("men", -apart)):
                rows.append((indicator, "9999", year, sex, level + off, counted, n))
            rows.append((indicator, "D1", year, "total", level + apart, counted, n))
            rows.append((indicator, "D2", year, "total", level - apart, counted, n))
    names = ["indicator_id", "area_code", "year", "sex", "value", "counted", "denominator"]
    table = pd.DataFrame(rows, columns=names)
    table["value"] = np.clip(table["value"] + rng.normal(0, 0.02, len(table)), 0.01, 0.99)
    gone = rng.random(len(table)) < 0.05
    persons = table["denominator"].where(table["counted"] & ~gone)
    cases = (table["value"] * persons).round()
    return table.assign(
        vintage=0, age_group="total", status=np.where(gone, "missing", "ok"), numerator=cases,
        denominator=persons, value=(cases / persons).fillna(table["value"]).where(~gone),
    ).drop(columns="counted")  # fmt: skip


def _load(draft, target: str) -> int:
    return draft.load_number(
        source="sample", target=target, producer="Exempelby", address=f"{target}.csv",
        sha256="0" * 64, retrieved_at=pd.Timestamp("2026-11-01"), licence="CC0", rows_read=1,
        rows_kept=1,
    )  # fmt: skip
