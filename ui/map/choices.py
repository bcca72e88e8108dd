"""What is the map asked for? Read from the selection, and the page's own widgets for it."""

from dataclasses import dataclass

import streamlit as st

from analysis.answers import (
    INDEX,
    OFFICIAL,
    WHOLE,
    Choices,
    ChoicesQuestion,
    IndexQuestion,
    MapChoices,
    MapChoicesQuestion,
    MapQuestion,
    RelationQuestion,
)
from analysis.statistics.classes import SCHEMES
from analysis.statistics.socioeconomic_index import (
    DEFAULT_VARIABLES,
    METHODS,
    BadIndex,
    IndexVariable,
    variables_from,
)
from language import _
from ui.ask import ask
from ui.page import controls
from ui.state import session
from ui.state.selection import Selection

SHOWS = ("index", "nyckeltal", "tva")
DEFAULT_TEXT = ",".join(v.text for v in DEFAULT_VARIABLES)
FEWEST_TO_COMPARE = 5


@dataclass(frozen=True)
class MapSettings:
    """The page's questions as values; levels are those that what is shown has figures for."""

    map: MapQuestion
    relation: RelationQuestion | None
    shows: tuple[str, ...]
    show: str
    levels: dict[str, str]
    sort: str
    stood_in: bool


def shows_own(now: Selection, _choices: Choices) -> bool:
    """Whether the map shows the municipality's own counts; it may show a stand-in for others."""
    return bool(settings(now).map.within)


def settings(now: Selection) -> MapSettings:
    """What the selection asks of the map, with a default where it asks for what is not there."""
    own, can = dict(now.extra), ask(MapChoicesQuestion())
    figure = _figure(now.indicator, own, can)
    shows = _shows(can, figure)
    show = own.get("visa") if own.get("visa") in shows else shows[0]
    levels = _levels(can, show, figure)
    level = own.get("niva") if own.get("niva") in levels else _first_level(levels)
    index = IndexQuestion(level, _variables(own, can), _one_of(own, "metod", METHODS))
    scheme = own.get("klasser")
    if scheme not in schemes(show, index.method):
        scheme = schemes(show, index.method)[0]
    is_own = ask(ChoicesQuestion()).indicators[figure].own if figure else False
    question = MapQuestion(
        figure=figure if show == "nyckeltal" else INDEX,
        second=figure if show == "tva" else None,
        level=level,
        year=now.year,
        other_year=_year(own.get("ar2")),
        scheme=scheme,
        index=index,
        sex=now.sex if is_own else None,
        age=now.age if is_own else None,
        within=now.group if is_own else (),
        clusters=own.get("kluster") == "ja",
    )
    related = level in can.index and level in can.figures.get(figure, ())
    return MapSettings(
        map=question,
        relation=RelationQuestion(figure, index, own.get("vikt") == "ja") if related else None,
        shows=shows,
        show=show,
        levels=levels,
        sort=own.get("sortera", "varde"),
        stood_in=figure != now.indicator,
    )


def schemes(show: str, method: str) -> tuple[str, ...]:
    """Ways to divide in classes; fixed ones are for an index from 0 to 10 only."""
    if show == "index" and method != "zscore":
        return ("fixed", *(s for s in SCHEMES if s != "fixed"))
    return tuple(s for s in SCHEMES if s != "fixed")


def widgets(asked: MapSettings) -> None:
    """What to show, at which level, in which classes."""
    titles = {
        "index": _("The index"),
        "nyckeltal": _("The key figure"),
        "tva": _("Both at once"),
    }
    session.claim("visa", asked.shows)  # a link may say what is the only choice here
    session.claim("niva", asked.levels)
    with st.container(horizontal=True, gap="medium"):
        if len(asked.shows) > 1:
            controls.choose("visa", _("Show"), {s: titles[s] for s in asked.shows}, asked.shows[0])
        if len(asked.levels) > 1:
            controls.choose("niva", _("Areas"), asked.levels, _first_level(asked.levels))
        if asked.show != "tva":
            words = {
                "fixed": _("Fixed 0–10"),  # noqa: RUF001
                "quantiles": _("As many in each"),
                "natural": _("Natural breaks"),
            }
            options = schemes(asked.show, asked.map.index.method)
            controls.choose("klasser", _("Classes"), {s: words[s] for s in options}, options[0])


