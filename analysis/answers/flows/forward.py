"""The door to the forward view: what happened to those who got a first event, and how soon?"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from analysis.answers.flows.allowed_questions import require_types_on_lattice
from analysis.answers.flows.larger_groups import larger_groups
from analysis.answers.flows.paths import require_types
from analysis.answers.flows.shown_paths import QUARTILES_NEED
from analysis.disclosure.allowed_questions import require_whole_years
from analysis.disclosure.gate import Gate
from analysis.flows import days as flow_days
from analysis.flows.differencing import APART, fewest_apart, fewest_of_each_and_all
from analysis.flows.question import ALWAYS, BadFlowQuestion, listed
from analysis.flows.survival import LogRank, SurvivalCurve, log_rank, survival_curve
from analysis.question import Question
from language import _
from store.read import Store

# Days in a step of time: single days would be single persons', and steps in which next to nobody
# has the outcome would show the protection instead of the outcome.
PROTECTED_STEPS = (30, 91, 182, 365)
OUTCOMES_A_STEP = 10


@dataclass(frozen=True)
class ForwardQuestion(Question["ForwardAnswer"]):
    """What happened after the first of some types of event?

    firsts       types of the first event; a person's first ever decides
    outcomes     types of the outcome
    by           a dimension that the followed are compared by; None: no comparison
    from_date, to_date   when the first event starts, inclusive; None: any time
    conditions   background in the year of the first event (store.conditions.Condition)
    listed       types that may come next; empty: all others
    """

    firsts: tuple[str, ...]
    outcomes: tuple[str, ...]
    by: str | None = None
    from_date: date | None = None
    to_date: date | None = None
    conditions: tuple[Any, ...] = ()
    listed: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        """Take lists as well as tuples, and refuse what has no answer."""
        for name in ("firsts", "outcomes", "conditions", "listed"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if not self.firsts or not self.outcomes:
            raise BadFlowQuestion(_("A flow forwards needs a first event and an outcome."))

    def words(self) -> str:
        """'Vad hände med dem som fick Öppenvård: kom HVB eller SiS, och hur snart?'"""
        return _("What happened to those with {firsts}: did {outcomes} come, and how soon?").format(
            firsts=listed(self.firsts), outcomes=listed(self.outcomes)
        )


@dataclass(frozen=True)
class ForwardAnswer:
    """What came next, and the time to the outcome, as they may be shown.

    curve     of all; curves: one a group of `by` (those too few are left out)
    test      the log-rank test between the groups, where there are at least two
    came_next  type (missing: nothing so far), people, share with bounds, days_median, withheld
    """

    question: ForwardQuestion
    curve: SurvivalCurve
    curves: tuple[SurvivalCurve, ...]
    test: LogRank | None
    came_next: pd.DataFrame
    days_a_step: int

    @property
    def caveat(self) -> str:
        """What the figures do not say."""
        return _(
            "This describes what happened to those who were followed. It is no effect: those who "
            "got the first event differ from those who did not, and the groups from each other."
        )


def forward(store: Store, question: ForwardQuestion, gate: Gate) -> ForwardAnswer:
    """What came after the first event, protected.

    Time is counted in steps of a month or more unless figures are exact, and every count of a step
    is protected before the curve is drawn; numbers at risk are those of the protected counts.
    raises   UnknownEventType, UnknownColumn (for `by`), OffLattice
    """
    require_types(store, (*question.firsts, *question.outcomes, *question.listed))
    require_types_on_lattice(store, (question.firsts, question.outcomes, question.listed), gate)
    if not gate.exact:
        require_whole_years(question.from_date, question.to_date)
    days_a_step = 1 if gate.exact else _protected_step(store, question, gate)
    all_counts = _counts(store, question, [], days_a_step, gate)
    by = [question.by] if question.by else []
    grouped = _counts(store, question, by, days_a_step, gate) if by else all_counts.head(0)
    grouped = _large_enough(grouped, by, gate)
    all_few, groups_few = _too_few_apart(store, question, by, gate)
    all_counts = all_counts.head(0) if all_few else all_counts
    grouped = grouped[~grouped[by[0]].astype("str").isin(groups_few)] if by else grouped
    drawn = {
        "days_a_step": days_a_step,
        "smallest_at_risk": 1 if gate.exact else gate.policy.smallest_people,
    }
    return ForwardAnswer(
        question=question,
        curve=survival_curve(_large_enough(all_counts.assign(all="all"), ["all"], gate), **drawn),
        curves=tuple(
            survival_curve(part, group=str(value), **drawn)
            for (value,), part in (grouped.groupby(by, observed=True) if by else ())
        ),
        test=log_rank(grouped, by=question.by) if by else None,
        came_next=_came_next(store, question, gate),
        days_a_step=days_a_step,
    )


def _protected_step(store: Store, question: ForwardQuestion, gate: Gate) -> int:
    """The shortest step in which, on average over the time followed, enough have the outcome."""
    coarsest = PROTECTED_STEPS[-1]
    a_year = _counts(store, question, [], coarsest, gate)
    came = a_year[a_year["has_outcome"].astype(bool)]
    days = (came["step"].max() + 1) * coarsest if len(came) else coarsest
    a_day = came["people"].sum() / days
    fits = [step for step in PROTECTED_STEPS if step * a_day >= OUTCOMES_A_STEP]
    return fits[0] if fits else coarsest


def _counts(
    store: Store, question: ForwardQuestion, by: Sequence[str], days_a_step: int, gate: Gate
) -> pd.DataFrame:
    return gate.parts(_counted(store, question, by, days_a_step))


def _counted(
    store: Store, question: ForwardQuestion, by: Sequence[str], days_a_step: int
) -> pd.DataFrame:
    counted = store.query(
        "flows/forward",
        identifiers={"by": by},
        conditions=question.conditions,
        firsts=list(question.firsts),
        outcomes=list(question.outcomes),
        days_a_step=days_a_step,
        narrowed=bool(question.conditions),
        **_period(question),
    )
    counted = counted.dropna(subset=[*by])
    return counted.astype({"people": "int64", "people_key": "int64"})


def _too_few_apart(
    store: Store, question: ForwardQuestion, by: Sequence[str], gate: Gate
) -> tuple[bool, list[str]]:
    """Whether too few set all the followed apart from a larger group; and which groups of `by`."""
    if gate.exact:
        return False, []
    larger = larger_groups(store, question.conditions, gate)
    asked = [question, *(replace(question, conditions=each) for each in larger)]
    wholes = [
        _counted(store, each, [], PROTECTED_STEPS[-1])[APART].sum().to_frame().T for each in asked
    ]
    of_all = _is_few(wholes[0], fewest_apart(wholes[0], wholes[1:], gate), gate)
    if not by:
        return bool(of_all.any()), []
    groups = [
        each.groupby(each[by[0]].astype("str"))[APART].sum()
        for each in (_counted(store, one, by, PROTECTED_STEPS[-1]) for one in asked)
    ]
    everybody = [pd.concat([one] * len(groups[0])).set_axis(groups[0].index) for one in wholes]
    apart = fewest_apart(groups[0], [*groups[1:], *everybody], gate)
    of_groups = _is_few(groups[0], apart, gate)
    return bool(of_all.any()), of_groups.index[of_groups].tolist()


def _is_few(cells: pd.DataFrame, apart: pd.DataFrame, gate: Gate) -> pd.Series:
    return gate.counts(cells.assign(cases=0, cases_key=0), apart=apart)["withheld"].notna()


def _large_enough(counts: pd.DataFrame, by: list[str], gate: Gate) -> pd.DataFrame:
    """Only groups with enough persons, with the outcome and without, for a curve to be shown."""
    if gate.exact or counts.empty:
        return counts
    people = counts.groupby(by, observed=True)["people"].transform("sum")
    outcomes = counts["people"].where(counts["has_outcome"].astype(bool), 0)
    cases = outcomes.groupby([counts[name] for name in by], observed=True).transform("sum")
    few = gate.policy.smallest_cases
    kept = (people >= gate.policy.smallest_people) & ((cases == 0) | (cases >= few))
    return counts[kept & ((people == cases) | (people - cases >= few))]


def _came_next(store: Store, question: ForwardQuestion, gate: Gate) -> pd.DataFrame:
    counted = _next(store, question)
    if counted.empty:
        return counted.drop(columns="days").assign(
            days_median=[], share=[], share_low=[], share_high=[], withheld=[]
        )
    days = flow_days.quantiles(
        counted.dropna(subset="days"),
        by=["type"],
        shares=[0.5],
        protect=None if gate.exact else gate.parts,
    )[0.5]
    cells = counted.groupby("type", dropna=False, observed=True)[APART].sum()
    larger = [
        _next(store, replace(question, conditions=each)).groupby("type", dropna=False)[APART].sum()
        for each in larger_groups(store, question.conditions, gate)
    ]
    apart = fewest_of_each_and_all(cells, larger, gate)
    cells = cells.rename(columns={"people": "cases", "people_key": "cases_key"}).reset_index()
    cells = cells.sort_values(["cases", "type"], ascending=[False, True], ignore_index=True)
    cells = cells.assign(people=cells["cases"].sum(), people_key=cells["cases_key"].sum())
    shown = gate.counts(cells, apart=apart.loc[cells["type"]])
    least = 0 if gate.exact else QUARTILES_NEED * gate.policy.smallest_people
    few = shown["cases"].fillna(0) < least
    shown.insert(1, "days_median", shown["type"].map(days).mask(few | shown["withheld"].notna()))
    return shown.drop(columns="people").rename(columns={"cases": "people"})


def _next(store: Store, question: ForwardQuestion) -> pd.DataFrame:
    """As flows/next.sql."""
    counted = store.query(
        "flows/next",
        conditions=question.conditions,
        narrowed=bool(question.conditions),
        firsts=list(question.firsts),
        listed=list(question.listed),
        **_period(question),
    )
    return counted.astype(dict.fromkeys(APART, "int64"))


def _period(question: ForwardQuestion) -> dict[str, date]:
    return {
        "from_date": question.from_date or ALWAYS[0],
        "to_date": question.to_date or ALWAYS[1],
    }
