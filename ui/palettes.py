"""In which colours is drawn, on a light and on a dark page?

Blue and rust for opposite meanings, never red and green; grey for what cannot be told. Text has a
contrast of at least 4.5 to 1 against the page.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as in .streamlit/config.toml."""

    name: str
    page: str
    text: str
    muted: str
    grid: str
    better: str
    worse: str
    unsure: str
    band: str
    lines: tuple[str, ...]


LIGHT = Palette(
    name="light",
    page="#ffffff",
    text="#1b2733",
    muted="#4b5563",
    grid="#dde3ea",
    better="#005a9c",
    worse="#b3541e",
    unsure="#5f6b78",
    band="rgba(75, 85, 99, 0.14)",
    lines=("#005a9c", "#b3541e", "#2e7d4f", "#7b3f98", "#8a6d00", "#4b5563"),
)
DARK = Palette(
    name="dark",
    page="#101820",
    text="#eef3f8",
    muted="#b6c2cf",
    grid="#2c3a47",
    better="#7cc0f5",
    worse="#f0a06b",
    unsure="#9aa7b4",
    band="rgba(182, 194, 207, 0.18)",
    lines=("#7cc0f5", "#f0a06b", "#7fd1a0", "#d2a6e6", "#e3c65b", "#b6c2cf"),
)
