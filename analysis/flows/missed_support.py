"""When could preventive support have been given, and was not?

For each path to the outcome, each step before it is a point in time. Of those who had come the
same way so far, some got support during the step and others did not: those are the missed chances,
and the days left to the outcome say how early they were. Nobody says that the support would have
helped: those who got it may have been different from the start.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.flows.paths import OTHER, TOKEN_WIDTH
from analysis.required import require_columns
from language import _, whole

PERSONS = ["people", "people_key", "others_people", "others_people_key"]
COUNTED = ["flows", "flows_key", "supported", "supported_key"]


@dataclass(frozen=True)
class MissedChance:
    """One step of one path, with counts as they may be shown.

    path        the whole path; so_far: its states up to and with the step
    flows       at this step on this path; supported: of them, with support during the step
    others, others_supported   everyone with the same path so far, whichever way they went on
    days_before  median days from the step's start to the outcome, of those without support
    """

    path: tuple[str, ...]
    so_far: tuple[str, ...]
    flows: int
    supported: int
    others: int
    others_supported: int
    days_before: int | None

    @property
    def missed(self) -> int:
        """Flows that passed this step without support."""
        return self.flows - self.supported

    def sentence(self, state: str | None = None) -> str:
        """'48 av 60 hade inget stöd under ”ingen placering”, hälften minst 168 dagar före ...'

        state  what the step is called on screen; None: as in files
        """
        text = _("{missed} of {flows} had no support during “{state}”").format(
            missed=whole(self.missed), flows=whole(self.flows), state=state or self.so_far[-1]
        )
        if self.days_before is None:
            return text + "."
        return text + _(", half of them at least {days} days before the outcome.").format(
            days=whole(self.days_before)
        )


def points(counted: pd.DataFrame) -> pd.DataFrame:
    """The steps of all paths with what others did who had the same path so far.

    counted  as flows/points.sql answers
    returns  a row per path and ordinal: flows, supported, so_far (the path's first digits) and
             others, others_supported, each with key sums: all rows with the same path so far, this
             one's among them; and people, others_people: the persons behind flows and others
    """
    require_columns(counted, "path", "ordinal", "is_supported", "flows", "flows_key", *PERSONS)
    of_support = counted["is_supported"].astype("int64")
    steps = counted.assign(
        supported=counted["flows"] * of_support,
        supported_key=counted["flows_key"] * of_support,
    ).groupby(["path", "ordinal"])
    cells = steps[COUNTED].sum().join(steps[PERSONS].first()).reset_index()
    so_far = [
        path[: TOKEN_WIDTH * (int(ordinal) + 1)]
        for path, ordinal in zip(cells["path"], cells["ordinal"], strict=True)
    ]
    cells = cells.assign(so_far=pd.Series(so_far, index=cells.index, dtype="str"))
    sums = cells.groupby("so_far")[COUNTED].transform("sum")
    sums.columns = ["others", "others_key", "others_supported", "others_supported_key"]
    return pd.concat([cells, sums], axis=1)


def ranked(chances: list[MissedChance]) -> list[MissedChance]:
    """Where most were missed first; steps at which nobody at all got support are no chance."""
    real = [c for c in chances if c.others_supported > 0 and c.missed > 0 and c.path != (OTHER,)]
    return sorted(real, key=lambda c: (-c.missed, c.path, len(c.so_far)))


def as_rows(chances: list[MissedChance]) -> list[dict[str, Any]]:
    """The chances as rows of a table or a file."""
    return [
        {
            "path": list(c.path),
            "so_far": list(c.so_far),
            "count": c.flows,
            "supported": c.supported,
            "missed": c.missed,
            "same_path_so_far": c.others,
            "same_path_supported": c.others_supported,
            "days_before": c.days_before,
        }
        for c in chances
    ]
