"""What stands around every page? Navigation, shared choices, notices, errors and the footer.

How to add a page: write ui/TOPIC/view.py with a frozen `View` of finished things (texts, HTML of
tables, `Drawing`s, rows for files) and `draw(now, palette) -> View`. It asks with `ask(question)`
(from ui.ask; the questions are those of `analysis.answers`), imports no other topic and touches no
widget, so that it is kept: a rerun that asks nothing new draws nothing anew. A question that nobody
has asked yet is a frozen dataclass and a line in analysis/answers/registry.py. Then pages/NAME.py
(its name is its address segment, in plain ASCII, as pages/bryt_ner.py shows):

    frame.ensure_frame()
    view = frame.drawn(topic_view.draw)
    frame.header(view.question, view.answer)
    frame.chart(view.picture, key="picture")
    tables.show(view.table)
    tables.downloads(view.file)
    frame.section(_("What more?"), view.words, view.other_table)
    tables.show(view.how_we_know)

and one line in app.py: `frame.page("NAME", _("Title"), controls=(...))`, where `controls` names the
shared choices that the page goes by (ui/page/controls.py). A page chooses its own things with
`controls.choose`, which keeps them in the address; do that before `frame.drawn`, and `draw` finds
them in `now.own(name, default)`. A `BehovsbildError` that a page lets through is shown as a message
with what to try.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

import language
from analysis.answers import ChoicesQuestion
from language import _
from language.errors import BehovsbildError
from ui.access import exact, login, roles
from ui.access.roles import Reader
from ui.ask import ask, cache
from ui.ask.cache import View
from ui.draw import palettes
from ui.draw.chart_style import Drawing
from ui.draw.palettes import Palette
from ui.page import controls, footer, group_notice, tables
from ui.page.group_notice import ShowsOwn
from ui.state import session
from ui.state.selection import Selection

STATIC = Path(__file__).parents[2] / "static"


def _as_address(name: str, kind: str) -> str:
    """A file of static/ as an address of its own: Streamlit would read a path at every rerun."""
    return f"data:{kind};base64,{b64encode((STATIC / name).read_bytes()).decode()}"


LOGOS = {name: _as_address(f"logo_{name}.svg", "image/svg+xml") for name in ("light", "dark")}
ICON = _as_address("icon.png", "image/png")
PLOTLY = {
    "displayModeBar": False,
    "locale": "sv",
    "locales": {
        "sv": {"format": {"decimal": ",", "thousands": "\u00a0", "grouping": [3]}},
        "en": {"format": {"decimal": ".", "thousands": ",", "grouping": [3]}},
    },
}


@dataclass(frozen=True)
class FramedPage:
    """A page in the navigation, its name, and the shared choices it goes by.

    shows_own   whether what it shows are the municipality's own counts, which a group can narrow
    """

    page: st.Page
    controls: tuple[str, ...]
    name: str = ""
    shows_own: ShowsOwn = group_notice.of_indicator


def ensure_frame() -> None:
    """Run the whole app around a page that Streamlit opened alone: first line of every page.

    A folder named pages/ makes Streamlit open a deep link on a fresh server without app.py.
    """
    if not session.is_framed():
        import app

        app.main()
        st.stop()


def page(
    name: str,
    title: str,
    *,
    controls: Sequence[str] = (),
    first: bool = False,
    shows_own: ShowsOwn = group_notice.of_indicator,
) -> FramedPage:
    """pages/`name`.py in the navigation as `title`; `first` is the one at the root address."""
    return FramedPage(copy(_found(name, title, first)), tuple(controls), name, shows_own)


# Streamlit looks for the file each time. Each run has a copy: it marks the page that it opens.
@lru_cache(maxsize=100)
def _found(name: str, title: str, first: bool) -> st.Page:
    return st.Page(f"pages/{name}.py", title=title, default=first)


def begin() -> None:
    """Speak the reader's language, before anything is said."""
    language.use(session.language_now())
    st.logo(LOGOS[palette().name], size="large", icon_image=ICON)


def run(pages: Sequence[FramedPage]) -> None:
    """Show the page that the address names, with everything around it."""
    who = login.reader()
    if who is not None and who.role is not None:
        pages = [framed for framed in pages if roles.may_open(who.role, framed.name)]
        chosen = st.navigation([framed.page for framed in pages])
    else:
        chosen = st.navigation([framed.page for framed in pages], position="hidden")
    st.set_page_config(page_title=f"{chosen.title} – Behovsbild", layout="wide")
    who = login.let_in()
    with exact.on_page(who, chosen.url_path, has_people=cache.holds_people) as may_switch:
        _run_inside(chosen, pages, who, may_switch=may_switch)


