"""How do styles know the colours of ui/draw/palettes.py? `make colours` writes
static/colours.css.
"""

from dataclasses import asdict
from pathlib import Path

from ui.draw import palettes

FILE = Path(__file__).parents[2] / "static" / "colours.css"
NOT_ONE_COLOUR = {"name", "lines"}
SAME_IN_BOTH = {
    "alarm": palettes.ALARM,
    "on-alarm": palettes.ON_ALARM,
    "tool-line": palettes.TOOL_LINE,
    "tool-hover": palettes.TOOL_HOVER,
    "veil": palettes.VEIL,
}
HEAD = """\
/* Made by `make colours` from ui/draw/palettes.py; change colours there. light-dark() follows the
theme
   that the reader has chosen, since Streamlit sets color-scheme on its own part of the page; the
   map's frame and the presenter's window are marked as coloured instead. */
"""


def text() -> str:
    """The style sheet: a custom property for each colour, --bb-text and so on."""
    dark = asdict(palettes.DARK)
    both = {
        name: f"light-dark({light}, {dark[name]})"
        for name, light in asdict(palettes.LIGHT).items()
        if name not in NOT_ONE_COLOUR
    }
    lines = [f"  --bb-{name}: {colour};\n" for name, colour in (both | SAME_IN_BOTH).items()]
    return f"{HEAD}.stApp,\n.bb-coloured {{\n{''.join(lines)}}}\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
