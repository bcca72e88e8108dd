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
from language import _, ngettext
from ui import files

TALL = 14  # rows; a longer table scrolls inside itself


@dataclass(frozen=True)
class Column:
    """A column of a table: what it is called, and how a cell is written.

    text    row -> what is shown (plain text)
    number  right-aligned
    style   row -> class in static/frame.css, or ''
    link    row -> address that the text leads to
    html    row -> markup made by ui itself, in the text's stead (then `text` is not called)
    """

    title: str
    text: Callable[[Any], str]
    number: bool = False
    style: Callable[[Any], str] = lambda _row: ""
    link: Callable[[Any], str] | None = None
    html: Callable[[Any], str] | None = None


def figures(rows: pd.DataFrame, columns: Sequence[Column], *, caption: str) -> None:
    """Rows as a table; the first column heads its row."""
    st.html(table_html(rows, columns, caption=caption))


def table_html(rows: pd.DataFrame, columns: Sequence[Column], *, caption: str) -> str:
    """The table's HTML, every text escaped."""
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


def downloads(rows: pd.DataFrame, *, name: str, about: dict[str, str]) -> None:
    """The rows as CSV and Excel; `about` (source, year, method ...) goes with them.

    rows   columns named as the reader shall see them; only what passed the gate
    """
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Download CSV"),
            lambda: files.csv(rows, about),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"csv_{name}",
        )
        st.download_button(
            _("Download Excel"),
            lambda: files.excel(rows, about),
            file_name=f"{name}.xlsx",
            mime=files.EXCEL,
            on_click="ignore",
            key=f"xlsx_{name}",
        )


def explain(
    *,
    method: str,
    sources: Sequence[Source],
    year: str,
    people: str = "",
    withheld: pd.DataFrame | None = None,
    more: Sequence[tuple[str, str]] = (),
) -> None:
    """How we know: method, source, year, n, and what is withheld and why."""
    rows = [
        (_("Source"), "; ".join(source.words for source in sources) or "–"),  # noqa: RUF001
        (_("Terms"), "; ".join(dict.fromkeys(s.licence for s in sources)) or "–"),  # noqa: RUF001
        (_("Year"), year),
        *([(_("Persons (n)"), people)] if people else []),
        (_("Method"), method),
        *more,
        (_("Withheld"), _withheld_words(withheld)),
    ]
    with st.expander(_("How we know")):
        st.html(facts_html(rows))


def facts_html(rows: Sequence[tuple[str, str]]) -> str:
    """Names and texts as a description list."""
    inner = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in rows)
    return f'<dl class="bb-facts">{inner}</dl>'


def facts(rows: Sequence[tuple[str, str]]) -> None:
    """Names and texts, one pair a row."""
    st.html(facts_html(rows))


def _withheld_words(withheld: pd.DataFrame | None) -> str:
    if withheld is None or not len(withheld):
        return _("nothing in this view")
    counted = ngettext("{n} group: ", "{n} groups: ", len(withheld)).format(n=len(withheld))
    each = [f"{row.label} ({row.reason})" for row in withheld.head(12).itertuples()]
    return counted + "; ".join(each) + (" …" if len(withheld) > 12 else "")


def note(text: str) -> None:
    """A small line of text under a picture or table."""
    st.html(f'<p class="bb-note">{escape(text)}</p>')


def points(texts: Sequence[str]) -> None:
    """Texts as a list."""
    st.html(f'<ul class="bb-points">{"".join(f"<li>{escape(text)}</li>" for text in texts)}</ul>')
