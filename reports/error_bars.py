"""How does a native chart show its intervals? By error bars with values of their own.

python-pptx has none, so the XML is written here as the standard has it (ECMA-376, 21.2.2.55).
"""

from collections.abc import Sequence

from lxml import etree
from pptx.oxml.ns import qn

from reports import colours


def add_error_bars(
    series: object,
    values: Sequence[float | None],
    lows: Sequence[float | None],
    highs: Sequence[float | None],
) -> None:
    """Give a bar or line series error bars from `lows` to `highs`; nothing where none is known."""
    known = [None not in each for each in zip(values, lows, highs, strict=True)]
    if not any(known):
        return
    above, below = [], []
    for is_known, value, low, high in zip(known, values, lows, highs, strict=True):
        above.append(max(high - value, 0.0) if is_known else 0.0)
        below.append(max(value - low, 0.0) if is_known else 0.0)
    bars = etree.Element(qn("c:errBars"))
    _child(bars, "c:errDir", "y")
    _child(bars, "c:errBarType", "both")
    _child(bars, "c:errValType", "cust")
    _child(bars, "c:noEndCap", "0")
    _numbers(bars, "c:plus", above)
    _numbers(bars, "c:minus", below)
    line = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"), w="19050")
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colours.TEXT)
    element = series._element  # noqa: SLF001 - no public way
    element.find(qn("c:cat")).addprevious(bars)


def _child(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, qn(name), val=value)


def _numbers(parent: etree._Element, name: str, values: Sequence[float]) -> None:
    literal = etree.SubElement(etree.SubElement(parent, qn(name)), qn("c:numLit"))
    etree.SubElement(literal, qn("c:formatCode")).text = "General"
    _child(literal, "c:ptCount", str(len(values)))
    for place, value in enumerate(values):
        point = etree.SubElement(literal, qn("c:pt"), idx=str(place))
        etree.SubElement(point, qn("c:v")).text = repr(float(value))
