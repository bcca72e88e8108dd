"""From whom are the figures on this page, and of which date?"""

from html import escape

from analysis.answers import StatusQuestion
from language import _
from language.numbers import MISSING
from ui.ask import ask
from ui.draw.palettes import Palette
from ui.state.selection import Selection


def draw(now: Selection, _palette: Palette) -> str:
    """Source and date of the data, on every page."""
    status = ask(StatusQuestion())
    parts = [
        _("Source: {producers}").format(producers="; ".join(status.producers) or MISSING),
        _("The data is of {date}").format(
            date=(status.newest_figures or status.built_at).date().isoformat()
        ),
        _("Municipality: {municipality}").format(municipality=status.municipality),
    ]
    if status.is_sample:
        parts.append(_("Sample data"))
    way, name = now.link("data"), _("About the data")
    link = f'<a href="{escape(way)}">{escape(name)}</a>'
    return f'<footer class="bb-footer">{" · ".join(map(escape, parts))} · {link}</footer>'
