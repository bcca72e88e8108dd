"""What does one day or one year of an outcome cost, roughly, and who says so?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.texts import Text


@dataclass(frozen=True)
class UnitCost:
    """A range of cost in SEK for one unit of something that might have been prevented.

    unit           'day', 'year' or 'case'
    low, high      SEK, the range shown; never a single figure, since none is that sure
    price_year     whose prices
    is_assumption  True: not taken from a publication; the municipality should put its own in
    outcomes       outcome columns that the cost may be held against
    event_types    event types that it may be held against
    """

    id: str
    title: Text
    unit: str
    low_sek: float
    high_sek: float
    price_year: int
    is_assumption: bool
    source: Text
    watch_out: tuple[Text, ...]
    outcomes: tuple[str, ...]
    event_types: tuple[str, ...]


def unit_costs_of(content: Mapping[str, Any]) -> dict[str, UnitCost]:
    """The costs of a checked unit_costs.yml, in the file's order."""
    return {
        cost_id: UnitCost(
            id=cost_id,
            title=Text.of(cost["title"]),
            unit=cost["unit"],
            low_sek=float(cost["low_sek"]),
            high_sek=float(cost["high_sek"]),
            price_year=cost["price_year"],
            is_assumption=cost["is_assumption"],
            source=Text.of(cost["source"]),
            watch_out=tuple(Text.of(text) for text in cost["watch_out"]),
            outcomes=tuple(cost.get("outcomes", ())),
            event_types=tuple(cost.get("event_types", ())),
        )
        for cost_id, cost in content["unit_costs"].items()
    }
