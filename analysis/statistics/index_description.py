"""What does the index say of people, and how much does it hang on one of its variables?

Two descriptions of a finished index: people by tenths, from those in the areas with the lowest
index up, and how far areas move when a variable is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import rankdata, spearmanr

from analysis.required import numbers, require_columns
from analysis.statistics.socioeconomic_index import (
    BadIndex,
    IndexVariable,
    Method,
    socioeconomic_index,
)

TENTHS = 10


@dataclass(frozen=True)
class Sensitivity:
    """How the order moves when one variable is left out.

    by_variable  a row per variable left out: left_out, spearman (of the index without it with the
                 full one; NaN below three areas), moved_mean, moved_most (places), areas
    by_area      a row per area of the table, in its order: a column per variable, places up (+) or
                 down (-) when it is left out; NaN for areas without an index
    """

    by_variable: pd.DataFrame
    by_area: pd.DataFrame


def leave_one_out(
    areas: pd.DataFrame, variables: Sequence[IndexVariable], *, method: Method = "minmax"
) -> Sensitivity | None:
    """How many places each area moves when each variable is left out; None for one variable.

    areas    as for `socioeconomic_index`, one year
    raises   as `socioeconomic_index`; areas without a full index take no part
    """
    if len(variables) < 2:
        return None
    full = socioeconomic_index(areas, variables, method=method)
    kept = full["index"].notna().to_numpy()
    moved = pd.DataFrame(np.nan, index=areas.index, columns=[v.name for v in variables])
    rows = []
    for left_out in variables:
        rest = [v for v in variables if v != left_out]
        try:
            without = socioeconomic_index(areas[kept], rest, method=method)["index"].to_numpy()
        except BadIndex:  # among the areas with an index, what is left may have no scale
            continue
        places = _place(full.loc[kept, "index"].to_numpy()) - _place(without)
        moved.loc[kept, left_out.name] = places
        rows.append(
            {
                "left_out": left_out.name,
                "spearman": _spearman(full.loc[kept, "index"].to_numpy(), without),
                "moved_mean": float(np.abs(places).mean()),
                "moved_most": float(np.abs(places).max()),
                "areas": int(kept.sum()),
            }
        )
    columns = ["left_out", "spearman", "moved_mean", "moved_most", "areas"]
    return Sensitivity(pd.DataFrame(rows, columns=columns), moved)


def by_tenths(
    areas: pd.DataFrame, variables: Sequence[IndexVariable], *, people: str = "people"
) -> pd.DataFrame:
    """The people in tenths, from the areas with the lowest index to those with the highest.

    areas    index, `people` (persons) and the variables' columns; areas that lack index or people
             are left out
    returns  a row per tenth that holds an area: tenth (1: lowest), areas, people, index_low,
             index_high, and each variable's mean over the people. Areas are whole, so a tenth
             holds about a tenth: an area goes where its middle person stands
    raises   MissingColumns
    """
    names = [v.name for v in variables]
    require_columns(areas, "index", people, *names)
    tenth = tenth_of(areas["index"], areas[people])
    described = areas.assign(tenth=tenth)[tenth.notna()]
    count = described[people].astype(float)
    weighted = described[names].astype(float).mul(count, axis=0).assign(tenth=described["tenth"])
    grouped = described.assign(_count=count).groupby("tenth")
    table = grouped.agg(
        areas=("index", "size"),
        people=("_count", "sum"),
        index_low=("index", "min"),
        index_high=("index", "max"),
    )
    means = weighted.groupby("tenth")[names].sum(min_count=1).div(table["people"], axis=0)
    return table.join(means).reset_index().astype({"tenth": int})


def tenth_of(index: pd.Series, people: pd.Series) -> pd.Series:
    """The tenth (1 to 10) of the people in which each area's middle person stands; NaN without."""
    score, count = numbers(index), numbers(people)
    known = np.isfinite(score) & (count > 0)
    tenth = np.full(len(score), np.nan)
    order = np.flatnonzero(known)[np.argsort(score[known], kind="stable")]
    middle = np.cumsum(count[order]) - count[order] / 2
    if len(order):
        tenth[order] = np.minimum(np.floor(middle / count[order].sum() * TENTHS), TENTHS - 1) + 1
    return pd.Series(tenth, index=index.index)


def _place(index: np.ndarray) -> np.ndarray:
    """1 for the highest index; ties share the better place."""
    return rankdata(-np.round(index, 12), method="min")


def _spearman(one: np.ndarray, other: np.ndarray) -> float:
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(spearmanr(one, other).statistic)
