"""In which colours is drawn, on a light and on a dark page?

The one place of colours: static/colours.css is made from it (`make colours`), and tests hold
.streamlit/config.toml, the logos and the documents' colours equal to it.

Blue and rust for opposite meanings, never red and green; grey for what cannot be told. Text has a
contrast of at least 4.5 to 1 against the page.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of one theme."""

    name: str
    page: str
    soft: str  # a box on the page
    text: str
    muted: str
    link: str
    grid: str
    line: str  # between rows, and round boxes
    border: str  # of what can be typed or clicked in
    better: str
    worse: str
    unsure: str
    band: str
    range: str  # from the lowest to the highest of others
    middle: str  # the middle half of them
    lines: tuple[str, ...]


LIGHT = Palette(
    name="light",
    page="#ffffff",
    soft="#f1f5f9",
    text="#1b2733",
    muted="#4b5563",
    link="#004b84",
    grid="#dde3ea",
    line="#d5dce4",
    border="#8a97a6",
    better="#005a9c",
    worse="#b3541e",
    unsure="#5f6b78",
    band="rgba(75, 85, 99, 0.14)",
    range="#dbe3ec",
    middle="#aebccb",
    lines=("#005a9c", "#b3541e", "#2e7d4f", "#7b3f98", "#8a6d00", "#4b5563"),
)
DARK = Palette(
    name="dark",
    page="#101820",
    soft="#1b2733",
    text="#eef3f8",
    muted="#b6c2cf",
    link="#9fd0f7",
    grid="#2c3a47",
    line="#33424f",
    border="#62717f",
    better="#7cc0f5",
    worse="#f0a06b",
    unsure="#9aa7b4",
    band="rgba(182, 194, 207, 0.18)",
    range="#2c3a47",
    middle="#4a5b6b",
    lines=("#7cc0f5", "#f0a06b", "#7fd1a0", "#d2a6e6", "#e3c65b", "#b6c2cf"),
)
# The same in both themes.
ALARM, ON_ALARM = "#8a1c1c", "#ffffff"  # the banner over exact figures
TOOL_LINE, TOOL_HOVER, VEIL = "#cccccc", "#eef3f7", "rgba(255, 255, 255, 0.92)"  # on the map
# In the light theme and in documents; the dark theme has Streamlit's own.
SIDEBAR, TABLE_HEAD = "#eef3f8", "#e6edf4"

# ColorBrewer YlGnBu, its blue a hair darker for the mark on it: light is low, dark is high.
SEQUENCES = {
    1: ("#7fcdbb",),
    2: ("#c7e9b4", "#2a7ab2"),
    3: ("#edf8b1", "#7fcdbb", "#2a7ab2"),
    4: ("#ffffcc", "#a1dab4", "#41b6c4", "#225ea8"),
    5: ("#ffffcc", "#a1dab4", "#41b6c4", "#2a7ab2", "#253494"),
}
# Stevens's purple-blue grid: a row per third of the first figure, a column per third of the second.
GRID = (
    ("#e8e8e8", "#ace4e4", "#5ac8c8"),
    ("#dfb0d6", "#a5add3", "#5698b9"),
    ("#be64ac", "#8c62aa", "#3b4994"),
)
DARK_MARK, LIGHT_MARK = "#10171f", "#ffffff"  # on a class of the map
# The ten that Streamlit asks for, for charts that say nothing of colours: YlGnBu, its ends doubled.
TEN_STEPS = (
    *("#ffffcc", "#ffffcc", "#c7e9b4", "#c7e9b4", "#7fcdbb"),
    *("#41b6c4", "#1d91c0", "#225ea8", "#253494", "#081d58"),
)
