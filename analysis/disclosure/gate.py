"""Which figure may leave, and as what? The one gate that every answer passes.

Counts of persons arrive with the sum of their members' record keys. Each is changed by the
cell-key method (analysis/disclosure/perturbation.py), so that the same group always gets the same
figure,
and what is too small after that is withheld. Shares and intervals are computed from the protected
counts, with the change's own uncertainty in the interval. What a person puts together freely is a
sum of protected cells, never a new draw: `union`.

Public figures were protected by their publishers and pass unchanged; so do the frozen cubes of a
published store, which controlled rounding has protected (data_pipeline/commands/publish.py).
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.disclosure.perturbation import VARIANCE, change
from analysis.disclosure.policy import BadPolicy, Policy
from analysis.required import require_columns
from analysis.statistics.intervals import wilson_interval_noisy
from language import _
from language.errors import BehovsbildError

__all__ = ["BadPolicy", "Gate", "NotOpen", "NotPublished", "Policy", "reason_in_words"]

COUNTS = ["people", "people_key", "cases", "cases_key"]
FEW_PEOPLE, FEW_CASES, FEW_OTHERS = "few_people", "few_cases", "few_others"
FEW_APART = "few_apart"
PUBLISHED_BASE = 5  # published counts are multiples of it
PUBLISHED_VARIANCE = 4.0  # of rounding to a neighbouring multiple: mean of f (5 - f), f 0 to 4


class NotOpen(BehovsbildError, PermissionError):
    """A breakdown that the policy does not open to the reader's role."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _(
                "Your role may not break figures down by {label}. The administrator decides, in "
                "the policy."
            ).format(label=label)
        )


class NotPublished(BehovsbildError, ValueError):
    """Counts that say they are published, and are not rounded."""


