"""Where do a municipality's small areas lie? Boundaries from SCB's map service (WFS 2.0).

Layers come in vintages and a service need not have them all: its capabilities say which. Codes of
features carry no '_DeSO2025'. There is no layer of municipalities: RegSO cover one without gaps,
so dissolving them gives its boundary.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
from shapely import to_wkb
from shapely.geometry import MultiPolygon, Polygon, shape

from data_pipeline.fetch.cache import Answer, younger_than
from data_pipeline.fetch.errors import UnexpectedAnswer
from data_pipeline.fetch.http import HalfAnswer, Service

NAME = "wfs"
PRODUCER, LICENCE = "SCB", "CC0"

# RegSO 2020 was drawn from DeSO 2018 and shares its years, so both are vintage 2018 in the store.
LAYERS = {
    ("regso", 2025): "stat:RegSO_2025",
    ("deso", 2025): "stat:DeSO_2025",
    ("regso", 2018): "stat:RegSO_2020",
    ("deso", 2018): "stat:DeSO_2018",
}
CODE_FIELDS = {"deso": ("desokod", "deso"), "regso": ("regsokod", "regso")}
NAME_FIELDS = ("regsonamn", "regso_namn")
PARENT_FIELDS = ("regsokod", "regso")
MUNICIPALITY_FIELDS = ("kommunkod", "kommun")  # the older layers' own name is the second

SETTLED_DAYS = 90  # boundaries of a vintage do not change
LACKING = (400, 404)
SWEREF99TM = 3006
SWEDEN = (200_000, 6_100_000, 1_000_000, 7_700_000)  # metres in SWEREF 99 TM, with a margin


@dataclass(frozen=True)
class Boundary:
    """One small area: its boundary as WKB in SWEREF 99 TM, and the RegSO that a DeSO lies in."""

    area_code: str
    name: str
    parent_code: str | None
    geometry: bytes


@dataclass(frozen=True)
class Layer:
    """A layer's areas of one municipality."""

    level: str
    vintage: int
    boundaries: tuple[Boundary, ...]
    answer: Answer


def served_layers(service: Service) -> set[str]:
    """Names of the layers that the service says it has."""

    def whole(answer: Answer) -> None:
        if "</" not in answer.text or "Capabilities>" not in answer.text[-200:]:
            raise HalfAnswer("the capabilities do not end")

    answer = service.ask(
        "",
        params={"service": "WFS", "version": "2.0.0", "request": "GetCapabilities"},
        whole=whole,
        valid=younger_than(SETTLED_DAYS),
    )
    names = re.findall(r"<(?:\w+:)?Name>([^<]+)</(?:\w+:)?Name>", answer.text)
    return {name if ":" in name else f"stat:{name}" for name in names}


def layer(service: Service, level: str, vintage: int, municipality_code: str) -> Layer | None:
    """The areas of a municipality; None where the service has none of them."""
    for field in MUNICIPALITY_FIELDS:
        answer = service.ask(
            "",
            params={
                "service": "WFS",
                "version": "2.0.0",
                "request": "GetFeature",
                "typeNames": LAYERS[level, vintage],
                "outputFormat": "application/json",
                "srsName": "EPSG:4326",
                "CQL_FILTER": f"{field}='{municipality_code}'",
            },
            whole=_check_collection,
            valid=younger_than(SETTLED_DAYS),
            lacking=LACKING,
        )
        if answer.status not in LACKING:
            found = _boundaries(answer, level, service.name)
            return Layer(level, vintage, found, answer) if found else None
    return None


def dissolved(boundaries: Sequence[Boundary]) -> bytes:
    """The outline of all of them together, as WKB in SWEREF 99 TM."""
    parts = gpd.GeoSeries.from_wkb([each.geometry for each in boundaries], crs=SWEREF99TM)
    return to_wkb(_multi(parts.union_all()))


def _boundaries(answer: Answer, level: str, service: str) -> tuple[Boundary, ...]:
    collection = answer.json()
    features = collection["features"]
    if not features:
        return ()
    shapes = gpd.GeoSeries([shape(each["geometry"]) for each in features], crs=_crs(collection))
    metres = shapes.to_crs(SWEREF99TM).make_valid()
    _check_place(metres, answer, service)
    found = []
    for feature, geometry in zip(features, metres, strict=True):
        fields = feature["properties"]
        code = _first(fields, CODE_FIELDS[level])
        if code is None:
            known = ", ".join(fields)
            raise UnexpectedAnswer(service, answer.url, f"no code among the fields {known}")
        parent = _first(fields, PARENT_FIELDS) if level == "deso" else None
        name = (_first(fields, NAME_FIELDS) or code).strip()
        found.append(Boundary(code, name, parent, to_wkb(_multi(geometry))))
    return tuple(found)


def _check_collection(answer: Answer) -> None:
    collection = answer.json()
    came = len(collection["features"])
    matched = collection.get("numberMatched", came)
    if isinstance(matched, int) and matched != came:
        raise HalfAnswer(f"numberMatched says {matched} areas, {came} came")


def _check_place(metres: gpd.GeoSeries, answer: Answer, service: str) -> None:
    """Swapped axes or another reference system would put the areas outside Sweden."""
    west, south, east, north = metres.total_bounds
    inside = SWEDEN[0] < west < east < SWEDEN[2] and SWEDEN[1] < south < north < SWEDEN[3]
    if not inside:
        bounds = ", ".join(f"{number:.0f}" for number in metres.total_bounds)
        raise UnexpectedAnswer(service, answer.url, f"areas outside Sweden ({bounds})")


def _crs(collection: Mapping) -> int:
    named = ((collection.get("crs") or {}).get("properties") or {}).get("name", "")
    code = re.search(r"EPSG:+(\d+)", named)
    return int(code[1]) if code else 4326  # GeoJSON's own, where nothing is said


def _first(fields: Mapping, names: Sequence[str]) -> str | None:
    return next((str(fields[name]) for name in names if fields.get(name)), None)


def _multi(geometry: object) -> MultiPolygon:
    """Only the polygons of a geometry: repairing one can leave lines and points over."""
    if isinstance(geometry, Polygon):
        return MultiPolygon([geometry])
    if isinstance(geometry, MultiPolygon):
        return geometry
    parts = [part for part in getattr(geometry, "geoms", ()) if isinstance(part, Polygon)]
    return MultiPolygon(parts)
