"""What might be avoided if the group did as expected? An interval, from costs one can change."""

from dataclasses import dataclass

from analysis.target_groups.profile import avoidable_cost
from indicators.catalogue import load_catalogue
from indicators.unit_costs import UnitCost
from language import _, decimal, whole
from language.errors import BehovsbildError
from ui.page import tables
from ui.target_groups.found_view import answer_html

DAYS = 365
MILLION = 1e6


@dataclass(frozen=True)
class Cost:
    """One cost to start from: the catalogue's, or nothing where it has none."""

    id: str
    title: str
    low_sek: float
    high_sek: float
    fewest: float
    most: float
    unit_words: str
    about: str


def cost_html(
    excess_a_year: tuple[float, float],
    cost: Cost,
    low_sek: float,
    high_sek: float,
    fewest: float,
    most: float,
) -> str:
    """What the excess costs a year where it is not prevented, as an interval; or what is wrong."""
    try:
        found = avoidable_cost(excess_a_year, (low_sek, high_sek), (fewest, most))
    except BehovsbildError as error:
        return tables.note_html(str(error))
    low, high = excess_a_year
    if high <= 0:
        told = _("The group has no more cases than expected, so no cost can be avoided by that.")
    elif found.high_sek <= 0:
        told = _("Put in what a case costs to see what might be avoided.")
    else:
        told = _(
            "Between {low} and {high} a year: {least} to {most} cases above the expected, times "
            "what each costs."
        ).format(
            low=_money(found.low_sek),
            high=_money(found.high_sek),
            least=decimal(max(low, 0.0), 1),
            most=decimal(high, 1),
        )
    return answer_html(told) + tables.note_html(cost.about)


def _money(sek: float) -> str:
    if sek >= MILLION:
        return _("SEK {n} million").format(n=decimal(sek / MILLION, 1))
    step = 10 ** max(len(str(int(sek))) - 2, 0)  # two figures that count: it is no exact amount
    return _("SEK {n}").format(n=whole(round(sek / step) * step))


def costs_of(outcome: str) -> tuple[Cost, ...]:
    """The catalogue's costs for the outcome; one to fill in where it has none."""
    found = [
        _cost(cost) for cost in load_catalogue().unit_costs.values() if outcome in cost.outcomes
    ]
    if found:
        return tuple(found)
    nothing = _(
        "The catalogue has no cost for this outcome. Put in your own, lowest and highest, and note "
        "where it comes from."
    )
    return (Cost(f"own_{outcome}", "", 0, 0, 1, 1, _("units"), nothing),)


def _cost(cost: UnitCost) -> Cost:
    unit = {"day": _("days"), "year": _("years"), "case": _("units")}[cost.unit]
    watch_out = " ".join(str(text) for text in cost.watch_out)
    bounds = (
        _("A case is counted once a year, so it may be anything from 1 to {days} days.").format(
            days=DAYS
        )
        if cost.unit == "day"
        else ""
    )
    assumption = _("An assumption, not a published figure.") if cost.is_assumption else ""
    about = _("{title}, prices of {year}. {source} {assumption} {watch_out} {bounds}").format(
        title=str(cost.title),
        year=cost.price_year,
        source=str(cost.source),
        assumption=assumption,
        watch_out=watch_out,
        bounds=bounds,
    )
    return Cost(
        id=cost.id,
        title=str(cost.title),
        low_sek=cost.low_sek,
        high_sek=cost.high_sek,
        fewest=1,
        most=DAYS if cost.unit == "day" else 1,
        unit_words=unit,
        about=" ".join(about.split()),
    )