def _run_inside(
    chosen: st.Page, pages: Sequence[FramedPage], who: Reader, *, may_switch: bool
) -> None:
    """The page with what stands around it, for a reader who has been let in."""
    try:
        choices = ask(ChoicesQuestion())
    except BehovsbildError as error:
        header(_("There are no figures to show yet"), "")
        st.error(plain(str(error)))
        return
    session.begin(choices)
    framed = next(framed for framed in pages if framed.page == chosen)
    controls.sidebar(framed.controls, choices)
    if may_switch:
        exact.switch()
    controls.language_switch()
    login.sidebar(who)
    exact.banner()
    if choices.is_sample:
        _sample_notice(choices.municipality_name)
    if cache.is_mixed():
        st.warning(_mixed())
    notices = st.container()  # in every run: what moves down is built anew, a map from its start
    if session.current().group:
        with notices:
            group_notice.notice(chosen.url_path, choices, framed.shows_own)
    session.set_framed(True)
    try:
        cache.note_view(who.name or "-", session.current().link(chosen.url_path))
        chosen.run()
    except BehovsbildError as error:
        st.error(plain(str(error)))
    finally:
        session.set_framed(False)
        misread = session.finish()
    if misread:
        with notices:
            _misread_notice(misread)
    tables.show(drawn(footer.draw))


def header(question: str, answer: str) -> None:
    """The page's question as title, and what the figures answer as a sentence beneath."""
    st.title(question, anchor=False)
    if answer:
        whole = escape(answer).replace("–", "–\u2060")  # noqa: RUF001 - no line break in an interval
        st.html(f'<p class="bb-answer">{whole}</p>')


def section(title: str, words: str = "", then: str = "") -> None:
    """A part of the page: its title, a sentence beneath, and HTML made by ui/page/tables.py."""
    told = f'<p class="bb-words">{escape(words)}</p>' if words else ""
    st.html(f"<h2>{escape(title)}</h2>{told}{then}")


def drawn(draw: Callable[[Selection, Palette], View]) -> View:
    """What `draw` makes of the present selection in the present colours, made once."""
    return cache.drawn(draw, session.current(), palette())


def chart(drawing: Drawing, *, key: str) -> None:
    """A plotly figure with the words that stand in its place for who cannot see it."""
    config = {**PLOTLY, "locale": language.current()}
    st.plotly_chart(drawing.figure, theme=None, config=config, alt=drawing.alt, key=key)


def palette() -> Palette:
    """The colours of the theme that the reader has chosen."""
    return palettes.DARK if st.context.theme.type == "dark" else palettes.LIGHT


def show_unexpected_error() -> None:
    """What to say when nobody foresaw it; the traceback is in the server's log."""
    st.error(
        _(
            "Something went wrong here. Reload the page; if it happens again, tell whoever runs "
            "Behovsbild what you did and what the address says."
        )
    )


def _sample_notice(municipality: str) -> None:
    text = _("Sample data: {municipality} does not exist and its figures are invented.").format(
        municipality=municipality
    )
    st.html(f'<p class="bb-sample" role="note">{escape(text)}</p>')


def _mixed() -> str:
    return _(
        "This store holds real data and the invented sample together, so its figures describe "
        "neither. It is treated as real. Let whoever runs Behovsbild name a new place with "
        "BEHOVSBILD_STORE and load the municipality's own files there."
    )


def _misread_notice(misread: dict[str, str]) -> None:
    named = ", ".join(f"{name}={value[:40]}" for name, value in misread.items())
    st.warning(
        _(
            "The link holds something that is not understood here: {named}. "
            "The default is shown instead."
        ).format(named=plain(named))
    )


def plain(text: str) -> str:
    """Text from outside, with nothing in it that Markdown would act on.

    An address is no link either: those are found after the escaping, so a sign that nobody sees
    stands in what they begin with.
    """
    escaped = "".join(f"\\{c}" if c in r"\`*_{}[]()<>#+-!|:$~" else c for c in text)
    return re.sub(r"//|@|(?<=www)\.", lambda found: f"\u2060{found[0]}\u2060", escaped, flags=re.I)
