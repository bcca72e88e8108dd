"""From whom are the figures on this page, and of which date?"""

from html import escape

import streamlit as st

from language import _
from ui import cache, selection


def show() -> None:
    """Source and date of the data, on every page."""
    status = cache.status()
    parts = [
        _("Source: {producers}").format(producers="; ".join(status.producers) or "–"),  # noqa: RUF001
        _("The data is of {date}").format(
            date=(status.newest_figures or status.built_at).date().isoformat()
        ),
        _("Municipality: {municipality}").format(municipality=status.municipality),
    ]
    if status.is_sample:
        parts.append(_("Sample data"))
    way, name = selection.link("data"), _("About the data")
    link = f'<a href="{escape(way)}">{escape(name)}</a>'
    st.html(f'<footer class="bb-footer">{" · ".join(map(escape, parts))} · {link}</footer>')
