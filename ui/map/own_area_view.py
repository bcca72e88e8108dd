"""How does the reader put whole areas together to one, and what is the figure there?"""

import streamlit as st

from analysis.answers import INDEX, MOST_AREAS, ChoicesQuestion, OwnAreaAnswer, OwnAreaQuestion
from language import _, ngettext, whole
from language.errors import BehovsbildError
from needs.saved_groups import SavedGroup
from ui.ask import ask, saved_groups
from ui.draw.chart_style import known
from ui.map import words as map_words
from ui.map.choices import settings
from ui.page import frame, group_saving, tables, words
from ui.state import session
from ui.state.group_address import Group, group_of

PARAMETER = "eget"  # codes with commas between, in the address


def codes(known_codes: dict[str, str]) -> tuple[str, ...]:
    """The areas put together now; what is not an area of the map is not understood."""
    text = session.own_text(
        PARAMETER, lambda value: all(code in known_codes for code in value.split(","))
    )
    return tuple(text.split(",")) if text else ()


def with_or_without(now: tuple[str, ...], code: str) -> str:
    """The parameter's text when `code` is clicked: added, or taken away."""
    kept = [c for c in now if c != code] if code in now else [*now, code]
    return ",".join(kept)


def widgets(names: dict[str, str]) -> None:
    """Choose areas without a mouse too, and save them under a name."""
    now = codes(names)
    key = "own_area_codes"
    session.show_in(key, list(now))
    st.multiselect(
        _("Areas put together"),
        list(names),
        format_func=lambda code: names.get(code, code),
        key=key,
        on_change=_take,
        args=(key,),
        placeholder=_("Click areas on the map, or choose them here"),
    )
    _saved(now, names)


def show(names: dict[str, str]) -> None:
    """The figure of the own area, year by year."""
    now = codes(names)
    if not now:
        tables.show(tables.note_html(_("An own area is made of whole areas. Choose some.")))
        return
    asked = settings(session.current()).map
    figure = next((f for f in (asked.figure, asked.second) if f not in (None, INDEX)), None)
    if figure is None:
        relation = settings(session.current()).relation
        figure = relation.outcome if relation else None
    if figure is None:
        tables.show(tables.note_html(_("Choose a key figure that has figures by area.")))
        return
    try:
        answer = ask(OwnAreaQuestion(figure, asked.level, now, asked.sex, asked.age, asked.within))
    except BehovsbildError as error:
        st.warning(frame.plain(str(error)))
        return
    tables.show(_html(answer))


def _take(key: str) -> None:
    session.keep_own(PARAMETER, ",".join(session.told_by(key) or ()))


def _saved(now: tuple[str, ...], names: dict[str, str]) -> None:
    """Name and save; saved ones come back with a click, here or on every page."""
    group = _as_group(now) if len(now) <= MOST_AREAS else ()
    group_saving.form("own_area", group, level=_level())
    here = [g for g in saved_groups.all_kept() if g.level and set(_codes(g)) <= set(names)]
    group_saving.kept("own_area", here, show=_show)


def _as_group(now: tuple[str, ...]) -> Group:
    """The areas as a condition on the store's people; on their level where nobody is counted so."""
    values = ask(ChoicesQuestion()).values
    column = next((name for name, known in values.items() if set(now) <= set(known)), _level())
    return group_of({column: now})


def _level() -> str:
    return settings(session.current()).map.level


def _codes(saved: SavedGroup) -> tuple[str, ...]:
    return tuple(code for _column, values in saved.conditions for code in values)


def _show(saved: SavedGroup) -> None:
    session.keep_own(PARAMETER, ",".join(_codes(saved)))


def _html(answer: OwnAreaAnswer) -> str:
    indicator = answer.indicator
    told = ngettext(
        "{n} area: {names}.", "{n} areas put together: {names}.", len(answer.names)
    ).format(n=len(answer.names), names=map_words.listed(answer.names))
    if answer.is_joined is False:
        told += " " + _("They do not all border on one another.")
    table = tables.table_html(
        answer.table.sort_values("year", ascending=False),
        [
            tables.Column(_("Year"), lambda row: str(row.year)),
            tables.Column(
                str(indicator.short_title),
                lambda row: (
                    _("withheld")
                    if isinstance(row.withheld, str)
                    else indicator.written(
                        known(row.value), at_most=row.high if answer.protected else None
                    )
                ),
                number=True,
            ),
            tables.Column(
                _("95 % interval"),
                lambda row: words.interval_words(indicator, row.low, row.high),
                number=True,
            ),
            tables.Column(_("Persons (n)"), lambda row: whole(known(row.people)), number=True),
            tables.Column(_("Cases"), lambda row: whole(known(row.cases)), number=True),
        ],
        caption=_("{title} in the own area").format(title=indicator.title),
    )
    sources = "; ".join(source.words for source in answer.sources)
    return (
        tables.note_html(told)
        + table
        + tables.note_html(
            _("{method} Source: {source}.").format(method=answer.method, source=sources)
        )
    )
