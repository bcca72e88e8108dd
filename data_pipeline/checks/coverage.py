"""Do the areas of a file lie side by side, or do some overlap or leave holes between them?

Neither stops a load: figures go by codes, not by borders. But whoever drew the division should hear
of it, with the codes and how much it is.
"""

import pandas as pd
import shapely

from data_pipeline.findings.report import Findings
from language import _, decimal, ngettext, whole

MOST_NAMED = 5  # the largest; the rest are counted
HECTARE_M2, KM2_M2 = 10_000, 1_000_000


def note_overlaps_and_gaps(findings: Findings, areas: pd.DataFrame) -> None:
    """Note what overlaps and what is left out, within each level and vintage.

    areas   area_code, level, vintage, geometry (WKB in EPSG:3006, missing where not known)
    """
    import geopandas as gpd  # takes a second, which files without boundaries do not wait for

    from geo.overlay import coverage_report

    drawn = areas[areas["geometry"].notna()]
    for _level, rows in drawn.groupby(["level", "vintage"], sort=False):
        shapes = gpd.GeoSeries(shapely.from_wkb(rows["geometry"].to_numpy()), crs=3006)
        report = coverage_report(shapes.set_axis(rows["area_code"]))
        if len(report.overlaps):
            findings.note("overlap", _overlaps(report.overlaps))
        if len(report.gaps):
            findings.note("gap", _gaps(report.gaps))


def _overlaps(overlaps: pd.DataFrame) -> str:
    largest = overlaps.nlargest(MOST_NAMED, "overlap_m2")
    named = [
        _("{one} and {other} ({size})").format(one=one, other=other, size=size_in_words(size))
        for one, other, size in largest.itertuples(index=False)
    ]
    return ngettext(
        "{n} pair of areas overlaps: {named}. On the map the later of them lies on top; figures go "
        "by codes and are not touched.",
        "{n} pairs of areas overlap: {named}. On the map the later of them lies on top; figures go "
        "by codes and are not touched.",
        len(overlaps),
    ).format(n=whole(len(overlaps)), named=_some_of(named, overlaps))


def _gaps(gaps: pd.DataFrame) -> str:
    largest = gaps.nlargest(MOST_NAMED, "gap_m2")
    named = [
        _("beside {near} ({size})").format(near=near, size=size_in_words(size))
        for near, size in largest.itertuples(index=False)
    ]
    return ngettext(
        "{n} hole between the areas belongs to none of them: {named}.",
        "{n} holes between the areas belong to none of them: {named}.",
        len(gaps),
    ).format(n=whole(len(gaps)), named=_some_of(named, gaps))


def _some_of(named: list[str], all_of_them: pd.DataFrame) -> str:
    return ", ".join(named) + (" …" if len(all_of_them) > len(named) else "")


def size_in_words(square_metres: float) -> str:
    """'2 500 m²', '1,2 ha' or '3,4 km²', whichever is easiest to see before one."""
    if square_metres < HECTARE_M2:
        return _("{n} m²").format(n=whole(square_metres))
    if square_metres < KM2_M2:
        return _("{n} ha").format(n=decimal(square_metres / HECTARE_M2, 1))
    return _("{n} km²").format(n=decimal(square_metres / KM2_M2, 1))
