"""What does the map show of each area: the index, an indicator, or two of them at once?

Everything that the map says stands in the answer's table, so that its twin can say as much. An
area of the level that has no row among the figures is on the map too, as one without a figure.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.answers.map.area_values import WHOLE, AreaValues, required_values
from analysis.answers.map.correlation import withheld_in_words
from analysis.answers.map.geometry import map_neighbours, moved_borders
from analysis.answers.map.index import IndexAnswer, index
from analysis.answers.map.question import INDEX, Figure, MapAnswer, MapQuestion, NotBesideItself
from analysis.answers.people.group_counts import areas_within
from analysis.answers.provenance import Source
from analysis.disclosure.gate import Gate
from analysis.statistics.classes import TERCILES, Classes, bivariate, classes_of
from analysis.statistics.clusters import TooFewForClusters, local_clusters
from language import _
from store.read import Store


def map_answer(store: Store, question: MapQuestion, gate: Gate) -> MapAnswer:
    """The figures of every area of a level, in classes.

    raises  NothingThere, BadClasses, NotBesideItself, and what `index` and `area_values` raise
    """
    if question.second == question.figure:
        raise NotBesideItself(_("Two at once are two different figures; choose another one."))
    asked = [question.figure, *filter(None, [question.second])]
    found = [_Found.of(store, question, name, gate) for name in asked]
    years = _common_years(found)
    shown = _shown_years(question, years)
    areas = _areas(store, question.level)
    inside = None
    if question.within and question.level != WHOLE:
        inside = areas_within(store, question.level, dict(question.within))
    tables = {year: _table(found, areas, year, gate, inside) for year in shown}
    classes = _classes(question, tables, len(found))
    tables = {year: _classed(table, classes) for year, table in tables.items()}
    no_clusters = ""
    if question.clusters:
        try:
            tables = {y: _with_clusters(store, question.level, t) for y, t in tables.items()}
        except TooFewForClusters as refusal:
            no_clusters = str(refusal)
    indexes = [f.at(shown[0]) for f in found if f.index_years]
    return MapAnswer(
        question=replace(question, year=shown[0]),
        figures=tuple(f.figure for f in found),
        classes=classes,
        tables=tables,
        years=years,
        moved=_moved(store, question.level, tables),
        index=indexes[0] if indexes else None,
        protected=any(f.values.protected for f in found if f.values),
        method=_method(found, question),
        sources=tuple(dict.fromkeys(s for f in found for s in f.sources(shown[0]))),
        no_clusters=no_clusters,
    )


@dataclass(frozen=True)
class _Found:
    """The values of one figure, be it the index or an indicator."""

    figure: Figure
    values: AreaValues | None
    index_years: tuple[int, ...]
    ask_index: object = None

    @classmethod
    def of(cls, store: Store, question: MapQuestion, name: str, gate: Gate) -> "_Found":
        if name != INDEX:
            values = required_values(
                store,
                name,
                question.level,
                gate,
                sex=question.sex,
                age=question.age,
                within=question.within,
            )
            title = str(values.indicator.title)
            return cls(Figure(name, title, values.indicator), values, ())
        asked = replace(question.index, level=question.level, year=None)
        latest = index(store, asked, gate)
        answers = {latest.year: latest}

        def at(year: int) -> IndexAnswer:
            if year not in answers:
                answers[year] = index(store, replace(asked, year=year), gate)
            return answers[year]

        return cls(Figure(INDEX, _("Socioeconomic index"), None), None, latest.years, at)

    @property
    def years(self) -> tuple[int, ...]:
        return self.index_years or self.values.years

    def at(self, year: int) -> IndexAnswer:
        return self.ask_index(year)

    def sources(self, year: int) -> tuple[Source, ...]:
        return self.values.sources if self.values else self.at(year).sources

    def rows(self, year: int, gate: Gate) -> pd.DataFrame:
        """A row per area: vintage, value, low, high, people, withheld in words."""
        if self.values is None:
            table = self.at(year).table.rename(columns={"index": "value"})
            reason = np.where(table["value"].isna(), _("lacks a variable"), "")
            table = table.assign(low=np.nan, high=np.nan, withheld=reason)
        else:
            table = self.values.table[self.values.table["year"] == year]
            hidden = table["withheld"].notna()
            table = table.assign(
                withheld=[
                    withheld_in_words(code, gate) if h else ""
                    for code, h in zip(table["withheld"], hidden, strict=True)
                ]
            )
        columns = ["vintage", "value", "low", "high", "people", "withheld"]
        return table.set_index("area_code")[columns]


def _common_years(found: list[_Found]) -> tuple[int, ...]:
    common = sorted(set.intersection(*(set(f.years) for f in found)))
    if not common:
        raise NotBesideItself(
            _("{one} and {other} have no year in common; choose one at a time.").format(
                one=found[0].figure.title, other=found[-1].figure.title
            )
        )
    return tuple(common)


def _shown_years(question: MapQuestion, years: tuple[int, ...]) -> list[int]:
    """The year asked for, else the nearest before it, else the first; and the other one."""

    def nearest(asked: int | None) -> int:
        return max((y for y in years if asked is None or y <= asked), default=years[0])

    shown = [nearest(question.year)]
    if question.other_year is not None:
        shown.append(nearest(question.other_year))
    return list(dict.fromkeys(shown))


def _areas(store: Store, level: str) -> pd.DataFrame:
    """Every area of the level in the municipality: area_code, vintage, name."""
    areas = store.query("areas/areas").astype({"level": "str"})
    code = store.meta.municipality_code
    within = areas["area_code"] == code if level == WHOLE else areas["municipality_code"] == code
    columns = ["area_code", "vintage", "name", "has_boundary"]
    return areas.loc[(areas["level"] == level) & within, columns]


def _table(
    found: list[_Found], areas: pd.DataFrame, year: int, gate: Gate, inside: set[str] | None
) -> pd.DataFrame:
    """inside: areas that the group lives in; None for all."""
    first = found[0].rows(year, gate)
    vintages = first["vintage"].unique()
    shown = areas[areas["vintage"].isin(vintages)] if len(vintages) else areas
    table = shown.set_index("area_code").drop(columns="vintage")
    vintage = shown.set_index("area_code")["vintage"]
    outside = np.zeros(len(table), dtype=bool) if inside is None else ~table.index.isin(inside)
    for prefix, rows in zip(("", "second_"), (f.rows(year, gate) for f in found), strict=False):
        told = rows.drop(columns="vintage").reindex(table.index)
        no_row = ~table.index.isin(rows.index)
        told["withheld"] = told["withheld"].mask(no_row, _("no figure")).fillna("")
        told["withheld"] = told["withheld"].mask(outside & no_row, _("not in the group"))
        table = table.join(told.add_prefix(prefix))
    return table.assign(vintage=vintage, outside=outside).reset_index()


def _classes(
    question: MapQuestion, tables: dict[int, pd.DataFrame], figures: int
) -> tuple[Classes, ...]:
    """Common to both years, so that a colour means the same on both maps."""
    both = pd.concat(tables.values())
    if figures == 2:
        return tuple(
            classes_of(both[name], "quantiles", TERCILES) for name in ("value", "second_value")
        )
    return (classes_of(both["value"], question.scheme),)


def _classed(table: pd.DataFrame, classes: tuple[Classes, ...]) -> pd.DataFrame:
    table = table.assign(rank_class=classes[0].of(table["value"]))
    if len(classes) == 1:
        return table.assign(kind=table["rank_class"])
    second = classes[1].of(table["second_value"])
    return table.assign(second_rank_class=second, kind=bivariate(table["rank_class"], second))


def _with_clusters(store: Store, level: str, table: pd.DataFrame) -> pd.DataFrame:
    pairs = map_neighbours(store, level, int(table["vintage"].iloc[0]))
    found = local_clusters(table[["area_code", "value"]], pairs).areas.set_index("area_code")
    return table.assign(cluster=table["area_code"].map(found["cluster"]))


def _moved(store: Store, level: str, tables: dict[int, pd.DataFrame]) -> tuple[str, ...]:
    """Areas that are not the same place on both maps: their border moved, or nobody knows."""
    if len(tables) < 2:
        return ()
    first, other = (set(t["vintage"]) for t in tables.values())
    if first == other:
        return ()
    kept = moved_borders(store, level)
    same = set(kept.loc[kept["comparable"], "area_code"])
    shown = set().union(*(set(t["area_code"]) for t in tables.values()))
    return tuple(sorted(shown - same))


def _method(found: list[_Found], question: MapQuestion) -> str:
    parts = []
    for f in found:
        if f.values is None:
            parts.append(f.at(f.years[-1]).method)
        elif f.values.protected:
            parts.append(
                _(
                    "{title}: counts of persons, each changed by at most 5 so that nobody can be "
                    "pointed out; 95 % Wilson intervals that hold this change."
                ).format(title=f.figure.title)
            )
        else:
            parts.append(
                _("{title}: as published by {producer}.").format(
                    title=f.figure.title, producer=f.values.indicator.producer
                )
            )
    parts.append(
        {
            "quantiles": _("Classes hold as many areas each."),
            "natural": _("Class limits lie where the gaps between areas are widest (Fisher)."),
            "fixed": _("Class limits are fixed: 0, 2, 4, 6, 8 and 10."),
        }[question.scheme]
        if not question.second
        else _("Each figure is divided in three classes with as many areas each.")
    )
    return " ".join(parts)
