"""What can be chosen on screen? Only what the store has figures for, in the reader's language.

So no list of options is ever typed in a widget, and a link can be held against what there is.
"""

from dataclasses import dataclass, field

import pandas as pd

from analysis.answers.asked import OWN_COLUMNS, own_columns_title, uncatalogued
from analysis.answers.key_figures.observed import dimension_labels
from analysis.answers.people.dimensions import Lattice
from analysis.disclosure.gate import Gate
from indicators.catalogue import load_catalogue
from indicators.entry import Indicator, OwnSource
from language import _
from store.read import Store

AREA_ORDER = ("district", "regso", "deso")


@dataclass(frozen=True)
class IndicatorChoice:
    """An indicator with figures here.

    years   in which the municipality or its small areas have a value, the earliest first
    splits  dimension -> label, what it can be broken down by
    own     counts of the municipality's own people: two dimensions and narrowings are possible
    """

    id: str
    theme: str
    title: str
    years: tuple[int, ...]
    splits: dict[str, str]
    own: bool

    @property
    def most_splits(self) -> int:
        """By how many dimensions at once it can be broken down."""
        return 2 if self.own else 1


@dataclass(frozen=True)
class Choices:
    """Everything that a selection may consist of; value -> label, in the order of the screen.

    values   dimension or level -> value -> label: what a group of one's own can be put together of
    finest   dimension -> the dimension that it is a level of (itself where finest): two levels of
             one are never combined
    """

    municipality: str
    municipality_name: str
    is_sample: bool
    themes: dict[str, str]
    indicators: dict[str, IndicatorChoice]
    sexes: dict[str, str] = field(default_factory=dict)
    ages: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    finest: dict[str, str] = field(default_factory=dict)

    def of_theme(self, theme: str) -> dict[str, str]:
        """Indicator -> title within one theme."""
        return {i.id: i.title for i in self.indicators.values() if i.theme == theme}


def choices(store: Store, gate: Gate | None = None) -> Choices:
    """What this version of the store lets a reader choose; of the gate, what its role may."""
    catalogue = load_catalogue()
    lattice = Lattice.of(store)
    code = store.meta.municipality_code or ""
    areas = store.query("areas/areas")
    named = areas.loc[areas["area_code"] == code, "name"]
    observed = store.query("observations/years_of_indicators", municipality=code)
    splits = _own_splits(lattice, gate or Gate())
    counted = store.query("people/years").astype({"outcome": "str"}).set_index("outcome")
    found = [
        choice
        for indicator in (*catalogue.indicators.values(), *uncatalogued(store))
        if (choice := _choice(indicator, observed, counted, splits))
    ]
    themes = {t.id: str(t.title) for t in catalogue.themes.values()}
    themes |= {OWN_COLUMNS: own_columns_title()}
    with_figures = {choice.theme for choice in found}
    return Choices(
        municipality=code,
        municipality_name=named.iloc[0] if len(named) else code,
        is_sample=store.meta.is_sample,
        themes={name: title for name, title in themes.items() if name in with_figures},
        indicators={choice.id: choice for choice in found},
        sexes=_categories(lattice, "sex"),
        ages=_categories(lattice, "age"),
        areas=_areas(lattice),
        values={name: lattice.labels(name) for name in splits},
        finest={name: lattice.finest(name) for name in lattice.names},
    )


def _choice(
    indicator: Indicator,
    observed: pd.DataFrame,
    counted: pd.DataFrame,
    own_splits: dict[str, str],
) -> IndicatorChoice | None:
    if isinstance(indicator.source, OwnSource):
        if indicator.outcome not in counted.index:
            return None
        first, last = counted.loc[indicator.outcome, ["first_year", "last_year"]].astype(int)
        years, splits = tuple(range(first, last + 1)), own_splits
    else:
        rows = observed[observed["indicator_id"] == indicator.id]
        years = tuple(sorted({int(year) for year in rows["year"]}))
        splits = _public_splits(rows)
    if not years:
        return None
    return IndicatorChoice(
        id=indicator.id,
        theme=indicator.theme,
        title=str(indicator.short_title),
        years=years,
        splits=splits,
        own=isinstance(indicator.source, OwnSource),
    )


def _own_splits(lattice: Lattice, gate: Gate) -> dict[str, str]:
    return {name: lattice.label(name) for name in lattice.names if gate.is_open(lattice.role(name))}


def _public_splits(rows: pd.DataFrame) -> dict[str, str]:
    labels = dimension_labels()
    whole = rows[rows["level"] == "municipality"]
    found = [
        name for name, column in (("sex", "by_sex"), ("age_group", "by_age")) if whole[column].any()
    ]
    found += [level for level in AREA_ORDER if (rows["level"] == level).any()]
    return {name: labels[name] for name in found}


def _categories(lattice: Lattice, role: str) -> dict[str, str]:
    """Every single category of a role, the coarser levels' too, without the unknown."""
    found: dict[str, str] = {}
    for name in lattice.with_role(role):
        found |= {v: label for v, label in lattice.labels(name).items() if v != "unknown"}
    return found


def _areas(lattice: Lattice) -> dict[str, str]:
    """Areas to narrow to, districts before small areas; equal names are told apart by code."""
    dimensions = lattice.dimensions.query("role == 'area'")
    ordered = sorted(
        dimensions["name"],
        key=lambda name: _place(dimensions.set_index("name").loc[name, "level"]),
    )
    found: dict[str, str] = {}
    for name in ordered:
        found |= {v: label for v, label in lattice.labels(name).items() if v != "unknown"}
    twice = pd.Series(found).duplicated(keep=False)
    return {
        code: _("{name} ({code})").format(name=name, code=code) if twice[code] else name
        for code, name in found.items()
    }


def _place(level: str | None) -> int:
    return AREA_ORDER.index(level) if level in AREA_ORDER else len(AREA_ORDER)
