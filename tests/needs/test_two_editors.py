"""Two people who edit at once never overwrite each other in silence."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from seen import snapshot

from needs.errors import StaleEdit
from needs.evidence_and_voices import save_evidence
from needs.repository import begin_need, edit_need, history, one_need, set_status
from needs.status import Status


def test_the_second_editor_gets_both_versions_and_nothing_is_lost(database):
    opened = begin_need(database, "Unga")
    edit_need(database, opened.id, opened.version, {"sentence": "Den första meningen."})
    with pytest.raises(StaleEdit) as refused:
        edit_need(database, opened.id, opened.version, {"sentence": "Den andra meningen."})
    assert refused.value.theirs.sentence == "Den första meningen."
    assert refused.value.mine == {"sentence": "Den andra meningen."}
    assert one_need(database, opened.id).sentence == "Den första meningen."


def test_having_seen_both_the_second_editor_can_save(database):
    opened = begin_need(database, "Unga")
    edit_need(database, opened.id, opened.version, {"sentence": "Den första."})
    with pytest.raises(StaleEdit) as refused:
        edit_need(database, opened.id, opened.version, {"sentence": "Den andra."})
    both = edit_need(
        database, opened.id, refused.value.theirs.version, {"sentence": "Den första. Den andra."}
    )
    assert both.sentence == "Den första. Den andra."


def test_of_eight_who_save_in_the_same_moment_one_is_saved(database):
    opened = begin_need(database, "Unga")
    ready = Barrier(8)

    def save(number):
        ready.wait()
        try:
            edit_need(database, opened.id, opened.version, {"sentence": f"Nummer {number}."})
        except StaleEdit:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        saved = [number for number in pool.map(save, range(8)) if number is not None]
    assert len(saved) == 1
    assert one_need(database, opened.id).sentence == f"Nummer {saved[0]}."
    assert len(history(database, opened.id)) == 2


def test_a_status_set_on_an_old_version_is_refused(sqlite):
    opened = begin_need(sqlite, "Unga")
    edit_need(sqlite, opened.id, opened.version, {"title": "Unga i Granfors"})
    with pytest.raises(StaleEdit):
        set_status(sqlite, opened.id, opened.version, Status.SET_ASIDE, reason="Fel kommun")


def test_evidence_put_under_a_need_does_not_disturb_who_is_writing(sqlite):
    opened = begin_need(sqlite, "Unga")
    save_evidence(sqlite, opened.id, snapshot())
    saved = edit_need(sqlite, opened.id, opened.version, {"title": "Unga i Granfors"})
    assert len(saved.evidence) == 1
