"""Which groups got there more often than their share, and which got less support on the way?

Of the persons behind a flow: each group's share beside its share of everyone, and how many had
support in the time between. Many groups are looked at together, so a difference counts only where
its interval is clear of zero and Benjamini-Hochberg's share of false finds is held as well.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.required import require_columns
from analysis.sentences import capital
from analysis.statistics.comparison import MINIMUM_PEOPLE, benjamini_hochberg, share_difference
from language import _, percent, whole

FALSE_FINDS = 0.05  # the most that may be false among the differences that are told


@dataclass(frozen=True)
class Background:
    """Those behind a flow by one dimension, as it may be shown.

    table   a row a group in the order of the screen: value, label, people, share with bounds (of
            those who got there), everyone_share (of everyone of the same ages); asked (persons with
            time for support between), supported, supported_share with bounds, rest_share (of the
            other groups), has_less_support (bool: clearly); withheld, support_withheld (reasons, or
            missing)
    """

    name: str
    role: str
    label: str
    table: pd.DataFrame


def with_support_gaps(tables: list[pd.DataFrame], noise_variance: float) -> list[pd.DataFrame]:
    """Each dimension's table with rest_share and has_less_support, judged among all tables.

    tables   asked, supported (persons, protected; missing: withheld)
    noise_variance   of each protected count
    """
    for table in tables:
        require_columns(table, "asked", "supported")
    judged = [_against_the_rest(table, noise_variance) for table in tables]
    p_values = [table["p_value"].to_numpy(dtype=float) for table in judged]
    q = benjamini_hochberg(np.concatenate(p_values)) if p_values else np.array([])
    answer, place = [], 0
    for table in judged:
        own_q = q[place : place + len(table)]
        place += len(table)
        less = (own_q <= FALSE_FINDS) & (table["difference_high"].to_numpy(dtype=float) < 0)
        answer.append(
            table.drop(columns=["p_value", "difference_high"]).assign(has_less_support=less)
        )
    return answer


def _against_the_rest(table: pd.DataFrame, noise_variance: float) -> pd.DataFrame:
    """Each group against the other groups of its dimension that can be shown."""
    asked = table["asked"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    supported = table["supported"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    rest = np.nansum(asked) - asked
    rest_supported = np.nansum(supported[~np.isnan(asked)]) - supported
    can_tell = (asked >= MINIMUM_PEOPLE) & (rest >= MINIMUM_PEOPLE) & ~np.isnan(supported)
    kept = np.where(can_tell, 1.0, np.nan)
    found = share_difference(
        supported * kept,
        asked * kept,
        rest_supported * kept,
        rest * kept,
        noise_variance=noise_variance,
        other_noise_variance=noise_variance * max(len(table) - 1, 1),
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        rest_share = np.clip(rest_supported * kept / rest, 0, 1)
    return table.assign(
        rest_share=rest_share,
        p_value=np.atleast_1d(found.p_value),
        difference_high=np.atleast_1d(found.high),
    )


def clearest_gap(backgrounds: list[Background]) -> tuple[Background, pd.Series] | None:
    """The group that most persons without support belong to beyond what the others' share gives."""
    found = []
    for background in backgrounds:
        less = background.table[background.table["has_less_support"]]
        for _index, row in less.iterrows():
            missing = (row["rest_share"] - row["supported_share"]) * row["asked"]
            found.append((float(missing), background, row))
    if not found:
        return None
    _missing, background, row = max(found, key=lambda each: each[0])
    return background, row


def gap_sentence(backgrounds: list[Background]) -> str:
    """'Män hade mer sällan stöd: 9 % av 193, mot 34 % av de 109 andra.'; '' where none is clear."""
    found = clearest_gap(backgrounds)
    if found is None:
        return ""
    background, row = found
    rest = background.table["asked"].sum() - row["asked"]
    others = background.table[
        background.table["asked"].notna() & (background.table["value"] != row["value"])
    ]
    if len(others) == 1:
        return _(
            "{group} had support less often: {share} of {n} persons; {other}: {rest_share} of "
            "{rest_n}."
        ).format(
            group=capital(row["label"]),
            share=percent(row["supported_share"], 0),
            n=whole(row["asked"]),
            other=others["label"].iloc[0].lower(),
            rest_share=percent(row["rest_share"], 0),
            rest_n=whole(rest),
        )
    return _(
        "{group} had support less often: {share} of {n} persons, against {rest_share} of the "
        "{rest_n} others."
    ).format(
        group=capital(row["label"]),
        share=percent(row["supported_share"], 0),
        n=whole(row["asked"]),
        rest_share=percent(row["rest_share"], 0),
        rest_n=whole(rest),
    )
