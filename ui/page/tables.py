"""How is an answer shown as figures, taken home, and explained?

Tables are plain HTML: read aloud in order, sized to the screen, figures written as Swedish is.
Downloads are made of the same rows, which passed the gate before they came here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.answers import Source
from language import _, current, ngettext, use
from language.numbers import MISSING
from ui.access import exact
from ui.page import file_formats
from ui.page.asked_html import asked_html

TALL = 14  # rows; a longer table scrolls inside itself


@dataclass(frozen=True)
class Column:
    """A column of a table: what it is called, and how a cell is written.

    text    row -> what is shown (plain text)
    number  right-aligned
    style   row -> class in static/tables.css, or ''
    link    row -> address that the text leads to
    html    row -> markup made by ui itself, in the text's stead (then `text` is not called)
    """

    title: str
    text: Callable[[Any], str]
    number: bool = False
    style: Callable[[Any], str] = lambda _row: ""
    link: Callable[[Any], str] | None = None
    html: Callable[[Any], str] | None = None


def show(html: str) -> None:
    """What one of the functions ending in _html has made; nothing for ''."""
    if html:
        st.html(html)


def table_html(rows: pd.DataFrame, columns: Sequence[Column], *, caption: str) -> str:
    """Rows as a table, the first column heading its row, every text escaped."""
    head = "".join(
        f'<th scope="col"{_number(column)}>{escape(column.title)}</th>' for column in columns
    )
    body = "".join(
        "<tr>"
        + "".join(_cell(row, place, column) for place, column in enumerate(columns))
        + "</tr>"
        for row in rows.itertuples(index=False)
    )
    tall = " bb-tall" if len(rows) > TALL else ""
    return (
        f'<div class="bb-scroll{tall}" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="bb-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(row: Any, place: int, column: Column) -> str:
    text = column.html(row) if column.html else escape(column.text(row))
    if column.link:
        text = f'<a href="{escape(column.link(row))}">{text}</a>'
    classes = " ".join(filter(None, ("bb-number" if column.number else "", column.style(row))))
    attribute = f' class="{classes}"' if classes else ""
    if place == 0:
        return f'<th scope="row"{attribute}>{text}</th>'
    return f'<td{attribute} data-label="{escape(column.title)}">{text}</td>'


def _number(column: Column) -> str:
    return ' class="bb-number"' if column.number else ""


@dataclass(frozen=True)
class FileRows:
    """What is taken home: rows named as the reader shall see them, and what goes with them.

    rows   only what passed the gate
    about  source, year, method ... by name
    """

    name: str
    rows: pd.DataFrame
    about: dict[str, str]


def downloads(file: FileRows) -> None:
    """Buttons for CSV and Excel; the files are made when somebody asks for them."""
    if exact.keeps_back():
        return
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Download CSV"),
            when_asked(lambda: file_formats.csv(file.rows, file.about)),
            file_name=f"{file.name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"csv_{file.name}",
        )
        st.download_button(
            _("Download Excel"),
            when_asked(lambda: file_formats.excel(file.rows, file.about)),
            file_name=f"{file.name}.xlsx",
            mime=file_formats.EXCEL,
            on_click="ignore",
            key=f"xlsx_{file.name}",
        )


def when_asked(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """`make` in another thread later on, speaking the language of this one."""
    spoken = current()

    def made() -> bytes:
        use(spoken)
        return make()

    return made


def how_we_know_html(
    answer: object,
    *,
    method: str,
    sources: Sequence[Source],
    year: str,
    people: str = "",
    withheld: pd.DataFrame | None = None,
    more: Sequence[tuple[str, str]] = (),
) -> str:
    """A box to open: method, source, year, n, what is withheld and why, and what was asked."""
    title = _("How we know")
    facts = facts_html(
        [
            (_("Source"), "; ".join(source.words for source in sources) or MISSING),
            (_("Terms"), "; ".join(dict.fromkeys(s.licence for s in sources)) or MISSING),
            (_("Year"), year),
            *([(_("Persons (n)"), people)] if people else []),
            (_("Method"), method),
            *more,
            (_("Withheld"), _withheld_words(withheld)),
        ]
    )
    return (
        f'<details class="bb-details"><summary>{escape(title)}</summary>'
        f"{facts}{asked_html(answer)}</details>"
    )


def facts_html(rows: Sequence[tuple[str, str]]) -> str:
    """Names and texts as a description list."""
    inner = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in rows)
    return f'<dl class="bb-facts">{inner}</dl>'


def _withheld_words(withheld: pd.DataFrame | None) -> str:
    if withheld is None or not len(withheld):
        return _("nothing in this view")
    counted = ngettext("{n} group: ", "{n} groups: ", len(withheld)).format(n=len(withheld))
    each = [f"{row.label} ({row.reason})" for row in withheld.head(12).itertuples()]
    return counted + "; ".join(each) + (" …" if len(withheld) > 12 else "")


def note_html(text: str) -> str:
    """A small line of text under a picture or table; nothing for ''."""
    return f'<p class="bb-note">{escape(text)}</p>' if text else ""


def points_html(texts: Sequence[str]) -> str:
    """Texts as a list."""
    return f'<ul class="bb-points">{"".join(f"<li>{escape(text)}</li>" for text in texts)}</ul>'


def links_html(*ways: tuple[str, str]) -> str:
    """Ways on from here: text and address."""
    inner = " ".join(f'<a href="{escape(to)}">{escape(text)}</a>' for text, to in ways)
    return f'<p class="bb-links">{inner}</p>'
