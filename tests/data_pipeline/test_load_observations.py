"""Aggregated figures: shares and percent, sexes in every spelling, codes that lost their zero."""

from datetime import date

import pandas as pd
import pytest

from data_pipeline.checks import Known, check_file
from data_pipeline.mapping.mapping import mapping_from
from data_pipeline.read_files.errors import ColumnsNotFound

KNOWN = Known(
    areas=pd.DataFrame(
        {
            "area_code": ["0180", "1780", "1780C1180", "1780C1180"],
            "vintage": [0, 0, 2018, 2025],
            "level": ["municipality", "municipality", "deso", "deso"],
            "name": ["Stockholm", "Karlstad", "a", "a"],
        }
    ),
    units={"N15428": "share", "N31807": "per_1000"},
    today=date(2026, 11, 24),
)


def check(text: str, known: Known = KNOWN, **mapping):
    return check_file(text.encode(), "observations", mapping_from(mapping), known, name="obs.csv")


def refused(result) -> dict[str, int]:
    return {f.kind: f.count for f in result.report.refusals}


def test_koladas_own_names_and_codes_are_recognised():
    result = check("kpi;municipality;period;gender;value\nN15428;1780;2022;K;0,897\n")
    row = result.frame.iloc[0]
    assert (row["sex"], row["value"], row["age_group"], row["status"]) == (
        "women",
        0.897,
        "total",
        "ok",
    )


@pytest.mark.parametrize(
    ("written", "sex"), [("T", "total"), ("1+2", "total"), ("2", "women"), ("män", "men")]
)
def test_sexes_in_the_spellings_of_services(written, sex):
    text = f"indicator;area;year;sex;value\nN15428;1780;2022;{written};0.5\n"
    assert check(text).frame["sex"].tolist() == [sex]


def test_a_share_above_one_is_refused_with_a_hint_and_percent_mends_it():
    text = "indicator;area;year;value\nN15428;1780;2022;89,7\n"
    assert refused(check(text)) == {"share": 1}
    assert "percent: true" in check(text).report.as_text()
    assert check(text, percent=True).frame["value"].tolist() == [pytest.approx(0.897)]


def test_percent_leaves_other_units_alone():
    text = "indicator;area;year;value\nN31807;1780;2022;38,5\n"
    assert check(text, percent=True).frame["value"].tolist() == [38.5]


def test_a_value_is_worked_out_from_numerator_and_denominator():
    text = "indicator;area;year;numerator;denominator\nN15428;1780;2022;30;40\n"
    assert check(text).frame["value"].tolist() == [0.75]


def test_a_numerator_larger_than_its_denominator_is_refused():
    text = "indicator;area;year;numerator;denominator\nN15428;1780;2022;50;40\n"
    assert "numerator" in refused(check(text))


def test_silence_is_missing_and_never_zero():
    text = (
        "indicator;area;year;value\nN15428;1780;2021;..\nN15428;1780;2022;*\nN15428;1780;2020;0\n"
    )
    result = check(text)
    assert result.frame["status"].tolist() == ["missing", "suppressed_at_source", "ok"]
    assert result.frame["value"].isna().tolist() == [True, True, False]


def test_a_municipal_code_that_lost_its_zero_finds_it_again():
    text = "indicator;area;year;value\nN15428;180;2022;0.5\n"
    assert check(text).frame["area_code"].tolist() == ["0180"]


def test_a_small_area_gets_the_vintage_of_its_code_or_of_its_year():
    text = (
        "indicator;area;year;value\nN15428;1780C1180_DeSO2025;2023;0.5\n"
        "N15428;1780C1180;2023;0.5\nN15428;1780C1180;2024;0.5\n"
    )
    assert check(text).frame["vintage"].tolist() == [2025, 2018, 2025]


def test_figures_for_borders_that_are_not_loaded_are_kept_and_told():
    """1780C1180 is loaded in the borders of 2025 only; the code of row 2 says those of 2018."""
    loaded = KNOWN.areas[KNOWN.areas["vintage"] != 2018]
    text = (
        "indicator;area;year;value\nN15428;1780C1180_DeSO2018;2023;0.5\n"
        "N15428;1780C1180_DeSO2025;2024;0.5\n"
    )
    result = check(text, Known(areas=loaded, units=KNOWN.units, today=KNOWN.today))
    [told] = [f for f in result.report.findings if f.kind == "other_vintage"]
    assert (told.count, told.examples[0][0]) == (1, 2)
    assert "2018" in told.message
    assert result.report.rows_kept == 2
    assert "other_vintage" not in {f.kind for f in check(text).report.findings}


def test_unknown_indicators_areas_and_sexes_are_refused():
    text = (
        "indicator;area;year;sex;value\nN1542;1780;2022;T;0.5\nN15428;9;2022;T;0.5\n"
        "N15428;1780;2022;?;0.5\nN15428;1780;2022;T;mycket\n"
    )
    result = check(text)
    assert refused(result) == {
        "unknown_indicator": 1,
        "unknown_area": 1,
        "sex": 1,
        "no_number": 1,
    }
    assert "N15428" in result.report.as_text()


def test_the_same_figure_twice_is_refused_twice():
    text = "indicator;area;year;value\nN15428;1780;2022;0.5\nN15428;1780;2022;0.6\n"
    assert refused(check(text)) == {"repeated": 2}


def test_what_is_the_same_for_all_rows_may_be_said_in_the_mapping():
    result = check("område;värde\n1780;0,5\n", indicator_id="N15428", year=2022, sex="kvinnor")
    assert result.frame[["indicator_id", "year", "sex"]].values.tolist() == [
        ["N15428", 2022, "women"]
    ]


def test_a_file_without_values_says_so():
    with pytest.raises(ColumnsNotFound, match="value"):
        check("indicator;area;year\nN15428;1780;2022\n")
