"""How is a story's chart drawn in the browser, small on a card or large on a slide?

As SVG of our own: it is there at once, scales to any screen, and has the page's colours. It goes as
a picture with a text in its place, since Streamlit takes SVG itself out of HTML. Values are written
beside their bars; their unit once, above them. Margins follow the texts, so that none is cut.
"""

from base64 import b64encode
from collections.abc import Callable
from html import escape
from textwrap import shorten, wrap

from indicators.units import UNITS
from language import decimal, percent
from needs.figures import Figures
from reports.charts import ChartData, bar_chart
from ui.draw.palettes import Palette

WIDTH = 1000  # units of the drawing; the screen scales them
LABEL_SHARE, GAP = 0.46, 14  # the most room for the labels; from a bar or an axis to its text
LETTER, BOLD_LETTER = 0.64, 0.7  # of the size: how wide a letter is, in the widest of the fonts
CAPTION, CAPTION_LINE = 24, 34
VALUE, END = 30, 24  # letters of a line's values and of an axis' two ends
SMALLER = 0.8  # letters of a label in two lines
HIGH = 74  # a row that has room for a label in three lines
TALLEST_ROW, ROOM_FOR_BARS, THICKEST = 84, 400, 46


def picture(
    data: ChartData, palette: Palette, *, most: int = 13, row: int = 52, width: int = WIDTH
) -> str:
    """The chart as markup; at most so many bars, the one in question among them.

    width   units across; fewer make the letters larger, as a card on a phone needs
    """
    if data.kind == "bar" and len(data.values) > most:
        data = bar_chart(data.figures, most - (data.reference is not None))
    drawn = {"bar": lambda: _bars(data, row, width), "line": lambda: _line(data, width)}
    height, inner = drawn.get(data.kind, lambda: _scatter(data, width))()
    above, caption = _caption(_unit(data.figures) if data.kind != "scatter" else "", width)
    height += above
    inner = f'{caption}<g transform="translate(0 {above})">{inner}</g>' if above else inner
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" '
        f'width="{width}" height="{height:.0f}" font-family="Source Sans, Segoe UI, sans-serif">'
        f"<style>{_style(palette)}</style>{inner}</svg>"
    )
    coded = b64encode(drawing.encode()).decode()
    return (
        f'<img class="bb-drawing" src="data:image/svg+xml;base64,{coded}" alt="{escape(data.alt)}">'
    )


def _wide(text: str, size: float, *, bold: bool = False) -> float:
    """How much room a text takes at most."""
    return len(text) * size * (BOLD_LETTER if bold else LETTER)


def _number(figures: Figures, value: float | None) -> str:
    """A value without its unit, which stands above the drawing; % stays where it is."""
    return (percent if figures.unit == "share" else decimal)(value, figures.decimals)


def _unit(figures: Figures) -> str:
    """'kronor per invånare', or '' where the number says it all."""
    facts = UNITS[figures.unit]
    return "" if facts.template() == "{value}" else facts.label()


def _caption(text: str, width: int) -> tuple[float, str]:
    """How high a text above the drawing is, and the text; in as many lines as it takes."""
    lines = wrap(text, int(width / (CAPTION * LETTER)))
    return len(lines) * CAPTION_LINE, "".join(
        f'<text x="0" y="{n * CAPTION_LINE + CAPTION}" font-size="{CAPTION}" class="label">'
        f"{escape(line)}</text>"
        for n, line in enumerate(lines)
    )


def _style(palette: Palette) -> str:
    return (
        f"text{{fill:{palette.text}}}.figure{{font-weight:600;paint-order:stroke;"
        f"stroke:{palette.page};stroke-width:7}}.focus{{font-weight:700}}"
        f".bar{{fill:{palette.unsure}}}.bar.focus{{fill:{palette.worse}}}"
        f".bar.reference{{fill:{palette.better}}}.grid{{stroke:{palette.grid};stroke-width:2}}"
        f".whisker{{stroke:{palette.text};stroke-width:2.5;fill:none}}"
        f".axis{{stroke:{palette.unsure};stroke-width:2;fill:none}}"
        f".line{{stroke:{palette.better};stroke-width:6;fill:none;stroke-linejoin:round}}"
        f".point{{fill:{palette.better}}}.band{{fill:{palette.band}}}"
    )