def years(shown: int, possible: tuple[int, ...]) -> None:
    """The year as a slider, and another year to lay beside it."""
    if len(possible) < 2:
        return
    left, right = st.columns([3, 1])
    with left:
        st.select_slider(_("Year"), possible, **session.widget("year", shown))
    with right:
        others = {"": _("none"), **{str(y): str(y) for y in possible if y != shown}}
        controls.choose("ar2", _("Beside it"), others, "")


def extras(asked: MapSettings) -> None:
    """Whether to look for areas that lie together."""
    if asked.map.level != WHOLE and asked.show != "tva":
        controls.choose(
            "kluster",
            _("Areas that lie together"),
            {"": _("not marked"), "ja": _("look for them")},
            "",
        )


def weight_widget() -> None:
    """Whether each area counts by its people."""
    controls.choose(
        "vikt", _("Each area counts"), {"": _("the same"), "ja": _("by its people")}, ""
    )


def index_widgets(asked: MapSettings) -> None:
    """What the index is made of: its variables, which way each is good, and how they are joined."""
    can = ask(MapChoicesQuestion())
    chosen = {v.name: v.good for v in asked.map.index.variables}
    with st.expander(_("What the index is made of")):
        names = {
            "minmax": _("0 to 10 (the guide's)"),
            "zscore": _("standard deviations"),
            "rank": _("places"),
        }
        controls.choose("metod", _("Put together as"), names, "minmax")
        st.multiselect(
            _("Variables"),
            list(can.variables),
            format_func=lambda name: can.variables.get(name, name),
            **_held("map_variables", list(chosen)),
        )
        st.multiselect(
            _("Of them, a low value is good conditions in"),
            list(chosen),
            format_func=lambda name: can.variables.get(name, name),
            **_held("map_low", [name for name, good in chosen.items() if good == "low"]),
        )
    session.own_text("index", lambda text: _read(text, can) is not None)


def _held(key: str, value: list[str]) -> dict:
    session.show_in(key, value)
    return {"key": key, "on_change": _take_variables}


def _take_variables() -> None:
    names, low = session.told_by("map_variables") or [], session.told_by("map_low") or []
    text = ",".join(f"{name}:{'low' if name in low else 'high'}" for name in names)
    session.keep_own("index", "" if text == DEFAULT_TEXT else text)


def _figure(chosen: str, own: dict[str, str], can: MapChoices) -> str:
    """The chosen indicator; one with figures by area where it has none and the whole is not asked.

    A map of one area says nothing that the page of key figures does not say better.
    """
    figure = can.stand_ins.get(chosen, chosen)
    if can.index or own.get("niva") == WHOLE or set(can.figures.get(figure, ())) - {WHOLE}:
        return figure
    by_area = [name for name, levels in can.figures.items() if set(levels) - {WHOLE}]
    official = [name for name in OFFICIAL[:1] if name in by_area]
    return next(iter([*official, *by_area]), figure)


def _shows(can: MapChoices, figure: str) -> tuple[str, ...]:
    has_index, levels = bool(can.index), can.figures.get(figure, ())
    if not has_index:
        return ("nyckeltal",)
    if not levels:
        return ("index",)
    return SHOWS if set(levels) & set(can.index) else SHOWS[:2]


def _levels(can: MapChoices, show: str, figure: str) -> dict[str, str]:
    index, levels = set(can.index), set(can.figures.get(figure, ()))
    usable = {"index": index, "nyckeltal": levels, "tva": index & levels}[show]
    return {level: label for level, label in can.levels.items() if level in usable}


def _first_level(levels: dict[str, str]) -> str:
    """The coarsest level with several areas, else the whole."""
    return next((level for level in levels if level != WHOLE), next(iter(levels), ""))


def _variables(own: dict[str, str], can: MapChoices) -> tuple[IndexVariable, ...]:
    return _read(own.get("index", ""), can) or DEFAULT_VARIABLES


def _read(text: str, can: MapChoices) -> tuple[IndexVariable, ...] | None:
    try:
        found = variables_from(text)
    except BadIndex:
        return None
    return found if all(v.name in can.variables for v in found) else None


def _one_of(own: dict[str, str], name: str, known: tuple[str, ...]) -> str:
    return own[name] if own.get(name) in known else known[0]


def _year(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
