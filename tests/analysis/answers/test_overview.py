"""The overview says what is worse than it should be, the clearest first."""

import numpy as np
import pandas as pd
import pytest

from analysis.answers import OverviewQuestion
from analysis.answers.key_figures.overview import overview
from analysis.answers.key_figures.public_intervals import SERIES, with_intervals
from analysis.answers.status import definition, status
from analysis.disclosure.gate import Gate
from analysis.statistics.control_limits import swing
from indicators.catalogue import load_catalogue
from indicators.errors import UnknownTheme
from store.read import open_store


@pytest.fixture(scope="module")
def store(small_store):
    return open_store(small_store)


@pytest.fixture(scope="module")
def answer(store):
    return overview(store, OverviewQuestion("school"), Gate())


def test_the_municipality_stands_against_country_group_and_past(answer):
    row = answer.table.set_index("indicator_id").loc["N15428"]
    assert row["value"] == pytest.approx(0.83)
    assert row["country"] == pytest.approx(0.86)
    # the three comparable ones: 0.87, 0.88, 0.90
    assert row["group_median"] == pytest.approx(0.88)
    assert (row["group_low"], row["group_high"]) == (pytest.approx(0.87), pytest.approx(0.90))
    assert row["past"] == pytest.approx(0.88)
    assert row["past_year"] == 2019


def test_a_figure_far_below_the_others_is_worse(answer):
    # steps of 0.01 a year: swing 0.01 / 1.128, interval 0.83 +- 0.017, all references above it
    row = answer.table.set_index("indicator_id").loc["N15428"]
    assert row["low"] == pytest.approx(0.83 - 1.96 * 0.01 / 1.128, abs=1e-4)
    assert {row["state_country"], row["state_group"], row["state_past"]} == {"worse"}


def test_the_clearest_gap_stands_first(answer):
    clearness = answer.table["clearness"].dropna().tolist()
    assert clearness == sorted(clearness, reverse=True)
    assert answer.table["indicator_id"].iloc[0] == "N15428"


def test_what_the_store_has_nothing_on_is_named(answer):
    assert len(answer.missing) > 3
    assert "N15428" not in answer.missing


def test_the_members_of_the_group_are_named(answer):
    title, names = answer.group["N15428"]
    assert "grundskola" in title
    assert set(names) == {"Jämförby", "Likneköping", "Parby"}


def test_a_surveys_own_margin_goes_before_the_swing():
    """U01473 of two years, with the survey's margin for one: 0.70 +- 0.03; the other unknown."""
    survey = load_catalogue().find("U01473")
    rows = pd.DataFrame(
        {
            "area_code": "9999",
            "vintage": 0,
            "year": [2022, 2024],
            "sex": "total",
            "age_group": "total",
            "value": [0.72, 0.70],
            "numerator": np.nan,
            "denominator": np.nan,
        }
    )
    margins = rows.query("year == 2024").assign(margin=0.03)
    told = with_intervals(rows, survey, margins[[*SERIES, "year", "margin"]])
    assert told["low"].isna().tolist() == [True, False]
    assert told[["low", "high"]].iloc[1].tolist() == pytest.approx([0.67, 0.73])


def test_an_unknown_theme_is_refused(store):
    with pytest.raises(UnknownTheme, match="school"):
        overview(store, OverviewQuestion("skool"), Gate())


def test_the_swing_by_hand():
    # steps 1, 2, 1, 2: mean 1.5, divided by 1.128
    assert swing(np.array([0, 1, 3, 2, 4])) == pytest.approx(1.5 / 1.128)
    assert np.isnan(swing(np.array([1, 2, 3, 4])))


def test_status_says_what_is_there_and_what_is_lacking(store):
    answer = status(store)
    assert answer.municipality == "Exempelby"
    assert answer.is_sample
    assert answer.tables.set_index("table_name").loc["person_year", "row_count"] == 7200
    assert set(answer.lacking["page"]) == {"Karta", "Flöden"}


def test_a_definition_names_its_years_and_its_load(store):
    own = definition(store, "not_eligible")
    assert (own.first_year, own.last_year) == (2019, 2024)
    assert own.sources[0].address == "person_year.csv"
    public = definition(store, "N15428")
    assert (public.first_year, public.last_year, public.areas) == (2019, 2024, 5)
    assert definition(store, "N15436").sources == ()
