"""How much does an Excel sheet really hold, whatever it says of its own size?

A blank cell in the last corner of a sheet makes a workbook of 5 kB ask for 31 GB: readers lay out
every cell up to it. So the cells are counted in the XML first, and blank ones beyond the table are
taken out before anyone reads it. Runs in the process of workbook_process.py, with its limits.
"""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

_CELL = re.compile(rb"<(?:\w+:)?c(\s[^<>]*?)?(?:/>|(?<!/)>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_SHARED = re.compile(rb"\bt=[\"']s[\"']")
_TEXT = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^<>]*)?>([^<]*)<")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*?\br=[\"'](\d{1,7})[\"']")
_COLUMN = re.compile(rb"\br=[\"']([A-Z]{1,3})\d")
_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?c(\s[^<>]*)?>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|(?<!/)>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
DENSE = 1_000_000  # places that do no harm, however few of them are filled
_STRING = re.compile(rb"<(?:\w+:)?si(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_SPACE_BY_NUMBER = re.compile(rb"&#(?:160|32|9|10|13|x[aA]0|x20|x9|x[aA]|x[dD]);")
_BLANK = b" \t\r\n\xc2\xa0"


@dataclass
class Extent:
    """The cells with something in them, the last row and column that have one (first: 1)."""

    cells: int = 0
    rows: int = 0
    columns: int = 0
    corner: tuple[int, int] = (0, 0)  # last row and column of all cells, blank ones too
    without_value: int = 0  # formulas whose result was never stored
    first_without_value: str = ""

    @property
    def has_stray(self) -> bool:
        """Whether blank cells lie beyond the table."""
        return self.corner[0] > self.rows or self.corner[1] > self.columns


def sheet_parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """Where in the archive each sheet lies, by its name."""
    names = packed.namelist()
    book = next((n for n in names if n.lower().endswith("xl/workbook.xml")), None)
    links = next((n for n in names if n.lower().endswith("xl/_rels/workbook.xml.rels")), None)
    if not book or not links:
        return {}
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in ElementTree.fromstring(packed.read(links))
    }
    parts = {}
    for element in ElementTree.fromstring(packed.read(book)).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        key = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        target = targets.get(key, "").lstrip("/")
        path = target if target.startswith("xl/") else f"xl/{target}"
        if path in names:
            parts[element.get("name", "")] = path
    return parts


def blank_strings(packed: zipfile.ZipFile) -> frozenset[int]:
    """The numbers of the shared strings that hold nothing but space."""
    name = next((n for n in packed.namelist() if n.lower().endswith("sharedstrings.xml")), None)
    if name is None:
        return frozenset()
    strings = enumerate(_STRING.finditer(packed.read(name)))
    return frozenset(i for i, found in strings if not _words(found[1] or b""))


def extent_of(xml: bytes, blank: frozenset[int]) -> Extent:
    """What the sheet holds; counted cell by cell only where it reaches further than it is full."""
    cells = xml.count(b"<c ") + xml.count(b":c ")
    rows = max(map(int, _ROW.findall(xml)), default=0)
    columns = max(map(column_number, set(_COLUMN.findall(xml))), default=0)
    if rows * columns > max(DENSE, 4 * cells):
        extent = _counted(xml, blank)
    else:
        extent = Extent(cells, rows, columns, (rows, columns))
    has_formulas = b"<f" in xml or b":f" in xml
    for found in _WITHOUT_VALUE.finditer(xml) if has_formulas else ():
        extent.without_value += 1
        place = _REFERENCE.search(found[1] or b"")
        if place and not extent.first_without_value:
            extent.first_without_value = (place[1] + place[2]).decode()
    return extent


def _counted(xml: bytes, blank: frozenset[int]) -> Extent:
    extent = Extent()
    last_row = last_column = 0
    for found in _CELL.finditer(xml):
        place = _REFERENCE.search(found[1] or b"")
        row, column = (int(place[2]), column_number(place[1])) if place else (0, 0)
        last_row, last_column = max(last_row, row), max(last_column, column)
        inner = found[2] or b""
        if _is_filled(found[1] or b"", inner, blank):
            extent.cells += 1
            extent.rows, extent.columns = max(extent.rows, row), max(extent.columns, column)
    extent.corner = (last_row, last_column)
    return extent


def _is_filled(attributes: bytes, inner: bytes, blank: frozenset[int]) -> bool:
    text = _words(inner)
    if not text:
        return False
    return not (_SHARED.search(attributes) and text.isdigit() and int(text) in blank)


def _words(inner: bytes) -> bytes:
    if b"<![CDATA[" in inner:
        return inner  # no program writes it; whatever it says is something
    text = b"".join(_TEXT.findall(inner))
    return (_SPACE_BY_NUMBER.sub(b"", text) if b"&#" in text else text).strip(_BLANK)


def column_number(letters: bytes) -> int:
    """'A' is 1, 'XFD' is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def without_stray_cells(data: bytes, extents: dict[str, Extent]) -> bytes:
    """The workbook without the cells beyond each sheet's table; `extents` by part."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name in extents:
                part = _cut(part, extents[name])
            new.writestr(name, part)
    return out.getvalue()


def _cut(xml: bytes, extent: Extent) -> bytes:
    def kept(found: re.Match) -> bytes:
        place = _REFERENCE.search(found[1] or b"")
        is_inside = not place or (
            int(place[2]) <= extent.rows and column_number(place[1]) <= extent.columns
        )
        return found[0] if is_inside else b""

    return _CELL.sub(kept, xml)
