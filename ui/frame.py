"""What stands around every page? Navigation, shared choices, notices, errors and the footer.

How to add a page: write pages/NAME.py (its name is its address segment, in plain ASCII) with

    \"\"\"The question that the page answers, in Swedish?\"\"\"
    from ui import cache, charts, controls, frame, tables, words

    frame.ensure_frame()
    answer = cache.something(...)
    frame.header(_("The question as title?"), words.something(answer))
    frame.chart(charts.something(answer, frame.palette()), charts.something_alt(answer))
    tables.figures(...)
    tables.explain(...)

and one line in app.py: `frame.page("NAME", _("Title"), controls=(...))`, where `controls` names the
shared choices that the page goes by (ui/controls.py). A page chooses its own things with
`controls.choose`, which keeps them in the address. A `BehovsbildError` that a page lets through is
shown as a message with what to try.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

import language
from language import _
from language.errors import BehovsbildError
from ui import cache, controls, footer, palettes, selection

STATIC = Path(__file__).parent.parent / "static"
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
    """A page in the navigation, and the shared choices it goes by."""

    page: st.Page
    controls: tuple[str, ...]


def ensure_frame() -> None:
    """Run the whole app around a page that Streamlit opened alone: first line of every page.

    A folder named pages/ makes Streamlit open a deep link on a fresh server without app.py.
    """
    if not selection.is_framed():
        import app

        app.main()
        st.stop()


def page(name: str, title: str, *, controls: Sequence[str] = (), first: bool = False) -> FramedPage:
    """pages/`name`.py in the navigation as `title`; `first` is the one at the root address."""
    return FramedPage(st.Page(f"pages/{name}.py", title=title, default=first), tuple(controls))


def begin() -> None:
    """Speak the reader's language, before anything is said."""
    st.set_page_config(page_title="Behovsbild", layout="wide", initial_sidebar_state="auto")
    language.use(selection.language_now())
    st.html(STATIC / "frame.css")
    kind = "dark" if st.context.theme.type == "dark" else "light"
    st.logo(STATIC / f"logo_{kind}.svg", size="large", icon_image=STATIC / "icon.png")


def run(pages: Sequence[FramedPage]) -> None:
    """Show the page that the address names, with everything around it."""
    chosen = st.navigation([framed.page for framed in pages])
    st.set_page_config(page_title=f"{chosen.title} – Behovsbild")
    try:
        choices = cache.choices()
    except BehovsbildError as error:
        header(_("There are no figures to show yet"), "")
        st.error(str(error))
        return
    selection.begin(choices)
    controls.sidebar(next(f.controls for f in pages if f.page == chosen), choices)
    controls.language_switch()
    if choices.is_sample:
        _sample_notice(choices.municipality_name)
    misread_place = st.empty()
    selection.set_framed(True)
    try:
        chosen.run()
    except BehovsbildError as error:
        st.error(str(error))
    finally:
        selection.set_framed(False)
        misread = selection.finish()
    if misread:
        with misread_place:
            _misread_notice(misread)
    footer.show()


def header(question: str, answer: str) -> None:
    """The page's question as title, and what the figures answer as a sentence beneath."""
    st.title(question, anchor=False)
    if answer:
        whole = escape(answer).replace("–", "–\u2060")  # noqa: RUF001 - no line break in an interval
        st.html(f'<p class="bb-answer">{whole}</p>')


def section(title: str, words: str = "") -> None:
    """A part of the page, with a sentence beneath its title."""
    st.header(title, anchor=False)
    if words:
        st.html(f'<p class="bb-words">{escape(words)}</p>')


def chart(figure: object, alt: str, *, key: str) -> None:
    """A plotly figure with the words that stand in its place for who cannot see it."""
    config = {**PLOTLY, "locale": language.current()}
    st.plotly_chart(figure, theme=None, config=config, alt=alt, key=key)


def links(*ways: tuple[str, str]) -> None:
    """Ways on from here: text and address."""
    inner = " ".join(f'<a href="{escape(to)}">{escape(text)}</a>' for text, to in ways)
    st.html(f'<p class="bb-links">{inner}</p>')


def palette() -> palettes.Palette:
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


def _misread_notice(misread: dict[str, str]) -> None:
    named = ", ".join(f"{name}={value[:40]}" for name, value in misread.items())
    st.warning(
        _(
            "The link holds something that is not understood here: {named}. "
            "The default is shown instead."
        ).format(named=_plain(named))
    )


def _plain(text: str) -> str:
    """Text from outside, with nothing in it that Markdown would act on."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]()<>#+-!|:$~" else c for c in text)