@dataclass(frozen=True)
class Gate:
    """The gate as it stands for one reader.

    exact      only for whoever runs the machine, or a role that the policy names
    role       as whom the reader asks; None: whoever runs the machine
    published  the store holds frozen, rounded cubes and no persons
    """

    policy: Policy = Policy()
    exact: bool = False
    role: str | None = None
    published: bool = False

    def of_published(self) -> "Gate":
        """The gate before a published store; nothing in it is exact."""
        return replace(self, exact=False, published=True)

    @property
    def noise_variance(self) -> float:
        """Variance of what protection adds to one count."""
        if self.exact:
            return 0.0
        return PUBLISHED_VARIANCE if self.published else VARIANCE

    def is_open(self, dimension_role: str) -> bool:
        """Whether the reader may break down by this kind of dimension."""
        return self.role is None or self.policy.opens(self.role, dimension_role)

    def require_open(self, dimension_role: str, label: str) -> None:
        """Raise NotOpen unless the reader may break down by this kind of dimension."""
        if not self.is_open(dimension_role):
            raise NotOpen(label)

    def present(self, cells: pd.DataFrame) -> np.ndarray:
        """Which cells have a row at all, a bool each: those with protected people.

        A row for one person and none for nobody would tell the two apart, so groups that the
        method makes 0 have no row either.
        """
        require_columns(cells, *COUNTS[:2])
        return self._changed(cells, "people") > 0

    def counts(self, cells: pd.DataFrame, *, apart: pd.DataFrame | None = None) -> pd.DataFrame:
        """Cells as they may be shown.

        cells    any columns, and people, people_key, cases, cases_key (whole numbers): the
                 counts, and the sums of the record keys of the persons behind each
        apart    people and people_key, a row a cell: the fewest who set it apart from a larger
                 group that can be asked for (0: nobody does), see
                 analysis/disclosure/differencing.py
        returns  the other columns, and people, cases (protected; missing where withheld), share,
                 share_low, share_high (0 to 1, 95 %), withheld (few_people, few_cases,
                 few_others, few_apart, or missing where shown)
        raises   MissingColumns; NotPublished
        """
        require_columns(cells, *COUNTS)
        people, cases = self._changed(cells, "people"), self._changed(cells, "cases")
        few_apart = np.zeros(len(cells), dtype=bool) if apart is None else self._few_apart(apart)
        return self._judged(
            cells.drop(columns=COUNTS), people, np.minimum(cases, people), few_apart, parts=1
        )

    def people(self, cells: pd.DataFrame) -> pd.DataFrame:
        """As `counts`, for cells of people and people_key alone: nobody is a case."""
        require_columns(cells, *COUNTS[:2])
        people = self._changed(cells, "people")
        few = (people < self.policy.smallest_people) & (not self.exact)
        shown = cells.drop(columns=COUNTS[:2])
        return shown.assign(
            people=pd.array(np.where(few, pd.NA, people), dtype="Int64"),
            withheld=pd.Series(np.where(few, FEW_PEOPLE, None), index=cells.index, dtype="str"),
        )

    def parts(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Cells of people and people_key (and cases, cases_key) as protected counts, none withheld.

        For the parts of one group that are never shown by themselves (steps of time behind a
        curve): whoever asks judges the group by its sum.
        """
        require_columns(cells, *COUNTS[:2])
        people = self._changed(cells, "people")
        shown = cells.assign(people=people).drop(columns="people_key")
        if "cases_key" not in cells:
            return shown
        cases = self._as_part(people, np.minimum(self._changed(cells, "cases"), people))
        return shown.assign(cases=cases).drop(columns="cases_key")

    def union(
        self, cells: pd.DataFrame, *, by: list[str], apart: pd.DataFrame | None = None
    ) -> pd.DataFrame:
        """Freely put together groups, each the sum of its protected cells.

        cells    as for `counts`, one row per cell of the lattice, with the columns `by`
        apart    as for `counts`; a union with such a part is withheld
        returns  as `counts`, one row per value of `by`; the interval holds all parts' changes
        """
        require_columns(cells, *COUNTS, *by)
        people, cases = self._changed(cells, "people"), self._changed(cells, "cases")
        parts = cells[by].assign(
            people=people,
            cases=self._as_part(people, np.minimum(cases, people)),
            parts=1,
            few=np.zeros(len(cells), dtype=bool) if apart is None else self._few_apart(apart),
        )
        summed = {"people": "sum", "cases": "sum", "parts": "sum", "few": "any"}
        sums = parts.groupby(by, observed=True, as_index=False).agg(summed)
        return self._judged(
            sums[by],
            sums["people"].to_numpy(),
            sums["cases"].to_numpy(),
            sums["few"].to_numpy(dtype=bool),
            parts=sums["parts"].to_numpy(),
        )

    def rest(self, whole: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
        """What is left of a shown whole when its shown parts are taken away.

        Whoever reads the others can reckon it out, so it tells nothing that they do not, least of
        all by which true numbers the parts were chosen.

        whole    one row, and parts: as for `counts`
        returns  as `counts`, one row, nothing below 0; the interval holds everyone's changes
        """
        people, cases = (
            max(int(self._changed(whole, name)[0] - self._changed(parts, name).sum()), 0)
            for name in ("people", "cases")
        )
        return self._judged(
            whole.drop(columns=COUNTS),
            np.array([people]),
            np.array([min(cases, people)]),
            np.zeros(1, dtype=bool),
            parts=len(parts) + 1,
        )

    def _changed(self, cells: pd.DataFrame, name: str) -> np.ndarray:
        counts = cells[name].to_numpy(dtype=np.int64)
        if self.published:
            if (counts % PUBLISHED_BASE).any():
                raise NotPublished(
                    _("The published counts are not multiples of {base}; publish anew.").format(
                        base=PUBLISHED_BASE
                    )
                )
            return counts
        if self.exact:
            return counts
        keys = cells[f"{name}_key"].to_numpy(dtype=np.int64)
        return counts + change(counts, keys, self.policy.changes())

    def _few_apart(self, apart: pd.DataFrame) -> np.ndarray:
        """Whether so few set a group apart that the difference would be about them.

        The protected number counts too, so that being withheld does not tell a true number.
        """
        if self.exact or self.published:
            return np.zeros(len(apart), dtype=bool)
        true, smallest = apart["people"].to_numpy(), self.policy.smallest_apart
        return (true > 0) & ((true < smallest) | (self._changed(apart, "people") < smallest))

    def _as_part(self, people: np.ndarray, cases: np.ndarray) -> np.ndarray:
        """Cases of each part of a union: with few others, always as many others.

        Two unions that differ by one part tell it. Of one with few others it would tell whether
        there are any at all, since everyone is a group with one key and so with one change.
        """
        if self.exact or self.published:
            return cases
        few = self.policy.smallest_cases
        is_few = (cases > 0) & (people >= self.policy.smallest_people) & (people - cases < few)
        return np.where(is_few, people - few // 2, cases)

    def _judged(
        self,
        shown: pd.DataFrame,
        people: np.ndarray,
        cases: np.ndarray,
        few_apart: np.ndarray,
        *,
        parts: np.ndarray | int,
    ) -> pd.DataFrame:
        reason = self._reasons(people, cases, few_apart)
        kept = reason == ""
        n = np.where(kept & (people > 0), people, 1)
        x = np.where(kept & (people > 0), cases, 0)
        noise = self.noise_variance * np.asarray(parts, dtype=float)
        low, high = wilson_interval_noisy(x, n, noise_variance=noise)
        with_share = kept & (people > 0)
        return shown.assign(
            people=pd.array(np.where(kept, people, pd.NA), dtype="Int64"),
            cases=pd.array(np.where(kept, cases, pd.NA), dtype="Int64"),
            share=np.where(with_share, x / n, np.nan),
            share_low=np.where(with_share, low, np.nan),
            share_high=np.where(with_share, high, np.nan),
            withheld=pd.Series(np.where(kept, None, reason), index=shown.index, dtype="str"),
        )

    def _reasons(self, people: np.ndarray, cases: np.ndarray, few_apart: np.ndarray) -> np.ndarray:
        if self.exact:
            return np.full(people.shape, "", dtype="U16")
        few = self.policy.smallest_cases
        reasons = np.full(people.shape, "", dtype="U10")
        # The weightiest last; also 0 others: that everyone has it is about every one of them.
        reasons[(cases > 0) & (people - cases < few)] = FEW_OTHERS
        reasons[(cases > 0) & (cases < few)] = FEW_CASES
        reasons[few_apart] = FEW_APART
        reasons[people < self.policy.smallest_people] = FEW_PEOPLE
        return reasons


def reason_in_words(withheld: str, policy: Policy) -> str:
    """Why a cell is withheld, for the table's reader."""
    if withheld == FEW_PEOPLE:
        return _("fewer than {n} people").format(n=policy.smallest_people)
    if withheld == FEW_CASES:
        return _("fewer than {n} with the outcome").format(n=policy.smallest_cases)
    if withheld == FEW_APART:
        return _("too few set the group apart from a larger one")
    return _("fewer than {n} without the outcome").format(n=policy.smallest_cases)
