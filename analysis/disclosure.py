"""Which figure may leave, and as what? The one gate that every answer passes.

Counts of persons arrive with the sum of their members' record keys. Each is changed by the
cell-key method (analysis/perturbation.py), so that the same group always gets the same figure,
and what is too small after that is withheld. Shares and intervals are computed from the protected
counts, with the change's own uncertainty in the interval. What a person puts together freely is a
sum of protected cells, never a new draw: `union`.

Public figures were protected by their publishers and pass unchanged.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from analysis.intervals import wilson_interval_noisy
from analysis.perturbation import VARIANCE, change
from analysis.required import require_columns
from language import _
from language.errors import BehovsbildError

POLICY = Path(__file__).parent / "policy.yml"
COUNTS = ["people", "people_key", "cases", "cases_key"]
FEW_PEOPLE, FEW_CASES, FEW_OTHERS = "few_people", "few_cases", "few_others"


class BadPolicy(BehovsbildError, ValueError):
    """The policy file says something that would not protect."""


@dataclass(frozen=True)
class Policy:
    """What is too small to be shown; `people` and `cases` are the smallest counts that may be."""

    smallest_people: int = 5
    smallest_cases: int = 5

    @classmethod
    def from_file(cls, path: Path = POLICY) -> "Policy":
        """The policy of a YAML file; what it leaves out keeps its safe default.

        raises  BadPolicy for an unknown key, or a threshold under 3 (1 and 2 never appear)
        """
        given = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        unknown = sorted(set(given) - {"smallest_people", "smallest_cases"})
        if unknown:
            raise BadPolicy(
                _(
                    "{path}: {keys} is not known; a policy has smallest_people, smallest_cases."
                ).format(path=path, keys=", ".join(unknown))
            )
        for key, value in given.items():
            if not isinstance(value, int) or value < 3:
                raise BadPolicy(
                    _("{path}: {key} is {value!r}; expected a whole number of at least 3.").format(
                        path=path, key=key, value=value
                    )
                )
        return cls(**given)


@dataclass(frozen=True)
class Gate:
    """The gate as it stands for one reader; `exact` only for whoever runs the machine."""

    policy: Policy = Policy()
    exact: bool = False

    def counts(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Cells as they may be shown.

        cells    any columns, and people, people_key, cases, cases_key (whole numbers): the
                 counts, and the sums of the record keys of the persons behind each
        returns  the other columns, and people, cases (protected; missing where withheld), share,
                 share_low, share_high (0 to 1, 95 %), withheld (few_people, few_cases,
                 few_others, or missing where shown)
        raises   MissingColumns
        """
        require_columns(cells, *COUNTS)
        people, cases = self._changed(cells, "people"), self._changed(cells, "cases")
        return self._judged(cells.drop(columns=COUNTS), people, np.minimum(cases, people), parts=1)

    def people(self, cells: pd.DataFrame) -> pd.DataFrame:
        """As `counts`, for cells of people and people_key alone: nobody is a case."""
        require_columns(cells, *COUNTS[:2])
        people = self._changed(cells, "people")
        few = np.zeros(len(people), dtype=bool) if self.exact else people < self._smallest_people
        shown = cells.drop(columns=COUNTS[:2])
        return shown.assign(
            people=pd.array(np.where(few, pd.NA, people), dtype="Int64"),
            withheld=pd.Series(np.where(few, FEW_PEOPLE, None), index=cells.index, dtype="str"),
        )

    def parts(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Cells of people and people_key as protected counts, none withheld.

        For the parts of one group that are never shown by themselves (steps of time behind a
        curve): whoever asks judges the group by its sum.
        """
        require_columns(cells, *COUNTS[:2])
        return cells.assign(people=self._changed(cells, "people")).drop(columns="people_key")

    def union(self, cells: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
        """Freely put together groups, each the sum of its protected cells.

        cells    as for `counts`, one row per cell of the lattice, with the columns `by`
        returns  as `counts`, one row per value of `by`; the interval holds all parts' changes
        """
        require_columns(cells, *COUNTS, *by)
        people, cases = self._changed(cells, "people"), self._changed(cells, "cases")
        parts = cells[by].assign(people=people, cases=np.minimum(cases, people), parts=1)
        sums = parts.groupby(by, observed=True, as_index=False)[["people", "cases", "parts"]].sum()
        return self._judged(
            sums[by],
            sums["people"].to_numpy(),
            sums["cases"].to_numpy(),
            parts=sums["parts"].to_numpy(),
        )

    @property
    def _smallest_people(self) -> int:
        return self.policy.smallest_people

    def _changed(self, cells: pd.DataFrame, name: str) -> np.ndarray:
        counts = cells[name].to_numpy(dtype=np.int64)
        if self.exact:
            return counts
        return counts + change(counts, cells[f"{name}_key"].to_numpy(dtype=np.int64))

    def _judged(
        self, shown: pd.DataFrame, people: np.ndarray, cases: np.ndarray, *, parts: np.ndarray | int
    ) -> pd.DataFrame:
        reason = self._reasons(people, cases)
        kept = reason == ""
        n = np.where(kept & (people > 0), people, 1)
        x = np.where(kept & (people > 0), cases, 0)
        noise = 0.0 if self.exact else VARIANCE * np.asarray(parts, dtype=float)
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

    def _reasons(self, people: np.ndarray, cases: np.ndarray) -> np.ndarray:
        if self.exact:
            return np.full(people.shape, "", dtype="U16")
        others = people - cases
        return np.select(
            [
                people < self.policy.smallest_people,
                (cases > 0) & (cases < self.policy.smallest_cases),
                (others > 0) & (others < self.policy.smallest_cases),
            ],
            [FEW_PEOPLE, FEW_CASES, FEW_OTHERS],
            default="",
        )


def reason_in_words(withheld: str, policy: Policy) -> str:
    """Why a cell is withheld, for the table's reader."""
    if withheld == FEW_PEOPLE:
        return _("fewer than {n} people").format(n=policy.smallest_people)
    if withheld == FEW_CASES:
        return _("fewer than {n} with the outcome").format(n=policy.smallest_cases)
    return _("fewer than {n} without the outcome").format(n=policy.smallest_cases)
