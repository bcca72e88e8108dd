"""Where does a figure come from, and when was it fetched?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from language import _
from store.read import Store


@dataclass(frozen=True)
class Source:
    """The load behind figures: who answers for them, from where, when, under which terms."""

    load_id: int
    kind: str
    producer: str
    address: str
    retrieved_on: date
    licence: str

    @property
    def words(self) -> str:
        """'Kolada (RKA), hämtat 2026-11-24': the line under a picture."""
        return _("{producer}, retrieved {date}").format(
            producer=self.producer, date=self.retrieved_on.isoformat()
        )


def sources(store: Store, load_ids: Iterable[int]) -> tuple[Source, ...]:
    """The loads with these numbers, the newest first."""
    wanted = {int(load_id) for load_id in load_ids}
    return tuple(
        Source(
            load_id=int(row.load_id),
            kind=row.source,
            producer=row.producer,
            address=row.address,
            retrieved_on=row.retrieved_at.date(),
            licence=row.licence,
        )
        for row in store.query("loads/loads").itertuples()
        if int(row.load_id) in wanted
    )


def people_sources(store: Store) -> tuple[Source, ...]:
    """The loads behind the people in the store."""
    return sources(store, store.query("people/loads")["load_id"])
