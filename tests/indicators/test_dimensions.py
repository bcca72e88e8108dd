"""Are columns and values recognised in the spellings that Swedish files use?"""

import pytest

from indicators.dimensions import canonical_sex, guess_role, known_dimensions, label_of, labels_for


@pytest.mark.parametrize(
    ("value", "sex"),
    [
        *(("K", "women"), ("kvinna", "women"), ("Flicka", "women"), ("girl", "women")),
        *(("2", "women"), (2, "women"), ("M", "men"), ("män", "men"), ("pojke", "men")),
        *((1, "men"), ("T", "total"), ("1+2", "total"), ("", None), (None, None), ("x", None)),
    ],
)
def test_sex_in_the_spellings_of_kolada_scb_and_files(value, sex):
    assert canonical_sex(value) == sex


@pytest.mark.parametrize(
    ("column", "role"),
    [
        *(("Kön", "sex"), ("kon", "sex"), ("GENDER", "sex"), ("age_years", "age")),
        *(("Ålder", "age"), ("DeSO-kod", "area"), ("area_code", "area"), ("Områdeskod", "area")),
        *(("födelseland", None), ("skostorlek", None)),
    ],
)
def test_the_role_of_a_column_is_guessed_from_its_name_only_where_it_is_plain(column, role):
    assert guess_role(column) == role


def test_values_keep_their_own_spelling_and_get_labels():
    assert labels_for("sex", ["boy", "girl"]) == [
        ("girl", "Flickor", "Girls"),
        ("boy", "Pojkar", "Boys"),
    ]


def test_the_samples_dimensions_have_labels_for_all_their_values():
    values = {
        "sex": ["women", "men"],
        "birth_region": ["nordic", "outside_nordic"],
        "parents_education": ["compulsory", "upper_secondary", "post_secondary"],
        "family_type": ["two_parents", "one_parent", "single", "couple"],
        "income_quintile": ["1", "2", "3", "4", "5"],
        "employment": ["employed", "studying", "neither", "not_applicable"],
    }
    for name, expected in values.items():
        labelled = labels_for(name, [*expected, "unknown"])
        assert [value for value, _sv, _en in labelled] == [*expected, "unknown"]
        assert all(sv not in expected and en not in expected for _value, sv, en in labelled)
        assert labelled[-1][1:] == ("Uppgift saknas", "Unknown")


def test_ages_come_in_order_of_age():
    assert labels_for("age_group", ["unknown", "80+", "6-9", "10-12"]) == [
        ("6-9", "6–9 år", "Aged 6–9"),  # noqa: RUF001
        ("10-12", "10–12 år", "Aged 10–12"),  # noqa: RUF001
        ("80+", "80 år och äldre", "Aged 80 and over"),
        ("unknown", "Uppgift saknas", "Unknown"),
    ]


def test_a_dimension_of_the_files_own_making_shows_its_own_words():
    assert labels_for("youth_club", ["Väst", "Öst"]) == [
        ("Väst", "Väst", "Väst"),
        ("Öst", "Öst", "Öst"),
    ]
    assert label_of("youth_club").sv == "Youth club"
    assert label_of("kön").en == "Sex"


def test_no_column_name_belongs_to_two_dimensions():
    names = [name for known in known_dimensions().values() for name in known.columns]
    assert len(names) == len(set(names))
