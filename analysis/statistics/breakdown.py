"""Which groups differ from the whole, and how clearly?

Counts in, judged groups out. A group is held against the rest of the whole (the whole less the
group), since a large group would otherwise be compared with itself; with many groups at once the
false finds among those called different are kept to one in twenty.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.required import require_columns
from analysis.states import Because, State
from analysis.statistics.comparison import compare_table, share_difference
from analysis.statistics.intervals import wilson_interval_noisy

FALSE_DISCOVERY_SHARE = 0.05


def against_the_rest(
    groups: pd.DataFrame,
    *,
    whole_people: float,
    whole_cases: float,
    better_is: str | None,
    noise_variance: ArrayLike,
    whole_noise_variance: float | None = None,
) -> pd.DataFrame:
    """Each group's share against the share among everyone else of the whole.

    groups    one row per group: people, cases (missing where withheld), share, share_low,
              share_high (0 to 1)
    noise_variance  of each group's counts, a number or one a group; the whole's own where it is
              another (the sum of more protected cells)
    returns   the columns of `groups`, and reference (share among the rest), difference with
              bounds, p_value, q_value, direction, state, because (see comparison.compare_table)
    raises    MissingColumns
    """
    require_columns(groups, "people", "cases", "share", "share_low", "share_high")
    people = groups["people"].to_numpy(dtype=float, na_value=np.nan)
    cases = groups["cases"].to_numpy(dtype=float, na_value=np.nan)
    rest_people = np.maximum(whole_people - people, 0)
    rest_cases = np.clip(whole_cases - cases, 0, rest_people)
    with np.errstate(invalid="ignore", divide="ignore"):
        reference = np.where(rest_people > 0, rest_cases / rest_people, np.nan)
    noise = np.asarray(noise_variance, dtype=float)
    rest_noise = noise + (noise if whole_noise_variance is None else whole_noise_variance)
    rest = wilson_interval_noisy(np.nan_to_num(rest_cases), np.nan_to_num(rest_people), rest_noise)
    difference = share_difference(
        cases,
        people,
        rest_cases,
        rest_people,
        noise_variance=noise,
        other_noise_variance=rest_noise,
    )
    judged = compare_table(
        groups.assign(
            reference=reference,
            reference_low=rest.low,
            reference_high=rest.high,
            p_value=difference.p_value,
        ),
        better_is=better_is,
        value="share",
        false_discovery_share=FALSE_DISCOVERY_SHARE,
    )
    return _nothing_untold(judged.drop(columns=["reference_low", "reference_high"]), noise)


def _nothing_untold(judged: pd.DataFrame, noise: np.ndarray) -> pd.DataFrame:
    """A protected 0 may be several cases: unless its interval clears the rest, it tells nothing."""
    untold = (
        (judged["cases"].to_numpy(dtype=float, na_value=np.nan) == 0)
        & (noise > 0)
        & (judged["state"] == State.NO_CLEAR_DIFFERENCE)
    )
    return judged.assign(
        state=judged["state"].mask(untold, State.CANNOT_TELL),
        because=judged["because"].mask(untold, Because.FEW_CASES),
    )
