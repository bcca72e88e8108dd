"""What areas does a boundary file hold, in SWEREF 99 TM whatever it was drawn in?"""

import json
import tempfile
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely import force_2d

from data_pipeline.read_files.errors import (
    BadMapping,
    SheetNotFound,
    UnknownCoordinates,
    UnreadableFile,
)
from data_pipeline.read_files.table import Delivery, Layout, Table
from data_pipeline.read_files.text_cells import table_of, text_categories
from language import _

SWEREF_99_TM = CRS.from_epsg(3006)
# West, south, east, north: where Sweden lies in SWEREF 99 TM (metres).
SWEDEN_METRES = (200_000, 6_090_000, 1_000_000, 7_700_000)
GEOJSON_ENDINGS = {".geojson", ".json"}
SHAPE_SIDECARS = (".shx", ".dbf", ".prj", ".cpg")


def read_boundaries(delivery: Delivery, layout: Layout) -> Table:
    """The attributes and boundaries of a GeoPackage, GeoJSON or Shapefile (also zipped).

    raises  UnreadableFile, SheetNotFound, UnknownCoordinates, BadMapping
    """
    drawn, layers = _read(delivery, layout)
    notices = []
    if len(layers) > 1 and not layout.sheet:
        notices.append(
            _("Read the layer {layer}; the others are {others}.").format(
                layer=layers[0], others=", ".join(layers[1:])
            )
        )
    if drawn.empty:
        raise UnreadableFile(delivery.name, _("it holds no areas"))
    system, said = _coordinate_system(drawn, delivery, layout)
    notices += said
    outlines = drawn.geometry.set_crs(system, allow_override=True)
    outlines = gpd.GeoSeries(force_2d(outlines.to_numpy()), crs=system)
    if system != SWEREF_99_TM:
        outlines = outlines.to_crs(SWEREF_99_TM)
        notices.append(
            _("Boundaries in {system} were turned into SWEREF 99 TM.").format(system=system.name)
        )
    attributes = drawn.drop(columns=drawn.geometry.name)
    columns = [text_categories(_plain(attributes[name])) for name in attributes]
    frame, noticed = table_of(columns, [str(name) for name in attributes])
    if frame.empty:
        raise UnreadableFile(delivery.name, _("its areas have no attributes, so no codes"))
    return Table(
        frame=frame,
        rows=np.arange(1, len(frame) + 1),  # features have no header: the first is 1
        header_row=0,
        notices=(*notices, *noticed),
        read_as=delivery.ending.removeprefix("."),
        geometry=outlines,
    )


def _plain(column: pd.Series) -> list:
    return [None if np.isscalar(cell) and pd.isna(cell) else cell for cell in column.tolist()]


def _read(delivery: Delivery, layout: Layout) -> tuple[gpd.GeoDataFrame, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = _on_disk(delivery, Path(folder))
        try:
            layers = [str(name) for name, _kind in pyogrio.list_layers(path)]
            if layout.sheet and layout.sheet not in layers:
                raise SheetNotFound(delivery.name, layout.sheet, layers)
            drawn = pyogrio.read_dataframe(
                path, layer=layout.sheet or layers[0], encoding=layout.encoding
            )
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, IndexError) as error:
            raise UnreadableFile(delivery.name, _("no boundaries can be read from it")) from error
    if not isinstance(drawn, gpd.GeoDataFrame):
        raise UnreadableFile(delivery.name, _("its table has no geometry"))
    return drawn, layers


def _on_disk(delivery: Delivery, folder: Path) -> Path:
    """Where GDAL can open the file: as it lies, or unpacked, or written down from bytes."""
    if delivery.ending == ".zip":
        from io import BytesIO

        try:
            with zipfile.ZipFile(BytesIO(delivery.data)) as packed:
                packed.extractall(folder)
        except zipfile.BadZipFile as error:
            raise UnreadableFile(delivery.name, _("it is not a zip file")) from error
        inside = [p for p in sorted(folder.rglob("*")) if p.suffix.lower() in (".shp", ".gpkg")]
        if len(inside) != 1:
            raise UnreadableFile(delivery.name, _("expected one shapefile or GeoPackage in it"))
        return inside[0]
    if delivery.path is not None:
        return delivery.path
    if delivery.ending == ".shp":
        raise UnreadableFile(
            delivery.name, _("a shapefile is several files: deliver them in one zip file")
        )
    path = folder / f"delivered{delivery.ending}"
    path.write_bytes(delivery.data)
    return path


def _coordinate_system(
    drawn: gpd.GeoDataFrame, delivery: Delivery, layout: Layout
) -> tuple[CRS, list[str]]:
    """The mapping's word first, then the file's own unless the coordinates contradict it."""
    if layout.crs:
        try:
            return CRS.from_user_input(layout.crs), []
        except CRSError as error:
            raise BadMapping(
                _("The mapping's crs, {crs}, is no coordinate system; write EPSG:3006.").format(
                    crs=layout.crs
                )
            ) from error
    bounds = drawn.total_bounds
    is_said = drawn.crs is not None and (
        delivery.ending not in GEOJSON_ENDINGS or _geojson_says(delivery)
    )
    if is_said and not (drawn.crs.is_geographic and not _are_degrees(bounds)):
        return drawn.crs, []
    if delivery.ending in GEOJSON_ENDINGS and _are_degrees(bounds):
        return CRS.from_epsg(4326), []  # RFC 7946: GeoJSON that says nothing is WGS 84
    if _within(bounds, SWEDEN_METRES):
        if delivery.ending in GEOJSON_ENDINGS or is_said:
            return SWEREF_99_TM, [
                _("The coordinates are no degrees; they were taken for SWEREF 99 TM (EPSG:3006).")
            ]
        raise UnknownCoordinates(delivery.name, _("it looks like SWEREF 99 TM, EPSG:3006"))
    raise UnknownCoordinates(delivery.name, _describe(bounds))


def _geojson_says(delivery: Delivery) -> bool:
    try:
        return "crs" in json.loads(delivery.data.decode("utf-8-sig"))
    except (ValueError, TypeError):
        return False


def _are_degrees(bounds: np.ndarray) -> bool:
    west, south, east, north = bounds
    return west >= -180 and east <= 180 and south >= -90 and north <= 90


def _within(bounds: np.ndarray, frame: tuple[float, ...]) -> bool:
    west, south, east, north = bounds
    return west >= frame[0] and south >= frame[1] and east <= frame[2] and north <= frame[3]


def _describe(bounds: np.ndarray) -> str:
    west, south, east, north = bounds
    if west >= 1_100_000 and east <= 1_950_000 and south > 6_000_000:
        return _("it looks like RT 90, EPSG:3021")
    if west >= 50_000 and east <= 250_000 and south > 6_000_000:
        return _("it looks like one of SWEREF 99's local zones, EPSG:3007 to 3018")
    if _are_degrees(bounds):
        return _("it looks like degrees, EPSG:4326")
    return _(
        "its coordinates reach from {west:.0f}, {south:.0f} to {east:.0f}, {north:.0f}"
    ).format(west=west, south=south, east=east, north=north)
