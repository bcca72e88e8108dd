"""How long until a map of 90, 1 000 and 6 000 areas stands in the browser, or a click is told?

Invented polygons with wobbly shared borders, as many points an area as SCB's DeSO have. A bare
Streamlit page in the same browser is the peer: what the map adds to it is ours. Measured from an
open session: the page is switched to by its link in the navigation, as a reader does. Light shapes
are made in the load, which is timed by itself, and so is the first visitor of a server that has
just been started, who waits for imports and for the page itself. "Map again" is in a session that
has shown the map before.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from playwright.sync_api import Frame, Page, sync_playwright

from data_pipeline.map_shapes import make_light_shapes
from store.writing.write import new_version

ROOT = Path(__file__).parent.parent
SIZES = (90, 1_000, 6_000)
POINTS = 60  # between two corners: 48 MB of GeoJSON for 6 000 areas, as SCB's own
SIDE_M = 2_000.0
DRAWN = "() => document.body && document.body.dataset.bbDrawn"
COLUMNS = (
    "shapes made s", "first visit s", "other page s", "map drawn s", "map again s", "click told s",
    "other figure s", "sent MB", "sent again MB",
)  # fmt: skip
VARIABLES = (
    "post_secondary_share", "employed_share", "nordic_born_share", "earned_income_median_sek",
)  # fmt: skip


def areas(count: int) -> pd.DataFrame:
    """`count` areas in a grid whose shared borders wobble alike for both."""
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    rng = np.random.default_rng(count)
    t = np.linspace(0, 1, POINTS)[:, None]

    def edge(start: np.ndarray, end: np.ndarray) -> np.ndarray:
        line = start + t * (end - start)
        line[1:-1] += rng.normal(0, 12, (POINTS - 2, 2))
        return line

    x = 300_000 + SIDE_M * np.arange(columns + 1)
    y = 6_300_000 + SIDE_M * np.arange(rows + 1)
    corner = np.stack(np.meshgrid(x, y, indexing="ij"), axis=-1)
    corner[1:-1, 1:-1] += rng.normal(0, SIDE_M / 8, corner[1:-1, 1:-1].shape)
    across = [
        [edge(corner[i, j], corner[i + 1, j]) for j in range(rows + 1)] for i in range(columns)
    ]
    upwards = [
        [edge(corner[i, j], corner[i, j + 1]) for j in range(rows)] for i in range(columns + 1)
    ]
    found = []
    for number in range(count):
        i, j = number % columns, number // columns
        ring = [
            across[i][j],
            upwards[i + 1][j][1:],
            across[i][j + 1][-2::-1],
            upwards[i][j][-2::-1],
        ]
        code = f"9999{'ABC'[number % 3]}{number:04d}"
        shape = shapely.make_valid(shapely.Polygon(np.concatenate(ring)))  # as the load mends
        found.append((code, f"Område {number}", shape.wkb))
    table = pd.DataFrame(found, columns=["area_code", "name", "geometry"])
    return table.assign(vintage=2025, level="deso", parent_code="9999", municipality_code="9999")


def observations(codes: pd.Series) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    people = rng.integers(900, 2_800, len(codes))
    tables = []
    for name in VARIABLES:
        share = rng.uniform(0.3, 0.9, len(codes))
        is_share = name.endswith("_share")
        tables.append(
            pd.DataFrame(
                {
                    "indicator_id": name,
                    "area_code": codes,
                    "value": share if is_share else np.round(share * 500_000, -2),
                    "numerator": np.round(share * people) if is_share else np.nan,
                    "denominator": people.astype(float) if is_share else np.nan,
                }
            )
        )
    return pd.concat(tables).assign(
        vintage=2025, year=2024, sex="total", age_group="total", status="ok"
    )


def build(path: Path, count: int) -> float:
    """A store of so many areas at `path`; the seconds that its light shapes took."""
    drawn = areas(count)
    whole = pd.DataFrame(
        {
            "area_code": ["0000", "9999"],
            "name": ["Riket", "Exempelby"],
            "geometry": None,
            "vintage": 0,
            "level": ["country", "municipality"],
            "parent_code": [None, "0000"],
            "municipality_code": ["", "9999"],
        }
    )
    with new_version(path) as draft:
        draft.set_meta(municipality_code="9999", is_sample=True)
        load = {
            "source": "sample", "producer": "bench", "address": "bench", "sha256": "0" * 64,
            "retrieved_at": datetime(2026, 1, 1), "licence": "CC0", "rows_read": 1, "rows_kept": 1,
            "rows_refused": 0,
        }  # fmt: skip
        draft.put_areas(pd.concat([whole, drawn]), draft.load_number(target="area", **load))
        draft.put_observations(
            observations(drawn["area_code"]), draft.load_number(target="observation", **load)
        )
        return _timed(lambda: make_light_shapes(draft))


def serve(store: Path) -> tuple[subprocess.Popen, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port)]
        + ["--server.address", "127.0.0.1"],
        cwd=ROOT,
        env={**os.environ, "BEHOVSBILD_STORE": str(store), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2)
            break
        except OSError:
            time.sleep(0.2)
    return process, address


def map_frame(page: Page) -> Frame:
    """The map's frame, when its areas are drawn."""
    for _ in range(6_000):
        for frame in page.frames:
            if "streamlit_folium" in frame.url:
                try:
                    if frame.evaluate(DRAWN):
                        return frame
                except Exception:  # noqa: BLE001 - a frame that is being replaced
                    continue
        page.wait_for_timeout(20)
    raise TimeoutError("no map")


