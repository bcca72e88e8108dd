"""Better, worse, no clear difference, cannot tell: against published and hand-worked values."""

import math

import numpy as np
import pandas as pd
import pytest

from analysis.required import ImpossibleCounts
from analysis.states import Because, Direction, State, UnknownPolarity
from analysis.statistics.comparison import (
    BadPValue,
    benjamini_hochberg,
    compare,
    compare_table,
    share_difference,
    share_p_value,
)
from analysis.statistics.intervals import wilson_interval, wilson_interval_noisy
from language.errors import MissingColumns


@pytest.mark.parametrize(
    ("counts", "bounds"),
    [  # Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1.0000)),
        ((10, 10, 0, 10), (0.6075, 1.0000)),
    ],
)
def test_the_difference_of_two_shares_has_newcombes_published_bounds(counts, bounds):
    answer = share_difference(*counts)
    assert (answer.low, answer.high) == pytest.approx(bounds, abs=6e-5)


def test_the_z_test_by_hand():
    # 56/70 - 48/80 = 0.2; pooled 104/150; variance 0.693333 * 0.306667 * (1/70 + 1/80) = 0.0056952
    # z = 0.2 / 0.0754664 = 2.650185; two-sided p 0.00804
    assert share_difference(56, 70, 48, 80).p_value == pytest.approx(0.00804, abs=1e-5)


def test_two_shares_without_a_case_do_not_differ():
    assert share_difference(0, 30, 0, 40).p_value == 1
    assert math.isnan(share_difference(0, 0, 3, 40).p_value)
    assert math.isnan(share_difference(0, 0, 3, 40).low)


def test_columns_are_compared_row_by_row_as_single_numbers_are():
    both = share_difference(np.array([56, 9]), np.array([70, 10]), np.array([48, 3]), [80, 10])
    one = share_difference(9, 10, 3, 10)
    assert (both.difference[1], both.low[1], both.p_value[1]) == (
        one.difference,
        one.low,
        one.p_value,
    )


def test_disclosure_noise_widens_a_difference_and_weakens_its_test():
    exact, noisy = (share_difference(56, 70, 48, 80, noise_variance=v) for v in (0, 2))
    assert noisy.low < exact.low < exact.high < noisy.high
    assert noisy.p_value > exact.p_value
    assert share_difference(9, 8, 3, 10, noise_variance=2).difference == pytest.approx(0.7)


def test_a_rest_with_twice_the_noise_weakens_the_test_further():
    same = share_difference(56, 70, 48, 80, noise_variance=2)
    twice = share_difference(56, 70, 48, 80, noise_variance=2, other_noise_variance=4)
    assert twice.low < same.low
    # pooled 0.693333: 0.0056952 + 1.480711 * (2 / 4900 + 4 / 6400) = 0.0072250; z = 2.35295
    assert twice.p_value == pytest.approx(0.01862, abs=1e-5)
    assert twice.p_value > same.p_value


def test_swapped_columns_are_refused():
    with pytest.raises(ImpossibleCounts):
        share_difference(70, 56, -1, 80)


@pytest.mark.parametrize("noise_variance", [0.0, 2.0])
def test_the_p_value_and_wilsons_interval_never_disagree_about_a_known_reference(noise_variance):
    cases, people = np.divmod(np.arange(2601), 51)
    cases, people = cases[cases <= people], people[cases <= people]
    cases, people = cases[people > 0], people[people > 0]
    low, high = wilson_interval_noisy(cases, people, noise_variance)
    outside = (low > 0.3) | (high < 0.3)
    p_value = share_p_value(cases, people, 0.3, noise_variance)
    assert np.array_equal(outside, p_value < 0.05)
    assert outside.any()


def test_benjamini_hochberg_as_in_their_own_example():
    # Benjamini & Hochberg 1995, section 3.2: fifteen p-values of which four stand at 5 %
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    q = benjamini_hochberg(p)
    assert (q <= 0.05).sum() == 4
    assert q[:4] == pytest.approx([0.0015, 0.0030, 0.0095, 0.035625])  # p * 15 / rank
    assert (np.diff(q) >= 0).all()


def test_the_order_of_the_rows_and_the_untested_do_not_change_q_values():
    p = np.array([0.04, 0.01, np.nan, 0.03])
    # by rank: 0.01 * 3 = 0.03; 0.03 * 3/2 = 0.045, but not above 0.04; 0.04 * 3/3 = 0.04
    assert benjamini_hochberg(p) == pytest.approx([0.04, 0.03, np.nan, 0.04], nan_ok=True)
    assert benjamini_hochberg([]).shape == (0,)
    with pytest.raises(BadPValue, match="1.2"):
        benjamini_hochberg([0.1, 1.2])


def test_a_thousand_comparisons_of_nothing_give_hardly_a_find():
    rng = np.random.default_rng(5)
    finds = [(benjamini_hochberg(rng.uniform(size=1000)) <= 0.05).any() for _ in range(200)]
    assert np.mean(finds) <= 0.09  # 5 % promised; two standard errors of 200 rounds added


