"""How sure is a public figure? From the best that its source gives.

The number of persons (Wilson), else the survey's own margin of error, else how much the figure
usually swings from year to year (moving ranges); else nothing is said.
"""

import numpy as np
import pandas as pd

from analysis.statistics.control_limits import D2_OF_TWO, FEWEST_YEARS, Z_95
from analysis.statistics.intervals import wilson_interval
from indicators.entry import Indicator
from store.read import Store

SERIES = ["area_code", "vintage", "sex", "age_group"]


def margins_of(store: Store, indicator: Indicator, areas: list[str]) -> pd.DataFrame:
    """The survey's own margins of error for these areas: SERIES, year, margin; often empty."""
    margin = indicator.uncertainty_indicator
    rows = store.query("observations/observations", indicators=[margin or ""], areas=areas)
    return rows.rename(columns={"value": "margin"})[[*SERIES, "year", "margin"]]


def with_intervals(
    rows: pd.DataFrame, indicator: Indicator, margins: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Observations with people, cases, low and high beside the value.

    rows     whole series of observations (columns of store/queries/observations/observations.sql),
    any order
    returns  the same rows; low and high are missing where nothing is known of the uncertainty
    """
    people, cases = rows["denominator"].to_numpy(float), rows["numerator"].to_numpy(float)
    value = rows["value"].to_numpy(float)
    counted = np.isfinite(people) & np.isfinite(cases) & (indicator.unit == "share")
    wilson = wilson_interval(np.where(counted, cases, 0), np.where(counted, people, 1))
    half = np.where(np.isfinite(given := _given(rows, margins)), given, _swings(rows))
    floor = 0.0 if indicator.unit_facts.of_people else -np.inf
    ceiling = 1.0 if indicator.unit == "share" else np.inf
    return rows.assign(
        people=people,
        cases=cases,
        low=np.where(counted, wilson.low, np.maximum(value - half, floor)),
        high=np.where(counted, wilson.high, np.minimum(value + half, ceiling)),
    )


def _given(rows: pd.DataFrame, margins: pd.DataFrame | None) -> np.ndarray:
    if margins is None or not len(margins):
        return np.full(len(rows), np.nan)
    return rows.merge(margins, on=[*SERIES, "year"], how="left")["margin"].to_numpy(float)


def _swings(rows: pd.DataFrame) -> np.ndarray:
    """95 % half-width for each row from its own series' swing; all series of a country at once."""
    series = rows.groupby(SERIES, observed=True, dropna=False, sort=False).ngroup().to_numpy()
    value = rows["value"].to_numpy(float)
    order = np.lexsort((rows["year"].to_numpy(), series))
    order = order[np.isfinite(value[order])]
    within = np.diff(series[order]) == 0
    steps = pd.Series(np.abs(np.diff(value[order]))[within])
    spread = steps.groupby(series[order][1:][within]).agg(["mean", "size"])
    spread = spread[spread["size"] >= FEWEST_YEARS - 1]["mean"] / D2_OF_TWO
    return Z_95 * pd.Series(series).map(spread).to_numpy(float)
