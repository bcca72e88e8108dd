"""In which unit is a value kept, and how is it written for a reader?

A share is 0 to 1 everywhere but on screen. Kolada has no field for the unit: it is the tail of
the title ("andel (%)", "antal/1000 inv"), which `kolada_tail` recognises.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from language import _, decimal, percent
from language.numbers import MISSING


@dataclass(frozen=True)
class Unit:
    """How values of one unit are kept, compared and written.

    of_people     a numerator and a denominator in persons stand behind it, so that intervals fit
    from_kolada   what Kolada's value is multiplied by to get ours
    kolada_tail   pattern that the end of Kolada's title matches
    """

    id: str
    of_people: bool
    from_kolada: float
    kolada_tail: re.Pattern[str] | None
    label: Callable[[], str]
    template: Callable[[], str]


def _unit(
    id: str,
    label: Callable[[], str],
    template: Callable[[], str],
    *,
    tail: str | None = None,
    of_people: bool = False,
    from_kolada: float = 1.0,
) -> Unit:
    pattern = re.compile(tail, re.IGNORECASE) if tail else None
    return Unit(id, of_people, from_kolada, pattern, label, template)


UNITS: Mapping[str, Unit] = {
    unit.id: unit
    for unit in (
        _unit(
            "share",
            lambda: _("share, %"),
            lambda: "{value}",
            tail=r"\(%\)( av .+)?$",
            of_people=True,
            from_kolada=0.01,
        ),
        _unit(
            "per_1000",
            lambda: _("per 1,000"),
            lambda: _("{value} per 1,000"),
            tail=r"antal/1000 inv",
            of_people=True,
        ),
        _unit(
            "per_100000",
            lambda: _("per 100,000"),
            lambda: _("{value} per 100,000"),
            tail=r"(antal/|per )100 ?000 inv",
            of_people=True,
        ),
        _unit("sek", lambda: _("SEK"), lambda: _("SEK {value}"), tail=r"\bkr(/(elev|hushåll))?$"),
        _unit(
            "sek_per_inhabitant",
            lambda: _("SEK per inhabitant"),
            lambda: _("SEK {value} per inhabitant"),
            tail=r"kr/inv( [\d-]+ år)?$",
        ),
        _unit(
            "sek_per_day",
            lambda: _("SEK per day"),
            lambda: _("SEK {value} per day"),
            tail=r"kr/(vård)?dygn$",
        ),
        _unit("index", lambda: _("index"), lambda: "{value}", tail=r"index"),
        _unit("area_type", lambda: _("area type 1 to 5"), lambda: "{value}"),
        _unit("count", lambda: _("number"), lambda: "{value}", tail=r"\bantal$"),
        _unit("years", lambda: _("years"), lambda: _("{value} years"), tail=r"\bår$"),
        _unit("days", lambda: _("number of days"), lambda: _("{value} days"), tail=r"\bdagar\b"),
        _unit("points", lambda: _("points"), lambda: _("{value} points"), tail=r"meritvärde"),
    )
}


def written(value: float | None, unit: str, decimals: int, *, at_most: float | None = None) -> str:
    """`value` with its unit for a reader: 0.41 'share' -> '41,0 %'; None -> a dash.

    at_most   upper bound of a protected figure's interval: its 0 may be a few cases that the
              protection made 0, and is written 'at most 3.7 %'
    """
    number, nothing = (_number(each, unit, decimals) for each in (value, 0.0))
    if number == MISSING:
        return number
    bound = _number(at_most, unit, decimals)
    if number == nothing and bound not in (nothing, MISSING):
        return _("at most {value}").format(value=UNITS[unit].template().format(value=bound))
    return UNITS[unit].template().format(value=number)


def _number(value: float | None, unit: str, decimals: int) -> str:
    return percent(value, decimals) if unit == "share" else decimal(value, decimals)
