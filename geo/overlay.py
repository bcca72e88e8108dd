"""Which area does a point lie in, which district a small area, and who are neighbours?

All shapes are in metres (SWEREF 99 TM). A small area belongs to the district that covers most of
it; how much that is stands beside the answer, since a district rarely follows the small areas'
borders to the metre.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

WHOLE_SHARE = 0.98  # covered by one district to this share: the border differs by drawing only
SHARED_BORDER_M = 1.0  # less than this in common is a corner, not a border
SPECK_M2 = 100.0  # overlaps and gaps smaller than a room are drawing


def area_of_points(points: gpd.GeoSeries, shapes: gpd.GeoSeries) -> pd.Series:
    """The label (index of `shapes`) of the area that each point lies in; missing outside all.

    A point on a border between areas goes to the first of them in order.
    """
    tree = shapely.STRtree(shapes.to_numpy())
    point, area = tree.query(points.to_numpy(), predicate="intersects")
    found = pd.Series(area, index=point).groupby(level=0).min()
    labels = pd.Series(shapes.index, dtype=object)
    answer = pd.Series(None, index=range(len(points)), dtype=object)
    answer.loc[found.index] = labels.iloc[found].to_numpy()
    return answer.set_axis(points.index)


@dataclass(frozen=True)
class Membership:
    """Which whole each part belongs to.

    parts    a row per part: part, whole (missing where nothing covers it), covered_share (of the
             part's area by that whole), is_whole (bool: it does not straddle a border)
    """

    parts: pd.DataFrame

    @property
    def straddling(self) -> pd.DataFrame:
        """Parts that lie in several wholes or stick out: their figures go to one of them."""
        return self.parts[~self.parts["is_whole"]]

    def of(self) -> dict[str, str]:
        """The whole of each part that has one."""
        known = self.parts.dropna(subset=["whole"])
        return dict(zip(known["part"], known["whole"], strict=True))


def member_areas(parts: gpd.GeoSeries, wholes: gpd.GeoSeries) -> Membership:
    """Each part (small area) with the whole (district) that covers most of it.

    parts, wholes  indexed by code; missing shapes belong nowhere
    """
    inner, outer = parts.make_valid().to_numpy(), wholes.make_valid().to_numpy()
    part, whole = shapely.STRtree(outer).query(inner, predicate="intersects")
    common = shapely.area(shapely.intersection(inner[part], outer[whole]))
    pairs = pd.DataFrame({"part": part, "whole": whole, "common": common})
    pairs = pairs[pairs["common"] > 0].sort_values(["part", "common", "whole"])
    most = pairs.drop_duplicates("part", keep="last").set_index("part")
    size = shapely.area(inner)
    covered = most["common"].reindex(range(len(inner))).fillna(0).to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(size > 0, covered / size, 0.0)
    labels = wholes.index.to_numpy(dtype=object)
    chosen = most["whole"].reindex(range(len(inner)))
    return Membership(
        pd.DataFrame(
            {
                "part": parts.index.to_numpy(),
                "whole": [labels[int(w)] if pd.notna(w) else None for w in chosen],
                "covered_share": share,
                "is_whole": share >= WHOLE_SHARE,
            }
        )
    )


@dataclass(frozen=True)
class CoverageReport:
    """Where a division is no division: pairs that overlap, and holes between areas (m2)."""

    overlaps: pd.DataFrame
    gaps: pd.DataFrame

    @property
    def is_clean(self) -> bool:
        """Whether areas neither overlap nor leave holes."""
        return self.overlaps.empty and self.gaps.empty


def coverage_report(shapes: gpd.GeoSeries, *, speck_m2: float = SPECK_M2) -> CoverageReport:
    """Overlaps (one, other, overlap_m2) and holes (near, gap_m2) of a division.

    shapes   indexed by code; `near` names an area beside the hole
    """
    drawn = shapes[shapes.notna()].make_valid()
    values, labels = drawn.to_numpy(), drawn.index.to_numpy()
    one, other = _touching(values)
    common = _common_area(values, one, other)
    large = common > speck_m2
    overlaps = pd.DataFrame(
        {"one": labels[one[large]], "other": labels[other[large]], "overlap_m2": common[large]}
    )
    merged = shapely.union_all(values)
    rings = [shapely.Polygon(ring) for part in shapely.get_parts(merged) for ring in part.interiors]
    holes = [hole for hole in rings if hole.area > speck_m2]
    nearest = shapely.STRtree(values).nearest(holes) if holes else []
    gaps = pd.DataFrame(
        {"near": labels[list(nearest)], "gap_m2": [hole.area for hole in holes]},
        columns=["near", "gap_m2"],
    )
    return CoverageReport(overlaps.reset_index(drop=True), gaps)


def neighbours(shapes: gpd.GeoSeries) -> pd.DataFrame:
    """Pairs of areas that share a border: area, neighbour, border_m; each pair both ways.

    shapes   indexed by code, in metres; areas that only meet in a corner are no neighbours
    """
    values, labels = shapes.make_valid().to_numpy(), shapes.index.to_numpy()
    one, other = _touching(values)
    edges = shapely.boundary(values)
    common = shapely.length(shapely.intersection(edges[one], edges[other]))
    crossing = _common_area(values, one, other) > 0
    kept = (common >= SHARED_BORDER_M) | crossing
    one, other, common = one[kept], other[kept], common[kept]
    pairs = pd.DataFrame(
        {
            "area": np.concatenate([labels[one], labels[other]]),
            "neighbour": np.concatenate([labels[other], labels[one]]),
            "border_m": np.concatenate([common, common]),
        }
    )
    return pairs.sort_values(["area", "neighbour"]).reset_index(drop=True)


def _touching(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of shapes that have at least a point in common, each pair once."""
    one, other = shapely.STRtree(values).query(values, predicate="intersects")
    once = one < other
    return one[once], other[once]


def _common_area(values: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """What each pair covers together (m2); a coverage, which is quick to tell, has nothing."""
    if shapely.coverage_is_valid(values):
        return np.zeros(len(one))
    return shapely.area(shapely.intersection(values[one], values[other]))
