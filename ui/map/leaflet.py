"""How does an answer become a folium map that asks nobody outside the machine?

The map itself holds only where its shapes are; figures lie in a feature group that streamlit-folium
hands to the browser by itself, so that a new figure, year or choice moves neither the map nor its
shapes (docs/decisions/0005-map.md). static/map/areas.js draws. No streamlit here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import folium
import numpy as np
import pandas as pd
from branca.element import MacroElement
from folium.template import Template

import settings
from analysis.answers import MapAnswer
from analysis.statistics.clusters import cluster_in_words
from language import _, current, interval, whole
from settings import Settings
from ui.draw.palettes import Palette
from ui.map.colours import CLUSTER_MARKS, NOTHING, WITHHELD, is_withheld, kinds_of

# Relative to streamlit-folium's own frame, so that it holds under a base path too.
STATIC = "../../app/static"
MOST_FOCUSABLE = 100  # areas; beyond that a keyboard would have to pass them all: the table instead
MOST_MARKED = 400  # areas that carry the mark of their class
MOST_PATHS = 1_500  # areas drawn as SVG; more are drawn on a canvas, several times faster
HEIGHT = 500  # pixels: with its question and answer above it fits a laptop's screen
MIDDLE_OF_SWEDEN = (62.0, 16.0)


class OfflineMap(folium.Map):
    """A map whose scripts and styles are this server's own."""

    _name = "Map"  # streamlit-folium finds the map by this name
    default_js = [  # noqa: RUF012 - folium's own form
        ("leaflet", f"{STATIC}/leaflet/leaflet.js"),
        ("areas", f"{STATIC}/map/areas.js"),
    ]
    default_css = [  # noqa: RUF012
        ("leaflet_css", f"{STATIC}/leaflet/leaflet.css"),
        ("colours_css", f"{STATIC}/colours.css"),
        ("areas_css", f"{STATIC}/map/areas.css"),
    ]


class Shapes(MacroElement):
    """Where the map's shapes are fetched."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "behovsbildMap({{ this._parent.get_name() }}, {{ this.place }});"
        "{% endmacro %}"
    )

    def __init__(self, place: dict) -> None:
        super().__init__()
        self._name = "Shapes"
        self.place = _as_script(place)


class Figures(MacroElement):
    """What the map shows of its areas; inside the feature group."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "behovsbildShow(map_div, {{ this.shown }}, {{ this.chosen }});"
        "{% endmacro %}"
    )

    def __init__(self, shown: str, chosen: Sequence[str]) -> None:
        super().__init__()
        self._name = "Figures"
        self.shown = shown
        self.chosen = _as_script(list(chosen))


@dataclass(frozen=True)
class Picture:
    """A finished map: where its shapes are, and what it shows (as text for the browser)."""

    place: dict
    shown: str

    def frame(self) -> OfflineMap:
        """The folium map; made anew for each use, since a used one is empty the second time."""
        drawn = OfflineMap(
            location=MIDDLE_OF_SWEDEN,  # until the shapes are there, and the map fits them
            tiles=None,
            zoom_start=10,
            zoom_control=False,
            zoom_snap=0.25,
            scroll_wheel_zoom=False,  # the wheel scrolls the page
        )
        drawn.add_child(Shapes(self.place))
        return drawn

    def figures(self, chosen: Sequence[str]) -> folium.FeatureGroup:
        """The feature group that brings the figures; chosen: codes of the areas to outline."""
        group = folium.FeatureGroup()
        group.add_child(Figures(self.shown, chosen))
        return group


def place_of(address: str | None, text: str) -> dict:
    """Where the shapes are: at an address of this server, or (None) in the text itself."""
    where = {"address": f"{STATIC}/{address}"} if address else {"shapes": json.loads(text)}
    return {
        **where,
        "height": HEIGHT,
        "language": current(),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "tiles": tiles_of(settings.current()),
        "draw": {
            "script": f"{STATIC}/map/draw.js",
            "tools": _("Draw an own area"),
            "line": _("Draw round areas"),
            "box": _("Draw a box"),
            "lineHow": _("Drag round the areas, or click corner by corner and end with Done."),
            "boxHow": _("Drag from one corner to the opposite one."),
            "done": _("Done"),
            "cancel": _("Cancel"),
        },
    }


