"""Is every entry of the catalogue whole, in two languages and usable in a sentence?"""

from itertools import pairwise

import pytest

from indicators.catalogue import (
    KoladaSource,
    OwnSource,
    ScbSource,
    UnknownIndicator,
    UnknownTheme,
    load_catalogue,
)
from indicators.entry import OwnObservationSource
from indicators.units import UNITS, written
from indicators.yaml_files import schema
from language import use

CATALOGUE = load_catalogue()
EVERY = list(CATALOGUE.indicators.values())
OF_PEOPLE = [indicator for indicator in EVERY if indicator.unit_facts.of_people]
SAMPLE_OUTCOMES = (
    *("not_eligible", "high_absence", "special_support", "placed"),
    *("social_assistance", "long_assistance", "mental_ill_health", "neet"),
)
INDEX_VARIABLES = (
    *("post_secondary_share", "employed_share"),
    *("nordic_born_share", "earned_income_median_sek"),
)


def by_id(indicator):
    return indicator.id


def test_there_are_at_least_thirty_indicators_in_the_guides_fields():
    assert len(EVERY) >= 30
    assert list(CATALOGUE.themes)[:6] == [
        *("school", "placements", "economic_assistance", "work", "mental_health", "population")
    ]


@pytest.mark.parametrize("indicator", EVERY, ids=by_id)
def test_texts_are_in_both_languages_and_differ(indicator):
    texts = [indicator.title, indicator.short_title, indicator.means, indicator.noun]
    texts += indicator.watch_out
    texts += [t for t in (indicator.numerator, indicator.denominator, indicator.having) if t]
    texts += [change.text for change in indicator.breaks]
    for text in texts:
        assert text.sv.strip()
        assert text.en.strip()
        assert text.sv != text.en


@pytest.mark.parametrize("indicator", EVERY, ids=by_id)
def test_the_meaning_is_sentences_and_the_warning_says_more_than_be_careful(indicator):
    for language in ("sv", "en"):
        assert indicator.means[language][-1] in ".?"
        assert sum(len(text[language]) for text in indicator.watch_out) >= 100
        assert all(len(text[language]) >= 35 for text in indicator.watch_out)
        assert len(indicator.short_title[language]) <= 30


@pytest.mark.parametrize("indicator", OF_PEOPLE, ids=by_id)
def test_the_parts_of_a_sentence_fit_into_one(indicator):
    for phrase in (indicator.noun, indicator.who, indicator.having, indicator.not_having):
        for language in ("sv", "en"):
            assert phrase[language][-1] not in ".?!,"
            assert phrase[language][0].islower() or phrase[language].startswith("SCB")
    assert indicator.having != indicator.not_having


@pytest.mark.parametrize("indicator", OF_PEOPLE, ids=by_id)
def test_the_bad_thing_has_words_whichever_way_the_indicator_counts(indicator):
    expected = indicator.not_having if indicator.better_is == "higher" else indicator.having
    assert indicator.adverse == expected


@pytest.mark.parametrize("indicator", EVERY, ids=by_id)
def test_the_source_decides_what_can_be_broken_down(indicator):
    match indicator.source:
        case KoladaSource():
            assert indicator.breakdowns <= {"sex"}
            assert indicator.levels == ("country", "region", "municipality")
        case OwnSource():
            assert indicator.breakdowns == {"sex", "age_group", "area", "background"}
        case ScbSource(tables=tables):
            assert "area" in indicator.breakdowns
            assert ("sex" in indicator.breakdowns) == any(table.sex for table in tables)
            assert ("age_group" in indicator.breakdowns) == any(t.age_group for t in tables)
        case OwnObservationSource():
            assert indicator.stand_in in CATALOGUE.indicators


def test_every_outcome_of_the_sample_has_an_entry_under_its_own_name():
    for outcome in SAMPLE_OUTCOMES:
        assert CATALOGUE.of_outcome(outcome) == CATALOGUE.indicators[outcome]


def test_an_own_outcome_is_an_adverse_event_and_has_the_same_sense_as_its_public_twin():
    for outcome in SAMPLE_OUTCOMES:
        indicator = CATALOGUE.find(outcome)
        assert indicator.better_is in ("lower", None)
        if indicator.public_twin:
            twin = CATALOGUE.find(indicator.public_twin)
            assert twin.theme == indicator.theme
    assert CATALOGUE.find("N15428").adverse.sv == "når inte gymnasiebehörighet"
    assert CATALOGUE.find("not_eligible").adverse.sv == "når inte gymnasiebehörighet"


