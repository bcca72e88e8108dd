"""`fetch` against the stand-in of the three services, which stumbles at every seventh question."""

import json
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.request import Request, urlopen

import geopandas as gpd
import pytest

from data_pipeline.__main__ import main
from store.read import open_store

START_SECONDS = 60
SEX = {"T": "total", "K": "women", "M": "men"}

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def replay():
    """Address of a running stand-in; stopped at the end."""
    program = ROOT.parent / "shared" / "replay" / "server.py"
    if not program.exists():
        pytest.skip("the folder shared/ with the stand-in does not lie beside the project")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--fail-every", "7", "--max-calls", "0"]
    server = subprocess.Popen([sys.executable, str(program), *options])
    address = f"http://127.0.0.1:{port}"
    try:
        for _second in range(START_SECONDS * 4):
            try:
                urlopen(f"{address}/_log").close()
                break
            except OSError:
                time.sleep(0.25)
        yield address
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def fetched(replay, tmp_path_factory):
    """The store of Karlstad, the questions of the first run, and those of a second."""
    folder = tmp_path_factory.mktemp("fetched")
    path = folder / "store.duckdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BEHOVSBILD_STORE", str(path))
        patch.setenv("BEHOVSBILD_CACHE", str(folder / "cache"))
        patch.setenv("BEHOVSBILD_KOLADA_URL", f"{replay}/v3")
        patch.setenv("BEHOVSBILD_SCB_URL", f"{replay}/api/v2")
        patch.setenv("BEHOVSBILD_WFS_URL", f"{replay}/geoserver/stat/wfs")
        assert main(["fetch", "--municipality", "1780"]) == 0
        first = log_of(replay)
        urlopen(Request(f"{replay}/_reset", method="POST")).close()
        assert main(["fetch", "--municipality", "1780"]) == 0
        second = log_of(replay)
    store = open_store(path)
    yield store, first, second
    store.close()


def log_of(address):
    with urlopen(f"{address}/_log") as answer:
        return json.load(answer)


def test_eligibility_in_karlstad_equals_the_raw_answers(fetched, shared):
    raw = json.loads(
        (shared / "real/kolada/raw_v3/kolada_behorighet.json").read_text(encoding="utf-8-sig")
    )
    expected = {
        (row["municipality"], row["period"], SEX[cell["gender"]]): cell["value"] / 100
        for row in raw["values"]
        if row["municipality"] == "1780" and 2010 <= row["period"] <= 2022
        for cell in row["values"]
    }
    assert len(expected) == 13 * 3
    rows = fetched[0].query("observations/observations", indicators=["N15428"], areas=["1780"])
    stored = {(row.area_code, row.year, row.sex): row.value for row in rows.itertuples()}
    assert {key: stored[key] for key in expected} == pytest.approx(expected, abs=1e-12)


def test_the_country_the_region_and_the_comparable_municipalities_come_along(fetched):
    store = fetched[0]
    members = store.query("areas/comparison_groups")
    assert members["theme"].nunique() == 12  # Kolada's kinds in the recorded groups
    school = members[members["theme"] == "grundskola"]["member_code"].tolist()
    rows = store.query(
        "observations/observations", indicators=["N15428"], areas=["0000", "0017", *school]
    )
    assert set(rows["area_code"]) == {"0000", "0017", *school}


def test_no_segment_has_more_than_25_ids(fetched):
    longest = max(
        part.count(",") + 1
        for asked in fetched[1]
        if asked["path"].startswith("/v3/data/")
        for part in asked["path"].split("?")[0].split("/")
    )
    assert 1 < longest <= 25


def test_a_question_is_repeated_only_when_the_service_had_refused_it(fetched):
    answered = Counter(
        asked["path"] for asked in fetched[1] if asked["method"] == "GET" and asked["status"] != 429
    )
    assert set(answered.values()) == {1}
    assert any(asked["status"] == 429 for asked in fetched[1])


def test_a_second_run_asks_for_nothing(fetched):
    assert fetched[2] == []


def test_the_area_type_of_a_regso_equals_scbs_answer(fetched, shared):
    cube = json.loads(
        (shared / "real/scb/raw_v2/regso_socioek.json").read_text(encoding="utf-8-sig")
    )
    place = {name: cube["dimension"][name]["category"]["index"] for name in cube["id"]}
    _regions, contents, years = cube["size"]

    def raw(region, code, year):
        row = place["Region"][region] * contents + place["ContentsCode"][code]
        return cube["value"][row * years + place["Tid"][year]]

    rows = fetched[0].query(
        "observations/observations", indicators=["scb_socioeconomic_index"], areas=["1780R001"]
    )
    stored = {(row.vintage, row.year): row.value for row in rows.itertuples()}
    assert stored[(2018, 2023)] == raw("1780R001", "000008IT", "2023")
    assert stored[(2025, 2024)] == raw("1780R001_RegSO2025", "000008IT", "2024")
    assert all(year <= 2023 for vintage, year in stored if vintage == 2018)
    assert all(year >= 2024 for vintage, year in stored if vintage == 2025)


def test_a_zero_outside_the_vintage_is_not_a_population(fetched):  # TAB6574: old codes are 0 there
    rows = fetched[0].query("observations/fetched")
    people = rows[rows["indicator_id"] == "scb_population"]
    assert set(zip(people["vintage"], people["year"], strict=True)) == {(2025, 2025)}


def test_the_boundaries_are_all_there_and_the_municipality_is_whole(fetched):
    areas = fetched[0].query("areas/areas")
    bounded = areas[areas["has_boundary"]].groupby(["level", "vintage"]).size().to_dict()
    assert bounded == {("deso", 2025): 57, ("regso", 2025): 31, ("municipality", 0): 1}


def test_the_dissolved_municipality_is_as_large_as_its_regso(shared):
    from data_pipeline.fetch import wfs
    from data_pipeline.fetch.cache import Answer, now

    body = (shared / "real/geo/karlstad_regso2025_wfs.geojson").read_bytes()
    parts = wfs._boundaries(Answer("file", 200, body, now()), "regso", "wfs")
    separately = gpd.GeoSeries.from_wkb([part.geometry for part in parts]).area.sum()
    together = gpd.GeoSeries.from_wkb([wfs.dissolved(parts)]).area.sum()
    assert together == pytest.approx(separately, rel=1e-6)
    assert re.fullmatch(r"1780R\d{3}", parts[0].area_code)
