"""A municipality to attack: small cells everywhere, and a few persons whom a neighbour would know.

12 small areas in 5 districts (one district is a single area, one is two) x 8 ages x 2 sexes, about
11 people a cell, some cells of 0 to 4; four in ten have the outcome. What is planted for an
attacker to find:

- in K1 lives one man of 80 or more, and he has the outcome, as does every man of 80+ elsewhere in
  his district; so do all 40 women of 65-79 in K5 ('everyone');
- in K2 nobody of 20-24 is a man ('nobody');
- from 2023 to 2024 the same people stay where they are; only the man of K1 is not there in 2023.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from store.writing.write import Dimension, Outcome, PersonColumns, new_version

AGES = {
    "13-15": 14, "16-19": 17, "20-24": 22, "25-29": 27,
    "30-44": 35, "45-64": 50, "65-79": 70, "80+": 85,
}  # fmt: skip
SEXES = ("women", "men")
DISTRICTS = {
    **dict.fromkeys(("K1", "K2", "K3"), "D1"),
    **dict.fromkeys(("K4", "K5"), "D2"),
    "K6": "D3",
    **dict.fromkeys(("K7", "K8", "K9"), "D4"),
    **dict.fromkeys(("K10", "K11", "K12"), "D5"),
}
YEARS = (2023, 2024)
OUTCOME = "social_assistance"  # the catalogue opens it, so it is published
COLUMNS = PersonColumns(
    [
        Dimension("sex", "sex", "Kön", "Sex", [(s, s, s) for s in SEXES]),
        Dimension("area_code", "area", "Område", "Area"),
        Dimension("birth_region", "background", "Född i", "Born in"),
    ],
    [Outcome(OUTCOME, "har bistånd", "have assistance")],
    "age_years",
)


@dataclass(frozen=True)
class Population:
    """The store under attack, and the truth that attackers are held against."""

    path: Path
    people: pd.DataFrame

    def truth(self, by: list[str], *, year: int = YEARS[-1]) -> pd.DataFrame:
        """True people and cases of every combination of `by`, zeros too."""
        now = self.people[self.people["year"] == year]
        sums = now.groupby(by, observed=False)[OUTCOME].agg(people="size", cases="sum")
        return sums.astype("int64")


def people(seed: int) -> pd.DataFrame:
    """One row per person and year."""
    rng = np.random.default_rng(seed)
    cells = pd.MultiIndex.from_product([DISTRICTS, AGES, SEXES], names=["area_code", "age", "sex"])
    n = pd.Series(rng.poisson(rng.gamma(1.2, 9, len(cells))), index=cells)
    n["K1", "80+", "men"], n["K2", "20-24", "men"], n["K5", "65-79", "women"] = 1, 0, 40
    n["K1", "80+", "women"] = 30
    rows = n[n > 0].repeat(n[n > 0]).index.to_frame(index=False)
    rows["person_id"] = [f"{seed}-{i}" for i in range(len(rows))]
    rows["birth_region"] = np.where(rng.random(len(rows)) < 0.2, "outside_nordic", "nordic")
    rows["age_years"] = rows["age"].map(AGES)
    rows[OUTCOME] = rng.random(len(rows)) < 0.4
    at = rows.set_index(["area_code", "age", "sex"]).index
    everyone = at.isin([("K1", "80+", "men"), ("K5", "65-79", "women")])
    rows.loc[everyone, OUTCOME] = True
    before = rows[~at.isin([("K1", "80+", "men")])]
    both = pd.concat([before.assign(year=YEARS[0]), rows.assign(year=YEARS[1])], ignore_index=True)
    return both.assign(
        area_code=pd.Categorical(both["area_code"], list(DISTRICTS)),
        age=pd.Categorical(both["age"], list(AGES)),
        sex=pd.Categorical(both["sex"], SEXES),
    )


def build(path: Path, seed: int = 6) -> Population:
    """The population in a store at `path`."""
    rows = people(seed)
    areas = pd.DataFrame(
        [
            ("9999", 0, "municipality", "Exempelby", None, "9999"),
            *((d, 0, "district", f"Stadsdel {d}", "9999", "9999") for d in set(DISTRICTS.values())),
            *((k, 2025, "deso", f"Område {k}", d, "9999") for k, d in DISTRICTS.items()),
        ],
        columns=["area_code", "vintage", "level", "name", "parent_code", "municipality_code"],
    )
    areas = areas.assign(geometry=[_square(place) for place in range(len(areas))])
    with new_version(path) as draft:
        draft.set_meta(municipality_code="9999", is_sample=True)

        def noted(target: str) -> int:
            return draft.load_number(
                source="sample",
                target=target,
                producer="Exempelby",
                address=f"{target}.csv",
                sha256="0" * 64,
                retrieved_at=datetime(2024, 12, 1),
                licence="own data",
                rows_read=len(rows),
                rows_kept=len(rows),
            )

        draft.put_areas(areas, noted("area"))
        delivered = rows.astype({"area_code": "str", "sex": "str"}).drop(columns="age")
        draft.put_people(delivered, COLUMNS, noted("person_year"))
    return Population(path, rows)


def _square(place: int) -> bytes:
    """A kilometre's square, beside the last one (SWEREF 99 TM)."""
    west, south = 500_000 + 1000 * place, 6_600_000
    return shapely.to_wkb(shapely.box(west, south, west + 1000, south + 1000))
