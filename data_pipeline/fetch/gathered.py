"""What came from one source, ready for the store and with its origin?

One `Gathered` becomes one row of `load`; what a service lacked becomes one `Lacking` each.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from data_pipeline.fetch.cache import Answer

OBSERVATION = [
    "indicator_id", "area_code", "vintage", "year", "sex", "age_group",
    "value", "numerator", "denominator", "status",
]  # fmt: skip


@dataclass(frozen=True)
class Gathered:
    """Rows for one table of the store, and the raw answers that they come from.

    target      area, observation or comparison_group
    address     where the first of the answers was asked for
    sha256      of the raw answers in order
    rows_read   rows in the answers; what is neither kept nor refused was not wanted
    """

    source: str
    target: str
    producer: str
    address: str
    licence: str
    sha256: str
    retrieved_at: datetime
    frame: pd.DataFrame
    rows_read: int
    rows_refused: int = 0


@dataclass(frozen=True)
class Lacking:
    """Something asked for that a service did not have."""

    source: str
    what: str
    why: str


def origin_of(answers: Iterable[Answer]) -> dict[str, object]:
    """`address`, `sha256` and `retrieved_at` (of the oldest) of raw answers in order."""
    answers = list(answers)
    whole = hashlib.sha256()
    for answer in answers:
        whole.update(answer.body)
    return {
        "address": answers[0].url,
        "sha256": whole.hexdigest(),
        "retrieved_at": min(answer.retrieved_at for answer in answers),
    }
