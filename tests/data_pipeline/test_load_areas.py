"""Areas: any coordinate system in, SWEREF 99 TM out, and nothing guessed that can go wrong."""

import json

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import LineString, Polygon, box

from data_pipeline.checks import Known, check_file
from data_pipeline.checks.coverage import size_in_words
from data_pipeline.mapping.mapping import mapping_from
from data_pipeline.read_files.errors import UnknownCoordinates

# Near Karlstad, in SWEREF 99 TM (metres east and north).
SQUARE = box(414_000, 6_583_000, 415_000, 6_584_000)
NEXT = box(415_000, 6_583_000, 416_000, 6_584_000)
BOW_TIE = Polygon(
    [(414_000, 6_583_000), (415_000, 6_584_000), (415_000, 6_583_000), (414_000, 6_584_000)]
)


def areas(shapes, codes=("a", "b"), crs="EPSG:3006") -> gpd.GeoDataFrame:
    n = len(shapes)
    return gpd.GeoDataFrame(
        {"kod": list(codes[:n]), "namn": ["Haga", "Råtorp"][:n]}, geometry=shapes, crs=crs
    )


def check(path, known: Known | None = None, **mapping):
    return check_file(path, "areas", mapping_from(mapping), known or Known())


def refused(result) -> dict[str, int]:
    return {f.kind: f.count for f in result.report.refusals}


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "shp"])
@pytest.mark.parametrize("crs", ["EPSG:3006", "EPSG:4326", "EPSG:3010"])
def test_any_format_and_system_ends_in_sweref_99_tm(tmp_path, ending, crs):
    path = tmp_path / f"areas.{ending}"
    areas([SQUARE, NEXT]).to_crs(crs).to_file(path)
    result = check(path, municipality="1780")
    drawn = shapely.from_wkb(result.frame["geometry"][0])
    assert drawn.centroid.distance(SQUARE.centroid) < 1  # metre
    assert result.frame["level"].tolist() == ["district", "district"]
    assert result.frame["name"].tolist() == ["Haga", "Råtorp"]
    assert result.frame["parent_code"].tolist() == ["1780", "1780"]


def test_a_shapefile_without_prj_is_not_guessed(tmp_path):
    path = tmp_path / "areas.shp"
    areas([SQUARE]).to_file(path)
    path.with_suffix(".prj").unlink()
    with pytest.raises(UnknownCoordinates, match="SWEREF 99 TM"):
        check(path)
    assert check(path, crs="EPSG:3006").report.rows_kept == 1


def test_projected_geojson_that_says_nothing_is_recognised_with_a_notice(tmp_path):
    path = tmp_path / "areas.geojson"
    areas([SQUARE]).to_file(path)
    content = json.loads(path.read_text())
    content.pop("crs", None)
    path.write_text(json.dumps(content))
    result = check(path)
    assert shapely.from_wkb(result.frame["geometry"][0]).equals(SQUARE)
    assert any("3006" in said for said in result.report.assumptions)


def test_a_shapefile_in_a_zip_and_as_bytes(tmp_path):
    import zipfile

    areas([SQUARE]).to_file(tmp_path / "areas.shp")
    packed = tmp_path / "areas.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for part in tmp_path.glob("areas.*"):
            if part.suffix != ".zip":
                archive.write(part, part.name)
    result = check_file(packed.read_bytes(), "areas", known=Known(), name="areas.zip")
    assert result.report.rows_kept == 1


def test_a_boundary_that_crosses_itself_is_mended_and_told(tmp_path):
    path = tmp_path / "areas.gpkg"
    areas([BOW_TIE]).to_file(path)
    result = check(path)
    assert shapely.is_valid(shapely.from_wkb(result.frame["geometry"][0]))
    assert "mended" in {f.kind for f in result.report.findings}


def test_duplicate_codes_are_refused_and_dissolved_where_the_mapping_says_so(tmp_path):
    path = tmp_path / "areas.gpkg"
    areas([SQUARE, NEXT], codes=("a", "a")).to_file(path)
    assert refused(check(path)) == {"repeated": 2}
    merged = check(path, dissolve=True).frame
    assert len(merged) == 1
    assert shapely.from_wkb(merged["geometry"][0]).area == pytest.approx(2e6)  # two square km


