"""What stands on a need's card?"""

import numpy as np

from indicators.catalogue import load_catalogue
from language import _
from needs.measures import Measures, measures
from needs.need import Need
from reports import wording
from reports.charts import charts_of
from reports.story import message
from ui.draw import svg_charts
from ui.draw.cards import Card
from ui.draw.palettes import Palette
from ui.needs import list as needs_list
from ui.state.selection import Selection

FLAT = 0.01  # a year: less than this is neither up nor down
MOST_BARS, ROW, WIDTH = 4, 52, 700


def need_card(
    need: Need, now: Selection, palette: Palette, *, place: int | None = None, more: str = ""
) -> Card:
    """The need's sentence, the picture on its card, size, direction and source."""
    evidence = need.main_evidence
    picture, source = "", _("No figures are saved under this need.")
    facts = [need.status.words.capitalize()]
    if evidence:
        chart = next(iter(charts_of(evidence.figures)), None)
        if chart:
            picture = svg_charts.picture(chart, palette, most=MOST_BARS, row=ROW, width=WIDTH)
        source = _("{title}, {year}. {sources}.").format(
            title=evidence.figures.title,
            year=evidence.figures.period,
            sources=wording.source_words(evidence.sources),
        )
        if evidence.is_sample:
            source = " ".join((source, _("The figures are invented sample data.")))
        facts = [*facts_of(measures(need, load_catalogue().unit_costs)), *facts]
    return Card(
        title=need.title,
        sentence=need.sentence or (message(evidence)[0] if evidence else ""),
        picture=picture,
        facts=tuple(facts),
        source=source,
        links=((_("Open the need"), needs_list.address(now, need.id)),),
        place=place,
        more=more,
    )


def facts_of(measured: Measures) -> list[str]:
    """'200 personer', 'Ökar, +5,6 % om året'."""
    facts = [] if np.isnan(measured.size) else [measured.written("size")]
    if not np.isnan(measured.trend):
        facts.append(f"{direction(measured.trend)}, {measured.written('trend')}")
    return facts


def direction(change_per_year: float) -> str:
    """Which way it goes, with a sign that needs no colour."""
    if change_per_year > FLAT:
        return _("▲ Growing")
    if change_per_year < -FLAT:
        return _("▼ Shrinking")
    return _("▬ About the same")
