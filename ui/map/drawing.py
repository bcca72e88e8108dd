"""What happens to a line that was drawn on the map: which whole areas did it take, in words?

A drawing adds to the own area that there is; after it a click on the map adds or takes away one
area, so that a drawing that took one too many is mended with a click.
"""

from collections.abc import Sequence

import streamlit as st

from analysis.answers import MOST_AREAS, DrawnQuestion
from geo.outline import Inside
from language import _, ngettext, whole
from language.errors import BehovsbildError
from ui.ask import ask
from ui.map import own_area_view, words
from ui.map import view as map_view
from ui.page import frame
from ui.state import session

OWN = "own"  # the choice that lets a click build the own area
NOTED = "drawing"


def take(geometry: dict, view: map_view.View) -> None:
    """Put the areas inside what was drawn to the own area, for callbacks; says what was taken."""
    before = _together(view.names)
    try:
        corners = tuple(tuple(place) for place in geometry["coordinates"][0])
        question = DrawnQuestion(view.level, view.vintage, corners)
        found = ask(question)
    except BehovsbildError as error:
        _note(before, str(error))
        return
    taken = [code for code in found.taken if code in view.names]
    after = tuple(dict.fromkeys([*before, *taken]))
    if len(after) > MOST_AREAS:
        _note(before, _too_many(len(after)))
        return
    if taken:
        session.keep_own(own_area_view.PARAMETER, ",".join(after))
        session.keep_own("klick", OWN)
    _note(after, in_words(found, view.names))


def say() -> None:
    """What the last drawing took, until the own area is changed in another way."""
    own, told = session.noted(NOTED) or ("", "")
    now = dict(session.current().extra).get(own_area_view.PARAMETER, "")
    if told and own == now:
        st.info(frame.plain(told))  # names of areas come from outside


def in_words(found: Inside, names: dict[str, str]) -> str:
    """'Ritningen tog med 3 hela områden: ...', and what it only cut."""
    taken, cut = (_named(codes, names) for codes in (found.taken, found.cut))
    if not taken:
        told = _("The drawing took no area: none lies inside it by more than half.")
    else:
        told = ngettext(
            "The drawing took {n} whole area: {names}.",
            "The drawing took {n} whole areas: {names}.",
            len(taken),
        ).format(n=whole(len(taken)), names=words.listed(taken))
    left = (
        ngettext(
            "{n} area that it cut by less than half was left out: {names}.",
            "{n} areas that it cut by less than half were left out: {names}.",
            len(cut),
        ).format(n=whole(len(cut)), names=words.listed(cut))
        if cut
        else ""
    )
    rule = _("Only whole areas are put together. Click an area to add it or take it away.")
    return " ".join(filter(None, (told, left, rule)))


def _named(codes: Sequence[str], names: dict[str, str]) -> list[str]:
    return [names[code] for code in codes if code in names]


def _too_many(count: int) -> str:
    return _(
        "That would be {n} areas; an own area is made of at most {most}. Draw round fewer."
    ).format(n=whole(count), most=whole(MOST_AREAS))


def _together(names: dict[str, str]) -> tuple[str, ...]:
    """The own area as it stands in the address; what is no area of this map is passed over."""
    now = dict(session.current().extra).get(own_area_view.PARAMETER, "")
    return tuple(code for code in now.split(",") if code in names)


def _note(codes: Sequence[str], told: str) -> None:
    session.note(NOTED, (",".join(codes), told))