@pytest.mark.parametrize(
    ("interval", "better_is", "state", "direction"),
    [
        ((0.12, 0.18), "higher", State.BETTER, Direction.HIGHER),
        ((0.12, 0.18), "lower", State.WORSE, Direction.HIGHER),
        ((0.02, 0.08), "higher", State.WORSE, Direction.LOWER),
        ((0.02, 0.08), "lower", State.BETTER, Direction.LOWER),
        ((0.08, 0.12), "lower", State.NO_CLEAR_DIFFERENCE, Direction.NEITHER),
        ((0.08, 0.12), None, State.NO_CLEAR_DIFFERENCE, Direction.NEITHER),
        ((0.12, 0.18), None, State.CANNOT_TELL, Direction.HIGHER),
    ],
)
def test_the_state_goes_by_whether_the_interval_clears_ten_percent(
    interval, better_is, state, direction
):
    answer = compare(sum(interval) / 2, interval, 0.10, better_is=better_is)
    assert (answer.state, answer.direction) == (state, direction)
    assert answer.state.words
    assert answer.direction.words


def test_an_interval_that_just_touches_the_reference_is_no_clear_difference():
    touching = compare(0.15, (0.10, 0.20), 0.10, better_is="higher")
    assert touching.state == State.NO_CLEAR_DIFFERENCE


def test_nineteen_people_cannot_tell_and_twenty_can():
    few = compare(0.9, (0.7, 0.97), 0.1, better_is="lower", people=19)
    assert (few.state, few.because) == (State.CANNOT_TELL, Because.FEW_PEOPLE)
    assert compare(0.9, (0.7, 0.97), 0.1, better_is="lower", people=20).state == State.WORSE


def test_a_missing_figure_cannot_tell():
    for value, reference in ((math.nan, 0.1), (0.1, math.nan)):
        answer = compare(value, (value, value), reference, better_is="lower", people=500)
        assert (answer.state, answer.because) == (State.CANNOT_TELL, Because.NO_FIGURE)


def test_an_unsure_reference_can_take_a_clear_difference_away():
    # 56/70 against 0.68 known: Wilson low 0.692 clears it; against 34/50 its own interval does not
    low, high = wilson_interval(56, 70)
    known = compare(0.8, (low, high), 0.68, better_is="higher")
    unsure = compare(
        0.8, (low, high), 0.68, better_is="higher", reference_interval=wilson_interval(34, 50)
    )
    assert (known.state, unsure.state) == (State.BETTER, State.NO_CLEAR_DIFFERENCE)


def test_overlapping_intervals_may_still_differ_clearly():
    # Newcombe 56/70 - 48/80: the intervals meet at 0.69-0.70, the difference is 0.05 to 0.33
    mine, theirs = wilson_interval(56, 70), wilson_interval(48, 80)
    assert mine.low < theirs.high
    answer = compare(0.8, mine, 0.6, better_is="higher", reference_interval=theirs)
    assert answer.state == State.BETTER
    assert answer.difference_low == pytest.approx(0.0524, abs=5e-5)


def test_a_lone_find_among_many_loses_its_colour():
    # twenty shares against 0.10; one has p = 0.04: clear alone, q = 0.8 among twenty
    table = pd.DataFrame({"share": [0.15] + [0.10] * 19, "p_value": [0.04] + [0.9] * 19})
    table = table.assign(share_low=table["share"] - 0.04, share_high=table["share"] + 0.04)
    table = table.assign(reference=0.10, people=300)
    alone = compare_table(table, better_is="lower", value="share")
    scanned = compare_table(table, better_is="lower", value="share", false_discovery_share=0.05)
    assert alone["state"].tolist() == ["worse"] + ["no_clear_difference"] * 19
    assert set(scanned["state"]) == {"no_clear_difference"}
    assert scanned["q_value"][0] == pytest.approx(0.8)


def test_rows_too_small_to_tell_are_not_counted_among_the_tests():
    table = pd.DataFrame({"value": [0.15, 0.15], "p_value": [0.04, 0.9], "people": [300, 4]})
    table = table.assign(value_low=0.11, value_high=0.19, reference=0.10)
    answer = compare_table(table, better_is="lower", false_discovery_share=0.05)
    assert answer["state"].tolist() == ["worse", "cannot_tell"]
    assert answer["because"].tolist()[1] == Because.FEW_PEOPLE
    assert "state" not in table.columns


def test_bad_questions_are_refused():
    with pytest.raises(UnknownPolarity, match="up"):
        compare(0.1, (0, 1), 0.2, better_is="up")
    with pytest.raises(MissingColumns, match="reference"):
        compare_table(
            pd.DataFrame({"value": [1], "value_low": [0], "value_high": [2]}), better_is=None
        )


def test_rows_whose_people_are_not_published_are_not_called_few():
    table = pd.DataFrame({"value": [0.15, 0.15], "people": [None, 4.0]})
    table = table.assign(value_low=0.11, value_high=0.19, reference=0.10)
    answer = compare_table(table, better_is="lower")
    assert set(answer["state"]) == {State.CANNOT_TELL}
    assert answer["because"].tolist() == [Because.UNKNOWN_PEOPLE, Because.FEW_PEOPLE]
