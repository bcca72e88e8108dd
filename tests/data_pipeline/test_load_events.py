"""Events: three forms of file, dates in every habit, and each trap named in the issue."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from data_pipeline.checks import Known, check_file
from data_pipeline.checks.events import overlaps
from data_pipeline.columns.dates import dates
from data_pipeline.columns.wide_months import month_of
from data_pipeline.mapping.mapping import mapping_from
from data_pipeline.read_files.errors import ColumnInDoubt, ColumnsNotFound

KNOWN = Known(today=date(2026, 11, 24))
HEADER = "person_id;kind;type;start_date;end_date\n"


def check(text: str, known: Known = KNOWN, **mapping):
    return check_file(text.encode(), "events", mapping_from(mapping), known, name="events.csv")


def kinds(result, *, refused: bool) -> dict[str, int]:
    return {f.kind: f.count for f in result.report.findings if f.is_refusal == refused}


def days(column: pd.Series) -> list[str]:
    return column.dt.strftime("%Y-%m-%d").fillna("").tolist()


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-05",
        "20210305",
        "5/3 2021",
        "5 mars 2021",
        "den 5 mars 2021",
        "05.03.2021",
        "2021/3/5",
        "44260",  # a spreadsheet's day number: 44 260 days after 1899-12-30
        "2021-03-05T23:30:00+01:00",
        "2021-03-05 23:30",
    ],
)
def test_a_day_in_any_common_form(text):
    assert str(dates(pd.Index([text], dtype="str")).when[0])[:10] == "2021-03-05"


@pytest.mark.parametrize("text", ["2021", "2021-03", "2021-02-30", "mars", "5/3", "3/4/21"])
def test_what_is_no_whole_day_is_no_date(text):
    assert np.isnat(dates(pd.Index([text], dtype="str")).when[0])


def test_day_or_month_first_is_decided_by_the_column_or_not_at_all():
    clear = dates(pd.Index(["03/04/2021", "13/04/2021"], dtype="str"))
    assert [str(day)[:10] for day in clear.when] == ["2021-04-03", "2021-04-13"]
    unclear = dates(pd.Index(["03/04/2021"], dtype="str"))
    assert unclear.day_month_unclear
    assert np.isnat(unclear.when[0])
    said = dates(pd.Index(["03/04/2021"], dtype="str"), "%d/%m/%Y")
    assert str(said.when[0])[:10] == "2021-04-03"


def test_episodes_load_as_they_are():
    result = check(
        HEADER + "p1;placement;HVB;2021-01-01;2021-02-01\np1;placement;HVB;2021-03-01;\n"
    )
    assert days(result.frame["start_date"]) == ["2021-01-01", "2021-03-01"]
    assert days(result.frame["end_date"]) == ["2021-02-01", ""]
    assert result.frame["row_number"].tolist() == [2, 3]
    assert kinds(result, refused=False)["open"] == 1


def test_an_end_in_the_year_9999_is_an_episode_that_goes_on():
    result = check(HEADER + "p1;placement;HVB;2021-01-01;9999-12-31\n")
    assert days(result.frame["end_date"]) == [""]


def test_wrong_rows_are_refused_each_for_its_reason():
    result = check(
        HEADER
        + "p1;placement;HVB;2021-02-01;2021-01-01\n"  # ends before it starts
        + "p1;placement;HVB;nyss;2021-01-01\n"
        + "p1;placement;HVB;;2021-01-01\n"
        + "p1;placement;;2021-01-01;2021-01-02\n"
        + "p1;gissning;HVB;2021-01-01;2021-01-02\n"
        + "p1;placement;HVB;2201-01-01;\n"  # a slip of the finger
        + "p2;placement;HVB;2021-01-01;2021-01-02\n"
        + "p2;placement;HVB;2021-01-01;2021-01-02\n",
        kinds=["placement"],
    )
    assert kinds(result, refused=True) == {
        "no_date": 1,
        "no_start": 1,
        "backwards": 1,
        "no_type": 1,
        "unknown_kind": 1,
        "outside_observed": 1,
        "repeated": 1,
    }
    assert result.report.rows_kept == 1


def test_an_activity_called_na_is_kept_and_an_empty_one_refused():
    result = check("case_id,activity,timestamp\nNA,NA,2021-01-01\nb,,2021-01-02\n")
    assert result.frame["type"].tolist() == ["NA"]
    assert result.frame["person_id"].tolist() == ["NA"]
    assert kinds(result, refused=True) == {"no_type": 1}


def test_a_log_with_one_time_stamp_is_instants_and_the_same_moment_twice_is_kept():
    result = check(
        "case:concept:name,concept:name,time:timestamp\n"
        "c1,register,2010-12-30 23:30:00+01:00\n"
        "c1,register,2010-12-30 23:30:00+01:00\n"
    )
    assert result.report.rows_kept == 2
    assert result.frame["kind"].tolist() == ["activity", "activity"]
    assert days(result.frame["end_date"]) == ["2010-12-30", "2010-12-30"]
    assert str(result.frame["start_time"][0]) == "2010-12-30 23:30:00"  # not the 22:30 of UTC
    assert kinds(result, refused=False)["same_moment"] == 1
    assert any(said.startswith("time:timestamp: 2 ") for said in result.report.assumptions)


def test_a_log_with_start_and_end_stamps():
    result = check(
        "case:concept:name,concept:name,time:timestamp,start_timestamp\n"
        "c1,order,2015-01-06 09:02:50+00:00,2015-01-05 09:00:07+00:00\n"
    )
    assert days(result.frame["start_date"]) == ["2015-01-05"]
    assert days(result.frame["end_date"]) == ["2015-01-06"]


def test_a_kind_that_no_column_says_comes_from_the_mapping():
    text = "person_id;type;start_date;end_date\np1;HVB;2021-01-01;2021-02-01\n"
    assert check(text).frame["kind"].tolist() == ["event"]
    assert check(text, kind="placement").frame["kind"].tolist() == ["placement"]


def test_overlaps_and_same_day_moves_are_counted_by_person_and_kind():
    # person 0: 1-10, then 5-6 (inside), then 10-12 (the last day of the first); person 1: 5-7
    start = np.array(["2021-01-01", "2021-01-05", "2021-01-10", "2021-01-05"], "datetime64[D]")
    end = np.array(["2021-01-10", "2021-01-06", "2021-01-12", "2021-01-07"], "datetime64[D]")
    overlapping, same_day = overlaps(np.array([0, 0, 0, 1]), start, end)
    assert overlapping.tolist() == [False, True, False, False]
    assert same_day.tolist() == [False, False, True, False]


def test_an_open_episode_overlaps_everything_after_it():
    start = np.array(["2021-01-01", "2022-01-01"], "datetime64[D]")
    end = np.array(["NaT", "2022-02-01"], "datetime64[D]")
    assert overlaps(np.array([0, 0]), start, end)[0].tolist() == [False, True]


def test_the_observed_time_refuses_what_lies_outside_and_marks_what_began_before():
    result = check(
        HEADER
        + "p1;placement;HVB;2013-01-01;2013-02-01\n"
        + "p1;placement;HVB;2014-06-01;2015-02-01\n"
        + "p1;placement;HVB;2025-01-01;2025-02-01\n",
        observed={"from": date(2015, 1, 1), "to": date(2024, 12, 31)},
    )
    assert kinds(result, refused=True) == {"outside_observed": 2}
    assert kinds(result, refused=False)["left_truncated"] == 1


def test_persons_that_nobody_knows_are_counted_and_kept():
    known = Known(find_people=lambda: pd.Index(["p1"]), today=date(2026, 11, 24))
    text = HEADER + "p1;x;HVB;2021-01-01;\np2;x;HVB;2021-01-01;\np2;x;HVB;2021-05-01;\n"
    result = check(text, known)
    assert result.report.rows_kept == 3
    assert kinds(result, refused=False)["not_in_people"] == 2  # rows; one person


def test_two_columns_that_could_be_the_start_are_a_doubt():
    with pytest.raises(ColumnInDoubt, match="startdatum"):
        check("person_id;type;start;startdatum\np1;HVB;2021-01-01;2021-01-02\n")


def test_a_file_without_a_start_lists_its_columns():
    with pytest.raises(ColumnsNotFound, match="beslutad"):
        check("person_id;type;beslutad\np1;HVB;2021-01-01\n")


@pytest.mark.parametrize("name", ["Jul.93", "juli 1993", "1993-07", "1993M07", "199307"])
def test_names_of_months(name):
    assert str(month_of(name)) == "1993-07"


def test_a_column_a_month_becomes_one_event_a_month():
    result = check(
        "id;Jan.20;Feb.20;Mar.20\n1;jobless;jobless;\n2;school;jobless;school\n",
        wide_months={"from": "Jan.20", "to": "Mar.20", "values": {"school": "School"}},
    )
    assert len(result.frame) == 5  # six months, one of them empty
    second = result.frame.iloc[1]
    assert (second["person_id"], second["type"]) == ("1", "jobless")
    assert str(second["start_date"].date()) == "2020-02-01"
    assert str(second["end_date"].date()) == "2020-02-29"
    assert result.frame["type"].tolist().count("School") == 2
