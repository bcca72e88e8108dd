"""A stray quotation mark never makes rows fewer in silence: all are right, or its row is named."""

import csv
import io
import random
import re

import pandas as pd
import pytest

from data_pipeline.checks import Known, check_file
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.read_files.errors import UnreadableFile
from data_pipeline.read_files.files import read_table
from data_pipeline.read_files.table import Delivery, Layout

HEADER = ["person", "år", "kön"]


def read(text: str, encoding: str = "utf-8", **layout):
    return read_table(Delivery("people.csv", text.encode(encoding)), Layout(**layout))


def people(n: int = 200, delimiter: str = ";", newline: str = "\n", **changed: str) -> str:
    """Rows 1 (the header) to n + 1; `changed` says another text for a row: r50='...'."""
    lines = [delimiter.join(HEADER)]
    lines += [f"p{i}{delimiter}2021{delimiter}flicka" for i in range(2, n + 2)]
    for row, line in changed.items():
        lines[int(row[1:]) - 1] = line.replace(";", delimiter)
    return newline.join(lines) + newline


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_mark_that_is_never_closed_names_its_row_and_column(delimiter, newline, encoding):
    text = people(delimiter=delimiter, newline=newline, r50='p50;"2021;flicka')
    with pytest.raises(UnreadableFile, match=r"people\.csv: rad 50, kolumn år: .*2021"):
        read(text, encoding)


@pytest.mark.parametrize("line", ['"p50;2021;flicka', 'p50;2021;"flicka', 'p50;2021;flicka;"'])
@pytest.mark.parametrize("row", [1, 2, 50, 201])
def test_whichever_row_holds_the_mark_it_is_that_row_that_is_named(row, line):
    with pytest.raises(UnreadableFile, match=rf"rad {row}, kolumn"):
        read(people(**{f"r{row}": line}))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_two_marks_with_rows_between_them_are_refused_by_both_rows(newline):
    text = people(newline=newline, r50='"p50;2021;flicka', r150='p150";2021;flicka')
    with pytest.raises(UnreadableFile, match="rad 50, kolumn person: .* rad 150,.* 50 till 150"):
        read(text)


def test_two_marks_on_neighbouring_rows_are_refused_by_both_rows():
    with pytest.raises(UnreadableFile, match="rad 50, kolumn kön: .* rad 51,"):
        read(people(r50='p50;2021;"flicka', r51='p51;2021;flicka"'))


def test_text_after_a_closed_cell_is_told_by_the_row_where_it_stands():
    with pytest.raises(UnreadableFile, match="rad 50, kolumn person: .* rad 100, .*p100"):
        read(people(r50='"p50;2021;flicka', r100='"p100;2021;flicka'))


def test_two_marks_from_a_title_to_the_table_do_not_hide_the_header():
    with pytest.raises(UnreadableFile, match="rad 1, kolumn"):
        read('"Uttag\n' + people(r4='p4";2021;flicka'))


def test_a_mark_inside_an_unquoted_cell_is_a_letter_as_any_other():
    table = read(people(r50='Ada "Adda" Berg;2021;5" lång'))
    assert len(table.frame) == 200
    assert table.frame.iloc[48].tolist() == ['Ada "Adda" Berg', "2021", '5" lång']


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_of_several_lines_are_read_and_rows_keep_the_numbers_of_their_lines(newline):
    lines = ["person;kommentar;år", '1;"två; rader', 'här ""citerat""";2021', "2;en;2021"]
    lines += ["3;fel", '4;"a', "", 'c";2021', "5;sist;2021"]
    table = read(newline.join(lines))
    assert table.frame["kommentar"].tolist() == [
        f'två; rader{newline}här "citerat"', "en", f"a{newline}{newline}c", "sist",
    ]  # fmt: skip
    assert table.rows.tolist() == [2, 4, 6, 9]
    assert [left.row for left in table.left_out] == [5]


def test_a_quoted_header_of_two_lines_counts_as_the_lines_it_is():
    table = read('Uttag\nperson;"år\noch tid";kön\n1;2021;flicka\n2;2021;pojke\n')
    assert (table.header_row, table.rows.tolist()) == (2, [4, 5])
    assert table.columns == ["person", "år och tid", "kön"]


def test_a_last_row_that_lost_its_other_cells_is_no_note():
    for last in ("p202", "p202;;", "\np202;;", '"p202\np203"'):
        table = read(people() + last + "\n")
        assert not any(left.is_footer for left in table.left_out), last
        assert len(table.frame) + len(table.left_out) == 201, last