def tiles_of(set_up: Settings) -> dict | None:
    """The background map that whoever runs the machine has set; none by default."""
    if not set_up.tiles:
        return None
    return {
        "address": set_up.tiles,
        "layers": set_up.tiles_wms_layers,
        "attribution": set_up.tiles_attribution,
    }


def shown_of(answer: MapAnswer, palette: Palette, other_shapes: str | None = None) -> str:
    """Everything the browser needs to draw the figures, as a script literal.

    other_shapes  address of the second map's shapes, where they are not the first's
    """
    kinds = kinds_of(answer)
    areas = len(answer.table)
    return _as_script(
        {
            "stamp": answer.year,
            "figures": [
                {
                    "name": f"{_title(answer)}, {year}" if len(answer.tables) == 1 else str(year),
                    "address": (
                        f"{STATIC}/{other_shapes}" if other_shapes and year != answer.year else None
                    ),
                    "codes": table["area_code"].tolist(),
                    "names": table["name"].tolist(),
                    "texts": texts_of(answer, table),
                    "kinds": _kind_of(table, len(kinds)),
                    "rings": _rings(table),
                }
                for year, table in answer.tables.items()
            ],
            "kinds": [*(vars(kind) for kind in kinds), vars(WITHHELD), vars(NOTHING)],
            "nothing": vars(NOTHING),
            "focusable": areas <= MOST_FOCUSABLE,
            "marked": areas <= MOST_MARKED,
            "mostPaths": MOST_PATHS,
            "ink": {
                "page": palette.page,
                "border": palette.unsure,
                "hatch": palette.muted,
                "chosen": palette.worse,
                "ring": palette.text,
            },
        }
    )


def alt_of(answer: MapAnswer) -> str:
    """The map in words, for whoever does not see it."""
    return _("Map of {title}, {years}. The table below says all that the map says.").format(
        title=_title(answer), years=", ".join(map(str, answer.tables))
    )


def texts_of(answer: MapAnswer, table: pd.DataFrame) -> list[str]:
    """What is told of each area beneath its name, a line a thing."""
    columns = [_figure_lines(answer, table, number) for number in range(len(answer.figures))]
    if "cluster" in table:
        columns.append(
            [cluster_in_words(c) if isinstance(c, str) else "" for c in table["cluster"]]
        )
    return ["\n".join(filter(None, lines)) for lines in zip(*columns, strict=True)]


def _rings(table: pd.DataFrame) -> list[str]:
    """The mark of each area that lies together with its neighbours, or apart from them."""
    if "cluster" not in table:
        return [""] * len(table)
    return [CLUSTER_MARKS.get(c, "") if isinstance(c, str) else "" for c in table["cluster"]]


def _figure_lines(answer: MapAnswer, table: pd.DataFrame, number: int) -> list[str]:
    figure, prefix = answer.figures[number], ("", "second_")[number]
    several = len(answer.figures) > 1
    told = []
    for value, low, high, people, withheld in zip(
        *(table[prefix + name] for name in ("value", "low", "high", "people", "withheld")),
        strict=True,
    ):
        start = f"{figure.title}: " if several else ""
        if withheld or pd.isna(value):
            told.append(start + (withheld or _("no figure")))
            continue
        parts = [start + figure.written(value, at_most=high if answer.protected else None)]
        if pd.notna(low) and figure.indicator:
            share = figure.indicator.unit == "share"
            bounds = interval(float(low), float(high), figure.indicator.decimals, share=share)
            parts.append(_("95 % interval {interval}").format(interval=bounds))
        if pd.notna(people):
            parts.append(_("{n} persons").format(n=whole(float(people))))
        told.append("\n".join(parts))
    return told


def _kind_of(table: pd.DataFrame, count: int) -> list[int]:
    """The place of each area's kind in the list of kinds; the two last are withheld and none."""
    without = (table["kind"] < 0).to_numpy()
    kind = table["kind"].to_numpy().copy()
    kind[without] = np.where(is_withheld(table)[without], count, count + 1)
    return kind.tolist()


def _title(answer: MapAnswer) -> str:
    return _(" and ").join(figure.title for figure in answer.figures)


def _as_script(value: dict | list) -> str:
    """JSON that cannot end the script it stands in; no templating inside it either."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
