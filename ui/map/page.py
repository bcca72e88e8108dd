"""How does the map stand on the page: the component, its clicks, and the choices round it?"""

from html import escape
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.answers import INDEX, ChoicesQuestion, NothingThere
from language import _
from language.errors import BehovsbildError
from ui.ask import ask
from ui.map import choices, drawing, own_area_view, table
from ui.map import view as map_view
from ui.map.choices import MapSettings
from ui.map.leaflet import HEIGHT
from ui.page import controls, frame, tables
from ui.state import selection, session

STYLE = Path(__file__).parents[2] / "static" / "map" / "map.css"
KEY = "map"
CLICKS = ("narrow", drawing.OWN)  # choose the area on every page, or put it to the own area


def places() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Room for the title, which needs the answer, above the choices, which it is made from."""
    st.html(STYLE)
    return st.container(), st.container()


def view_of(asked: MapSettings, top: DeltaGenerator) -> map_view.View:
    """The map; where there is none, the index can still be made of something else.

    raises  what answers.map raises
    """
    try:
        if not asked.levels:
            raise NothingThere(
                _(
                    "The store has no area with a boundary and a figure to draw. Load the "
                    "municipality's boundaries and small areas (fetch), or a file of areas; the "
                    "page Data says what is loaded and what is lacking."
                )
            )
        return map_view.of(session.current(), frame.palette())
    except BehovsbildError:
        with top:
            frame.header(_("There is no map of this"), "")
        if INDEX in (asked.map.figure, asked.map.second):
            choices.index_widgets(asked)
        raise


def beside(view: map_view.View) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Room for the map, and beside it for what it means; under it on a phone, or for two maps."""
    if view.is_double:
        return st.container(), st.container()
    left, right = st.columns([5, 3], gap="large")
    return left, right


def map_of(view: map_view.View) -> None:
    """The map; a click goes to the selection before the page runs again."""
    from streamlit_folium import st_folium  # it must find Streamlit's runtime up

    does = click_choice()
    chosen = own_area_view.codes(view.names) if does == drawing.OWN else _chosen(view)
    st_folium(
        view.picture.frame(),
        key=KEY,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=view.picture.figures(chosen),
        on_change=lambda: _clicked(does, view),
    )
    tables.show(f'<p class="bb-unseen">{escape(view.alt)}</p>')


def meaning(view: map_view.View) -> None:
    """The legend, what must be known to read the map right, and what a drawing took."""
    told = "".join(map(tables.note_html, (view.clusters, *view.notes)))
    tables.show(view.legend + told)
    drawing.say()


def click_choice() -> str:
    """What a click on the map does, as chosen."""
    value = dict(session.current().extra).get("klick", CLICKS[0])
    return value if value in CLICKS else CLICKS[0]


def click_widget() -> None:
    """The choice of what a click does."""
    controls.choose(
        "klick",
        _("A click on an area"),
        {"narrow": _("chooses it"), drawing.OWN: _("builds an own area")},
        CLICKS[0],
    )


def area_box(view: map_view.View) -> None:
    """The chosen area, for those who do not click: the same choice as on the map."""
    key = "map_area"
    session.show_in(key, next(iter(_chosen(view)), ""))
    st.selectbox(
        _("Chosen area"),
        ["", *view.names],
        format_func=lambda code: view.names.get(code, _("none")),
        filter_mode="contains",
        key=key,
        on_change=lambda: _choose(session.told_by(key) or None),
    )


def twin(now: selection.Selection) -> None:
    """The table that says all that the map says, in an order that one chooses."""
    controls.choose("sortera", _("Order of the table"), table.sorts(), table.SORTS[0])
    html, file, pages = map_view.table(now)
    if pages > 1:
        controls.choose("sida", _("Page"), {str(n): str(n) for n in range(1, pages + 1)}, "1")
    tables.show(html)
    tables.downloads(file)


def _chosen(view: map_view.View) -> tuple[str, ...]:
    now = session.current()
    code = now.area or session.own_text("vald", lambda value: value in view.names)
    return (code,) if code in view.names else ()


def _clicked(does: str, view: map_view.View) -> None:
    told = session.told_by(KEY) or {}
    feature = told.get("last_active_drawing") or {}
    if feature.get("geometry"):
        drawing.take(feature["geometry"], view)
        return
    code = feature.get("properties", {}).get("code")
    if code not in view.names:
        return
    if does == drawing.OWN:
        own = dict(session.current().extra).get(own_area_view.PARAMETER, "")
        now = tuple(filter(None, own.split(",")))
        session.keep_own(own_area_view.PARAMETER, own_area_view.with_or_without(now, code))
        return
    now = session.current()
    is_chosen = code in (now.area, dict(now.extra).get("vald"))
    _choose(None if is_chosen else code)


def _choose(code: str | None) -> None:
    """Choose an area; one that people are not counted by is chosen on this page only."""
    everywhere = code is None or code in ask(ChoicesQuestion()).areas
    session.narrow_to(code if everywhere else None)
    session.keep_own("vald", "" if everywhere else code)
