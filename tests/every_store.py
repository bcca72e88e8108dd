"""Stores of every kind that a municipality may have, each small enough to walk through whole."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from data_pipeline.commands.publish import publish
from store.read import open_store
from store.writing.write import Outcome, PersonColumns, new_version
from tests import small_municipality as small

BY_AREA_ONLY = "scb_population"


def sample(path: Path) -> Path:
    """People, public figures and areas."""
    return small.build(path)


def public_only(path: Path) -> Path:
    """Public figures, one of them by small area and not for the whole municipality."""
    with new_version(path, fresh=True) as draft:
        draft.set_meta(municipality_code="9999", is_sample=False)
        draft.put_areas(small.areas(), _load(draft, "area"))
        figures = small.observations()
        by_area = figures.iloc[:4].assign(
            indicator_id=BY_AREA_ONLY, area_code=list(small.AREAS), vintage=2025, year=2024,
            sex="total", value=[100.0, 200.0, 300.0, 400.0],
        )  # fmt: skip
        draft.put_observations(figures, _load(draft, "observation"))
        draft.put_observations(by_area, _load(draft, "observation", "scb"))
    return path


def observations_only(path: Path) -> Path:
    """Figures in a file of one's own, without areas or a municipality."""
    with new_version(path, fresh=True) as draft:
        draft.put_observations(small.observations(), _load(draft, "observation", "own"))
    return path


def people_only(path: Path) -> Path:
    """One's own people, with an outcome of the catalogue."""
    return _people(path, "not_eligible")


def people_with_a_column_of_their_own(path: Path) -> Path:
    """One's own people, with an outcome that the catalogue does not have."""
    return _people(path, "likes_school")


def published(path: Path) -> Path:
    """The sample, as it is published."""
    made = small.build(path.with_name("before.duckdb"))
    publish(open_store(made), path, rng=np.random.default_rng(1))
    return path


def events_only(path: Path) -> Path:
    """A list of events, and nobody's other facts."""
    days = pd.date_range("2024-01-01", periods=200)
    events = pd.DataFrame(
        {
            "person_id": [f"p{n:03}" for n in range(200)], "kind": "placement", "type": "report",
            "start_date": days, "end_date": pd.NaT, "start_time": days, "row_number": range(200),
        }
    )  # fmt: skip
    with new_version(path, fresh=True) as draft:
        draft.put_events(events, _load(draft, "event", "own"))
    return path


def _people(path: Path, outcome: str) -> Path:
    rows = small.people().rename(columns={"not_eligible": outcome})
    columns = PersonColumns(small.COLUMNS.dimensions, [Outcome(outcome, "trivs", "fine")],
                            "age_years")  # fmt: skip
    with new_version(path, fresh=True) as draft:
        draft.put_people(rows, columns, _load(draft, "person_year", "own"))
    return path


def _load(draft, target: str, source: str = "kolada") -> int:
    return draft.load_number(
        source=source, target=target, producer="Exempelby", address=f"{target}.csv",
        sha256="0" * 64, retrieved_at=datetime(2026, 11, 1), licence="CC0",
        rows_read=1, rows_kept=1,
    )  # fmt: skip


KINDS = (
    sample, public_only, observations_only, people_only, people_with_a_column_of_their_own,
    events_only, published,
)  # fmt: skip
