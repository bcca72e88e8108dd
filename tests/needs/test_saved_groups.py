"""Saved groups are kept and never overwritten in silence, on SQLite and on PostgreSQL."""

import pytest

from needs.database import Database, open_database
from needs.errors import EmptyText, NeedsAway, TextTooLong
from needs.free_text import IdentityNumberInText
from needs.saved_groups import (
    GroupChanged,
    NameTaken,
    change_group,
    delete_group,
    save_group,
    saved_groups,
)

BOYS = (("sex", ("men",)), ("age_group", ("13-15", "16-19")))
AREA = (("area_code", tuple(f"9999A{n:04}" for n in range(200))),)


def test_a_group_comes_back_as_it_was_saved(database):
    saved = save_group(database, "  Pojkar   13-19 år ", BOYS, role="preparation_group")
    assert (saved.name, saved.conditions) == ("Pojkar 13-19 år", BOYS)
    assert saved.saved_by == "preparation_group"
    assert saved.saved_at == saved.changed_at
    again = open_database(database.engine.url.render_as_string(hide_password=False))
    assert saved_groups(again) == (saved,)
    again.engine.dispose()


def test_an_own_area_of_two_hundred_areas_is_kept_with_its_level(database):
    saved = save_group(database, "Norr", AREA, level="deso")
    assert (saved.level, saved.conditions) == ("deso", AREA)


def test_groups_stand_in_the_order_of_their_names(database):
    for name in ("norr", "Centrum", "Öster"):
        save_group(database, name, BOYS)
    assert [g.name for g in saved_groups(database)] == ["Centrum", "norr", "Öster"]


@pytest.mark.parametrize("same", ["Norr", "  norr", "NORR "])
def test_a_name_that_is_taken_is_told_and_overwrites_nothing(database, same):
    first = save_group(database, "Norr", AREA)
    with pytest.raises(NameTaken, match="Norr") as told:
        save_group(database, same, BOYS)
    assert told.value.taken == first
    assert saved_groups(database) == (first,)


def test_two_that_save_one_name_at_once_do_not_both_get_it(database, monkeypatch):
    monkeypatch.setattr("needs.saved_groups._require_free", lambda *_asked, **_how: None)
    first = save_group(database, "Norr", AREA)
    with pytest.raises(NameTaken):
        save_group(database, "Norr", BOYS)
    other = save_group(database, "Söder", BOYS)
    with pytest.raises(NameTaken):
        change_group(database, other, name="NORR")
    assert saved_groups(database) == (first, other)


def test_who_means_it_saves_over_and_the_name_is_the_old_one(database):
    first = save_group(database, "Norr", AREA, level="deso", role="strategist")
    changed = change_group(database, first, conditions=BOYS, role="administrator")
    assert (changed.name, changed.conditions, changed.level) == ("Norr", BOYS, "")
    assert (changed.saved_by, changed.changed_by) == ("strategist", "administrator")
    assert changed.changed_at > changed.saved_at


def test_a_name_is_changed_also_in_its_capitals_alone(database):
    saved = save_group(database, "norr", BOYS)
    assert change_group(database, saved, name="Norr").name == "Norr"
    other = save_group(database, "Söder", BOYS)
    with pytest.raises(NameTaken):
        change_group(database, other, name="norr")


def test_what_somebody_else_changed_or_deleted_in_between_is_left_alone(database):
    seen = save_group(database, "Norr", BOYS)
    theirs = change_group(database, seen, conditions=AREA)
    for mine in (
        lambda: change_group(database, seen, name="Söder"),
        lambda: delete_group(database, seen),
    ):
        with pytest.raises(GroupChanged, match="Norr"):
            mine()
    assert saved_groups(database) == (theirs,)
    delete_group(database, theirs)
    assert saved_groups(database) == ()
    with pytest.raises(GroupChanged):
        change_group(database, theirs, name="Söder")


@pytest.mark.parametrize(
    ("name", "error"),
    [
        (" ", EmptyText),
        ("x" * 61, TextTooLong),
        ("Pojken 121212-1212", IdentityNumberInText),
    ],
)
def test_a_name_that_may_not_be_is_refused_and_nothing_is_saved(sqlite, name, error):
    with pytest.raises(error):
        save_group(sqlite, name, BOYS)
    saved = save_group(sqlite, "Norr", BOYS)
    with pytest.raises(error):
        change_group(sqlite, saved, name=name)
    assert saved_groups(sqlite) == (saved,)


def test_a_group_of_everyone_is_no_group(sqlite):
    with pytest.raises(EmptyText):
        save_group(sqlite, "Alla", ())


def test_a_database_that_is_away_says_so():
    from sqlalchemy import create_engine

    away = Database(create_engine("sqlite:////dev/null/needs.db"))
    for act in (lambda: saved_groups(away), lambda: save_group(away, "Norr", BOYS)):
        with pytest.raises(NeedsAway):
            act()


@pytest.mark.parametrize("same", ["Gra\u200bnfors", "Granfors\u202e", "\ufeffＧranfors"])
def test_two_names_that_look_the_same_are_one_name(sqlite, same):
    """Signs that nobody sees, and wide letters, would let one group pass for another."""
    save_group(sqlite, "Granfors", (("sex", ("men",)),))
    with pytest.raises(NameTaken):
        save_group(sqlite, same, (("sex", ("women",)),))


def test_a_ring_written_as_two_signs_is_the_same_letter(sqlite):
    saved = save_group(sqlite, "Norra A\u030asen", (("sex", ("men",)),))
    assert saved.name == "Norra Åsen"
