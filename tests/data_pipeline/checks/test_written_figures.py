"""How a column of figures is written is decided from all its values, and said."""

from datetime import date

import pandas as pd
import pytest

from data_pipeline.checks import Known, check_file
from data_pipeline.mapping.mapping import mapping_from
from language.errors import BehovsbildError

KNOWN = Known(
    areas=pd.DataFrame(
        {
            "area_code": ["0000", "0017", "1780", "1783", "2180"],
            "vintage": 0,
            "level": ["country", "region", "municipality", "municipality", "municipality"],
            "name": ["Riket", "Region Värmland", "Karlstad", "Sunne", "Sunne"],
        }
    ),
    units={"andel": "share", "antal": "count", "tal": "per_1000"},
    today=date(2026, 11, 24),
)


def check(*values: str, indicator: str = "andel", column: str = "värde", **mapping):
    """One figure a year from 2001, all of the same area."""
    rows = [f"{indicator};1780;{2001 + i};{value}" for i, value in enumerate(values)]
    text = "\n".join([f"kpi;kommun;år;{column}", *rows])
    return checked(text, **mapping)


def checked(text: str, **mapping):
    return check_file(text.encode(), "observations", mapping_from(mapping), KNOWN, name="fil.csv")


def refused(result) -> dict[str, int]:
    return {finding.kind: finding.count for finding in result.report.refusals}


def values(result) -> list:
    return result.frame["value"].tolist()


def test_shares_with_a_sign_of_per_cent_are_hundredths():
    result = check("0,9 %", "12%", "")
    assert values(result)[:2] == pytest.approx([0.009, 0.12])
    assert "värde" in " ".join(result.report.assumptions)
    assert values(check("38 %", indicator="tal")) == [38]


def test_a_column_where_only_some_have_the_sign_is_asked_about():
    result = check("0,9 %", "1,4", "0,7 %")
    assert refused(result)["mixed_per_cent"] == 1
    assert values(check("0,9 %", "1,4", percent=True)) == pytest.approx([0.009, 0.014])


def test_ten_shares_between_one_and_a_hundred_are_per_cent_and_nine_are_asked_about():
    many = [f"{n},5" for n in range(80, 90)]
    assert values(check(*many))[0] == pytest.approx(0.805)
    assert refused(check(*many[:9])) == {"share": 9}
    assert refused(check(*many, "0,8")) == {"share": 10}
    assert refused(check(*many, "180"))["share"] == 11


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["96.466", "1.014.100"], [96466, 1014100]),
        (["96.466", "12,5"], [96466, 12.5]),
        (["96.466", "12.5"], [96.466, 12.5]),
        (["1.234,5", "2,5"], [1234.5, 2.5]),
        (["0.125", "0.250"], [0.125, 0.25]),
        (["1 234", "8 000"], [1234, 8000]),
        (["1,234,567", "12,000"], [1234567, 12000]),
        (["12,345", "8,125"], [12.345, 8.125]),
    ],
)
def test_thousands_and_decimals_are_told_apart_by_the_column(written, read):
    assert values(check(*written, indicator="tal")) == pytest.approx(read)


def test_what_may_be_thousands_or_decimals_is_asked_about():
    result = check("8.123", "9.876", indicator="tal")
    assert refused(result) == {"thousands": 2}
    assert "decimal" in result.report.as_text()
    assert values(check("8.123", indicator="tal", decimal=",")) == [8123]
    assert values(check("8.123", indicator="tal", decimal=".")) == [8.123]
    with pytest.raises(BehovsbildError, match="decimal"):
        mapping_from({"decimal": 5})


def test_counts_have_thousands_and_a_broken_one_is_said():
    assert values(check("8.123", "9.876", indicator="antal")) == [8123, 9876]
    result = check("8,5", "9", indicator="antal")
    assert values(result) == [8.5, 9]
    assert [f.kind for f in result.report.findings] == ["broken_count"]


def test_numbers_of_a_workbook_or_parquet_say_themselves_what_they_are(tmp_path):
    frame = pd.DataFrame({"kpi": "tal", "kommun": "1780", "år": [2001, 2002], "tomt": None})
    frame["värde"] = [8.123, None]
    for path in (tmp_path / "fil.parquet", tmp_path / "fil.xlsx"):
        (frame.to_parquet if path.suffix == ".parquet" else frame.to_excel)(path, index=False)
        result = check_file(path, "observations", mapping_from({}), KNOWN)
        assert result.frame["value"].iloc[0] == 8.123
        assert result.frame["status"].tolist() == ["ok", "missing"]