def test_the_wrong_hemisphere_and_lines_are_refused(tmp_path):
    path = tmp_path / "areas.geojson"
    south = box(13.4, -59.5, 13.6, -59.3)
    areas([south], crs="EPSG:4326").to_file(path)
    assert refused(check(path)) == {"outside_sweden": 1}
    path = tmp_path / "lines.gpkg"
    areas([LineString([(414_000, 6_583_000), (415_000, 6_584_000)])]).to_file(path)
    assert refused(check(path)) == {"no_polygon": 1}


def test_areas_without_boundaries_come_as_csv_with_levels_by_their_codes():
    text = (
        "kod;namn\n0000;Riket\n0017;Värmland\n1780;Karlstad\n"
        "1780R001;A\n1780C1180_DeSO2025;B\nD1;C\n"
    )
    frame = check_file(text.encode(), "areas", known=Known(), name="areas.csv").frame
    assert frame["level"].tolist() == [
        "country",
        "region",
        "municipality",
        "regso",
        "deso",
        "district",
    ]
    assert frame["vintage"].tolist() == [0, 0, 0, 2025, 2025, 0]
    assert frame["area_code"][4] == "1780C1180"
    assert frame["geometry"].isna().all()


def test_comparison_groups_take_their_theme_from_koladas_titles():
    text = (
        "group_id;group_title;member_id\n"
        "G1;Liknande kommuner grundskola, Karlstad, 2025;1780\n"
        "G1;Liknande kommuner grundskola, Karlstad, 2025;1780\n"
        "G2;Fyrkommunsnätverket;0682\n"
    )
    result = check_file(text.encode(), "comparison_groups", known=Known(), name="groups.csv")
    assert result.frame["theme"].tolist() == ["grundskola", "övergripande"]
    assert refused(result) == {"repeated": 1}


def said(result, kind) -> str:
    [finding] = [f for f in result.report.findings if f.kind == kind]
    return finding.message


def test_areas_that_overlap_are_told_with_codes_and_size(tmp_path):
    """b reaches 20 m into a, along 1 000 m: 20 000 m² are 2 ha."""
    path = tmp_path / "areas.gpkg"
    areas([SQUARE, box(414_980, 6_583_000, 416_000, 6_584_000)]).to_file(path)
    result = check(path)
    assert "a and b (2.0 ha)" in said(result, "overlap").replace(",", ".").replace("och", "and")
    assert result.report.rows_kept == 2
    assert said(result, "overlap") in result.report.as_text()


def test_a_hole_between_areas_is_told_with_the_area_beside_it_and_its_size(tmp_path):
    """A ring of 3 km round an empty square kilometre, whose neighbour to the east fits."""
    ring = box(413_000, 6_582_000, 416_000, 6_585_000).difference(SQUARE)
    path = tmp_path / "areas.gpkg"
    areas([ring, box(416_000, 6_582_000, 417_000, 6_585_000)]).to_file(path)
    told = said(check(path), "gap").replace(",", ".")
    assert " a (1.0 km²)" in told


def test_areas_side_by_side_raise_no_notice(tmp_path):
    path = tmp_path / "areas.gpkg"
    areas([SQUARE, NEXT]).to_file(path)
    assert {f.kind for f in check(path).report.findings} & {"overlap", "gap"} == set()


def test_the_same_place_in_two_vintages_is_no_overlap(tmp_path):
    path = tmp_path / "areas.gpkg"
    codes = ("1780C1180_DeSO2018", "1780C1180_DeSO2025")
    areas([SQUARE, SQUARE], codes=codes).to_file(path)
    result = check(path)
    assert result.frame["vintage"].tolist() == [2018, 2025]
    assert "overlap" not in {f.kind for f in result.report.findings}


@pytest.mark.parametrize(
    ("square_metres", "words"), [(2_500, "2 500 m²"), (12_000, "1,2 ha"), (3_400_000, "3,4 km²")]
)
def test_sizes_are_written_in_the_unit_that_is_easiest_to_see(square_metres, words):
    assert size_in_words(square_metres).replace("\u00a0", " ").replace("\u202f", " ") == words


def test_a_geopackage_without_a_coordinate_system_is_not_guessed(tmp_path):
    path = tmp_path / "areas.gpkg"
    areas([SQUARE], crs=None).to_file(path)
    with pytest.raises(UnknownCoordinates, match="crs: EPSG:3006"):
        check(path)
