"""Files of every habit give the same cells: the rows of these tests can be counted by eye."""

from datetime import date, datetime

import pandas as pd
import pytest
from openpyxl import Workbook

from data_pipeline.read_files.errors import SheetNotFound, UnreadableFile, WrongEncoding
from data_pipeline.read_files.files import read_table
from data_pipeline.read_files.table import Delivery, Layout

ROWS = "person;år;kön\n1;2021;flicka\n2;2021;pojke\n"


def read(data: bytes | str, name: str = "people.csv", **layout) -> object:
    data = data.encode() if isinstance(data, str) else data
    return read_table(Delivery(name, data), Layout(**layout))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_swedish_letters_survive_in_every_usual_encoding(encoding):
    table = read(ROWS.encode(encoding))
    assert table.columns == ["person", "år", "kön"]
    assert table.frame["kön"].tolist() == ["flicka", "pojke"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    table = read(ROWS.replace(";", delimiter))
    assert table.columns == ["person", "år", "kön"]
    assert len(table.frame) == 2


def test_decimal_commas_do_not_pass_for_delimiters():
    table = read("id;andel\n1;0,5\n2;0,7\n3;0,9\n")
    assert table.columns == ["id", "andel"]
    assert table.frame["andel"].tolist() == ["0,5", "0,7", "0,9"]


def test_an_encoding_that_is_said_and_wrong_names_the_row():
    with pytest.raises(WrongEncoding, match="2"):
        read("person;kön\n1;åäö\n".encode("cp1252"), encoding="utf-8")


def test_letters_spoilt_before_the_file_came_are_pointed_out():
    table = read("person;område\n1;VÃ¤ster\n")
    assert any("Ã¤" in notice for notice in table.notices)


def test_a_case_called_na_stays_na_and_an_empty_cell_is_missing():
    table = read("case;activity\nNA;NA\nb;\nnull;nan\n")
    assert table.frame["case"].tolist() == ["NA", "b", "null"]
    assert table.frame["activity"].isna().tolist() == [False, True, False]


def test_trailing_blanks_in_a_name_do_not_make_another_value():
    table = read("person;område \n1;Haga\n2;Haga \n")
    assert table.columns == ["person", "område"]
    assert table.frame["område"].nunique() == 1


def test_empty_columns_at_the_end_of_every_line_are_dropped():
    table = read("person;år;;\n1;2021;;\n2;2021;;\n")
    assert table.columns == ["person", "år"]


def test_lines_wider_than_their_header_are_read():
    table = read("person;år\n1;2021;;\n2;2021;;\n")
    assert table.columns == ["person", "år"]
    assert len(table.frame) == 2


def test_notes_below_the_table_are_left_out_and_told():
    table = read(ROWS + "\nKälla: kommunens register;;\nUttag 2024-01-01\n")
    assert len(table.frame) == 2
    assert [left.row for left in table.left_out] == [5, 6]
    assert all(left.is_footer for left in table.left_out)


def test_a_row_with_too_few_fields_keeps_its_number_and_the_others_theirs():
    # header 1, first row 2, broken row 3, empty row 4, last row 5
    table = read("person;år;kön\n1;2021;flicka\n2;2021\n\n3;2021;pojke\n")
    assert table.rows.tolist() == [2, 5]
    assert [(left.row, left.is_footer) for left in table.left_out] == [(3, False)]


def test_a_cell_with_a_line_break_is_one_cell():
    table = read('person;anteckning\n1;"två\nrader"\n2;en\n')
    assert table.frame["anteckning"].tolist() == ["två\nrader", "en"]
    assert table.rows.tolist() == [2, 4]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_rows():
    with pytest.raises(UnreadableFile, match="oavslutad"):
        read('person;år;anteckning\n1;2021;"oavslutad\n2;2021;x\n')
    inches = read('person;år;anteckning\n1;2021;tv 32" trasig\n2;2021;x\n')
    assert len(inches.frame) == 2


def test_titles_above_the_header_of_a_csv_are_passed_over():
    table = read("Uttag ur registret;;\n;;\n" + ROWS)
    assert table.columns == ["person", "år", "kön"]
    assert table.rows.tolist() == [4, 5]


def workbook(tmp_path, rows, title="Blad1", before=()):
    book = Workbook()
    book.active.title = "Läs mig" if before else title
    for row in before:
        book.active.append(row)
    sheet = book.create_sheet(title) if before else book.active
    for row in rows:
        sheet.append(row)
    path = tmp_path / "people.xlsx"
    book.save(path)
    return path


def test_excel_with_title_rows_and_typed_cells(tmp_path):
    rows = [
        ["Placerade barn 2021"],
        [],
        ["person", "start", "placerad", "andel", "tid"],
        [1, date(2021, 3, 5), True, 0.5, datetime(2021, 3, 5, 8, 30)],
        [2, date(2021, 3, 6), False, None, None],
    ]
    table = read_table(Delivery.of(workbook(tmp_path, rows)))
    assert table.columns == ["person", "start", "placerad", "andel", "tid"]
    assert table.frame.iloc[0].tolist() == ["1", "2021-03-05", "true", "0.5", "2021-03-05 08:30:00"]
    assert table.rows.tolist() == [4, 5]


def test_excel_reads_the_fullest_sheet_or_the_one_that_is_named(tmp_path):
    path = workbook(tmp_path, [["a", "b"], [1, 2], [3, 4]], "Data", before=[["Om filen"]])
    assert read_table(Delivery.of(path)).columns == ["a", "b"]
    with pytest.raises(SheetNotFound, match="Data"):
        read_table(Delivery.of(path), Layout(sheet="Blad7"))


def test_parquet_keeps_the_clock_of_the_place_where_it_was_written(tmp_path):
    path = tmp_path / "events.parquet"
    when = pd.Series(pd.to_datetime(["2021-07-01 00:30"])).dt.tz_localize("Europe/Stockholm")
    pd.DataFrame({"n": [1.0], "när": when, "ja": [True]}).to_parquet(path)
    frame = read_table(Delivery.of(path)).frame
    assert frame.iloc[0].tolist() == ["1", "2021-07-01 00:30:00", "true"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", b""),
        ("not.xlsx", b"person;year"),
        ("not.parquet", b"person;year"),
        ("strange.docx", b"x"),
        ("not.geojson", b"{}"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_name_of_the_file(name, data):
    with pytest.raises(UnreadableFile, match=name):
        read(data, name)
