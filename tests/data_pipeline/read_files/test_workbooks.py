"""Workbooks are read by their cells, whatever they say of themselves."""

import io
import re
import zipfile

import pytest
import xlsxwriter
from openpyxl import Workbook

from data_pipeline.read_files import workbooks
from data_pipeline.read_files.errors import SheetNotFound, UnreadableFile
from data_pipeline.read_files.files import read_table
from data_pipeline.read_files.table import Delivery, Layout

HEAD = ["namn", "antal"]
ROWS = [["Norr", 1], ["Söder", 2], ["Öst", 3]]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(rows=(HEAD, *ROWS), title: str = "Blad1") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def altered(data: bytes, part: str, pattern: bytes, by: bytes) -> bytes:
    """The workbook with one of its parts changed; the pattern must be there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content, n = re.subn(pattern, by, content)
                assert n
            new.writestr(name, content)
    return out.getvalue()


def read(data: bytes, name: str = "fil.xlsx", **layout):
    return read_table(Delivery(name, data), Layout(**layout))


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("size", [b"A1", b"A1:B2", b"A1:XFD1048576"])
def test_the_size_that_a_sheet_says_is_not_believed(size):
    data = altered(
        saved(workbook()), SHEET, rb'<dimension ref="[^"]*"', b'<dimension ref="%s"' % size
    )
    assert read(data).frame["namn"].tolist() == ["Norr", "Söder", "Öst"]


def test_styles_that_openpyxl_cannot_read_do_not_matter():
    data = altered(saved(workbook()), "xl/styles.xml", rb"<fill>.*?</fill>", b"<fill/>")
    assert len(read(data).frame) == 3


@pytest.mark.parametrize("stray", [" ", "\u00a0", None])
def test_a_blank_cell_in_the_last_corner_does_not_enlarge_the_table(stray):
    book = workbook()
    book.active.cell(60_000, 16_384, stray).number_format = "0.00"
    table = read(saved(book))
    assert table.frame.shape == (3, 2)


def test_a_blank_shared_string_in_the_last_corner_does_not_either():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:  # writes shared strings, where openpyxl writes inline
        sheet = book.add_worksheet()
        for n, row in enumerate((HEAD, *ROWS)):
            sheet.write_row(n, 0, row)
        sheet.write_string(59_999, 16_383, " ")
    assert read(out.getvalue()).frame.shape == (3, 2)


def test_a_word_in_the_last_corner_is_refused_with_what_was_found():
    book = workbook()
    book.active.cell(60_000, 16_384, "x")
    with pytest.raises(UnreadableFile, match="Blad1.* 9 .*60.000.*16.384"):
        read(saved(book))


def test_a_sheet_of_more_than_the_machine_bears_is_one_sentence(monkeypatch):
    class Killed:
        returncode, stdout = -6, b""

    monkeypatch.setattr(workbooks.subprocess, "run", lambda *_, **__: Killed())
    with pytest.raises(UnreadableFile, match="CSV"):
        read(saved(workbook()))


def test_a_hidden_sheet_is_read_only_when_it_is_named():
    book = workbook(title="Utdrag")
    old = book.create_sheet("gammalt")
    for row in (["år"], *([n] for n in range(50))):
        old.append(row)
    old.sheet_state = "hidden"
    table = read(saved(book))
    assert table.columns == HEAD
    assert "gammalt" in table.notices[0]
    assert len(read(saved(book), sheet="gammalt").frame) == 50
    with pytest.raises(SheetNotFound, match="Blad9"):
        read(saved(book), sheet="Blad9")


def test_a_formula_without_a_stored_result_is_said():
    book = workbook()
    book.active["B3"] = "=1+1"
    table = read(saved(book))
    assert table.frame["antal"].isna().tolist() == [False, True, False]
    assert any("B3" in notice for notice in table.notices)


def test_a_word_merged_over_rows_is_that_of_each_and_a_number_of_the_first():
    book = workbook([HEAD, ["Norr", 1], [None, None], ["Söder", 2]])
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("B2:B3")
    book.active["C3"] = "x"
    table = read(saved(book))
    assert table.frame["namn"].tolist() == ["Norr", "Norr", "Söder"]
    assert table.frame["antal"].isna().tolist() == [False, True, False]
    assert any(notice.startswith("2 ") for notice in table.notices)


@pytest.mark.parametrize("header_row", [None, 2])
def test_a_head_of_two_rows_gives_each_column_both_words(header_row):
    top = ["Kommun", 2021, None, 2022, None]
    book = workbook([top, [None, "K", "M", "K", "M"], ["1780", 1, 2, 3, 4], ["0180", 5, 6, 7, 8]])
    book.active.merge_cells("B1:C1")
    book.active.merge_cells("D1:E1")
    table = read(saved(book), header_row=header_row)
    assert table.columns == ["Kommun", "2021 K", "2021 M", "2022 K", "2022 M"]
    assert table.frame["2022 M"].tolist() == ["4", "8"]
    assert table.rows.tolist() == [3, 4]


def test_an_open_document_spreadsheet_is_read_too():
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in (HEAD, *ROWS)
    ).replace("<table:table-cell>", '<table:table-cell office:value-type="string">')
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Blad1">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        listed = f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"/>'
        packed.writestr("META-INF/manifest.xml", listed)
    assert read(out.getvalue(), "fil.ods").frame["antal"].tolist() == ["1", "2", "3"]


@pytest.mark.parametrize("name", ["fil.xls", "fil.xlsb", "fil.ods", "fil.xlsx"])
def test_what_is_no_workbook_is_one_sentence(name):
    with pytest.raises(UnreadableFile, match=name):
        read(b"person;year\n1;2023\n", name)


def test_whoever_reads_a_foreign_file_has_no_key_of_ours(monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_PSEUDONYM_KEY", "a secret of sixteen signs")
    seen = {}
    run = workbooks.subprocess.run

    def watched(*args, **said):
        seen.update(said["env"])
        return run(*args, **said)

    monkeypatch.setattr(workbooks.subprocess, "run", watched)
    assert len(read(saved(workbook())).frame) == 3
    assert set(seen) == {"PYTHONPATH"}