@pytest.mark.parametrize(
    "note",
    [
        "Källa: SCB", "Källa: SCB;;", '"Källa: SCB";;', "\nKällor:\nSCB\n", "Uttag 2024-01-01",
        "\nSiffrorna avser den 31 december", "Source: Statistics Sweden", "* preliminär uppgift",
        "\nSenast uppdaterad:\n20240222 08:00\n\nKontakt:\nAda Berg, SCB\n+46 010-479 50 00",
    ],
)  # fmt: skip
def test_what_reads_as_a_note_below_the_table_is_one(note):
    table = read(people() + note + "\n")
    assert len(table.frame) == 200
    assert table.left_out
    assert all(left.is_footer for left in table.left_out)


@pytest.mark.parametrize("code", ["x" * 201, '"x\ny"'])
def test_an_id_that_cannot_be_meant_is_refused_by_its_row(code):
    text = "person;år;kön\n1;2021;flicka\n" + code + ";2021;pojke\n3;2021;pojke\n"
    report = check_file(text.encode(), "people", Mapping(), Known(), name="people.csv").report
    found = {f.kind: [row for row, _value in f.examples] for f in report.refusals}
    assert found["impossible_code"] == [3]


def random_table(chance: random.Random) -> tuple[list[list[str]], str, str]:
    """Rows of cells (the first column an id), their text, and the delimiter."""
    delimiter, newline = chance.choice(";,\t|"), chance.choice(["\n", "\r\n"])
    parts = ["a", "Berg", "12", "0,5", '"', '""', "x y", "å", "|", ";", ""]
    width = chance.randint(3, 5)
    rows = [[f"p{i}"] for i in range(chance.randint(8, 40))]
    for row in rows:
        row += ["".join(chance.choices(parts, k=chance.randint(0, 3))) for _ in range(width - 1)]
    if chance.random() < 0.5:  # comments of several lines in the middle of the rows
        for row in chance.sample(rows, 4):
            row[1] = newline.join(["först", *chance.choices(["", 'så "x"', "sen"], k=2), "slut"])
    quoting = chance.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC])
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    writer.writerow([f"k{i}" for i in range(width)])
    writer.writerows(rows)
    return rows, out.getvalue(), delimiter


def cells(frame: pd.DataFrame) -> list[list[str]]:
    return frame.astype(object).fillna("").to_numpy().tolist()


def starts(text: str) -> list[int]:
    """The lines that begin a row, header and all."""
    return [
        text.count("\n", 0, match.start()) + 1
        for match in re.finditer(r'^"?[kp]\d+\b', text, re.MULTILINE)
    ]


@pytest.mark.parametrize("seed", range(300))
def test_tables_of_any_quoting_are_read_as_they_were_written(seed):
    rows, text, delimiter = random_table(random.Random(seed))
    table = read(text, delimiter=delimiter)
    stripped = [[cell.strip() for cell in row] for row in rows]
    assert cells(table.frame) == stripped
    assert table.rows.tolist() == starts(text)[1:]


@pytest.mark.parametrize("seed", [*range(1500), 3247])  # the last: closed by a row of its own
def test_stray_marks_anywhere_leave_every_other_row_right_or_name_their_row(seed):
    chance = random.Random(seed)
    rows, text, delimiter = random_table(chance)
    inside = [i for i in range(len(text)) if text[i - 1 : i + 1] != "\r\n"]  # no one writes there
    places = sorted(chance.sample(inside, chance.choice([1, 2])), reverse=True)
    spoilt, touched = text, set()
    for place in places:
        line = text.count("\n", 0, place) + 1
        touched |= {line, max(start for start in starts(text) if start <= line)}
        spoilt = spoilt[:place] + '"' + spoilt[place:]
    try:
        table = read(spoilt, delimiter=delimiter)
    except UnreadableFile as error:
        named = {int(n) for n in re.findall(r"(?:rad|till|raden) (\d+)", str(error))}
        assert named & touched, str(error)
        return
    assert not any(left.is_footer for left in table.left_out)
    if table.left_out:  # the load stops, and says these rows
        assert {left.row for left in table.left_out} & touched
        return
    assert len(table.frame) == len(rows)
    right = {tuple(cell.strip() for cell in row) for row in rows}
    wrong = sum(tuple(row) not in right for row in cells(table.frame))
    assert wrong <= len(places)
