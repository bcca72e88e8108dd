"""The index of five areas, worked out by hand, and what it refuses."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.index_description import by_tenths, leave_one_out
from analysis.statistics.socioeconomic_index import (
    BadIndex,
    IndexVariable,
    socioeconomic_index,
    variables_from,
)
from language.errors import MissingColumns

# Five areas, four variables, all of them good when high:
#
#             education  employed  Nordic  income     scaled to 0-1, over the five
#   A            0.20      0.60     0.50   200 000    0.0   0.0   0.0   0.0  -> mean 0.0   -> 0
#   B            0.30      0.70     0.70   240 000    0.25  0.5   0.5   0.2  -> mean 0.3625 -> 3.625
#   C            0.40      0.65     0.80   300 000    0.5   0.25  0.75  0.5  -> mean 0.5   -> 5
#   D            0.50      0.75     0.60   360 000    0.75  0.75  0.25  0.8  -> mean 0.6375 -> 6.375
#   E            0.60      0.80     0.90   400 000    1.0   1.0   1.0   1.0  -> mean 1.0   -> 10
#
# The scale of education begins at 0.20 and is 0.40 long; that of employed at 0.60, 0.20 long; that
# of Nordic at 0.50, 0.40 long; that of income at 200 000, 200 000 long.
FOUR = variables_from("education:high,employed:high,nordic:high,income:high")
AREAS = pd.DataFrame(
    {
        "area_code": list("ABCDE"),
        "education": [0.20, 0.30, 0.40, 0.50, 0.60],
        "employed": [0.60, 0.70, 0.65, 0.75, 0.80],
        "nordic": [0.50, 0.70, 0.80, 0.60, 0.90],
        "income": [200_000, 240_000, 300_000, 360_000, 400_000],
        "people": [1000, 1000, 2000, 5000, 1000],
    }
)


def test_five_areas_by_hand():
    table = socioeconomic_index(AREAS, FOUR)
    assert table["index"].tolist() == pytest.approx([0, 3.625, 5, 6.375, 10])
    assert table["rank"].tolist() == [5, 4, 3, 2, 1]


def test_a_low_value_can_be_the_good_one():
    """Unemployed is 1 less employed: its index with `low` is that of employed with `high`."""
    table = AREAS.assign(unemployed=1 - AREAS["employed"])
    turned = socioeconomic_index(table, [IndexVariable("unemployed", "low")])["index"]
    assert turned.tolist() == pytest.approx([0, 5, 2.5, 7.5, 10])


def test_zscore_by_hand():
    """Education has mean 0.4 and standard deviation 0.1 x root 2: A is root 2 below."""
    table = socioeconomic_index(AREAS, variables_from("education:high"), method="zscore")
    assert table["index"].tolist() == pytest.approx([-(2**0.5), -(0.5**0.5), 0, 0.5**0.5, 2**0.5])


def test_rank_by_hand():
    """B: places 2, 3, 3, 2 of 5 are 2.5, 5, 5, 2.5 of 10; mean 3.75."""
    assert socioeconomic_index(AREAS, FOUR, method="rank")["index"][1] == pytest.approx(3.75)


def test_what_is_missing_stays_missing_and_moves_no_other_area():
    table = AREAS.astype({"income": float})
    table.loc[2, "income"] = np.nan
    answer = socioeconomic_index(table, FOUR)
    assert np.isnan(answer["index"][2])
    assert np.isnan(answer["rank"][2])
    assert answer["index"][1] == pytest.approx(3.625)
    assert answer["rank"].dropna().tolist() == [4, 3, 2, 1]


def test_years_are_scaled_apart():
    richer = AREAS.assign(year=2024, income=AREAS["income"] * 2)
    both = pd.concat([AREAS.assign(year=2023), richer], ignore_index=True).sample(
        frac=1, random_state=1
    )
    answer = socioeconomic_index(both, FOUR, within="year").sort_values(["year", "area_code"])
    assert answer["index"].tolist() == pytest.approx([0, 3.625, 5, 6.375, 10] * 2)
    assert answer["rank"].tolist() == [5, 4, 3, 2, 1] * 2


def test_a_variable_that_is_the_same_everywhere_has_no_scale():
    with pytest.raises(BadIndex, match="nordic.*0.5"):
        socioeconomic_index(AREAS.assign(nordic=0.5), FOUR)


def test_a_variable_that_is_missing_everywhere_is_named():
    with pytest.raises(BadIndex, match="income"):
        socioeconomic_index(AREAS.assign(income=np.nan), FOUR)


def test_one_area_is_no_comparison():
    with pytest.raises(BadIndex):
        socioeconomic_index(AREAS[:1], FOUR)


def test_no_area_no_variable_unknown_method_and_a_column_that_is_not_there_are_refused():
    with pytest.raises(BadIndex):
        socioeconomic_index(AREAS[:0], FOUR)
    with pytest.raises(BadIndex):
        socioeconomic_index(AREAS, [])
    with pytest.raises(BadIndex, match="pca"):
        socioeconomic_index(AREAS, FOUR, method="pca")
    with pytest.raises(MissingColumns):
        socioeconomic_index(AREAS.drop(columns="income"), FOUR)


@pytest.mark.parametrize("text", ["education", "education:up", ":high", "a:high,a:low", ""])
def test_variables_that_do_not_say_their_direction_are_refused(text):
    with pytest.raises(BadIndex):
        variables_from(text)


def test_without_one_variable_the_places_that_change_are_counted():
    """Without Nordic: A 0, B (0.25+0.5+0.2)/3 = 0.317, C (0.5+0.25+0.5)/3 = 0.417, D 0.767, E 1:
    the same order. Only Nordic: A 0, D 0.25, B 0.5, C 0.75, E 1."""
    found = leave_one_out(AREAS, FOUR)
    row = found.by_variable.set_index("left_out").loc["nordic"]
    assert (row["moved_mean"], row["moved_most"], row["spearman"]) == pytest.approx((0, 0, 1))
    two = variables_from("education:high,nordic:high")
    # both: A 0, B 0.375, C 0.625, D 0.5, E 1: order E C D B A; education alone: E D C B A
    moved = leave_one_out(AREAS, two).by_area["nordic"]
    assert moved.tolist() == [0, 0, -1, 1, 0]
    # places 5 4 2 3 1 against 5 4 3 2 1: 1 - 6 x 2 / (5 x 24) = 0.9
    by_variable = leave_one_out(AREAS, two).by_variable.set_index("left_out")
    assert by_variable.loc["nordic", "spearman"] == pytest.approx(0.9)


def test_one_variable_cannot_be_left_out():
    assert leave_one_out(AREAS, FOUR[:1]) is None


def test_people_in_tenths():
    """10 000 people: A's middle person is number 500 (tenth 1), B's 1 500 (2), C's 3 000 (4),
    D's 6 500 (7), E's 9 500 (10)."""
    table = by_tenths(socioeconomic_index(AREAS, FOUR), FOUR)
    assert table["tenth"].tolist() == [1, 2, 4, 7, 10]
    assert table["people"].sum() == 10_000
    assert table.set_index("tenth").loc[7, "income"] == 360_000


def test_a_tenth_of_several_areas_is_described_by_its_people():
    """A hundred equal areas: ten to a tenth; weights follow the people."""
    many = pd.DataFrame({"index": np.arange(100.0), "education": np.arange(100.0), "people": 50})
    many.loc[0, "people"] = 0
    table = by_tenths(many, variables_from("education:high"))
    assert table["areas"].sum() == 99
    assert table["education"].is_monotonic_increasing
