"""Our intervals against the published test data of PHEindicatormethods (UK Health Security Agency).

Every row and every column that holds a figure is compared, at 1e-9 of its size. Rows without a
numerator or a denominator must give nothing. Values are those that the spreadsheets themselves
last computed.
"""

import math

import openpyxl
import pytest

from analysis.statistics.intervals import (
    byar_count_interval,
    count_interval,
    exact_count_interval,
    rate_interval,
    wilson_interval,
)

CONFIDENCE = {"95%": 0.95, "99.8%": 0.998}


def rows(shared, file, sheet):
    book = openpyxl.load_workbook(
        shared / "real" / "stats_truth" / file, read_only=True, data_only=True
    )
    header, *body = book[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in body if any(v is not None for v in row)]


def same(ours, theirs):
    if theirs is None:
        return math.isnan(ours)
    return ours == pytest.approx(theirs, rel=1e-9, abs=0)


def bounds_of(row):
    """(confidence, low, high) for each level that the row gives."""
    if "confidence" in row:
        return [(CONFIDENCE[row["confidence"]], row["lowercl"], row["uppercl"])]
    return [
        (0.95, row["lower95_0cl"], row["upper95_0cl"]),
        (0.998, row["lower99_8cl"], row["upper99_8cl"]),
    ]


def missing_as_nan(value):
    return math.nan if value is None else value


@pytest.mark.parametrize(("sheet", "expected"), [("testdata_Prop", 19), ("testdata_Prop_g", 11)])
def test_shares_agree_with_the_published_wilson_bounds(shared, sheet, expected):
    found = rows(shared, "testdata_Proportion.xlsx", sheet)
    assert len(found) == expected
    for row in found:
        cases, people = (missing_as_nan(row[c]) for c in ("Numerator", "Denominator"))
        assert same(cases / people * row["multiplier"], row["value"])
        for confidence, low, high in bounds_of(row):
            ours = wilson_interval(cases, people, confidence)
            assert same(ours.low * row["multiplier"], low), row
            assert same(ours.high * row["multiplier"], high), row


@pytest.mark.parametrize(("sheet", "expected"), [("testdata_Rate", 20), ("testdata_Rate_g", 12)])
def test_rates_agree_with_the_published_exact_and_byar_bounds(shared, sheet, expected):
    found = rows(shared, "testdata_Rate.xlsx", sheet)
    assert len(found) == expected
    for row in found:
        cases, people = (missing_as_nan(row[c]) for c in ("Numerator", "Denominator"))
        assert same(cases / people * row["multiplier"], row["value"])
        for confidence, low, high in bounds_of(row):
            ours = rate_interval(cases, people, row["multiplier"], confidence)
            assert same(ours.low, low), row
            assert same(ours.high, high), row


def test_the_rates_method_changes_from_exact_to_byar_where_the_published_data_say(shared):
    by_method = {"Exact": exact_count_interval, "Byars": byar_count_interval}
    for row in rows(shared, "testdata_Rate.xlsx", "testdata_Rate"):
        if row["method"] and row["Numerator"]:
            assert count_interval(row["Numerator"]) == by_method[row["method"]](row["Numerator"])


def test_byar_and_wilson_agree_at_every_published_confidence_level(shared):
    found = rows(shared, "testdata_Byars_Wilson.xlsx", "testdata_B_W")
    assert len(found) == 13
    for row in found:
        confidence = CONFIDENCE[row["confidence"]]
        if row["method"] == "Byars":
            ours = byar_count_interval(row["x"], confidence)
        else:
            ours = wilson_interval(row["x"], row["n"], confidence)
        assert same(ours.low, row["lowercl"]), row
        assert same(ours.high, row["uppercl"]), row
