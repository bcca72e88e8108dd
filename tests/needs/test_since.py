"""Evidence opened on other data says what has changed, and only that."""

from dataclasses import replace

from seen import snapshot

from needs.changes import Kind, differences
from needs.figures import Figures, Row

THEN = snapshot().figures


def changed(**rows):
    """The same table with some rows exchanged; None takes one away."""
    kept = [rows.get(row.key, row) for row in THEN.rows]
    new = [row for key, row in rows.items() if key not in {r.key for r in THEN.rows}]
    return replace(THEN, rows=tuple(row for row in [*kept, *new] if row is not None))


def test_the_same_figures_have_not_changed():
    assert differences(THEN, THEN) == ()


def test_a_new_label_is_no_change():
    assert differences(THEN, changed(granfors=replace(THEN.rows[0], label="Granfors (D11)"))) == ()


def test_what_cannot_be_seen_in_the_table_is_no_change():
    assert differences(THEN, changed(granfors=replace(THEN.rows[0], value=0.20004))) == ()


def test_a_changed_figure_is_told_with_both():
    [one] = differences(THEN, changed(granfors=replace(THEN.rows[0], value=0.25)))
    assert (one.kind, one.then.value, one.now.value) == (Kind.CHANGED, 0.2, 0.25)


def test_the_row_in_focus_comes_first_then_the_whole_then_the_largest_change():
    now = changed(
        granfors=replace(THEN.rows[0], value=0.21), centrum=replace(THEN.rows[1], value=0.4)
    )
    now = replace(now, whole=replace(THEN.whole, value=0.2))
    labels = [each.label for each in differences(THEN, now)]
    assert labels == ["Granfors", "Hela kommunen", "Centrum"]


def test_rows_that_come_go_or_are_withheld_are_told():
    hidden = Row("centrum", "Centrum", None, withheld="färre än 5 personer")
    now = changed(granfors=None, centrum=hidden, vaster=Row("vaster", "Väster", 0.1))
    kinds = {each.label: each.kind for each in differences(THEN, now)}
    assert kinds == {"Granfors": Kind.GONE, "Centrum": Kind.CHANGED, "Väster": Kind.NEW}


def test_a_value_outside_its_old_interval_is_told_from_one_inside():
    inside = differences(THEN, changed(granfors=replace(THEN.rows[0], value=0.22)))
    outside = differences(THEN, changed(granfors=replace(THEN.rows[0], value=0.25)))
    assert [each.is_beyond for each in (*inside, *outside)] == [False, True]  # 17.6 to 22.6 %


def test_without_an_interval_nothing_is_said_of_chance():
    bare = replace(THEN.rows[0], low=None, high=None)
    then = replace(THEN, rows=(bare,))
    [one] = differences(then, replace(then, rows=(replace(bare, value=0.9),)))
    assert one.is_beyond is None


def test_what_stood_beside_is_compared_too_and_named():
    beside = replace(THEN, title="Med stöd", whole=None, rows=(THEN.rows[1],))
    other = replace(beside, rows=(replace(THEN.rows[1], value=0.5),))
    [one] = differences(replace(THEN, beside=(beside,)), replace(THEN, beside=(other,)))
    assert one.label == "Centrum, Med stöd"


def test_evidence_saved_before_there_was_anything_beside_can_be_read():
    old = {name: value for name, value in THEN.to_json().items() if name in OLD_FIELDS}
    assert Figures.from_json(old) == THEN


OLD_FIELDS = (
    *("indicator", "title", "unit", "decimals", "better_is", "year", "by", "rows", "whole"),
    *("focus", "trend", "outcome"),
)