def test_the_four_variables_of_the_index_are_there_or_have_a_stand_in():
    scb_has = {indicator.id for indicator in CATALOGUE.from_scb()}
    found = [CATALOGUE.first_available(variable, scb_has) for variable in INDEX_VARIABLES]
    assert found == [
        *("post_secondary_share", "employed_share", "sweden_born_share", "net_income_mean_sek")
    ]
    assert CATALOGUE.first_available("nordic_born_share", ["nordic_born_share"]) == (
        "nordic_born_share"
    )
    assert CATALOGUE.first_available("nordic_born_share", []) is None


def test_tables_that_follow_each_other_leave_no_year_out_and_take_none_twice():
    for indicator in CATALOGUE.from_scb():
        for earlier, later in pairwise(indicator.source.tables):
            assert later.first_year == earlier.last_year + 1


def test_the_two_vintages_of_scbs_areas_meet_between_2023_and_2024():
    for indicator in CATALOGUE.from_scb():
        for table in indicator.source.tables:
            covering = {
                year: [v.vintage for v in table.vintages if v.covers(year)] for year in (2023, 2024)
            }
            assert covering == {2023: [2018], 2024: [2025]}


def test_an_indicator_is_found_by_its_own_id_and_by_kolada_s():
    assert CATALOGUE.find("not_eligible").id == "not_eligible"
    assert CATALOGUE.find("N15428").kolada_id == "N15428"


def test_a_misspelt_id_is_answered_with_those_that_are_close():
    with pytest.raises(UnknownIndicator, match="N15428"):
        CATALOGUE.find("N15429")
    with pytest.raises(UnknownIndicator, match="N33816"):
        CATALOGUE.find("Barn placerade på HVB")
    with pytest.raises(LookupError):
        CATALOGUE.find("")


def test_a_theme_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(UnknownTheme, match="placements"):
        CATALOGUE.of_theme("housing")


def test_the_catalogue_is_read_once():
    assert load_catalogue() is load_catalogue()


def test_the_units_of_the_schema_are_those_that_can_be_written():
    listed = schema()["$defs"]["indicator"]["properties"]["unit"]["enum"]
    assert sorted(listed) == sorted(UNITS)


def test_every_field_of_an_indicator_has_a_guideline():
    for name, field in schema()["$defs"]["indicator"]["properties"].items():
        said = field.get("description") or schema()["$defs"][name]["description"]
        assert len(said) > 30, name


def test_values_are_written_as_a_swedish_reader_expects():
    use("sv")
    assert written(0.4123, "share", 1) == "41,2\u00a0%"
    assert written(None, "per_1000", 1) == "–"  # noqa: RUF001
    assert CATALOGUE.find("N15428").written(0.8905) == "89,0\u00a0%"


def test_unit_costs_are_ranges_and_say_when_they_are_assumed():
    for cost in CATALOGUE.unit_costs.values():
        assert 0 < cost.low_sek < cost.high_sek
        assert cost.is_assumption == cost.source.sv.startswith("Antagande")
        assert cost.watch_out


def test_a_flow_preset_has_its_ends_among_its_states():
    assert list(CATALOGUE.flow_presets) == [
        *("replacement", "absence_to_placement", "first_assistance_to_long", "worry_to_placement")
    ]
    for preset in CATALOGUE.flow_presets.values():
        ends = {*preset.outcome_types, *preset.origin_types}
        assert ends <= set(preset.state_types)
        assert {t for types in preset.merges.values() for t in types} <= set(preset.state_types)
        assert not set(preset.support_types) & set(preset.state_types)


def test_the_replacement_preset_asks_what_the_guide_s_figure_six_asks():
    preset = CATALOGUE.flow_presets["replacement"]
    assert preset.outcome_types == preset.origin_types == ("HVB", "SiS")
    assert preset.merges["HVB/SiS"] == ("HVB", "SiS")
    assert preset.support_types == ("Öppenvård",)
    assert preset.gap_days == 7  # the default of the design's section on flows
