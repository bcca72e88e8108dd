"""A need is written, grows by figures and words, and moves on only when it may."""

from dataclasses import replace
from datetime import date

import pytest
from seen import snapshot

from needs.errors import EmptyText, NotEditable, StillNeeded, UnknownNeed
from needs.evidence_and_voices import add_voice, save_evidence, take_away_evidence, take_away_voice
from needs.need import IdeaReview, TargetGroup, VoiceKind
from needs.repository import (
    all_needs,
    begin_need,
    edit_need,
    history,
    one_need,
    set_status,
    tick,
)
from needs.status import Check, Status
from needs.steps import NotReady
from needs.tables import EvidenceRow, FrozenRow


def with_both_kinds(database):
    """A need with one frozen view and one person's words."""
    need = begin_need(database, "Unga i Granfors står utanför")
    save_evidence(database, need.id, snapshot())
    return add_voice(
        database, need.id, VoiceKind.INTERVIEW, "fältassistent", "De har ingenstans att gå."
    )


def test_what_is_written_is_read_back_whole(database):
    need = begin_need(database, "  Unga i Granfors  ", theme="work", role="ledamot")
    written = edit_need(
        database,
        need.id,
        need.version,
        {
            "sentence": "Unga i Granfors behöver en väg till arbete eller studier.",
            "target_group": TargetGroup("16–24 år i Granfors", (("area_code_district", "D11"),)),
            "idea_review": IdeaReview(content="Uppsökande arbete"),
        },
    )
    read = one_need(database, need.id)
    assert read == written
    assert (read.title, read.theme, read.created_by) == ("Unga i Granfors", "work", "ledamot")
    assert read.target_group.conditions == (("area_code_district", "D11"),)
    assert read.idea_review.content == "Uppsökande arbete"
    assert all_needs(database) == (read,)


def test_evidence_is_frozen_as_it_was_seen(database):
    seen = snapshot()
    need = save_evidence(database, begin_need(database, "Unga").id, seen, role="ledamot")
    [kept] = one_need(database, need.id).evidence
    assert kept.figures == seen.figures
    assert (kept.sources, kept.caveats, kept.link) == (seen.sources, seen.caveats, seen.link)
    assert (kept.data_version, kept.saved_by) == ("v1", "ledamot")
    assert kept.saved_at.utcoffset() is not None


def test_frozen_evidence_cannot_be_changed_even_by_us(sqlite):
    need = save_evidence(sqlite, begin_need(sqlite, "Unga").id, snapshot())
    with pytest.raises(FrozenRow), sqlite.writing() as session:
        session.get(EvidenceRow, need.evidence[0].id).sentence = "Allt är bra."


def test_a_need_on_figures_alone_is_not_verified_and_says_what_is_missing(database):
    need = save_evidence(database, begin_need(database, "Unga").id, snapshot())
    with pytest.raises(NotReady, match="intervju|interview") as refused:
        set_status(database, need.id, need.version, Status.VERIFIED)
    assert len(refused.value.missing) == 1
    assert one_need(database, need.id).status is Status.NOTICED


def test_a_need_on_words_alone_is_not_verified_either(sqlite):
    need = begin_need(sqlite, "Unga")
    need = add_voice(
        sqlite, need.id, VoiceKind.DOCUMENT, "skolans kvalitetsrapport", "Fler stannar hemma."
    )
    with pytest.raises(NotReady) as refused:
        set_status(sqlite, need.id, need.version, Status.VERIFIED)
    assert len(refused.value.missing) == 1


def test_both_kinds_of_evidence_make_a_need_verified(database):
    need = with_both_kinds(database)
    assert set_status(database, need.id, need.version, Status.VERIFIED).status is Status.VERIFIED


def test_an_agreed_need_has_a_target_group_a_picture_and_three_ticks(sqlite):
    need = with_both_kinds(sqlite)
    with pytest.raises(NotReady) as refused:
        set_status(sqlite, need.id, need.version, Status.AGREED)
    assert len(refused.value.missing) == 3  # group, picture, ticks
    need = edit_need(
        sqlite,
        need.id,
        need.version,
        {"target_group": TargetGroup("16–24 år i Granfors"), "agreed_picture": "Bruket stängde."},
    )
    for check in Check:
        need = tick(sqlite, need.id, need.version, check)
    need = set_status(sqlite, need.id, need.version, Status.AGREED)
    need = set_status(sqlite, need.id, need.version, Status.IN_IDEA_REVIEW)
    with pytest.raises(NotReady, match="5"):  # the five questions
        set_status(sqlite, need.id, need.version, Status.HANDED_OVER)
    answers = IdeaReview("ja", "ja", "ja", "ja", "ja")
    need = edit_need(sqlite, need.id, need.version, {"idea_review": answers})
    assert set_status(sqlite, need.id, need.version, Status.HANDED_OVER).status.words


