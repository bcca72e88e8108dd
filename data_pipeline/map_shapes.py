"""Making at load what a map needs of boundaries: light shapes, and who borders on whom.

Six thousand areas take half a minute of one core: better in the load than before a reader's eyes.
"""

import pandas as pd

from store.writing.map_shapes import boundaries_without_shapes, put_light_shapes
from store.writing.write import Draft

KEY = ["municipality_code", "level", "vintage"]


def make_light_shapes(draft: Draft) -> None:
    """Make the shapes of every level that has boundaries and no shapes; for the end of a load.

    raises  NotInSweden where a boundary is not in metres
    """
    bounded = boundaries_without_shapes(draft)
    if not len(bounded):
        return
    from geo.features import feature_collection  # geopandas takes a second
    from geo.overlay import neighbours
    from geo.shapes import shapes_of

    drawn, pairs = [], []
    for key, rows in bounded.groupby(KEY, sort=False):
        level = dict(zip(KEY, key, strict=True))
        shapes = shapes_of(rows["geometry"]).set_axis(rows["area_code"])
        drawn.append({**level, "geojson": feature_collection(shapes)})
        pairs.append(neighbours(shapes).assign(**level))
    put_light_shapes(draft, pd.DataFrame(drawn), pd.concat(pairs, ignore_index=True))
