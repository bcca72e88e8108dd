"""A link opens the same view for somebody else, and nonsense in it opens the default."""

import itertools
import random
from dataclasses import replace

import pytest

from analysis.answers import Choices, IndicatorChoice
from ui.state.group_address import group_of
from ui.state.selection import PARAMETERS, Selection

SPLITS = {"sex": "Kön", "age_group": "Ålder", "age_group_broad": "Ålder, breda", "deso": "Område"}
CHOICES = Choices(
    municipality="9999",
    municipality_name="Exempelby",
    is_sample=True,
    themes={"school": "Skola", "work": "Arbete"},
    indicators={
        "N1": IndicatorChoice("N1", "school", "Ett", (2015, 2016, 2020), {"sex": "Kön"}, own=False),
        "own1": IndicatorChoice("own1", "school", "Två", (2020, 2021, 2022), SPLITS, own=True),
        "N2": IndicatorChoice("N2", "work", "Tre", (2019,), {}, own=False),
    },
    sexes={"women": "Kvinnor", "men": "Män"},
    ages={"13-15": "13-15 år", "80+": "80+ år"},
    areas={"9999D01": "Norra Åsen", "9999A0010": "Åsen & Söder 1"},
    values={
        "sex": {"women": "Kvinnor", "men": "Män"},
        "age_group": {"13-15": "13-15 år", "80+": "80+ år"},
        "age_group_broad": {"13-64": "13-64 år"},
        "deso": {f"9999A{n:04}": f"Område {n}" for n in range(300)},
    },
    finest={
        "sex": "sex",
        "age_group": "age_group",
        "age_group_broad": "age_group",
        "deso": "deso",
    },
)


def every_selection():
    pairs = [(), *((name,) for name in SPLITS)]
    pairs += [
        pair
        for pair in itertools.permutations(SPLITS, 2)
        if CHOICES.finest[pair[0]] != CHOICES.finest[pair[1]]
    ]
    for sex, age, area, by, comparison, language in itertools.product(
        (None, *CHOICES.sexes),
        (None, *CHOICES.ages),
        (None, *CHOICES.areas),
        pairs,
        ("comparable", "country"),
        ("sv", "en"),
    ):
        yield Selection("9999", "school", "own1", 2021, sex, age, area, by, comparison, language)


def test_every_selection_survives_its_own_link():
    for selection in every_selection():
        read, misread = Selection.from_query(selection.to_query(), CHOICES)
        assert (read, misread) == (selection, {})


def with_group(text):
    return Selection.from_query({"nyckeltal": "own1", "grupp": text}, CHOICES)


def test_a_group_stands_in_the_link_as_codes():
    group = group_of({"sex": ["men"], "deso": ["9999A0002", "9999A0001"]})
    query = replace(Selection.default(CHOICES), group=group).to_query()
    assert query["grupp"] == "deso:9999A0001,9999A0002;sex:men"
    assert with_group(query["grupp"])[0].group == group


def test_an_own_area_of_two_hundred_areas_survives_its_link():
    group = group_of({"deso": [f"9999A{n:04}" for n in range(200)]})
    read, misread = with_group(replace(Selection.default(CHOICES), group=group).to_query()["grupp"])
    assert (read.group, misread) == (group, {})


@pytest.mark.parametrize(
    "text",
    [
        "sex:other",  # nobody has it
        "shoe_size:43",  # no dimension of the store
        "sex",
        "sex:",
        "sex:men,",
        ":men",
        "sex:men:women",
        "sex:men;sex:women",
        "age_group:80+;age_group_broad:13-64",  # two levels of one
        "deso:" + ",".join(f"9999A{n:04}" for n in range(201)),
        "sex:men\\",
        ";;;",
    ],
)
def test_a_group_that_cannot_be_read_is_everyone_and_is_named(text):
    read, misread = with_group(text)
    assert (read.group, misread) == ((), {"grupp": text})


def test_a_group_stays_when_theme_and_indicator_change():
    group = group_of({"sex": ["men"]})
    selection = Selection("9999", "work", "own1", 2021, group=group)
    assert selection.fitted(CHOICES).group == group


def test_an_empty_link_is_the_first_indicator_in_its_latest_year():
    read, misread = Selection.from_query({}, CHOICES)
    assert read == Selection("9999", "school", "N1", 2020)
    assert misread == {}


@pytest.mark.parametrize("parameter", sorted(set(PARAMETERS.values())))
@pytest.mark.parametrize("value", ["?", "'; DROP TABLE cell; --", "<script>", "sex,sex", "1" * 999])
def test_nonsense_keeps_the_default_and_is_named(parameter, value):
    read, misread = Selection.from_query({parameter: value}, CHOICES)
    assert read == Selection.default(CHOICES)
    assert misread == {parameter: value}


def test_random_links_never_raise_and_always_give_something_that_exists():
    random.seed(2024)
    words = ["N1", "own1", "N2", "school", "work", "2020", "men", "80+", "sex", "sex,deso", "x", ""]
    for _round in range(2000):
        query = {name: random.choice(words) for name in random.sample(list(PARAMETERS.values()), 4)}
        read, misread = Selection.from_query(query, CHOICES)
        assert read.indicator in CHOICES.of_theme(read.theme)
        assert Selection.from_query(read.to_query(), CHOICES) == (read, {})
        assert all(query[name] == value for name, value in misread.items())


def test_two_levels_of_one_dimension_are_not_understood():
    query = {"nyckeltal": "own1", "uppdelning": "age_group,age_group_broad"}
    read, misread = Selection.from_query(query, CHOICES)
    assert read.by == ()
    assert misread == {"uppdelning": "age_group,age_group_broad"}


@pytest.mark.parametrize(
    ("indicator", "splits", "most"),
    [("own1", ("sex", "age_group", "deso"), 2), ("N3", ("sex", "age_group"), 1)],
)
def test_more_splits_than_a_page_allows_are_refused_in_a_link_and_cut_in_a_choice(
    indicator, splits, most
):
    public = IndicatorChoice("N3", "school", "Fyra", (2021,), SPLITS, own=False)
    choices = replace(CHOICES, indicators={**CHOICES.indicators, "N3": public})
    query = {"nyckeltal": indicator, "uppdelning": ",".join(splits)}
    read, misread = Selection.from_query(query, choices)
    assert (read.by, misread) == ((), {"uppdelning": ",".join(splits)})
    chosen = Selection("9999", "school", indicator, 2021, by=splits).fitted(choices)
    assert chosen.by == splits[:most]


def test_an_indicator_in_a_link_brings_its_own_theme():
    read, _misread = Selection.from_query({"tema": "school", "nyckeltal": "N2"}, CHOICES)
    assert read.theme == "work"


def test_another_theme_brings_its_first_indicator():
    selection = Selection("9999", "work", "own1", 2021, by=("sex",))
    assert selection.fitted(CHOICES) == replace(selection, indicator="N2", by=())


def test_a_year_that_the_indicator_lacks_shows_its_nearest_earlier_one():
    indicator = CHOICES.indicators["N1"]
    assert Selection("9999", "school", "N1", 2019).year_of(indicator) == 2016
    assert Selection("9999", "school", "N1", 2001).year_of(indicator) == 2015


def test_a_page_finds_its_own_parameters_in_the_link():
    read, misread = Selection.from_query({"lager": "index"}, CHOICES)
    assert dict(read.extra) == {"lager": "index"}
    assert misread == {}
