"""Figures look as they do in a Swedish report."""

import math

import pytest

import language
from language import decimal, interval, percent, whole


@pytest.fixture(autouse=True)
def swedish():
    language.use("sv")
    yield
    language.use("sv")


def test_swedish_has_a_decimal_comma_and_thin_spaces():
    assert decimal(12345.678) == "12\u202f345,7"
    assert whole(150000) == "150\u202f000"


def test_a_share_is_percent_on_screen_only():
    assert percent(0.4123) == "41,2\u00a0%"
    assert interval(0.381, 0.443) == "38,1–44,3\u00a0%"
    assert interval(1.2, 1.9, share=False) == "1,2–1,9"


def test_a_missing_figure_is_a_dash_and_never_zero():
    assert decimal(None) == percent(math.nan) == interval(math.nan, 0.1) == "–"


def test_minus_is_a_minus_sign_and_zero_has_none():
    assert decimal(-1.25, 1) == "\u22121,2"
    assert decimal(-0.001, 1) == "0,0"


def test_english_has_point_and_comma():
    language.use("en")
    assert (decimal(12345.678), percent(0.412)) == ("12,345.7", "41.2%")
