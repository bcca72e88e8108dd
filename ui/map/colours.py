"""In which colours does a map tell its classes, and what does its legend say?

Sequences that those who see few colours can tell apart, from ColorBrewer; every class has a mark
too, so that colour is never alone. Withheld is a pattern, never a colour.
"""

from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd

from analysis.answers import MapAnswer
from analysis.statistics.clusters import HIGH, HIGH_AMONG_LOW, LOW, LOW_AMONG_HIGH, cluster_in_words
from language import _, decimal, ngettext, percent
from ui.draw.palettes import DARK_MARK, GRID, LIGHT_MARK, SEQUENCES, Palette

LIGHTEST_DARK = 1.05 * (0.0082 + 0.05)  # where white and dark text have equal contrast
GRID_LETTERS = "ABC"
CLUSTER_MARKS = {HIGH: "▲", LOW: "▼", HIGH_AMONG_LOW: "△", LOW_AMONG_HIGH: "▽"}


@dataclass(frozen=True)
class Kind:
    """How areas of one kind are drawn; mark: what stands on them."""

    fill: str
    mark: str
    text: str
    hatched: bool = False
    dashed: bool = False


WITHHELD = Kind("", "", "", hatched=True)
NOTHING = Kind("", "", "", dashed=True)


def kinds_of(answer: MapAnswer) -> list[Kind]:
    """The kinds of area that have a class, in the order of the answer's `kind`."""
    if answer.is_bivariate:
        return [
            Kind(colour, f"{GRID_LETTERS[row]}{column + 1}", _text_on(colour))
            for row, colours in enumerate(GRID)
            for column, colour in enumerate(colours)
        ]
    count = answer.classes[0].count
    return [
        Kind(fill, str(place + 1), _text_on(fill))
        for place, fill in enumerate(SEQUENCES.get(count, ()))
    ]


def _text_on(colour: str) -> str:
    """Dark or light text, whichever has the greater contrast (WCAG 2.1)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return DARK_MARK if (light + 0.05) ** 2 > LIGHTEST_DARK else LIGHT_MARK


def class_words(answer: MapAnswer, place: int) -> str:
    """'19,4–26,3 %': the limits of a class as a reader writes them; 'at most' from protected 0."""  # noqa: RUF002
    figure, limits = answer.figures[0], answer.classes[0].limits
    low, high = limits[place], limits[place + 1]
    indicator = figure.indicator
    if indicator is None:
        return f"{decimal(low, 1)}–{decimal(high, 1)}"  # noqa: RUF001
    nothing = _highest_of_nothing(answer)
    if low == high:
        return figure.written(low, at_most=nothing)
    if low == 0 and nothing is not None:
        return figure.written(low, at_most=high)
    if indicator.unit == "share":
        return f"{decimal(low * 100, indicator.decimals)}–{percent(high, indicator.decimals)}"  # noqa: RUF001
    return f"{decimal(low, indicator.decimals)}–{figure.written(high)}"  # noqa: RUF001


def _highest_of_nothing(answer: MapAnswer) -> float | None:
    """The highest upper bound of the areas whose protected figure is 0; None where none is."""
    if not answer.protected:
        return None
    table = pd.concat(answer.tables.values())
    highs = table.loc[table["value"] == 0, "high"].dropna()
    return float(highs.max()) if len(highs) else None


def thirds() -> tuple[str, str, str]:
    """What the thirds of a figure are called."""
    return (_("low"), _("middle"), _("high"))


def kind_words(answer: MapAnswer, kind: int) -> str:
    """The class of an area in words, as in the legend; '' where it has none."""
    if kind < 0:
        return ""
    if not answer.is_bivariate:
        return f"{kind + 1}: {class_words(answer, kind)}"
    first, second = divmod(kind, 3)
    return f"{GRID_LETTERS[first]}{second + 1}: {thirds()[first]} / {thirds()[second]}"


def legend_html(answer: MapAnswer, palette: Palette) -> str:
    """The legend: what each colour, mark and pattern means, and how many areas it holds."""
    if answer.is_bivariate:
        return _grid_html(answer) + _list_html(_others(answer, palette))
    kinds, [figure] = kinds_of(answer), answer.figures
    counted = pd.concat(answer.tables.values())["kind"].value_counts()
    rows = [
        (_swatch(kind), class_words(answer, place), int(counted.get(place, 0)))
        for place, kind in enumerate(kinds)
    ]
    return f'<p class="bb-legend-title">{escape(figure.title)}</p>' + _list_html(
        [*rows, *_others(answer, palette)]
    )


def _others(answer: MapAnswer, palette: Palette) -> list[tuple[str, str, int]]:
    table = pd.concat(answer.tables.values())
    without = table[table["kind"] < 0]
    none = ~pd.Series(is_withheld(without), index=without.index)
    rows = []
    if (~none).any():
        pattern = f"repeating-linear-gradient(45deg,{palette.muted} 0 2px,{palette.page} 2px 6px)"
        rows.append((_box(f"background:{pattern}", ""), _("withheld"), int((~none).sum())))
    if none.any():
        rows.append((_box("border-style:dashed", ""), _("no figure"), int(none.sum())))
    return rows + _clusters(table)


def is_withheld(table: pd.DataFrame) -> np.ndarray:
    """Which areas are withheld, in any of the figures, and not just without one."""
    columns = [c for c in ("withheld", "second_withheld") if c in table]
    return ~table[columns].isin({_("no figure"), ""}).all(axis=1).to_numpy()


def _clusters(table: pd.DataFrame) -> list[tuple[str, str, int]]:
    """The marks of areas that lie together, those that there are."""
    if "cluster" not in table:
        return []
    counted = table["cluster"].value_counts()
    return [
        (_box("border-width:3px", mark), cluster_in_words(cluster), int(counted[cluster]))
        for cluster, mark in CLUSTER_MARKS.items()
        if cluster in counted
    ]


def _list_html(rows: list[tuple[str, str, int]]) -> str:
    items = "".join(
        f"<li>{swatch}<span>{escape(text)}</span>"
        f'<span class="bb-legend-n">{escape(_areas(n))}</span></li>'
        for swatch, text, n in rows
    )
    return f'<ul class="bb-legend">{items}</ul>' if items else ""


def _areas(n: int) -> str:
    return ngettext("{n} area", "{n} areas", n).format(n=n)


def _grid_html(answer: MapAnswer) -> str:
    """The nine classes as a table: the first figure down, the second across."""
    first, second = (escape(figure.title) for figure in answer.figures)
    counted = pd.concat(answer.tables.values())["kind"].value_counts()
    kinds = kinds_of(answer)
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in thirds())
    body = "".join(
        f'<tr><th scope="row">{escape(word)}</th>'
        + "".join(
            f"<td>{_swatch(kinds[3 * row + column])}"
            f'<span class="bb-legend-n">{int(counted.get(3 * row + column, 0))}</span></td>'
            for column in range(3)
        )
        + "</tr>"
        for row, word in reversed(list(enumerate(thirds())))
    )
    return (
        '<table class="bb-legend-grid"><caption>'
        + escape(_("Down: {first}. Across: {second}. Figures: number of areas.")).format(
            first=first, second=second
        )
        + f"</caption><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _swatch(kind: Kind) -> str:
    return _box(f"background:{kind.fill};color:{kind.text}", kind.mark)


def _box(style: str, mark: str) -> str:
    return f'<span class="bb-swatch" style="{style}" aria-hidden="true">{escape(mark)}</span>'
