"""A breakdown says which groups stand out, from counts that a reader can check by hand."""

import pytest

from analysis.answers import BreakdownQuestion, mix_sentence
from analysis.answers.asked import NotBrokenDown, NothingThere
from analysis.answers.breakdown.breakdown import breakdown
from analysis.answers.people.dimensions import TwoLevelsOfOne, UnknownCategory, UnknownDimension
from analysis.disclosure.gate import Gate
from analysis.sentences import groups_sentence, level_sentence
from indicators.errors import UnknownIndicator
from store.read import open_store

EXACT = Gate(exact=True)


@pytest.fixture(scope="module")
def store(small_store):
    return open_store(small_store)


def ask(store, gate=EXACT, **question):
    return breakdown(store, BreakdownQuestion("not_eligible", **question), gate)


def test_exact_counts_are_those_of_the_file(store):
    # by hand: boys 2 x 150 in D1 with 38 of 150 (0, 4, ..., 148), the other 900 with 15 of 150
    table = ask(store, by=("sex", "district")).table.set_index(["sex", "area_code_district"])
    assert table.loc[("men", "D1"), ["people", "cases"]].tolist() == [300, 76]
    assert table.loc[("women", "D1"), ["people", "cases"]].tolist() == [300, 30]
    assert ask(store).whole_now[["people", "cases"]].tolist() == [1200, 166]


def test_the_group_with_the_need_is_the_one_that_stands_out(store):
    answer = ask(store, by=("sex", "district"))
    worse = answer.table[answer.table["state"] == "worse"]
    assert worse["sex_label"].tolist() == ["Pojkar"]
    assert worse["area_code_district_label"].tolist() == ["Norra Åsen"]


def test_the_municipalitys_own_code_narrows_nothing(store):
    code = store.meta.municipality_code
    everyone, asked = ask(store, by=("sex",)), ask(store, by=("sex",), area=code)
    assert asked.narrowed == ""
    assert asked.table.equals(everyone.table)


def test_protected_counts_are_near_the_true_ones_and_not_all_equal(store):
    protected = ask(store, gate=Gate(), by=("sex", "area")).table
    exact = ask(store, by=("sex", "area")).table
    off = (protected["cases"] - exact["cases"]).abs()
    assert off.max() <= 5
    assert off.sum() > 0


def test_the_same_group_gets_the_same_figure_by_whichever_way(store):
    one_way = ask(store, gate=Gate(), by=("sex",), area="D1").table.set_index("sex")
    other_way = ask(store, gate=Gate(), by=("district",), sex="men").table
    here = other_way[other_way["area_code_district"] == "D1"].iloc[0]
    assert one_way.loc["men", "cases"] == here["cases"]
    assert one_way.loc["men", "people"] == here["people"]


def test_small_groups_are_withheld_with_their_reason(store):
    # 50 of each group born outside the Nordic countries; of them 5 (0, 30, ...) or 13 have it
    answer = ask(store, gate=Gate(), by=("area_code", "birth_region"))
    assert answer.table["value"].isna().equals(answer.table["withheld"].notna())
    assert len(answer.withheld) == answer.table["withheld"].notna().sum()


def test_every_year_is_there_and_the_latest_is_shown(store):
    answer = ask(store, by=("sex",))
    assert answer.year == 2024
    assert sorted(answer.trend["year"].unique()) == list(range(2019, 2025))


def test_cases_fewer_are_carried_by_the_group_with_the_need(store):
    # boys in D1: 76 cases; at the whole's 166 / 1200 = 0.1383 they would be 41.5: 34.5 fewer
    carried = ask(store, by=("sex", "district")).gap.carried
    first = carried.iloc[0]
    assert (first["sex"], first["area_code_district"]) == ("men", "D1")
    assert first["cases_fewer"] == pytest.approx(34.5)


def test_an_areas_gap_is_rate_and_not_mix(store):
    # D1 has as many of each sex as the whole, so nothing of its gap is mix
    gap = ask(store, by=("sex",), area="D1").gap
    assert gap.mix.gap == pytest.approx(106 / 600 - 166 / 1200)
    assert gap.mix.mix.share == pytest.approx(0, abs=1e-12)
    assert "hela kommunen" in mix_sentence(gap)


def test_public_figures_split_by_sex_come_as_published(store):
    answer = breakdown(store, BreakdownQuestion("N15428", by=("sex",)), Gate())
    values = answer.table.set_index("sex")["value"]
    assert values["women"] == pytest.approx(0.85)
    assert values["men"] == pytest.approx(0.81)
    assert not answer.protected


def test_the_sentence_names_the_group_and_its_distance(store):
    answer = ask(store, by=("sex", "district"))
    level = level_sentence(answer.indicator, answer.year, answer.whole_now, answer.narrowed)
    assert "13,8" in level
    assert "2024" in level
    labels = [
        "Pojkar, Norra Åsen" if row.state == "worse" else "?" for row in answer.table.itertuples()
    ]
    groups = groups_sentence(answer.indicator, answer.table, labels)
    assert "Pojkar, Norra Åsen" in groups
    # 76 / 300 against 90 / 900 among the others: 15.3 percentage points
    assert "15,3" in groups


def test_an_answer_knows_where_it_comes_from(store):
    [source] = ask(store).sources
    assert source.producer == "Exempelby (påhittad kommun)"


@pytest.mark.parametrize(
    ("question", "error", "hint"),
    [
        ({"indicator": "not_eligble"}, UnknownIndicator, "not_eligible"),
        ({"indicator": "not_eligible", "by": ("sexx",)}, UnknownDimension, "sex"),
        ({"indicator": "not_eligible", "area": "D3"}, UnknownCategory, "D2"),
        ({"indicator": "not_eligible", "by": ("district", "deso")}, TwoLevelsOfOne, "district"),
        ({"indicator": "not_eligible", "year": 1999}, NothingThere, "2019"),
        ({"indicator": "N15428", "by": ("birth_region",)}, NotBrokenDown, "birth_region"),
        ({"indicator": "N15436"}, NothingThere, "N15436"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(store, question, error, hint):
    with pytest.raises(error, match=hint):
        breakdown(store, BreakdownQuestion(**question), Gate())
