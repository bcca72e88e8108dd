"""What does the index over 6 000 areas and 10 years cost, beside the same in plain pandas?

The peer is what an analyst would write: group by year, scale each variable, mean, rank. Both give
the same figures to nine decimals, which is checked before anything is timed.
"""

import numpy as np
import pandas as pd
from timing import in_turn, line

from analysis.statistics.socioeconomic_index import DEFAULT_VARIABLES, socioeconomic_index

AREAS, YEARS = 6_000, 10
NAMES = [v.name for v in DEFAULT_VARIABLES]


def areas() -> pd.DataFrame:
    rng = np.random.default_rng(6)
    rows = AREAS * YEARS
    table = pd.DataFrame({name: rng.random(rows) for name in NAMES})
    table.loc[rng.random(rows) < 0.02, NAMES[0]] = np.nan
    return table.assign(
        area_code=np.tile(np.arange(AREAS), YEARS), year=np.repeat(np.arange(YEARS), AREAS)
    )


def plain_pandas(table: pd.DataFrame) -> pd.DataFrame:
    by_year = table.groupby("year")
    low, high = by_year[NAMES].transform("min"), by_year[NAMES].transform("max")
    scaled = (table[NAMES] - low) / (high - low)
    index = scaled.mean(axis=1, skipna=False) * 10
    rank = index.groupby(table["year"]).rank(ascending=False, method="min")
    return table.assign(index=index, rank=rank)


def main() -> None:
    table = areas()
    ours, peer = socioeconomic_index(table, within="year"), plain_pandas(table)
    np.testing.assert_allclose(ours["index"], peer["index"], atol=1e-9)
    np.testing.assert_array_equal(ours["rank"], peer["rank"])
    timed = in_turn(lambda: socioeconomic_index(table, within="year"), lambda: plain_pandas(table))
    print(line(f"index, {AREAS} areas x {YEARS} years", "plain pandas", timed))


if __name__ == "__main__":
    main()