def switch(page: Page, title: str) -> None:
    page.get_by_test_id("stSidebarNavLink").filter(has_text=title).first.click()


def measure(count: int, browser: object, folder: Path) -> dict:
    store = folder / f"{count}" / "store.duckdb"
    store.parent.mkdir()
    made = build(store, count)
    process, address = serve(store)
    try:
        first = _timed(lambda: warm(browser, address))
        page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="sv-SE")
        page.set_default_timeout(120_000)
        sent = {"bytes": 0}
        page.on("websocket", lambda s: s.on("framereceived", lambda p: _count(sent, p)))
        page.on("requestfinished", lambda r: _count_request(sent, r))
        page.goto(f"{address}/data")
        page.wait_for_selector("footer.bb-footer")
        page.wait_for_timeout(3_000)  # a reader reads the page that is open
        bare = _timed(
            lambda: (switch(page, "Definitioner"), page.wait_for_selector("h1:has-text('?')"))
        )
        sent["bytes"] = 0
        drawn = _timed(lambda: (switch(page, "Karta"), map_frame(page)))
        on_the_wire = sent["bytes"]
        page.wait_for_selector("[data-testid=stPlotlyChart] .main-svg")
        switch(page, "Data")
        page.wait_for_selector("h1:has-text('Data')")
        page.wait_for_timeout(2_000)
        again = _timed(lambda: (switch(page, "Karta"), map_frame(page)))
        page.wait_for_selector("[data-testid=stPlotlyChart] .main-svg")
        page.wait_for_timeout(3_000)  # a reader looks before clicking
        frame = map_frame(page)
        click = _timed(lambda: _click(page, frame))
        page.wait_for_timeout(1_500)
        sent["bytes"] = 0
        changed = _timed(lambda: _change(page))
        seconds = (made, first, bare, drawn, again, click, changed)
        megabytes = (on_the_wire / 1e6, sent["bytes"] / 1e6)
        return dict(zip(COLUMNS, (*seconds, *megabytes), strict=True))
    finally:
        process.terminate()
        process.wait(20)


def warm(browser: object, address: str) -> None:
    """The first visitor waits for shapes to be made light; they are made once a version."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.set_default_timeout(180_000)
    page.goto(f"{address}/karta")
    map_frame(page)
    page.wait_for_selector("footer.bb-footer")
    page.close()


def _click(page: Page, frame: Frame) -> None:
    box = page.locator("iframe[src*=streamlit_folium]").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 + 9, box["y"] + box["height"] / 2 + 9)
    page.wait_for_function("() => /omrade=|vald=/.test(location.search)", polling=20)


def _change(page: Page) -> None:
    page.get_by_role("radio", name="Nyckeltalet").or_(
        page.get_by_role("radio", name="The key figure")
    ).first.click()
    page.wait_for_function("() => /visa=nyckeltal/.test(location.search)", polling=20)
    frame = map_frame(page)
    frame.wait_for_function("() => !/ndex/.test(document.getElementById('map_div').ariaLabel)")


def _count(sent: dict, payload: bytes | str) -> None:
    sent["bytes"] += len(payload)


def _count_request(sent: dict, request: object) -> None:
    if "/static/js/" not in request.url:  # Streamlit's own script, which every page shares
        sent["bytes"] += request.sizes()["responseBodySize"]


def _timed(work: object) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    print("areas " + "".join(f"{title:>15}" for title in COLUMNS))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for count in sizes:
            measured = measure(count, browser, Path(folder))
            print(f"{count:>5} " + "".join(f"{measured[t]:>15.2f}" for t in COLUMNS), flush=True)


if __name__ == "__main__":
    main()