def _bars(data: ChartData, row: int, width: int) -> tuple[float, str]:
    row = max(row, min(TALLEST_ROW, ROOM_FOR_BARS // max(len(data.values), 1)))
    size = min(28, row * 0.5)
    bold = [place == data.highlight for place in range(len(data.labels))]
    labels = [
        _lines(label, size, LABEL_SHARE * width, 3 if row >= HIGH else 2, bold=is_bold)
        for label, is_bold in zip(data.labels, bold, strict=True)
    ]
    left = GAP + max(
        _wide(line, size if len(lines) == 1 else size * SMALLER, bold=is_bold)
        for lines, is_bold in zip(labels, bold, strict=True)
        for line in lines
    )
    beyond = 2 * GAP + max(
        _wide(_number(data.figures, v), size, bold=True) for v in data.values if v is not None
    )
    known = [v for v in (*data.values, *data.highs) if v is not None]
    longest = max(known, default=0.0)
    scale = (width - left - beyond) / longest if longest > 0 else 0
    parts = []
    for place, lines in enumerate(labels):
        focus = {data.highlight: " focus", data.reference: " reference"}.get(place, "")
        middle = place * row + row / 2
        small = size if len(lines) == 1 else size * SMALLER
        parts.append(_label(lines, left - GAP, middle, small, focus))
        if data.values[place] is not None:
            parts.append(_bar(data, place, left, middle, scale, row, size, focus))
    return len(data.values) * row, "".join(parts)


def _lines(label: str, size: float, room: float, most: int, *, bold: bool) -> list[str]:
    """A label in at most so many lines that fit beside the bars."""
    longest = int(room / _wide("n", size, bold=bold))
    if len(label) <= longest:
        return [label]
    longest = int(longest / SMALLER)
    lines = wrap(label, longest)
    rest = shorten(" ".join(lines[most - 1 :]), longest, placeholder=" …")
    return [*lines[: most - 1], rest] if len(lines) >= most else lines


def _label(lines: list[str], right: float, middle: float, size: float, focus: str) -> str:
    top = middle + size * 0.35 - (len(lines) - 1) * size * 0.55
    return "".join(
        f'<text x="{right:.0f}" y="{top + n * size * 1.1:.1f}" font-size="{size:.0f}" '
        f'text-anchor="end" class="label{focus}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )


def _bar(
    data: ChartData,
    place: int,
    left: float,
    middle: float,
    scale: float,
    row: int,
    size: float,
    focus: str,
) -> str:
    """One bar with its interval, and its value beyond both."""
    value, low, high = data.values[place], data.lows[place], data.highs[place]
    thick = min(row * 0.68, THICKEST)
    end = max(value * scale, 2)
    drawn = (
        f'<rect x="{left:.1f}" y="{middle - thick / 2:.1f}" width="{end:.1f}" '
        f'height="{thick:.1f}" rx="3" class="bar{focus}"/>'
    )
    if low is not None and high is not None:
        end = max(end, high * scale)
        drawn += _whisker(left + low * scale, left + high * scale, middle, thick * 0.2)
    return drawn + (
        f'<text x="{left + end + GAP:.1f}" y="{middle + size * 0.35:.1f}" '
        f'font-size="{size:.0f}" class="figure{focus}">'
        f"{escape(_number(data.figures, value))}</text>"
    )


def _whisker(left: float, right: float, middle: float, half: float) -> str:
    return (
        f'<path class="whisker" d="M{left:.1f} {middle:.1f}H{right:.1f}'
        f"M{left:.1f} {middle - half:.1f}V{middle + half:.1f}"
        f'M{right:.1f} {middle - half:.1f}V{middle + half:.1f}"/>'
    )


def _line(data: ChartData, width: int, height: int = 400) -> tuple[float, str]:
    """On an axis fitted to the data, whose two ends are drawn and written."""
    low, high = data.ends()
    known = [_number(data.figures, v) for v in data.values if v is not None]
    left = GAP + max(_wide(_number(data.figures, v), END) for v in (low, high))
    inset = GAP + _wide(known[0], VALUE, bold=True) / 2
    top, bottom = 60.0, height - 100.0
    right = width - 2 * GAP - _wide(known[-1], VALUE, bold=True)
    step = (right - left - inset) / max(len(data.labels) - 1, 1)

    def at(place: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low)
        return left + inset + place * step, bottom - (bottom - top) * share

    points = [(p, *at(p, v)) for p, v in enumerate(data.values) if v is not None]
    parts = [
        f'<path class="axis" d="M{left} {bottom}H{right + 20}"/>'
        f'<path class="grid" d="M{left} {top}H{right + 20}"/>',
        *(_end(data.figures, value, left, at(0, value)[1]) for value in (low, high)),
        _band(data, at),
    ]
    drawn = "".join(
        f"{'M' if n == 0 else 'L'}{x:.1f} {y:.1f}" for n, (_p, x, y) in enumerate(points)
    )
    parts.append(f'<path class="line" d="{drawn}"/>')
    parts += [f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="8"/>' for _p, x, y in points]
    parts += _first_and_last(data, points, at, bottom)
    every = max(1, -(-len(data.labels) // (width // 160)))
    for place in range(len(data.labels) - 1, -1, -every):
        parts.append(
            f'<text x="{left + inset + place * step:.1f}" y="{bottom + 76}" font-size="26" '
            f'text-anchor="middle" class="label">{escape(data.labels[place])}</text>'
        )
    return height, "".join(parts)


def _first_and_last(
    data: ChartData, points: list[tuple[int, float, float]], at: Callable, bottom: float
) -> list[str]:
    """Both ends' values, where neither the line nor the axis runs."""
    first, second, last = points[0], points[1], points[-1]
    rises = second[2] < first[2]
    place, x, y = first
    bound = (data.lows if rises else data.highs)[place]
    edge = at(place, bound)[1] if bound is not None else y
    y = edge + 42 if rises else edge - 20
    if bottom < y + 6 and y - VALUE < bottom:
        y = bottom + VALUE + 4
    return [
        _figure(data.figures, data.values[place], x, y, "middle"),
        _figure(data.figures, data.values[last[0]], last[1] + 20, last[2] + 10, "start"),
    ]


def _band(data: ChartData, at: Callable) -> str:
    """The interval from year to year, where it is known."""
    sides = [
        (at(p, low), at(p, high))
        for p, (low, high) in enumerate(zip(data.lows, data.highs, strict=True))
        if low is not None and high is not None
    ]
    if len(sides) < 2:
        return ""
    around = [high for _low, high in sides] + [low for low, _high in reversed(sides)]
    return f'<polygon class="band" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in around)}"/>'


def _figure(figures: Figures, value: float | None, x: float, y: float, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{VALUE}" text-anchor="{anchor}" '
        f'class="figure focus">{escape(_number(figures, value))}</text>'
    )


def _end(figures: Figures, value: float, x: float, y: float) -> str:
    return (
        f'<text x="{x - GAP:.1f}" y="{y + 9:.1f}" font-size="{END}" text-anchor="end" '
        f'class="label">{escape(_number(figures, value))}</text>'
    )


def _scatter(data: ChartData, width: int, height: int = 460) -> tuple[float, str]:
    """A point a row; both axes say what they are and where they end."""
    across = data.across_figures
    above, over = _caption(_with_unit(data.series, data.figures), width)
    below, under = _caption(_with_unit(across.title, across), width)
    low, high = min(data.across), max(data.across)
    highest = max(data.values) or 1.0
    left = GAP + max(_wide(_number(data.figures, v), END) for v in (0, highest))
    top, bottom, right = above + 24.0, above + height - 108.0, width - 24.0
    parts = [
        over,
        f'<path class="axis" d="M{left} {top}V{bottom}H{right}"/>',
        *(_end(data.figures, v, left, bottom - (bottom - top) * v / highest) for v in (0, highest)),
        f'<g transform="translate(0 {bottom + 48})">{under}</g>',
    ]
    for value, x, anchor in ((low, left, "start"), (high, right, "end")):
        parts.append(
            f'<text x="{x:.1f}" y="{bottom + 34}" font-size="{END}" text-anchor="{anchor}" '
            f'class="label">{escape(_number(across, value))}</text>'
        )
    for place, (x_value, y_value) in enumerate(zip(data.across, data.values, strict=True)):
        x = left + (right - left) * (x_value - low) / ((high - low) or 1.0)
        y = bottom - (bottom - top) * y_value / highest
        kind = "bar focus" if place == data.highlight else "point"
        parts.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="9"/>')
    return bottom + 56 + below, "".join(parts)


def _with_unit(title: str, figures: Figures) -> str:
    """What an axis shows, and in what."""
    unit = _unit(figures)
    return f"{title} ({unit})" if unit else title
