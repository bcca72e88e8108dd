"""May a packed file be unpacked? A small one can hold more than the machine has room for.

Excel workbooks and zipped shapefiles are zip archives. What they say of themselves is read before
anything in them is: how much comes out, how often it was folded, and under which names.
"""

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from data_pipeline.read_files.errors import UnreadableFile
from language import _

PACKED_ENDINGS = {".zip", ".xlsx", ".xlsm", ".xlsb", ".ods"}
MOST_BYTES = 4 * 1024**3  # unpacked: a workbook of a million rows is some 0.5 GB
MOST_TIMES = 400  # unpacked over packed; text that repeats itself reaches 100
SMALL = 50 * 1024**2  # below this it does no harm, however folded
MOST_FILES = 5_000
EXCEL_ENDINGS = (".xlsx", ".xlsm")
FIRST_ELEMENT = re.compile(rb"<[A-Za-z_]")
PROLOGUE = 65_536  # bytes before an XML's first element: the declaration, a comment


def require_unpackable(name: str, data: bytes) -> None:
    """Raise UnreadableFile for an archive that would fill the machine or write outside its folder.

    A file that is no archive passes: whoever reads it says so better.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            inside = packed.infolist()
    except (zipfile.BadZipFile, ValueError):
        return
    unpacked = sum(member.file_size for member in inside)
    if len(inside) > MOST_FILES:
        raise UnreadableFile(name, _("it holds {n} files").format(n=len(inside)))
    if unpacked > MOST_BYTES or (unpacked > SMALL and unpacked > MOST_TIMES * len(data)):
        raise UnreadableFile(
            name, _("unpacked it would be {n} MB").format(n=round(unpacked / 1024**2))
        )
    if name.lower().endswith(EXCEL_ENDINGS):
        _require_no_declarations(name, data)
    for member in inside:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or member.filename[1:2] == ":":
            raise UnreadableFile(name, _("a file in it would be written outside its folder"))


def _require_no_declarations(name: str, data: bytes) -> None:
    """Raise UnreadableFile for XML that declares entities: ten of them in each other are a billion.

    Excel never writes any, and always writes UTF-8: in another encoding they could hide.
    """
    with zipfile.ZipFile(BytesIO(data)) as packed:
        for member in packed.namelist():
            if not member.endswith((".xml", ".rels")):
                continue
            with packed.open(member) as part:
                head = part.read(PROLOGUE)
            first = FIRST_ELEMENT.search(head)
            if head and (first is None or b"<!DOCTYPE" in head[: first.start()].upper()):
                raise UnreadableFile(
                    name, _("{part} in it declares what it is made of").format(part=member)
                )
