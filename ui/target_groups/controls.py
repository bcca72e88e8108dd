"""With what does the reader ask for target groups, delimit one, price it and save it?

ui/target_groups/choices.py reads from the address what is chosen here, so the widgets may stand
where they are needed.
"""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from analysis.answers import ConditionChoice, values_of
from language import _
from needs.saved_groups import SavedGroup
from ui.ask import saved_groups
from ui.page import controls, frame, group_saving, tables
from ui.state import selection, session
from ui.state.group_address import BY_HAND, CONDITION, PART, group_of
from ui.target_groups import choices, custom_view
from ui.target_groups import cost as target_cost
from ui.target_groups.choices import ADJUST, ALL, DIRECTION, OUTCOME, PERIOD, WORSE

View = TypeVar("View")
A_ROW = 3


def question() -> str:
    """Which outcome, over which years, which part; returns the part. '' where there is none."""
    now = session.current()
    if not choices.outcomes():
        return ""
    first, second = st.columns([3, 2], vertical_alignment="bottom")
    with first:
        offered = choices.offered(now)
        st.selectbox(  # never segments: their names would not fit on a phone
            _("Outcome"),
            list(offered),
            format_func=offered.get,
            **session.widget_of_own(OUTCOME, offered, choices.default_outcome(now)),
        )
    now = session.current()
    with second:
        controls.choose(PERIOD, _("Years"), choices.periods(now), ALL)
    part = controls.choose(PART, _("Show"), choices.parts(), choices.FOUND)
    _keep_what_is_not_drawn(part)
    return part


def searched(draw: Callable[[selection.Selection, frame.Palette], View]) -> View:
    """What `draw` makes, with a word to whoever waits for the search."""
    with st.spinner(_("Looking through the groups …")):
        return frame.drawn(draw)


def finder() -> None:
    """Which way the groups stand out, and what is adjusted for."""
    first, second = st.columns(2)
    with first:
        controls.choose(DIRECTION, _("Groups that do"), choices.directions(), WORSE)
    with second:
        controls.choose(
            ADJUST,
            _("Adjusted for"),
            choices.adjustments(),
            choices.default_adjustment(),
        )


def conditions() -> None:
    """A box for each dimension that the group can be delimited by, each with one or more values."""
    for place, choice in enumerate(choices.conditions_there()):
        if place % A_ROW == 0:  # a row of columns at a time, so that a phone keeps the order
            columns = st.columns(A_ROW)
        with columns[place % A_ROW]:
            _condition(choice)


def _condition(choice: ConditionChoice) -> None:
    now, name = session.current(), CONDITION + choice.dimension
    _keep_condition(choice)
    chosen = choices.condition(now, choice)
    level = choice.columns[chosen[0]] if chosen else None
    # once one is chosen the others are of its level: small areas, or districts, never both
    options = [v for v in choice.values if level in (None, choice.columns[v])]
    key = f"choose_own_{name}"
    session.show_in(key, list(chosen))
    st.multiselect(
        choice.label,
        options,
        format_func=choice.values.get,
        placeholder=_("everyone"),
        key=key,
        on_change=_take_condition,
        args=(name, key, choices.default_condition(now, choice)),
    )


def _take_condition(name: str, key: str, default: tuple[str, ...]) -> None:
    chosen = tuple(session.told_by(key))
    as_default = set(chosen) == set(default)
    session.keep_own(name, "" if as_default else choices.values_as_text(chosen))


def _keep_condition(choice: ConditionChoice) -> None:
    session.own_text(
        CONDITION + choice.dimension,
        lambda text: choices.values_in(text, choice) is not None,
    )


def cost(view: custom_view.View) -> None:
    """Unit cost and units, lowest and highest, as the reader has them; and what they make."""
    if not view.excess_a_year:
        return
    frame.section(_("What might be avoided?"))
    chosen = view.costs[0]
    if len(view.costs) > 1:
        titles = {c.id: c.title for c in view.costs}
        picked = st.selectbox(
            _("What it costs"), list(titles), format_func=titles.get, key="target_cost"
        )
        chosen = next(c for c in view.costs if c.id == picked)
    boxes = st.columns(4)
    amounts = []
    for place, (label, value) in enumerate(
        (
            (_("Lowest cost, SEK"), chosen.low_sek),
            (_("Highest cost, SEK"), chosen.high_sek),
            (_("Fewest {unit} a case").format(unit=chosen.unit_words), chosen.fewest),
            (_("Most {unit} a case").format(unit=chosen.unit_words), chosen.most),
        )
    ):
        with boxes[place]:
            amounts.append(
                st.number_input(
                    label,
                    min_value=0,
                    value=int(value),
                    key=f"target_cost_{chosen.id}_{place}",
                )
            )
    tables.show(target_cost.cost_html(view.excess_a_year, chosen, *amounts))


def save() -> None:
    """Keep the group under a name, and use those that are kept, here and on every page."""
    frame.section(_("Save the group"))
    conditions = choices.group(session.current()).conditions
    group_saving.form("target", group_of({name: values_of(v) for name, v in conditions}))
    kept = [group for group in saved_groups.all_kept() if not group.level]
    group_saving.kept("target", kept, use=_begin_with)


def _begin_with(saved: SavedGroup) -> None:
    """The group on every page, and here: what was chosen by hand gives way to it."""
    for choice in choices.conditions_there():
        session.keep_own(CONDITION + choice.dimension, "")
    group_saving.use(saved)


def _keep_what_is_not_drawn(part: str) -> None:
    """Parameters of the other parts stay in the address, so that going back finds them."""
    if part != choices.FOUND:
        session.own_text(DIRECTION, choices.DIRECTIONS.__contains__)
        session.own_text(ADJUST, choices.adjustments().__contains__)
    if part != BY_HAND:
        for choice in choices.conditions_there():
            _keep_condition(choice)
