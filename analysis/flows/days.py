"""How many days lie between, for half of them and for a quarter?

A quartile is somebody's days. Unless figures are exact, days are therefore counted in steps that
grow from a week to years, each step a count of its own that protection has changed; the quartiles
are read off those counts and told in whole weeks or months. So they tell no more than the counts.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

# The last day of each step; the first step is the day itself.
STEPS = np.array(
    [0, 7, 14, 30, 60, 91, 122, 152, 182, 273, 365, 548, 730, 1095, 1460, 1825, 3650, 36500]
)
WEEKS_TO = 91  # days told in whole weeks up to here, in months of thirty days above
WEEK, MONTH = 7, 30


def quantiles(
    counted: pd.DataFrame,
    *,
    by: Sequence[str],
    shares: Sequence[float],
    protect: Callable[[pd.DataFrame], pd.DataFrame] | None,
) -> pd.DataFrame:
    """The days that each of `shares` of a group's flows had reached.

    counted  a row per group and number of days: `by`, days, people, people_key (flows or persons)
    protect  people and people_key -> people, as they may be counted; None: exact
    returns  a row per group (index `by`), a column per share: days, missing where nothing is left
    """
    if protect is not None:
        step = np.minimum(np.searchsorted(STEPS, counted["days"]), len(STEPS) - 1)
        sums = counted.assign(days=STEPS[step]).groupby([*by, "days"], observed=True, dropna=False)
        counted = protect(sums[["people", "people_key"]].sum().reset_index())
    rows = {
        key: [
            _reached(part["days"].to_numpy(), part["people"].to_numpy(), share, protect is None)
            for share in shares
        ]
        for key, part in counted.sort_values("days").groupby(
            list(by) if len(by) > 1 else by[0], observed=True, dropna=False
        )
    }
    index = pd.MultiIndex.from_tuples(rows, names=by) if len(by) > 1 else pd.Index(rows, name=by[0])
    return pd.DataFrame(list(rows.values()), index=index, columns=list(shares), dtype=float)


def _reached(days: np.ndarray, people: np.ndarray, share: float, is_exact: bool) -> float:
    running = np.cumsum(people)
    if not len(running) or running[-1] == 0:
        return np.nan
    wanted = share * running[-1]
    at = int(np.argmax(running >= wanted))
    if is_exact or days[at] == 0:
        return float(days[at])
    start = STEPS[np.searchsorted(STEPS, days[at]) - 1]
    inside = (wanted - (running[at] - people[at])) / people[at]
    return told(start + inside * (days[at] - start))


def told(days: float) -> float:
    """Days as they may be told: in whole weeks, or in whole months from three on."""
    unit = WEEK if days < WEEKS_TO else MONTH
    return float(unit * round(days / unit))
