"""Real files of other producers load as they are; the counts are those of shared/real/README.md."""

from datetime import date

import pandas as pd
import pytest
import shapely

from data_pipeline.checks import Known, check_file
from data_pipeline.findings.known import catalogue_units
from data_pipeline.mapping.mapping import mapping_from

TODAY = date(2026, 11, 24)


def check(path, kind: str, **mapping):
    return check_file(
        path, kind, mapping_from(mapping), Known(units=catalogue_units(), today=TODAY)
    )


@pytest.mark.parametrize(
    ("file", "cases", "events", "activities"),
    [("receipt.csv", 1434, 8577, 27), ("running-example.csv", 6, 42, 8)],
)
def test_event_logs_need_no_mapping(shared, file, cases, events, activities):
    frame = check(shared / "real" / "eventlogs" / file, "events").frame
    assert (frame["person_id"].nunique(), len(frame)) == (cases, events)
    assert frame["type"].nunique() == activities


def test_the_top_variant_of_the_permits_is_kept_whole(shared):
    # 713 of 1 434 cases: shared/real/README.md; equal times are decided by the row in the file
    frame = check(shared / "real" / "eventlogs" / "receipt.csv", "events").frame
    ordered = frame.sort_values(["person_id", "start_time", "row_number"])
    variants = ordered.groupby("person_id", observed=True)["type"].agg(tuple)
    assert variants.nunique() == 116
    assert variants.value_counts().iloc[0] == 713


def test_a_log_with_start_and_end(shared):
    result = check(shared / "real" / "eventlogs" / "interval_event_log.csv", "events")
    assert result.frame["person_id"].nunique() == 1266
    assert not result.report.refusals


def test_the_published_replacements(shared):
    result = check(shared / "cases" / "replacements" / "events.csv", "events")
    assert set(result.frame["kind"]) == {"placement", "intervention"}
    assert len(result.frame) == 668


def test_months_of_young_people_give_the_published_transitions(shared):
    # joblessness to joblessness 3 892 times, to employment 182: the issue on flows
    result = check(
        shared / "real" / "sequences" / "mvad.csv",
        "events",
        wide_months={"from": "Jul.93", "to": "Jun.99"},
    )
    frame = result.frame.sort_values(["person_id", "start_date"])
    assert len(frame) == 712 * 72
    same = frame["person_id"].astype(str).eq(frame["person_id"].astype(str).shift(-1))
    pairs = pd.DataFrame({"a": frame["type"].astype(str), "b": frame["type"].astype(str).shift(-1)})
    counts = pairs[same].value_counts()
    assert counts["joblessness", "joblessness"] == 3892
    assert counts["joblessness", "employment"] == 182


@pytest.mark.parametrize(
    ("file", "n", "level"),
    [
        ("karlstad_deso2025_wfs.geojson", 57, "deso"),
        ("karlstad_regso2025_wfs.geojson", 31, "regso"),
        ("karlstad_stadsdelar_epsg3006.geojson", 66, "district"),
    ],
)
def test_boundaries_of_karlstad_lie_where_karlstad_lies(shared, file, n, level):
    frame = check(shared / "real" / "geo" / file, "areas", municipality="1780").frame
    assert len(frame) == n
    assert set(frame["level"]) == {level}
    west, south, east, north = shapely.total_bounds(shapely.from_wkb(list(frame["geometry"])))
    assert 390_000 < west < east < 450_000  # SWEREF 99 TM, metres
    assert 6_550_000 < south < north < 6_640_000


def test_koladas_values_with_their_gaps(shared):
    result = check(
        shared / "real" / "kolada" / "raw_with_nulls_2024-08" / "n15428.csv",
        "observations",
        indicator_id="N15428",
        percent=True,
        columns={"value": "n15428"},
    )
    raw = pd.read_csv(shared / "real/kolada/raw_with_nulls_2024-08/n15428.csv", dtype={"geo": str})
    assert len(result.frame) == len(raw)
    assert (result.frame["status"] == "missing").sum() == raw["n15428"].isna().sum()


def test_koladas_groups_come_as_they_are(shared):
    path = shared / "real" / "kolada" / "municipality_groups_2026-04.parquet"
    frame = check(path, "comparison_groups").frame
    assert frame["group_id"].nunique() == 3630
    assert {"grundskola", "ifo", "socioekonomi"} <= set(frame["theme"])


def test_the_districts_in_metres_load_as_they_are_and_lie_side_by_side(shared):
    """66 districts; GeoJSON in EPSG:3006, which says so: no guess, no overlap, no hole."""
    result = check(
        shared / "real" / "geo" / "karlstad_stadsdelar_epsg3006.geojson",
        "areas",
        municipality="1780",
    )
    west, south, east, north = shapely.total_bounds(
        shapely.from_wkb(result.frame["geometry"].to_numpy())
    )
    assert len(result.frame) == 66
    assert (400_000, 6_560_000) < (west, south) < (east, north) < (440_000, 6_620_000)
    assert {f.kind for f in result.report.findings} & {"overlap", "gap", "outside_sweden"} == set()
