"""How is it drawn where a group is, small enough to stand on its card?

The municipality's areas from the map's own light shapes, rounded to the picture's points, so that a
card carries a few kB. As an image with a text in its place, as ui/target_groups/charts.py does.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from math import cos, radians

from analysis.answers import Drawn, MapShapesQuestion, Places
from language import _, ngettext
from ui.ask import ask
from ui.draw.palettes import Palette

SIDE = 160  # points of the picture's longer side
MOST_NAMED = 4

Rings = tuple[tuple[tuple[float, float], ...], ...]
Box = tuple[float, float, float, float]  # west, south, east, north in degrees


def picture(places: Places, palette: Palette, *, better: bool = False) -> str:
    """The municipality with the group's areas marked; '' where nothing can be drawn."""
    if places.ground is None:
        return ""
    ground = _shapes(places.ground)
    if not ground:
        return ""
    box = _box(ground.values())
    marked, hatched = _marked(places)
    fill = palette.better if better else palette.worse
    parts = [_path(ground.values(), box, palette.band, palette.muted)]
    parts.append(_path([ground[c] for c in hatched if c in ground], box, "url(#h)", palette.muted))
    own = _shapes(places.bound[0]) if places.bound else ground
    parts.append(_path([own[c] for c in marked if c in own], box, fill, palette.text))
    width, height = _size(box)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><pattern id="h" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0 0V5" stroke="{palette.muted}" '
        f'stroke-width="3"/></pattern>{"".join(parts)}</svg>'
    )
    coded = b64encode(drawing.encode()).decode()
    return (
        f'<img style="width:9rem;max-width:100%;height:auto" alt="{escape(words(places))}" '
        f'src="data:image/svg+xml;base64,{coded}">'
    )


def words(places: Places) -> str:
    """The small map in words."""
    if places.bound:
        return _named(_("Map with where they live marked: {areas}."), places.names)
    often, hidden = places.often, int((places.areas["withheld"] != "").sum())
    if often:
        told = _named(_("Map: they live more often than others in {areas}."), often)
    else:
        told = _("Map: no area can be said to have more of them than others.")
    if hidden:
        told += " " + ngettext("{n} area is withheld.", "{n} areas are withheld.", hidden).format(
            n=hidden
        )
    return told


def _named(told: str, areas: Sequence[str]) -> str:
    told = told.format(areas=", ".join(areas[:MOST_NAMED]))
    rest = len(areas) - MOST_NAMED
    if rest <= 0:
        return told
    return f"{told} " + ngettext("And in {n} more.", "And in {n} more.", rest).format(n=rest)


def note(places: Places) -> str:
    """How the small map is read, and whom it names."""
    if places.bound:
        return _("Marked: where they live.")
    often = places.often
    if (places.areas["withheld"] != "").all():
        return _("So few of them live in each area that where they live is withheld.")
    if not often:
        told = _("No area stands out.")
    else:
        named = ", ".join(often[:MOST_NAMED]) + (" …" if len(often) > MOST_NAMED else "")
        told = _("Marked: where they live more often than others ({areas}).").format(areas=named)
    if (places.areas["withheld"] != "").any():
        told += " " + _("Hatched: withheld.")
    return told


def _marked(places: Places) -> tuple[list[str], list[str]]:
    """Codes to be filled, and to be hatched."""
    if places.bound:
        return list(places.bound[1]), []
    areas = places.areas
    return (
        areas.loc[areas["often"], "area_code"].tolist(),
        areas.loc[areas["withheld"] != "", "area_code"].tolist(),
    )


def _shapes(drawn: Drawn) -> dict[str, Rings]:
    return _rings(ask(MapShapesQuestion(drawn.level, drawn.vintage)).text)


@lru_cache(maxsize=8)
def _rings(text: str) -> dict[str, Rings]:
    """Code -> outer rings (longitude, latitude), of a GeoJSON as geo.features makes it."""
    found = {}
    for feature in json.loads(text)["features"]:
        shape = feature["geometry"]
        many = shape["type"] == "MultiPolygon"
        polygons = shape["coordinates"] if many else [shape["coordinates"]]
        found[feature["properties"]["c"]] = tuple(
            tuple((lon, lat) for lon, lat, *_height in polygon[0]) for polygon in polygons
        )
    return found


def _box(shapes: Iterable[Rings]) -> Box:
    points = [point for rings in shapes for ring in rings for point in ring]
    longitudes, latitudes = zip(*points, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _scale(box: Box) -> tuple[float, float]:
    """Points of the picture per degree of longitude and of latitude."""
    west, south, east, north = box
    narrower = cos(radians((south + north) / 2))
    per_degree = SIDE / max((east - west) * narrower, north - south, 1e-9)
    return per_degree * narrower, per_degree


def _size(box: Box) -> tuple[int, int]:
    along, up = _scale(box)
    return round((box[2] - box[0]) * along) + 2, round((box[3] - box[1]) * up) + 2


def _path(shapes: Iterable[Rings], box: Box, fill: str, line: str) -> str:
    """The shapes as one path of whole points, each step from the one before."""
    along, up = _scale(box)
    drawn = []
    for rings in shapes:
        for ring in rings:
            points = [
                (round((lon - box[0]) * along) + 1, round((box[3] - lat) * up) + 1)
                for lon, lat in ring
            ]
            steps = [
                f"{x - was_x} {y - was_y}"
                for (was_x, was_y), (x, y) in zip(points, points[1:], strict=False)
                if (x, y) != (was_x, was_y)
            ]
            if steps:
                drawn.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps[:-1] or steps)}z")
    if not drawn:
        return ""
    return f'<path d="{"".join(drawn)}" fill="{fill}" stroke="{line}" stroke-width=".6"/>'
