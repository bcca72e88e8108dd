"""Hand-made people whose lives can be read: `store_of(path, [("Ann", "HVB", start, end), ...])`."""

from datetime import datetime
from pathlib import Path

import pandas as pd

from store.read import Store, open_store
from store.writing.write import Dimension, PersonColumns, new_version

SUPPORT = ("Öppenvård", "Kontaktperson")


def store_of(
    folder: Path,
    lives: list[tuple],
    *,
    people: pd.DataFrame | None = None,
    since: str | None = None,
) -> Store:
    """A store with these events, open for reading.

    lives   (person, type, first day, last day or None for still running[, unit]); support types are
            of the kind intervention, everything else is placement; in the order of the file
    people  person_id, year, sex
    since   from when placements are known, where not from the first of them
    """
    path = folder / "store.duckdb"
    with new_version(path, fresh=True) as draft:
        draft.set_meta(municipality_code="9999", is_sample=True)
        load_id = draft.load_number(
            source="sample", target="event", producer="test", address="test", sha256="",
            retrieved_at=datetime(2026, 1, 1), licence="own data",
            rows_read=len(lives), rows_kept=len(lives),
        )  # fmt: skip
        draft.put_events(_events(lives), load_id)
        if since:
            draft.con.execute(
                "UPDATE observed_period SET first_date = $since::DATE WHERE kind = 'placement'",
                {"since": since},
            )
        if people is not None:
            sex = Dimension(
                "sex", "sex", "kön", "sex", [("w", "flickor", "girls"), ("m", "pojkar", "boys")]
            )
            draft.put_people(people, PersonColumns([sex], []), load_id)
    return open_store(path)


def _events(lives: list[tuple]) -> pd.DataFrame:
    padded = [(*life, None)[:5] for life in lives]
    events = pd.DataFrame(
        padded, columns=["person_id", "type", "start_date", "end_date", "unit"], dtype=object
    )
    start = pd.to_datetime(events["start_date"], format="ISO8601")
    return events.assign(
        kind=["intervention" if t in SUPPORT else "placement" for t in events["type"]],
        start_date=start.dt.normalize(),
        end_date=pd.to_datetime(events["end_date"]),
        start_time=start,
        row_number=range(len(events)),
    )
