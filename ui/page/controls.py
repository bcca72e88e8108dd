"""With what does the reader choose? The sidebar's widgets, and the page's own.

Options come from `Choices`, which come from the store; what is chosen goes to `selection`.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from analysis.answers import Choices, ChoicesQuestion
from language import LANGUAGES, _
from ui.ask import ask, cache
from ui.page import group_controls
from ui.state import session

EVERYONE = ""  # the option that narrows nothing; an option cannot be None
LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}


def sidebar(names: Sequence[str], choices: Choices) -> None:
    """The shared choices that the page goes by: theme, indicator, year, comparison, narrowing.

    'narrowing' has the saved groups too, 'group' nothing but them.
    """
    drawn: dict[str, Callable[[Choices], None]] = {
        "theme": _theme,
        "indicator": _indicator,
        "year": _year,
        "theme_year": _theme_year,
        "comparison": _comparison,
        "narrowing": _narrowing,
        "group": group_controls.choose,
    }
    with st.sidebar:
        for name in names:
            drawn[name](choices)


def language_switch() -> None:
    """Swedish or English, at the foot of the sidebar."""
    with st.sidebar:
        st.segmented_control(
            "Språk / Language",
            LANGUAGES,
            format_func=LANGUAGE_NAMES.get,
            **session.widget("language", session.current().language),
        )


def splits() -> tuple[str, ...]:
    """Two boxes on the page: broken down by what, and by what more. Returns the dimensions."""
    choices, now = ask(ChoicesQuestion()), session.current()
    indicator = cache.chosen(now.indicator)
    shown = now.by_of(indicator)
    if not shown:
        return ()
    finest = choices.finest.get(shown[0], shown[0])
    others = {
        name: label
        for name, label in indicator.splits.items()
        if choices.finest.get(name, name) != finest
    }
    with st.container(horizontal=True):
        _select(
            _("Break down by"),
            indicator.splits,
            session.widget_of_split(0, shown[0], shown),
        )
        if indicator.most_splits > 1:
            _select(
                _("and by"),
                {EVERYONE: _("nothing more"), **others},
                session.widget_of_split(1, shown[1] if len(shown) > 1 else EVERYONE, shown),
            )
    return shown


def choose(name: str, label: str, options: Mapping[str, str], default: str) -> str:
    """A page's own choice, kept in the address as `name`; a few options become segments.

    options  value (as in the address) -> label
    """
    keywords = session.widget_of_own(name, options, default)
    if len(options) <= 4:
        value = st.segmented_control(label, list(options), format_func=options.get, **keywords)
    else:
        value = _select(label, options, keywords)
    return value or default


def _theme(choices: Choices) -> None:
    _select(_("Theme"), choices.themes, session.widget("theme", session.current().theme))


def _indicator(choices: Choices) -> None:
    now = session.current()
    _select(
        _("Key figure"),
        choices.of_theme(now.theme),
        session.widget("indicator", now.indicator),
    )


def _year(choices: Choices) -> None:
    now = session.current()
    indicator = choices.indicators.get(now.indicator)
    if indicator:
        _years(indicator.years, now.year_of(indicator))


def _theme_year(choices: Choices) -> None:
    now = session.current()
    years = {y for i in choices.indicators.values() if i.theme == now.theme for y in i.years}
    _years(sorted(years | {now.year}), now.year)


def _years(years: Sequence[int], shown: int) -> None:
    st.selectbox(_("Year"), years[::-1], filter_mode=None, **session.widget("year", shown))


def _comparison(_choices: Choices) -> None:
    _select(
        _("Compare with"),
        {"comparable": _("comparable municipalities"), "country": _("the country")},
        session.widget("comparison", session.current().comparison),
    )


def _narrowing(choices: Choices) -> None:
    """Sex, age, area and saved groups; only the municipality's own counts can be narrowed."""
    now = session.current()
    indicator = choices.indicators.get(now.indicator)
    if indicator is None or not indicator.own:
        return
    for field, label, options in (
        ("sex", _("Sex"), choices.sexes),
        ("age", _("Age"), choices.ages),
        ("area", _("Area"), choices.areas),
    ):
        if options:
            _select(
                label,
                {
                    EVERYONE: _("everyone") if field != "area" else _("the whole municipality"),
                    **options,
                },
                session.widget(field, getattr(now, field) or EVERYONE),
            )
    group_controls.choose(choices)


def _select(label: str, options: Mapping[str, str], keywords: dict) -> str | None:
    return st.selectbox(
        label,
        list(options),
        format_func=options.get,
        filter_mode="contains" if len(options) > 12 else None,
        **keywords,
    )