def test_a_need_is_set_aside_with_a_reason_only(sqlite):
    need = begin_need(sqlite, "Unga")
    with pytest.raises(NotReady):
        set_status(sqlite, need.id, need.version, Status.SET_ASIDE, reason="  ")
    need = set_status(sqlite, need.id, need.version, Status.SET_ASIDE, reason="Täcks av 2027")
    assert need.set_aside_reason == "Täcks av 2027"
    back = set_status(sqlite, need.id, need.version, Status.NOTICED)
    assert (back.status, back.set_aside_reason) == (Status.NOTICED, "")


def test_what_a_status_rests_on_cannot_be_taken_away(sqlite):
    need = with_both_kinds(sqlite)
    set_status(sqlite, need.id, need.version, Status.VERIFIED)
    with pytest.raises(StillNeeded):
        take_away_voice(sqlite, need.voices[0].id)
    with pytest.raises(StillNeeded):
        take_away_evidence(sqlite, need.evidence[0].id)
    assert len(one_need(sqlite, need.id).voices) == 1


def test_what_is_taken_away_is_gone_from_the_need_and_stays_in_the_log(database):
    need = with_both_kinds(database)
    need = take_away_voice(database, need.voices[0].id, role="ledamot")
    assert need.voices == ()
    latest = history(database, need.id)[0]
    assert (latest.what, latest.before, latest.after, latest.by) == (
        "voice",
        "fältassistent",
        "",
        "ledamot",
    )
    with pytest.raises(UnknownNeed):
        take_away_voice(database, 1)


def test_every_change_is_logged_with_what_stood_there_before(database):
    need = begin_need(database, "Unga", role="strateg")
    edit_need(database, need.id, need.version, {"title": "Unga i Granfors"}, role="ledamot")
    changes = [(c.what, c.before, c.after, c.by) for c in history(database, need.id)]
    assert changes == [
        ("title", "Unga", "Unga i Granfors", "ledamot"),
        ("status", "", "noticed", "strateg"),
    ]


def test_an_edit_that_changes_nothing_logs_nothing(sqlite):
    need = begin_need(sqlite, "Unga")
    same = edit_need(sqlite, need.id, need.version, {"title": "Unga"})
    assert same.version == need.version
    assert len(history(sqlite, need.id)) == 1


def test_the_staffs_picture_is_stamped_when_first_written(sqlite):
    need = begin_need(sqlite, "Unga")
    assert need.staff_came_first is None
    need = edit_need(sqlite, need.id, need.version, {"staff_picture": "Vi ser fler hemma."})
    first = need.staff_picture_at
    need = save_evidence(sqlite, need.id, snapshot())
    assert need.staff_came_first
    need = edit_need(sqlite, need.id, need.version, {"staff_picture": "Vi ser många fler hemma."})
    assert need.staff_picture_at == first


def test_a_picture_written_after_the_figures_says_so(sqlite):
    need = save_evidence(sqlite, begin_need(sqlite, "Unga").id, snapshot())
    need = edit_need(sqlite, need.id, need.version, {"staff_picture": "Det visste vi."})
    assert need.staff_came_first is False


def test_the_card_shows_the_chosen_evidence_else_the_first(sqlite):
    need = save_evidence(sqlite, begin_need(sqlite, "Unga").id, snapshot())
    need = save_evidence(sqlite, need.id, snapshot(title="En annan vy"))
    assert need.main_evidence == need.evidence[0]
    second = need.evidence[1]
    need = edit_need(sqlite, need.id, need.version, {"main_evidence_id": second.id})
    assert need.main_evidence == second
    need = take_away_evidence(sqlite, second.id)
    assert need.main_evidence == need.evidence[0]


def test_words_have_a_day_a_kind_and_a_role(sqlite):
    need = begin_need(sqlite, "Unga")
    need = add_voice(
        sqlite,
        need.id,
        VoiceKind.FOCUS_GROUP,
        "elever i nian",
        "Stökigt.",
        said_on=date(2026, 3, 2),
    )
    [voice] = need.voices
    assert (voice.kind, voice.said_on) == (VoiceKind.FOCUS_GROUP, date(2026, 3, 2))
    with pytest.raises(EmptyText):
        add_voice(sqlite, need.id, VoiceKind.INTERVIEW, " ", "Stökigt.")


def test_unknown_needs_and_fields_are_told(sqlite):
    with pytest.raises(UnknownNeed, match="17"):
        one_need(sqlite, 17)
    need = begin_need(sqlite, "Unga")
    with pytest.raises(NotEditable, match="status"):
        edit_need(sqlite, need.id, need.version, {"status": "agreed"})
    with pytest.raises(EmptyText):
        edit_need(sqlite, need.id, need.version, {"title": ""})


def test_figures_survive_json():
    figures = snapshot().figures
    assert type(figures).from_json(figures.to_json()) == figures
    assert replace(figures, focus="").focused == figures.whole
