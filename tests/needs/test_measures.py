"""What a need's criteria are, counted by hand from the evidence on its card.

Granfors: 200 of 1 000; all 700 of 6 000; so the rest 500 of 5 000 = 10 %.
"""

from dataclasses import replace

import numpy as np
import pytest
from seen import snapshot

from analysis.ranking.priority import CRITERIA, scaled
from indicators.catalogue import load_catalogue
from needs.evidence_and_voices import save_evidence
from needs.figures import Row, Year
from needs.measures import Measures, measures, measures_table
from needs.repository import begin_need


@pytest.fixture
def measured(sqlite):
    def measure(**changes):
        figures = replace(snapshot().figures, **changes)
        need = save_evidence(sqlite, begin_need(sqlite, "Unga").id, snapshot(figures=figures))
        return measures(need, load_catalogue().unit_costs)

    return measure


def test_size_is_the_people_with_the_problem(measured):
    assert measured().size == 200


def test_of_several_years_together_the_size_is_that_of_a_year(measured):
    assert measured(first_year=2015, years=10).size == 20  # 200 cases in ten years


def test_moves_are_not_taken_for_people(measured):
    # 1 000 persons behind 200 moves in ten years
    assert measured(first_year=2015, years=10, cases_are_people=False).size == 100


def test_severity_is_how_much_more_common_it_is_than_among_the_others(measured):
    assert measured().severity == pytest.approx(1.0)  # 20 % against 10 %: twice


def test_trend_is_the_yearly_change_as_a_part_of_the_level(measured):
    # 2019 .10, 2022 .15, 2024 .20: least squares, mean year 2021.667, slope .0125/.6333 = .019737
    slope = (-2.6667 * -0.05 + 0.3333 * 0 + 2.3333 * 0.05) / (2.6667**2 + 0.3333**2 + 2.3333**2)
    assert measured().trend == pytest.approx(slope / 0.15, rel=1e-3)


def test_two_years_are_no_trend(measured):
    assert np.isnan(measured(trend=(Year(2023, 0.1), Year(2024, 0.2))).trend)


def test_inequality_is_the_mean_distance_from_the_whole(measured):
    # |.2 - .11667| x 1000 + |.1 - .11667| x 5000 = 83.33 + 83.33, over 6000 and over .11667
    assert measured().inequality == pytest.approx(166.667 / 6000 / (7 / 60), rel=1e-4)


def test_where_more_is_better_it_is_those_who_lack_it_that_count(measured):
    # 80 % of 1 000 have it, 5 300 of 6 000 in all, so 4 500 of 5 000 of the rest: the same need
    rows = (Row("granfors", "Granfors", 0.8, people=1000, cases=800),)
    got = measured(better_is="higher", rows=rows, whole=Row("", "Alla", 53 / 60, people=6000))
    assert (got.size, got.severity) == (200, pytest.approx(1.0))


def test_a_need_about_everyone_has_no_others_to_be_worse_than(measured):
    got = measured(focus="")
    assert got.size == 700
    assert np.isnan(got.severity)


def test_figures_without_people_leave_size_unknown(measured):
    rows = (Row("granfors", "Granfors", 0.2),)
    got = measured(rows=rows, whole=Row("", "Alla", 0.1))
    assert np.isnan(got.size)
    assert got.severity == pytest.approx(1.0)  # against the whole, for lack of the rest
    assert got.written("size") == "–"  # noqa: RUF001


def test_a_withheld_group_gives_no_measure_of_its_own(measured):
    got = measured(focus="oster", trend=())
    assert np.isnan([got.size, got.severity, got.trend]).all()


def test_a_need_without_evidence_knows_nothing(sqlite):
    need = begin_need(sqlite, "Unga")
    assert np.isnan(measures(need, {}).size)
    table = measures_table([need])
    assert scaled(table)[list(CRITERIA)].isna().all(axis=None)


def test_measures_are_written_for_a_reader():
    got = Measures(200, 1.0, 0.05, 0.24, 3e6, 2e6, 4e6)
    assert got.written("severity") == "100\u00a0% vanligare"
    assert got.written("cost") == "2,0–4,0 miljoner kronor om året"  # noqa: RUF001
