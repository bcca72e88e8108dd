"""How soon did the outcome come, and does that differ between groups?

Kaplan-Meier and the log-rank test by lifelines, on counts per group and length of time instead of
on persons: what leaves the gate is enough. It describes what happened to those who were followed;
it never says what the first event did.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.required import require_columns
from language import _, percent, whole


@dataclass(frozen=True)
class SurvivalCurve:
    """One group's curve.

    steps    a row per length of time (days) at which something happened, and day 0: days,
             outcome_share (0 to 1: who have had the outcome by then), share_low, share_high (95 %,
             log-log Greenwood), at_risk (persons still followed just before)
    people   followed from the start; outcomes: of them, with the outcome
    median_days  when half have had it; None: never reached
    """

    group: str
    steps: pd.DataFrame
    people: int
    outcomes: int
    median_days: float | None

    def share_by(self, days: float) -> float:
        """The share that has had the outcome within so many days."""
        reached = self.steps[self.steps["days"] <= days]
        return float(reached["outcome_share"].iloc[-1])

    def sentence(self, days: int = 365) -> str:
        """'Inom 365 dagar hade 23 % av 140 fått utfallet.'"""
        return _("Within {days} days {share} of {people} had the outcome.").format(
            days=whole(days), share=percent(self.share_by(days), 0), people=whole(self.people)
        )


@dataclass(frozen=True)
class LogRank:
    """Whether the groups' curves differ by more than chance (log-rank test)."""

    statistic: float
    degrees_of_freedom: int
    p_value: float


def survival_curve(
    counts: pd.DataFrame, *, group: str = "", days_a_step: int = 1, smallest_at_risk: int = 1
) -> SurvivalCurve:
    """The curve of persons counted by length of time, as far as `smallest_at_risk` are followed.

    counts    step (whole lengths of `days_a_step` days from the start), has_outcome (bool), people
    returns   with days at the end of each step when a step is longer than a day
    raises    MissingColumns
    source    Kaplan & Meier, JASA 53 (1958) 457-481
    """
    from lifelines import KaplanMeierFitter  # here: it takes seconds, and no other view needs it

    require_columns(counts, "step", "has_outcome", "people")
    counts = counts[counts["people"] > 0]
    if counts.empty:
        return SurvivalCurve(group, _no_steps(), 0, 0, None)
    fitter = KaplanMeierFitter().fit(
        _days(counts, days_a_step), counts["has_outcome"], weights=counts["people"]
    )
    surviving = fitter.survival_function_.iloc[:, 0]
    bounds = fitter.confidence_interval_survival_function_
    steps = pd.DataFrame(
        {
            "days": surviving.index.to_numpy(dtype=float),
            "outcome_share": 1 - surviving.to_numpy(),
            "share_low": 1 - bounds.iloc[:, 1].to_numpy(),
            "share_high": 1 - bounds.iloc[:, 0].to_numpy(),
            "at_risk": fitter.event_table["at_risk"].to_numpy(dtype=int),
        }
    )
    steps = steps[(steps["at_risk"] >= smallest_at_risk) | (steps["days"] == 0)]
    median = float(fitter.median_survival_time_)
    return SurvivalCurve(
        group=group,
        steps=steps,
        people=int(counts["people"].sum()),
        outcomes=int(counts.loc[counts["has_outcome"].astype(bool), "people"].sum()),
        median_days=None if np.isinf(median) else median,
    )


def at_risk(curve: SurvivalCurve, days: list[int]) -> list[int]:
    """How many are still followed, without the outcome, at the start of each of these days."""
    at, risk = curve.steps["days"].to_numpy(), curve.steps["at_risk"].to_numpy()
    found = np.searchsorted(at, days, side="left")
    return [int(risk[i]) if i < len(risk) else 0 for i in found]


def log_rank(counts: pd.DataFrame, *, by: str) -> LogRank | None:
    """The log-rank test between the groups in the column `by`; None with fewer than two groups.

    counts   as for survival_curve, with the column `by`
    source   Mantel, Cancer Chemotherapy Reports 50 (1966) 163-170
    """
    from lifelines.statistics import multivariate_logrank_test  # here, as above

    require_columns(counts, "step", "has_outcome", "people", by)
    # Numbered anew: lifelines pairs persons and weights by place, and trips over a gap there.
    counts = counts[counts["people"] > 0].reset_index(drop=True)
    if counts[by].nunique() < 2 or not counts["has_outcome"].any():
        return None
    found = multivariate_logrank_test(
        counts["step"], counts[by].astype(str), counts["has_outcome"], weights=counts["people"]
    )
    return LogRank(
        statistic=float(found.test_statistic),
        degrees_of_freedom=int(counts[by].nunique() - 1),
        p_value=float(found.p_value),
    )


def _days(counts: pd.DataFrame, days_a_step: int) -> pd.Series:
    return counts["step"] if days_a_step == 1 else (counts["step"] + 1) * days_a_step


def _no_steps() -> pd.DataFrame:
    return pd.DataFrame(
        {"days": [0.0], "outcome_share": [0.0], "share_low": [0.0], "share_high": [0.0],
         "at_risk": [0]}
    )  # fmt: skip
