"""What do Kolada, SCB and SCB's map service hold about one municipality?

Asks the three in turn and gives back everything, or raises: nothing is written here, so that a
service that is down leaves the store as it was.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from data_pipeline.fetch import (
    kolada,
    kolada_figures,
    kolada_groups,
    scb,
    scb_figures,
    scb_questions,
    wfs,
)
from data_pipeline.fetch.gathered import Gathered, Lacking, origin_of
from data_pipeline.fetch.http import Service
from data_pipeline.fetch.kolada import COUNTRY, Place
from data_pipeline.fetch.scb import Region
from indicators.catalogue import Catalogue
from language import _

AREA = [
    "area_code", "vintage", "level", "name", "parent_code", "municipality_code", "geometry",
]  # fmt: skip

Progress = Callable[[str, int, int], None]  # what is asked, how many are done, of how many


class Services(NamedTuple):
    """The three services, real or stand-ins."""

    kolada: Service
    scb: Service
    wfs: Service


@dataclass(frozen=True)
class Everything:
    """What came about one municipality, and what did not."""

    gathered: tuple[Gathered, ...]
    lacking: tuple[Lacking, ...]


def find_municipality(services: Services, asked: str) -> Place:
    """The municipality with that code or name; raises UnknownMunicipality."""
    places, _pages = kolada.places(services.kolada)
    return kolada.municipality(asked, places)


def gather(
    services: Services,
    catalogue: Catalogue,
    municipality: Place,
    years: Sequence[int],
    progress: Progress,
) -> Everything:
    """All of the catalogue's public figures for a municipality, and its boundaries.

    raises  ServiceDown, ServiceRefused, UnexpectedAnswer
    """
    places, pages = kolada.places(services.kolada)
    gathered, lacking = [], []
    for part in (
        _from_kolada(services.kolada, catalogue, municipality, places, pages, years, progress),
        _small_areas(services, catalogue, municipality, years, progress),
    ):
        gathered += part[0]
        lacking += part[1]
    return Everything(tuple(gathered), tuple(lacking))


def _from_kolada(
    service: Service,
    catalogue: Catalogue,
    municipality: Place,
    places: Mapping[str, Place],
    place_pages: Sequence,
    years: Sequence[int],
    progress: Progress,
) -> tuple[list[Gathered], list[Lacking]]:
    groups, group_pages = kolada_groups.owned_groups(service, municipality.title)
    codes = {municipality.code, kolada.region_of(municipality.code), COUNTRY}
    codes |= {member for group in groups for member in group.members}
    lacking = [
        Lacking(kolada.NAME, code, _("Kolada does not know this municipality or region"))
        for code in sorted(codes - set(places))
    ]
    if not groups:
        why = _("Kolada has no group of comparable municipalities for {name}")
        lacking.append(
            Lacking(kolada.NAME, "municipality_groups", why.format(name=municipality.title))
        )
    known = sorted(codes & set(places))
    wanted = kolada_figures.factors(catalogue.from_kolada().values())
    answers = kolada.data(
        service,
        list(wanted),
        known,
        years,
        on_answer=lambda done, of: progress("Kolada", done, of),
    )
    observations = kolada_figures.observations(answers, wanted, years) if answers else []
    gathered = [kolada_figures.areas([places[code] for code in known], place_pages, len(places))]
    if groups:
        gathered.append(kolada_figures.comparison_groups(groups, group_pages))
    lacking += kolada_figures.without_values(service, wanted, observations)
    return gathered + observations, lacking


def _small_areas(
    services: Services,
    catalogue: Catalogue,
    municipality: Place,
    years: Sequence[int],
    progress: Progress,
) -> tuple[list[Gathered], list[Lacking]]:
    layers, lacking = _layers(services.wfs, municipality.code, progress)
    gathered, regions = [], {}
    limits = scb.limits(services.scb)
    tables = scb_questions.by_table(catalogue.from_scb())
    for done, (table, wanted) in enumerate(tables.items()):
        progress("SCB", done, len(tables))
        came = scb_figures.table_figures(
            services.scb, table, wanted, municipality.code, years, limits
        )
        regions |= came.regions
        lacking += [Lacking(scb.NAME, table, why) for why in came.lacking]
        if len(came.observations):
            gathered.append(_gathered_table(came))
    progress("SCB", len(tables), len(tables))
    areas = [_layer_areas(layer, municipality) for layer in layers]
    return areas + _unbounded(regions, areas, municipality, gathered) + gathered, lacking


def _gathered_table(came: scb_figures.TableFigures) -> Gathered:
    return Gathered(
        source=scb.NAME,
        target="observation",
        producer=scb.PRODUCER,
        licence=scb.LICENCE,
        frame=came.observations,
        rows_read=came.cells_read,
        **origin_of(came.answers),
    )


def _layers(
    service: Service, municipality_code: str, progress: Progress
) -> tuple[list[wfs.Layer], list[Lacking]]:
    served = wfs.served_layers(service)
    found, lacking = [], []
    for done, ((level, vintage), name) in enumerate(wfs.LAYERS.items()):
        progress("WFS", done, len(wfs.LAYERS))
        layer = wfs.layer(service, level, vintage, municipality_code) if name in served else None
        if layer:
            found.append(layer)
        else:
            why = (
                _("the layer has no areas of this municipality")
                if name in served
                else _("the service has no such layer: areas of that time are without boundaries")
            )
            lacking.append(Lacking(wfs.NAME, name, why))
    progress("WFS", len(wfs.LAYERS), len(wfs.LAYERS))
    return found, lacking


def _layer_areas(layer: wfs.Layer, municipality: Place) -> Gathered:
    rows = [
        {
            "area_code": each.area_code,
            "vintage": layer.vintage,
            "level": layer.level,
            "name": each.name,
            "parent_code": each.parent_code or municipality.code,
            "municipality_code": municipality.code,
            "geometry": each.geometry,
        }
        for each in layer.boundaries
    ]
    if (layer.level, layer.vintage) == ("regso", 2025):
        rows.append(
            {
                "area_code": municipality.code,
                "vintage": 0,
                "level": "municipality",
                "name": municipality.title,
                "parent_code": kolada.region_of(municipality.code),
                "municipality_code": municipality.code,
                "geometry": wfs.dissolved(layer.boundaries),
            }
        )
    return Gathered(
        source=wfs.NAME,
        target="area",
        producer=wfs.PRODUCER,
        licence=wfs.LICENCE,
        frame=pd.DataFrame(rows, columns=AREA),
        rows_read=len(layer.boundaries),
        **origin_of([layer.answer]),
    )


def _unbounded(
    regions: Mapping[Region, str],
    bounded: Sequence[Gathered],
    municipality: Place,
    tables: Sequence[Gathered],
) -> list[Gathered]:
    """The areas that SCB's tables have values for and that no layer has a boundary of."""
    known = {
        (code, vintage)
        for each in bounded
        for code, vintage in zip(each.frame["area_code"], each.frame["vintage"], strict=True)
    }
    used = {
        (code, vintage)
        for each in tables
        for code, vintage in zip(each.frame["area_code"], each.frame["vintage"], strict=True)
    }
    rows = [
        {
            "area_code": region.area_code,
            "vintage": region.vintage,
            "level": region.level,
            "name": name,
            "parent_code": municipality.code,
            "municipality_code": municipality.code,
            "geometry": None,
        }
        for region, name in regions.items()
        if (region.area_code, region.vintage) in used - known
    ]
    if not rows:
        return []
    frame = pd.DataFrame(rows, columns=AREA).drop_duplicates(["area_code", "vintage"])
    first = tables[0]
    return [
        Gathered(
            source=scb.NAME,
            target="area",
            producer=scb.PRODUCER,
            licence=scb.LICENCE,
            address=first.address,
            sha256=first.sha256,
            retrieved_at=first.retrieved_at,
            frame=frame,
            rows_read=len(frame),
        )
    ]
