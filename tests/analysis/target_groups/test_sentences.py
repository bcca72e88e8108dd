"""A group is said so that it can be read aloud."""

import pytest

import language
from analysis.target_groups.sentences import GroupFigures, Named, group_in_words, group_sentence

BOYS = Named("sex", "sex", "men", "Men")
TEENS = Named("age_group", "age", "13-15", "Aged 13-15")
PLACE = Named("area_code_district", "area", "D1", "Norra Åsen")
SCHOOLING = Named("parents_education", "background", "compulsory", "Compulsory")


@pytest.fixture(autouse=True)
def english():
    language.use("en")
    yield
    language.use("sv")


def test_the_whole_group_in_one_breath():
    assert group_in_words([BOYS, TEENS, PLACE]) == "boys aged 13–15 in Norra Åsen"
    assert (
        group_in_words([BOYS, PLACE, SCHOOLING], oldest=16)
        == "boys in Norra Åsen whose parents have compulsory school at most"
    )


def test_grown_men_are_not_boys():
    assert group_in_words([BOYS, Named("age_group", "age", "30-44", "")]) == "men aged 30–44"
    assert group_in_words([BOYS, Named("age_group", "age", "16-19", "")]).startswith("young men")
    assert group_in_words([BOYS]) == "men"


def test_without_sex_and_age_it_is_those_the_outcome_is_about():
    assert group_in_words([PLACE], everyone="year 9 pupils") == "year 9 pupils in Norra Åsen"


def test_an_unknown_background_keeps_its_own_label():
    other = Named("school", "background", "7", "Ekskolan")
    assert group_in_words([PLACE, other], everyone="pupils") == "pupils in Norra Åsen (Ekskolan)"


def test_several_values_are_said_as_one_group():
    other_place = Named("area_code_district", "area", "D2", "Centrum")
    older = Named("age_group", "age", "16-19", "Aged 16-19")
    grown = Named("age_group", "age", "30-44", "Aged 30-44")
    assert group_in_words([PLACE, other_place], everyone="pupils") == (
        "pupils in Norra Åsen and Centrum"
    )
    assert group_in_words([BOYS, TEENS, older]) == "young men aged 13–19"
    assert group_in_words([TEENS, grown]) == "people, aged 13-15 or aged 30-44"
    nordic = [Named("birth_region", "background", v, v) for v in ("nordic", "outside_nordic")]
    assert group_in_words(nordic) == "people born in the Nordics or born outside the Nordics"
    schools = [Named("school", "background", v, v) for v in ("Ekskolan", "Björkskolan")]
    assert group_in_words([PLACE, *schools], everyone="pupils") == (
        "pupils in Norra Åsen (Ekskolan or Björkskolan)"
    )


def figures(**changes):
    given = {
        "share": 0.41,
        "expected_share": 0.17,
        "reference_share": 0.17,
        "people": 96,
        "excess": 23.2,
        "years": (2024, 2024),
        "summed": 1,
        "since": None,
        "clear": (1, 1),
    }
    return GroupFigures(**(given | changes))


def test_one_year_counts_persons():
    assert group_sentence("boys in Norra Åsen", "are not eligible", figures()) == (
        "Boys in Norra Åsen: 41% are not eligible, against 17% in the municipality; "
        "96 people, 23 more than expected."
    )


def test_several_years_say_people_a_year_and_since_when():
    said = group_sentence(
        "boys", "are not eligible", figures(years=(2019, 2024), summed=6, people=96, since=2021)
    )
    assert "16 people a year, 23 more than expected in 2019-2024 together" in said
    assert said.endswith("so since 2021.")


def test_years_that_are_unclear_are_said():
    said = group_sentence("boys", "are", figures(years=(2015, 2024), summed=10, clear=(4, 10)))
    assert "clear by itself in 4 of 10 years" in said


def test_small_shares_keep_a_decimal():
    assert "3.2% have it, against 1.1%" in group_sentence(
        "boys",
        "have it",
        figures(share=0.032, reference_share=0.011, expected_share=0.011, excess=2),
    )


def test_a_group_that_does_better_has_fewer():
    better = figures(share=0.07, expected_share=0.31, reference_share=0.31, excess=-23)
    assert "23 fewer than expected" in group_sentence("girls", "are", better)


def test_what_the_mean_does_not_tell_is_said_with_the_expected_share():
    # by hand: 8.2 % of 1 000 is 3 more than the mean's 79, and 28 fewer than the 110 expected
    said = group_sentence(
        "girls",
        "have it",
        figures(share=0.082, expected_share=0.11, reference_share=0.079, people=1000, excess=-28.0),
    )
    assert said == (
        "Girls: 8.2% have it, where 11.0% was to be expected (7.9% in the municipality); "
        "1,000 people, 28 fewer than expected."
    )


def test_years_that_cannot_be_shown_are_in_no_figure():
    said = group_sentence(
        "boys", "are", figures(years=(2015, 2024), summed=4, people=96, clear=(2, 4))
    )
    assert "24 people a year, 23 more than expected in the 4 of 10 years that can be shown" in said
