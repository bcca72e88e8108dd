"""Files as municipalities get them: each case is read as its table in shared/cases/files says."""

from datetime import date

import pandas as pd
import pytest

from data_pipeline.checks import Known, check_file
from data_pipeline.findings.known import catalogue_units
from data_pipeline.mapping.mapping import mapping_from, read_mapping
from language.errors import BehovsbildError

TODAY = date(2026, 11, 30)
MARK = {"outcomes": {"ek_bistånd": {True: ["x"], "blank_is": False}}}  # as YAML reads yes and no


@pytest.fixture
def cases(shared):
    folder = shared / "cases" / "files"
    if not folder.is_dir():
        pytest.skip("the folder shared/cases/files with files as they come is not there")
    return folder


@pytest.fixture
def check(cases):
    def checked(file: str, kind: str, said=None):
        areas = pd.read_csv(cases / "base_areas.csv", sep=";", dtype=str).assign(vintage=0)
        known = Known(
            areas=areas if kind == "observations" else areas.iloc[:0],
            units=catalogue_units(),
            today=TODAY,
        )
        mapping = read_mapping(cases / said) if isinstance(said, str) else mapping_from(said or {})
        return check_file(cases / file, kind, mapping, known)

    return checked


def counts(frame: pd.DataFrame, column: str) -> dict:
    return frame[column].value_counts().to_dict()


@pytest.mark.parametrize(
    "file",
    [
        "01_workbook_misstates_its_size/x_dim.xlsx",
        "01_workbook_misstates_its_size/x_dim10.xlsx",
        "02_workbook_that_excel_opens/x_fill.xlsx",
        "02_workbook_that_excel_opens/x_strict.xlsx",
        "03_stray_cell/x_stray.xlsx",
        "19_hidden_sheet/x_hidden.xlsx",
    ],
)
def test_a_workbook_holds_thirty_people_of_2023(check, file):
    result = check(file, "people")
    assert counts(result.frame, "kön") == {"K": 15, "M": 15}
    assert set(result.frame["year"]) == {2023}
    assert list(result.frame) == ["person_id", "year", "kön", "behörig"]


def test_the_hidden_sheet_is_read_when_it_is_named(check):
    result = check("19_hidden_sheet/x_hidden.xlsx", "people", {"sheet": "gammalt"})
    assert (len(result.frame), set(result.frame["year"])) == (80, {2019})


def test_school_codes_are_whole_again(check):
    schools = check("04_codes_as_floats/j_float_codes.csv", "people").frame["skolenhet"]
    assert sorted(schools.cat.categories) == ["17800101", "17800102", "17800103", "17800104"]


def test_an_end_that_never_comes_is_open_however_it_is_written(check):
    ends = [
        check(f"05_ends_that_never_come/{file}.csv", "events").frame["end_date"]
        for file in ("s_9999", "s_2099", "s_open")
    ]
    assert [end.isna().sum() for end in ends] == [133] * 3
    assert all(end.equals(ends[0]) and end.max() <= pd.Timestamp(TODAY) for end in ends)
    assert (
        check("05_ends_that_never_come/ev_sentinel.csv", "events").frame["end_date"].isna().sum()
        == 3
    )


@pytest.mark.parametrize(
    ("file", "said", "values"),
    [
        ("06_per_cent/a2_percent", None, [0.009, 0.007]),
        ("06_per_cent/a_percent", None, [0.009, 0.007, 0.014]),
        ("07_thousands/b3_thousand_dot", None, [96466, 984748, 1014100]),
        ("07_thousands/b_thousand", None, [789 / 1023, 8123 / 9876, 112 / 134]),
        ("15_school_statistics/i2_interval", None, [0.053]),
        ("15_school_statistics/i_interval", {"percent": True}, [0.053]),
        ("14_code_and_name/g2_name", None, [96466, 984748]),
    ],
)
def test_figures_are_what_the_column_says_that_they_are(check, file, said, values):
    result = check(f"{file}.csv", "observations", said)
    assert result.frame["value"].tolist() == pytest.approx(values)


def test_ages_that_became_dates_are_ages_again(check):
    result = check("08_ages_turned_dates/c_age.csv", "observations")
    assert result.frame["age_group"].tolist() == ["0-4", "5-9", "10-14", "15-19"]
    assert "okt-14 = 10-14" in result.report.as_text()


def test_one_word_is_one_group(check):
    frame = check("09_one_word_two_spellings/n_sexcase.csv", "people").frame
    assert counts(frame, "kön") == {"K": 1142, "M": 858}


