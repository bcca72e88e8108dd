"""The map as it is seen and used: drawn whole with no internet, clicked, and without a mouse."""

import os
import socket
import subprocess
import sys

import index_store
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PATIENCE, ROOT, SCREENSHOTS, _wait_for

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server on the five districts of tests/index_store.py, with people in them."""
    store = index_store.build(tmp_path_factory.mktemp("map") / "store.duckdb", with_people=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "server.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "BEHOVSBILD_STORE": str(store), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def frame_of(person, paths):
    """The map's own frame, once that many areas are drawn."""
    person.page.wait_for_selector("iframe[src*=streamlit_folium]", timeout=PATIENCE)
    frame = next(f for f in person.page.frames if "streamlit_folium" in f.url)
    frame.wait_for_function(
        f"() => document.querySelectorAll('path.leaflet-interactive').length === {paths}",
        timeout=PATIENCE,
    )
    return frame


def labels(frame):
    """What each area says of itself, in the order of the shapes."""
    return frame.evaluate(
        "[...document.querySelectorAll('path.leaflet-interactive')].map(p => p.ariaLabel)"
    )


def click(frame, number):
    box = frame.locator("path.leaflet-interactive").nth(number)
    box.click(position={"x": 12, "y": 12}, force=True)


def test_the_map_is_drawn_whole_and_asks_nobody_outside(reader):
    person = reader()
    person.page.context.route(
        lambda url: not url.startswith(person.address), lambda route: route.abort()
    )
    person.open("karta")
    told = labels(frame_of(person, 5))
    # The index of the five by hand: 0, 3.625, 5, 6.375 and 10.
    assert [text.split(", ")[1] for text in told] == ["0,0", "3,6", "5,0", "6,4", "10,0"]
    assert person.asked_outside == []
    assert person.complaints == []


def test_a_withheld_area_is_hatched_and_says_why(reader):
    """Three pupils live in E: fewer than five, before and after the gate."""
    person = reader()
    person.open("karta?visa=nyckeltal&nyckeltal=not_eligible")
    frame = frame_of(person, 5)
    fills = frame.evaluate(
        "[...document.querySelectorAll('path.leaflet-interactive')]"
        ".map(path => path.getAttribute('fill'))"
    )
    last = labels(frame)[4]
    assert "färre än 5" in last or "ingen siffra" in last
    assert "url(#bb-hatch)" in fills[4] or frame.evaluate(
        "document.querySelectorAll('path.leaflet-interactive')[4].getAttribute('stroke-dasharray')"
    )
    assert len(set(fills[:4])) > 1
    assert "%" in labels(frame)[0]


def test_a_click_chooses_the_area_on_every_page_and_the_next_lets_it_go(reader):
    person = reader()
    person.open("karta?visa=nyckeltal&nyckeltal=not_eligible")
    frame = frame_of(person, 5)
    click(frame, 1)
    person.page.wait_for_url("**omrade=9999B**")
    click(frame, 1)
    person.page.wait_for_function("() => !location.search.includes('omrade')")


def test_an_area_is_chosen_without_a_mouse(reader):
    person = reader()
    person.open("karta?visa=nyckeltal&nyckeltal=not_eligible")
    frame = frame_of(person, 5)
    frame.locator("path.leaflet-interactive").nth(2).focus()
    person.page.keyboard.press("Enter")
    person.page.wait_for_url("**omrade=9999C**")


def test_the_table_says_what_the_map_says(reader):
    person = reader()
    person.open("karta?visa=nyckeltal&nyckeltal=not_eligible")
    told = labels(frame_of(person, 5))
    text = person.text().replace("\u202f", " ")
    for label in told:
        name, value, *_rest = label.replace("\u202f", " ").split(", ")
        assert name in text
        assert value in text


def test_two_years_lie_side_by_side(reader):
    person = reader()
    person.open("karta?visa=nyckeltal&nyckeltal=not_eligible&ar=2024&ar2=2023")
    frame_of(person, 10)
    assert "Båda kartorna har samma klasser" in person.text() or "Both maps" in person.text()


def test_areas_clicked_together_become_one(reader):
    """A and B: 400 pupils, 100 and 40 of them not eligible: 35 %, but for the gate's change."""
    person = reader()
    person.open("karta?visa=nyckeltal&nyckeltal=not_eligible&klick=own")
    frame = frame_of(person, 5)
    click(frame, 0)
    person.page.wait_for_url("**eget=9999A**")
    person.wait()
    click(frame, 1)
    person.page.wait_for_url("**eget=9999A%2C9999B**")
    person.wait()
    assert "Område A, Område B" in person.text()


