"""How are light shapes written down for a browser: as one GeoJSON text for a level of areas."""

import json

import geopandas as gpd
import shapely

from geo.shapes import in_degrees
from geo.simplified import light_shapes


def feature_collection(shapes: gpd.GeoSeries) -> str:
    """GeoJSON: a feature an area with the properties c (code) and p (a point inside, in degrees).

    shapes   indexed by code, in metres (SWEREF 99 TM); those without a boundary are left out
    """
    geojson = light_shapes(shapes).geojson.dropna()
    inner = shapely.point_on_surface(shapes[geojson.index].to_numpy())
    inside = in_degrees(gpd.GeoSeries(inner, crs=shapes.crs))
    features = [
        f'{{"type":"Feature","properties":{{"c":{json.dumps(code)},"p":[{point.x:.5f},'
        f'{point.y:.5f}]}},"geometry":{geometry}}}'
        for code, geometry, point in zip(geojson.index, geojson, inside, strict=True)
    ]
    return '{"type":"FeatureCollection","features":[' + ",".join(features) + "]}"
