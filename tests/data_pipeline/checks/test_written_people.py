"""Words, codes and ages of people and events, whichever program spelled them."""

from datetime import date

import pandas as pd
import pytest

from data_pipeline.checks import Known, check_file
from data_pipeline.mapping.mapping import mapping_from, read_mapping
from language.errors import BehovsbildError

KNOWN = Known(today=date(2026, 11, 24))


def check(kind: str, head: str, *rows: str, **mapping):
    text = "\n".join([head, *rows])
    return check_file(text.encode(), kind, mapping_from(mapping), KNOWN, name="fil.csv")


def people(head: str, *cells: str, **mapping):
    rows = [f"p{i};2023;{cell}" for i, cell in enumerate(cells)]
    return check("people", f"person_id;år;{head}", *rows, **mapping)


def test_codes_written_as_floats_are_whole_where_the_whole_column_is():
    result = people("skola", "17800101.0", "17800102.0", "", "17800101.0")
    assert result.frame["skola"].astype(object).tolist()[::3] == ["17800101"] * 2
    assert "skola" in result.report.assumptions[0]
    assert people("nivå", "1.0", "1.5").frame["nivå"].tolist() == ["1", "1.5"]


def test_large_numbers_keep_all_their_digits():
    assert people("x", "1234567.5", "7654321.25").frame["x"].tolist() == ["1234567.5", "7654321.25"]


@pytest.mark.parametrize("text", ["1,99805E+11", "1.99805e+11", "2E+05"])
def test_rounded_codes_are_refused_unless_their_column_is_left_out(text):
    with pytest.raises(BehovsbildError, match=r"rad 3.*skola"):
        people("skola", "1", text)
    assert len(people("skola", "1", text, ignore=["skola"]).frame) == 2


def test_one_word_in_several_spellings_is_one_group():
    result = people("kön", "K", "k", "Kvinna", "kvinna ", "K", "M", "man")
    assert result.frame["kön"].tolist() == ["K"] * 5 + ["M"] * 2
    assert "Kvinna" in result.report.as_text()


def test_composed_and_decomposed_letters_are_one():
    frame = people("ort", "Åmål", "A\u030ama\u030al").frame
    assert frame["ort"].tolist() == ["Åmål"] * 2
    assert people("ko\u0308n", "K").frame["kön"].tolist() == ["K"]


def test_capitals_do_not_make_a_group_and_the_spelling_of_the_mapping_stays():
    assert people("ort", "Norr", "Norr", "NORR").frame["ort"].tolist() == ["Norr"] * 3
    said = {"dimensions": {"ort": {"values": {"NORR": "i norr"}}}}
    result = people("ort", "Norr", "Norr", "NORR", **said)
    assert result.frame["ort"].tolist() == ["NORR"] * 3
    assert result.person_columns.dimensions[0].values == [("NORR", "i norr", "i norr")]


def test_the_open_age_at_the_top_is_its_lowest_age():
    result = people("ålder", "88", "90+", "90+")
    assert result.frame["age_years"].tolist() == [88, 90, 90]
    assert "90+" in result.report.as_text()
    assert people("ålder", "95", "90+", "88").report.rows_refused == 1


def test_a_mark_is_yes_and_a_blank_no_only_where_the_mapping_says_so(tmp_path):
    assert "blank_is: no" in people("stöd", "x", "").report.as_text()
    path = tmp_path / "m.yml"
    path.write_text("outcomes: {stöd: {yes: [x], no: ['0'], blank_is: no}}", encoding="utf-8")
    rows = b"person_id;\xc3\xa5r;st\xc3\xb6d\na;2023;X\nb;2023;\nc;2023;0\n"
    frame = check_file(rows, "people", read_mapping(path), KNOWN, name="fil.csv").frame
    assert frame["stöd"].tolist() == [True, False, False]


def test_blank_is_is_yes_or_no():
    with pytest.raises(BehovsbildError, match="blank_is"):
        mapping_from({"outcomes": {"stöd": {"blank_is": "kanske"}}})


def test_ends_after_today_are_open_and_said():
    ends = ["9999-12-31", "2099-12-31", "", "2026-11-25", "2026-11-24"]
    rows = [f"p{i};HVB;2020-01-01;{end}" for i, end in enumerate(ends)]
    result = check("events", "person_id;insats;startdatum;slutdatum", *rows)
    assert result.frame["end_date"].isna().tolist() == [True, True, True, True, False]
    assert {f.kind: f.count for f in result.report.findings}["later_end"] == 3


def test_a_start_that_registers_write_for_unknown_is_doubted():
    rows = ["a;HVB;1900-01-01;2020-01-01", "b;HVB;1990-01-01;2020-01-01"]
    result = check("events", "person_id;insats;startdatum;slutdatum", *rows)
    assert {f.kind: f.count for f in result.report.findings}["doubtful_start"] == 1


def test_events_of_one_type_in_two_spellings_are_of_one_type():
    rows = ["a;HVB;2020-01-01", "b;hvb;2020-01-01", "c;HVB;2020-01-01"]
    frame = check("events", "person_id;insats;start", *rows).frame
    assert frame["type"].tolist() == ["HVB"] * 3


@pytest.mark.parametrize("line", ["municipality: 0114", "municipality: 180", "year: 02024"])
def test_a_number_that_lost_its_zero_in_the_mapping_is_refused(tmp_path, line):
    path = tmp_path / "m.yml"
    path.write_text(f"level: district\n{line}\n", encoding="utf-8")
    with pytest.raises(BehovsbildError, match='"0'):
        read_mapping(path)


def test_a_number_in_quotation_marks_keeps_its_zero(tmp_path):
    path = tmp_path / "m.yml"
    path.write_text('municipality: "0114"\nheader_row: 10\n', encoding="utf-8")
    assert read_mapping(path).municipality == "0114"


def areas(*rows: str, head: str = "kod;namn", **mapping) -> pd.DataFrame:
    return check("areas", head, *rows, **mapping).frame


def test_municipal_codes_that_lost_their_zeros_get_them_back():
    frame = areas("180;Stockholm", "1780;Karlstad")
    assert frame["area_code"].tolist() == ["0180", "1780"]
    assert areas("180;a", level="municipality")["area_code"].tolist() == ["0180"]
    assert areas("180;a", head="kod;kommunnamn")["level"].tolist() == ["municipality"]


def test_districts_keep_the_codes_that_they_have():
    assert areas("101;Norr", "102;Söder")["area_code"].tolist() == ["101", "102"]
    assert areas("101;Norr", "1102;Söder", level="district")["area_code"].tolist() == [
        "101",
        "1102",
    ]