def draw(person, frame, tool, *places):
    """Press a tool of the map, then drag through places (parts of the map's width and height)."""
    frame.locator(".bb-draw button").nth(tool).click()
    around = person.page.locator("iframe[src*=streamlit_folium]").bounding_box()
    points = [
        (around["x"] + x * around["width"], around["y"] + y * around["height"]) for x, y in places
    ]
    person.page.mouse.move(*points[0])
    person.page.mouse.down()
    for point in points[1:]:
        person.page.mouse.move(*point, steps=4)
    person.page.mouse.up()


def middles(frame):
    """Where each area lies, in parts of the map's width and height."""
    return frame.evaluate(
        """() => [...document.querySelectorAll('path.leaflet-interactive')].map(path => {
            const all = document.getElementById('map_div').getBoundingClientRect();
            const one = path.getBoundingClientRect();
            return [(one.x + one.width / 2 - all.x) / all.width,
                    (one.y + one.height / 2 - all.y) / all.height, one.width / all.width];
        })"""
    )


@pytest.mark.parametrize("width", [1440, 390])
def test_a_box_drawn_on_the_map_takes_whole_areas_and_says_which(reader, width):
    """From before B to a quarter into D: B and C are taken, D is left out and named."""
    person = reader(width)
    person.open("karta?visa=nyckeltal&nyckeltal=not_eligible")
    frame = frame_of(person, 5)
    places = middles(frame)
    west = places[1][0] - 0.4 * places[1][2]
    east = places[3][0] - 0.25 * places[3][2]
    draw(person, frame, 1, (west, 0.3), (east, 0.75))
    person.page.wait_for_url("**eget=9999B%2C9999C**")
    person.wait()
    told = person.text()
    assert "Område B, Område C" in told
    assert "Område D" in told
    pressed = frame.evaluate(
        "[...document.querySelectorAll('path.leaflet-interactive')].map(p => p.ariaPressed)"
    )
    assert pressed == ["false", "true", "true", "false", "false"]


def test_a_line_drawn_round_areas_adds_to_those_there_are(reader):
    person = reader()
    person.open("karta?visa=nyckeltal&nyckeltal=not_eligible&eget=9999E")
    frame = frame_of(person, 5)
    place = middles(frame)[0]
    left, right = place[0] - 0.6 * place[2], place[0] + 0.6 * place[2]
    draw(person, frame, 0, (left, 0.3), (right, 0.3), (right, 0.7), (left, 0.7), (left, 0.32))
    person.page.wait_for_url("**eget=9999E%2C9999A**")


def test_corners_are_clicked_one_by_one_and_escape_lets_go(reader):
    person = reader()
    person.open("karta?visa=nyckeltal&nyckeltal=not_eligible")
    frame = frame_of(person, 5)
    around = person.page.locator("iframe[src*=streamlit_folium]").bounding_box()
    place = middles(frame)[2]
    corners = [(-0.6, 0.3), (0.6, 0.3), (0.6, 0.7), (-0.6, 0.7)]
    tool = frame.locator(".bb-draw button").first
    tool.click()
    person.page.keyboard.press("Escape")
    assert frame.locator(".bb-pad").count() == 0
    tool.click()
    for east, down in corners:
        x = around["x"] + (place[0] + east * place[2]) * around["width"]
        person.page.mouse.click(x, around["y"] + down * around["height"])
    frame.locator(".bb-how button").first.click()
    person.page.wait_for_url("**eget=9999C**")
    assert person.complaints == []


def test_another_figure_sends_no_shape_again(reader):
    person = reader()
    shapes = []
    person.page.on(
        "response", lambda r: shapes.append(r.status) if "/static/maps/" in r.url else None
    )
    person.open("karta?visa=index")
    frame_of(person, 5)
    person.page.get_by_text("Nyckeltalet", exact=True).or_(
        person.page.get_by_text("The key figure", exact=True)
    ).first.click()
    person.page.wait_for_url("**visa=nyckeltal**")
    person.wait()
    assert [status for status in shapes if status == 200] in ([], [200])


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible(reader, width):
    person = reader(width)
    person.open("karta?visa=nyckeltal&nyckeltal=not_eligible&ar2=2023")
    frame_of(person, 10)
    SCREENSHOTS.mkdir(exist_ok=True)
    person.page.screenshot(path=SCREENSHOTS / f"karta_{width}.png")
    found = Axe().run(person.page).response["violations"]
    assert {rule["id"]: [node["html"][:160] for node in rule["nodes"]] for rule in found} == {}
