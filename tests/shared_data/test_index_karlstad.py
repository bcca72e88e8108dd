"""SCB's index of Karlstad's RegSO (TAB6586, recorded), recomputed from its own three shares."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.socioeconomic_index import (
    official_index,
    socioeconomic_index,
    variables_from,
)

INDEX, AREA_TYPE = "000008IT", "000008IU"
SHARES = ["000008IV", "000008IW", "000008IX"]  # percent


@pytest.fixture
def table(shared):
    """A row per area code and year, a column per content of the table."""
    raw = json.loads(
        (shared / "real" / "scb" / "raw_v2" / "regso_socioek.json").read_text("utf-8-sig")
    )
    names = [list(raw["dimension"][name]["category"]["index"]) for name in raw["id"]]
    cells = pd.Series(
        [np.nan if value is None else float(value) for value in raw["value"]],
        index=pd.MultiIndex.from_product(names, names=raw["id"]),
    )
    return cells.unstack("ContentsCode").dropna(subset=[INDEX]).reset_index()


def test_the_index_is_the_mean_of_its_three_shares_in_every_area_and_year(table):
    """31 RegSO in 14 years; SCB publishes one decimal, so 0.05 is rounding."""
    assert len(table) == 31 * 14
    recomputed = official_index(table[SHARES] / 100)
    assert (recomputed - table[INDEX]).abs().max() <= 0.05 + 1e-9


def test_our_index_of_the_three_shares_orders_areas_as_scb_does_the_other_way(table):
    """Ours is high where conditions are good, SCB's where they are hard."""
    now = table[table["Tid"] == "2024"]
    ours = socioeconomic_index(now, variables_from(",".join(f"{s}:low" for s in SHARES)))
    assert ours["index"].corr(now[INDEX], method="spearman") < -0.9
    assert ours["index"].between(0, 10).all()


def test_the_area_types_follow_the_index(table):
    """Type 1 has the highest index, type 5 the lowest (SCB's definition)."""
    mean = table[table["Tid"] == "2024"].groupby(AREA_TYPE)[INDEX].mean()
    assert mean.is_monotonic_decreasing