def test_marks_are_withheld_or_missing_and_dots_as_the_column_means_them():
    status = check("0,5", "*", "x", "..", ".", "-").frame["status"].tolist()
    assert status == ["ok", *["suppressed_at_source"] * 2, *["missing"] * 3]
    status = check("~1", "<0,05", "..", ".").frame["status"].tolist()
    assert status == [*["suppressed_at_source"] * 3, "missing"]


@pytest.mark.parametrize("text", ["0,053 (0,039–0,071)", "0,053 [0,039 - 0,071]", "0,053 ± 0,01"])  # noqa: RUF001
def test_limits_of_the_source_are_left_out_and_said(text):
    result = check(text)
    assert values(result) == [0.053]
    assert [f.kind for f in result.report.findings] == ["limits"]


def test_a_column_that_nothing_was_taken_from_is_named():
    text = "kpi;kommun;år;värde;nedre;anteckning\nandel;1780;2022;0,5;0,4;x\n"
    assert "nedre, anteckning" in checked(text).report.as_text()
    assert "nedre" not in checked(text, ignore=["nedre"]).report.as_text()


def test_a_column_for_each_year_is_a_row_for_each_cell():
    result = checked("kpi;kommun;2021;2022\nantal;1780;1;2\nantal;0017;;4\n")
    frame = result.frame
    assert frame["year"].tolist() == [2021, 2022] * 2
    assert frame["value"].fillna(-1).tolist() == [1, 2, -1, 4]
    assert result.findings.table.rows.tolist() == [2, 2, 3, 3]


def test_one_year_column_beside_a_year_is_no_wide_table():
    result = checked("kpi;kommun;år;värde;2021;2022\nandel;1780;2020;0,5;1;2\n")
    assert values(result) == [0.5]


@pytest.mark.parametrize(
    ("text", "code"),
    [("1780 Karlstad", "1780"), ("00 Riket", "0000"), ("17 Värmlands län", "0017")]
    + [("karlstad", "1780"), ("17", "0017"), ("1780", "1780")],
)
def test_an_area_is_a_code_a_code_and_a_name_or_a_name(text, code):
    result = checked(f"kpi;kommun;år;värde\nandel;{text};2022;0,5\n")
    assert result.frame["area_code"].tolist() == [code]
    assert not result.report.findings


def test_a_name_of_two_areas_and_a_name_of_none_are_refused():
    result = checked("kpi;kommun;år;värde\nandel;Sunne;2022;0,5\nandel;Åmål;2022;0,5\n")
    assert refused(result) == {"several_areas": 1, "unknown_area": 1}
    assert "1783, 2180" in result.report.as_text()


def test_a_name_that_is_not_that_of_the_code_is_doubted():
    result = checked("kpi;kommun;år;värde\nandel;1780 Arvika;2022;0,5\n")
    assert [f.kind for f in result.report.findings] == ["other_name"]


@pytest.mark.parametrize("text", ["2021/22", "2021/2022", "2021-22"])
def test_a_school_year_is_the_year_of_its_spring(text):
    result = checked(f"kpi;kommun;läsår;värde\nandel;1780;{text};0,5\n")
    assert result.frame["year"].tolist() == [2022]


def test_years_that_do_not_follow_are_no_school_year():
    assert refused(checked("kpi;kommun;år;värde\nandel;1780;2021/25;0,5\n")) == {"year": 1}


def ages(*texts: str):
    rows = [f"antal;1780;2022;{text};5" for text in texts]
    return checked("\n".join(["kpi;kommun;år;åldersgrupp;värde", *rows]))


@pytest.mark.parametrize(
    ("text", "group"),
    [("05-sep", "5-9"), ("okt-14", "10-14"), ("9-dec", "9-12"), ("2022-09-05", "5-9")],
)
def test_an_age_that_became_a_date_is_an_age_again_and_said(text, group):
    result = ages(text, "15-19")
    assert result.frame["age_group"].tolist() == [group, "15-19"]
    assert f"{text} = {group}" in result.report.as_text()


def test_a_date_that_may_be_two_ages_goes_by_the_width_of_the_others_or_is_refused():
    assert ages("2014-10-01", "15-19").frame["age_group"].tolist() == ["10-14", "15-19"]
    assert refused(ages("2014-10-01")) == {"age_date": 1}
    assert refused(ages("sep-05")) == {"age_date": 1}
