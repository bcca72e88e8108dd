"""Identity numbers never reach the database, and names are warned of."""

import pytest

from needs.errors import TextTooLong
from needs.evidence_and_voices import add_voice
from needs.free_text import LONGEST, IdentityNumberInText, checked, possible_names
from needs.need import IdeaReview, TargetGroup, VoiceKind
from needs.repository import begin_need, edit_need, history, one_need

NUMBER = "19640823-3234"  # Skatteverket's test number


def test_an_identity_number_is_refused_and_not_repeated():
    with pytest.raises(IdentityNumberInText) as refused:
        checked(f"Pojken ({NUMBER}) kom hem", "Ord")
    assert "3234" not in str(refused.value)
    assert "1964" in str(refused.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": NUMBER},
        {"sentence": NUMBER},
        {"target_group": TargetGroup(NUMBER)},
        {"staff_picture": NUMBER},
        {"agreed_picture": NUMBER},
        {"idea_review": IdeaReview(open_questions=NUMBER)},
        {"idea_review": IdeaReview(long_term_goals=NUMBER)},
    ],
)
def test_no_field_takes_one_and_nothing_of_the_edit_is_saved(sqlite, changes):
    need = begin_need(sqlite, "Unga")
    with pytest.raises(IdentityNumberInText):
        edit_need(sqlite, need.id, need.version, {**changes, "theme": "school"})
    assert one_need(sqlite, need.id) == need
    assert NUMBER not in str(history(sqlite, need.id))


def test_neither_do_peoples_words_nor_who_said_them(sqlite):
    need = begin_need(sqlite, "Unga")
    for who, words in ((NUMBER, "Stökigt."), ("mamma", f"Min son {NUMBER}")):
        with pytest.raises(IdentityNumberInText):
            add_voice(sqlite, need.id, VoiceKind.INTERVIEW, who, words)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jag träffade Anna Lindgren i går.", ("Anna Lindgren",)),
        ("Anna Lindgren sa det.", ("Anna Lindgren",)),
        ("Vi pratade med Kalle om skolan.", ("Kalle",)),
        ("Rektor Svensson var med.", ("Rektor Svensson",)),
        ("Det sa Karl-Johan von Berg och Fatima.", ("Karl-Johan Berg", "Fatima")),
        ("Annas mamma var orolig, sa Annas mamma.", ("Annas",)),
        ("Unga i Norra Åsen och Granfors saknar praktik.", ()),
        ("Bruket i Granfors stängde 2018. Sedan dess saknas arbete.", ()),
        ("Socialtjänsten, Region Exempellän och Svenska kyrkan deltar.", ()),
        ("", ()),
    ],
)
def test_names_are_warned_of_and_places_are_not(text, names):
    assert possible_names(text) == names


def test_a_novel_is_refused():
    with pytest.raises(TextTooLong):
        checked("å" * (LONGEST + 1), "Ord")
