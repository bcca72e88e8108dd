"""Which groups carry the gap, and is it who they are or how they fare?

For a narrowed question (an area, an age, a sex) the reference is the whole municipality; for the
municipality itself it is its own first year. Only groups whose counts may be shown take part.
"""

from dataclasses import dataclass

import pandas as pd

from analysis.statistics.decomposition import Kitagawa, cases_fewer_by_group, kitagawa
from language import _, decimal


@dataclass(frozen=True)
class Gap:
    """What stands behind a difference between a share and its reference.

    carried    one row per shown group: the table's columns, reference_share, cases_fewer with
               bounds, part_of_excess; most cases fewer first
    mix        the split into mix and rate, or None where no common groups can be shown
    reference  what it is held against, in words
    left_out   groups whose counts are withheld on either side
    """

    carried: pd.DataFrame
    mix: Kitagawa | None
    reference: str
    left_out: int


def gap_of(
    table: pd.DataFrame,
    reference: pd.DataFrame,
    *,
    by: list[str],
    whole_share: float,
    words: str,
    noise_variance: float,
) -> Gap | None:
    """The gap between `table` and `reference`, both one row per group with people and cases.

    whole_share  the level that every group is held against in `carried` (0 to 1)
    returns      None where no group's counts can be shown
    """
    shown = _counted(table)
    if not len(shown):
        return None
    carried = cases_fewer_by_group(
        shown.assign(reference_share=whole_share), noise_variance=noise_variance
    )
    both = shown.merge(
        _counted(reference)[[*by, "people", "cases"]].rename(
            columns={"people": "reference_people", "cases": "reference_cases"}
        ),
        on=by,
    )
    return Gap(
        carried=carried,
        mix=kitagawa(both, noise_variance=noise_variance) if len(both) > 1 else None,
        reference=words,
        left_out=len(table) - len(both),
    )


def _counted(groups: pd.DataFrame) -> pd.DataFrame:
    shown = groups[groups["withheld"].isna() & (groups["people"].fillna(0) > 0)]
    return shown.astype({"people": float, "cases": float}).reset_index(drop=True)


def mix_sentence(gap: Gap) -> str:
    """How much of the gap is mix and how much rate, in percentage points."""
    if gap.mix is None:
        return ""
    return _(
        "Against {reference} the difference is {gap} percentage points: {mix} from who they are "
        "(the mix of groups) and {rate} from how the groups fare."
    ).format(
        reference=gap.reference,
        gap=decimal(gap.mix.gap * 100),
        mix=decimal(gap.mix.mix.share * 100),
        rate=decimal(gap.mix.rate.share * 100),
    )
