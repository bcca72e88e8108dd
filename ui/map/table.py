"""What does the table twin of the map say? All that the map says, in an order that one chooses."""

import pandas as pd

from analysis.answers import Figure, MapAnswer
from analysis.statistics.clusters import cluster_in_words
from language import _, interval, whole
from language.numbers import MISSING
from ui.draw.chart_style import known
from ui.map.colours import kind_words
from ui.page import tables

SORTS = ("varde", "varde_lagst", "namn", "personer")
PAGE_ROWS = 200


def sorts() -> dict[str, str]:
    """The orders of the table."""
    return {
        "varde": _("highest first"),
        "varde_lagst": _("lowest first"),
        "namn": _("by name"),
        "personer": _("most people first"),
    }


def in_order(answer: MapAnswer, sort: str) -> pd.DataFrame:
    """The first map's rows in order, with the other year's value beside where there is one."""
    table = answer.table
    if len(answer.tables) > 1:
        _first, other = answer.tables
        beside = answer.tables[other].set_index("area_code")[["value", "high", "withheld"]]
        table = table.join(beside.add_prefix("other_"), on="area_code")
        table["other_withheld"] = table["other_withheld"].fillna(_("no figure"))
    by, rising = {
        "varde": ("value", False),
        "varde_lagst": ("value", True),
        "namn": ("name", True),
        "personer": ("people", False),
    }.get(sort, ("value", False))
    return table.sort_values([by, "name"], ascending=[rising, True], na_position="last")


def html(answer: MapAnswer, sort: str, page: int = 0) -> str:
    """The table; long ones a page at a time."""
    rows = in_order(answer, sort).iloc[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]
    return tables.table_html(rows, columns(answer), caption=caption(answer))


def pages(answer: MapAnswer) -> int:
    """How many pages the table has."""
    return -(-len(answer.table) // PAGE_ROWS)


def caption(answer: MapAnswer) -> str:
    """'Socioekonomiskt index, 2024, per område'."""
    return _("{title}, {years}, by area").format(
        title=_(" and ").join(figure.title for figure in answer.figures),
        years=" / ".join(map(str, answer.tables)),
    )


def columns(answer: MapAnswer) -> list[tables.Column]:
    """Name, class, and for each figure value, interval and persons; cluster and other year."""
    shown = [
        tables.Column(_("Area"), lambda row: row.name),
        tables.Column(
            _("Class on the map"), lambda row: kind_words(answer, int(row.kind)) or MISSING
        ),
    ]
    for number, figure in enumerate(answer.figures):
        shown += _of_figure(answer, figure, number)
    if len(answer.tables) > 1:
        other = list(answer.tables)[1]
        figure = answer.figures[0]

        def at_most(high: float) -> float | None:
            return high if answer.protected else None

        shown.append(
            tables.Column(
                str(other),
                lambda row: (
                    figure.written(known(row.other_value), at_most=at_most(row.other_high))
                    if pd.notna(row.other_value)
                    else row.other_withheld
                ),
                number=True,
            )
        )
    if "cluster" in answer.table:
        shown.append(
            tables.Column(
                _("Together with neighbours"),
                lambda row: cluster_in_words(row.cluster if isinstance(row.cluster, str) else None),
            )
        )
    return shown


def _of_figure(answer: MapAnswer, figure: Figure, number: int) -> list[tables.Column]:
    prefix = ("", "second_")[number]
    table, of = answer.table, lambda row, name: getattr(row, prefix + name)
    several = answer.is_bivariate
    title = figure.title if several else str(answer.year)

    def value(row: object) -> str:
        hidden = of(row, "withheld")
        return hidden or answer.written(row, number)

    shown = [
        tables.Column(
            title, value, number=True,
            style=lambda row: "bb-withheld" if of(row, "withheld") else "",
        )
    ]  # fmt: skip
    if table[prefix + "low"].notna().any():
        shown.append(
            tables.Column(
                _("95 % interval"),
                lambda row: _interval(figure, of(row, "low"), of(row, "high")),
                number=True,
            )
        )
    if table[prefix + "people"].notna().any():
        shown.append(
            tables.Column(
                _("Persons (n)"), lambda row: whole(known(of(row, "people"))), number=True
            )
        )
    return shown


def _interval(figure: Figure, low: float, high: float) -> str:
    if pd.isna(low) or pd.isna(high) or figure.indicator is None:
        return MISSING
    share = figure.indicator.unit == "share"
    return interval(float(low), float(high), figure.indicator.decimals, share=share)


def _hidden_or_at_most(answer: MapAnswer, row: object, number: int) -> str:
    """Why a figure is withheld, or what a protected 0 may be; '' for any other."""
    prefix = ("", "second_")[number]
    told = answer.written(row, number)
    plain = answer.figures[number].written(getattr(row, f"{prefix}value"))
    return getattr(row, f"{prefix}withheld") or (told if told != plain else "")


def file(answer: MapAnswer) -> tables.FileRows:
    """What is taken home: every area and year of the map, numbers as they are."""
    named = {"area_code": _("Code"), "name": _("Area"), "year": _("Year")}
    for number, figure in enumerate(answer.figures):
        prefix, ending = (
            ("", "second_")[number],
            f" ({figure.title})" if answer.is_bivariate else "",
        )
        named |= {
            f"{prefix}value": figure.title,
            f"{prefix}low": _("Interval, low") + ending,
            f"{prefix}high": _("Interval, high") + ending,
            f"{prefix}people": _("Persons (n)") + ending,
            f"{prefix}withheld": _("Withheld") + ending,
        }
    rows = pd.concat(table.assign(year=year) for year, table in answer.tables.items())
    rows = rows.assign(kind=[kind_words(answer, int(kind)) for kind in rows["kind"]])
    for number in range(len(answer.figures)):
        withheld = f"{('', 'second_')[number]}withheld"
        rows[withheld] = [_hidden_or_at_most(answer, row, number) for row in rows.itertuples()]
    if "cluster" in rows:
        rows = rows.assign(
            cluster=[cluster_in_words(c if isinstance(c, str) else None) for c in rows["cluster"]]
        )
        named["cluster"] = _("Together with neighbours")
    named["kind"] = _("Class on the map")
    return tables.FileRows(
        "_".join(("behovsbild_karta", *(f.id for f in answer.figures), *map(str, answer.tables))),
        rows[list(named)].rename(columns=named),
        {
            _("Key figure"): _(" and ").join(f.title for f in answer.figures),
            _("Year"): ", ".join(map(str, answer.tables)),
            _("Source"): "; ".join(source.words for source in answer.sources),
            _("Method"): answer.method,
        },
    )