@pytest.mark.parametrize(("file", "kind"), [("p_sci", "people"), ("p_sci_ev", "events")])
def test_rounded_ids_are_refused_as_a_column(check, file, kind):
    with pytest.raises(BehovsbildError, match=r"person_id.*1,99805E\+11"):
        check(f"10_ids_rounded/{file}.csv", kind)


def test_a_column_for_each_year_is_twelve_figures(check):
    frame = check("13_wide_years/f_wide.csv", "observations").frame
    assert len(frame) == 12
    total = frame[(frame["sex"] == "total") & (frame["year"] == 2022)]
    assert total["value"].tolist() == [0.88]


def test_a_word_in_a_head_of_two_rows_is_refused_where_it_is_in_doubt(check):
    file = "13_wide_years/x_twoheader.xlsx"
    with pytest.raises(BehovsbildError, match="2021 Totalt, 2022 Totalt"):
        check(file, "observations", "13_wide_years/th2.yml")
    said = {"indicator_id": "N15428", "year": 2022, "percent": True}
    said["columns"] = {"area_code": "Kommun", "value": "2022 Totalt"}
    frame = check(file, "observations", said).frame
    assert frame["value"].tolist() == pytest.approx([0.874, 0.894])


def test_merged_labels_are_those_of_every_row(check):
    frame = check("13_wide_years/x_mergedlabels.xlsx", "observations").frame
    assert counts(frame, "area_code") == {"1780": 3, "0180": 3}


@pytest.mark.parametrize("file", ["g_codename", "g2_name", "g3_zero"])
def test_areas_are_found_by_code_and_name(check, file):
    codes = ["1780", "0180", "0000", "0017", "0001"]
    frame = check(f"14_code_and_name/{file}.csv", "observations").frame
    assert frame["area_code"].tolist() == codes[: len(frame)]
    assert len(frame) == {"g_codename": 4, "g2_name": 2, "g3_zero": 5}[file]


@pytest.mark.parametrize("file", ["e_lasar", "e2_lasar"])
def test_a_school_year_is_that_of_its_spring(check, file):
    result = check(f"15_school_statistics/{file}.csv", "observations")
    assert result.frame["year"].tolist() == [2022, 2023]
    assert "2021/22" in result.report.as_text()


def test_marks_of_the_source_are_withheld_or_missing(check):
    frame = check("15_school_statistics/h_marks.csv", "observations").frame
    status = dict(zip(frame["area_code"], frame["status"], strict=True))
    withheld = {code for code, said in status.items() if said == "suppressed_at_source"}
    assert len(status) == 8
    assert withheld == {"1784", "0331", "0305", "0643", "0180"}
    frame = check(
        "15_school_statistics/sv.csv", "observations", "15_school_statistics/sv.yml"
    ).frame
    assert frame["status"].tolist() == ["ok", *["suppressed_at_source"] * 2, "missing"]
    assert frame["denominator"].tolist() == [1023, 9876, 140, 260]


@pytest.mark.parametrize(
    ("file", "encoding"), [("cp850", "cp850"), ("mac", "mac_roman"), ("mix", "cp1252")]
)
def test_letters_are_right_and_the_doubt_is_told(check, file, encoding):
    result = check(f"16_encodings/enc2_{file}.csv", "people")
    assert set(result.frame["skola"].cat.categories) == {"Södra skolan", "Västra gården", "Almåsen"}
    assert encoding in result.report.as_text()


def test_both_sexes_and_all_are_the_total(check):
    frame = check("18_marks_and_codes/d_sex.csv", "observations").frame
    assert frame["sex"].tolist() == ["women", "men", "total", "total"]


def test_a_mark_is_yes_and_a_blank_no_where_the_mapping_says_it(check):
    file = "18_marks_and_codes/l_xmarks.csv"
    assert "blank_is: no" in check(file, "people").report.as_text()
    frame = check(file, "people", MARK).frame
    assert frame["ek_bistånd"].value_counts(dropna=False).to_dict() == {False: 1568, True: 432}


def test_the_top_age_group_is_kept(check):
    result = check("18_marks_and_codes/m_age90.csv", "people")
    assert (len(result.frame), (result.frame["age_years"] == 90).sum()) == (2000, 603)


def test_a_zero_that_yaml_would_eat_is_refused(check):
    with pytest.raises(BehovsbildError, match='"0114"'):
        check("20_yaml_numbers/oct.csv", "areas", "20_yaml_numbers/oct.yml")


def test_codes_that_lost_their_zeros_are_municipalities(check):
    frame = check("21_leading_zeros/az2.csv", "areas").frame
    assert frame["area_code"].tolist() == ["0180", "0114", "1780"]
    assert set(frame["level"]) == {"municipality"}
    assert check("21_leading_zeros/zd.csv", "areas").frame["area_code"].tolist() == [
        *("0101", "0102", "1201")
    ]
