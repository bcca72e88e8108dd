"""Archives that would fill the machine, or write where they should not, are refused unread."""

import io
import struct
import zipfile

import pytest

from data_pipeline.read_files.archives import MOST_FILES, require_unpackable
from data_pipeline.read_files.errors import UnreadableFile
from data_pipeline.read_files.files import read_table
from data_pipeline.read_files.table import Delivery


def archive(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def test_a_bomb_of_zeros_is_not_unpacked():
    """60 MB of zeros fold to 60 kB: a thousand times."""
    bomb = archive(**{"xl/worksheets/sheet1.xml": bytes(60 * 1024**2)})
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableFile, match="60 MB"):
        require_unpackable("elever.xlsx", bomb)


def test_a_bomb_is_refused_by_the_reader_of_files(tmp_path):
    path = tmp_path / "elever.xlsx"
    path.write_bytes(archive(**{"xl/worksheets/sheet1.xml": bytes(60 * 1024**2)}))
    with pytest.raises(UnreadableFile, match="60 MB"):
        read_table(Delivery.of(path))


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "C:\\x.shp", "a/../../b"])
def test_a_file_that_would_lie_outside_its_folder_is_refused(name):
    with pytest.raises(UnreadableFile):
        require_unpackable("omraden.zip", archive(**{name: b"x"}))


def test_very_many_files_are_refused():
    many = archive(**{str(i): b"" for i in range(MOST_FILES + 1)})
    with pytest.raises(UnreadableFile, match=str(MOST_FILES + 1)):
        require_unpackable("omraden.zip", many)


def test_an_ordinary_archive_passes_and_so_does_what_is_none():
    require_unpackable("omraden.zip", archive(**{"a.shp": b"x" * 1000}))
    require_unpackable("text.zip", b"not an archive")
    require_unpackable("half.zip", struct.pack("<4s", b"PK\x03\x04"))


DECLARED = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'


@pytest.mark.parametrize(
    "part",
    [
        DECLARED,
        DECLARED.replace(b"DOCTYPE", b"doctype"),
        b"<!-- - -->" + DECLARED.split(b"?>")[1],
        DECLARED.decode().encode("utf-16"),
        b" " * 70_000 + DECLARED,
    ],
)
def test_a_workbook_that_declares_entities_is_refused_unread(part):
    """Nine entities of ten each in the next would be a billion characters of one name."""
    with pytest.raises(UnreadableFile, match=r"sharedStrings\.xml"):
        require_unpackable("elever.xlsx", archive(**{"xl/sharedStrings.xml": part}))


def test_a_workbook_as_it_is_written_passes():
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["<!DOCTYPE inside a text>", 1])
    buffer = io.BytesIO()
    book.save(buffer)
    require_unpackable("elever.xlsx", buffer.getvalue())
