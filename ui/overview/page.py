"""What should be looked at first: the needs that were agreed on, or the clearest signals?"""

import pandas as pd

from analysis.answers import ChoicesQuestion, IndicatorQuestion, OverviewAnswer, OverviewQuestion
from analysis.ranking.priority import EQUAL, rank, scaled
from analysis.states import State
from indicators.catalogue import load_catalogue
from indicators.entry import Indicator
from language import _, ngettext, whole
from language.errors import BehovsbildError
from needs.figures import Figures, Row, Year
from needs.measures import measures_table
from needs.need import Need
from reports.charts import line_chart
from reports.story import ranked_slides
from ui.ask import ask
from ui.ask import needs as needs_door
from ui.draw import cards, svg_charts
from ui.draw.cards import Card
from ui.draw.chart_style import known
from ui.draw.palettes import Palette
from ui.evidence import figures as needs_freeze_figures
from ui.evidence import saving
from ui.evidence.savable import Seen
from ui.needs import cards as need_cards
from ui.page import frame, meeting, tables, words
from ui.state import session
from ui.state.selection import Selection

MOST_NEEDS, FEWEST_NEEDS, SIGNALS = 7, 3, 5


def show() -> None:
    """The needs in order where there are any; the signals where there are few or none."""
    needs = _needs()
    now, municipality = session.current(), ask(ChoicesQuestion()).municipality_name
    if not needs:
        signals = frame.drawn(_signals)
        frame.header(
            _("What stands out in {municipality}?").format(municipality=municipality),
            signals.answer,
        )
        tables.show(signals.cards)
        _take_along(signals)
        tables.show(signals.how_we_know + _ways(now))
        return
    frame.header(
        _("Which needs come first in {municipality}?").format(municipality=municipality),
        _answer(needs),
    )
    meeting.offer(ranked_slides(needs[:MOST_NEEDS]), frame.palette())
    shown = [
        need_cards.need_card(need, now, frame.palette(), place=place)
        for place, need in enumerate(needs[:MOST_NEEDS], start=1)
    ]
    tables.show(cards.cards_html(shown, in_order=True))
    tables.show(
        tables.links_html((_("Weights, and how sure the order is"), now.link("prioritera")))
    )
    if len(needs) < FEWEST_NEEDS:
        signals = frame.drawn(_signals)
        frame.section(_("What else stands out?"), signals.answer, signals.cards)
        _take_along(signals)
        tables.show(signals.how_we_know)
    tables.show(_ways(now))


class _Signals:
    """The clearest gaps of all themes, finished."""

    def __init__(self, answer: str, cards: str, how_we_know: str, seen: Seen | None) -> None:
        self.answer, self.cards, self.how_we_know = answer, cards, how_we_know
        self.seen = seen


def _take_along(signals: _Signals) -> None:
    """Save one of them, or show them all to a room."""
    if signals.seen:
        saving.offer(signals.seen)


def _needs() -> list[Need]:
    """In order by equal weights; none where the database is away: the figures go on working."""
    try:
        needs = needs_door.in_the_running(needs_door.needs())
    except BehovsbildError:
        return []
    if not needs:
        return []
    ranked = rank(scaled(measures_table(needs, load_catalogue().unit_costs)), EQUAL)
    by_id = {need.id: need for need in needs}
    return [by_id[number] for number in ranked.index]


def _answer(needs: list[Need]) -> str:
    told = ngettext(
        "{n} need rests on figures. With equal weights {first} comes first.",
        "{n} needs rest on figures. With equal weights {first} comes first.",
        len(needs),
    )
    return told.format(n=len(needs), first=needs[0].title)


def _signals(now: Selection, palette: Palette) -> _Signals:
    """Over every theme, the clearest worse first."""
    answer = ask(OverviewQuestion())
    table = answer.table
    worse = table[(table["state_group"] == State.WORSE) & (table["clearness"] > 0)]
    if len(worse) < SIGNALS:
        country = table[(table["state_country"] == State.WORSE) & (table["clearness"] > 0)]
        worse = pd.concat([worse, country]).drop_duplicates("indicator_id")
    shown = worse.head(SIGNALS)
    if not len(table):
        told = _(
            "The store has no key figure for the whole municipality yet. Fetch public figures or "
            "load a file of people with at least one outcome."
        )
        return _Signals(told, "", _how(answer), None)
    if not len(shown):
        told = _none_worse(answer)
        return _Signals(told, "", _how(answer), None)
    told = ngettext(
        "No need is written down yet. This is the clearest signal in the figures.",
        "No need is written down yet. These are the {n} clearest signals in the figures.",
        len(shown),
    ).format(n=len(shown))
    made = [_signal(answer, row, now, palette) for _index, row in shown.iterrows()]
    seen = needs_freeze_figures.signals(answer, shown["indicator_id"], now)
    return _Signals(told, cards.cards_html(made, in_order=False), _how(answer), seen)


def _none_worse(answer: OverviewAnswer) -> str:
    """That none is worse, said only of those that can be told."""
    if (answer.table[["state_group", "state_country"]] == State.CANNOT_TELL).all(axis=None):
        told = _("Whether any key figure is worse than in other municipalities cannot be told.")
    else:
        told = _("No key figure is clearly worse than in comparable municipalities.")
    return told + words.untold_figures(answer, "comparable")


def _producers(answer: OverviewAnswer, indicator: Indicator) -> str:
    """Who made the figures; invented ones are nobody's but the sample's."""
    if ask(ChoicesQuestion()).is_sample:
        return "; ".join(dict.fromkeys(source.producer for source in answer.sources))
    return indicator.producer


def _signal(answer: OverviewAnswer, row: pd.Series, now: Selection, palette: Palette) -> Card:
    indicator = ask(IndicatorQuestion(row["indicator_id"]))
    if row["state_group"] == State.WORSE:
        told = _("{value} in {year}: worse than in comparable municipalities ({reference}).")
        reference = row["group_median"]
    else:  # it is here since it differs from the country
        told = _("{value} in {year}: worse than in the country as a whole ({reference}).")
        reference = row["country"]
    sentence = told.format(
        value=indicator.written(known(row["value"])),
        year=int(row["year"]),
        reference=indicator.written(known(reference)),
    )
    size = known(row["people"])
    facts = [_direction(row)]
    if size:
        facts.insert(0, _("{n} people counted").format(n=whole(size)))
    there = {
        "theme": indicator.theme,
        "indicator": indicator.id,
        "year": int(row["year"]),
    }
    return Card(
        title=str(indicator.title),
        sentence=sentence,
        picture=_picture(answer, row, now, palette),
        facts=tuple(facts),
        source=_("Source: {sources}").format(sources=_producers(answer, indicator)),
        links=(
            (_("Who is behind the figure? Break it down"), now.link("bryt_ner", by=(), **there)),
            (_("All key figures of the theme"), now.link("nyckeltal", **there)),
        ),
    )


def _direction(row: pd.Series) -> str:
    """The sign says whether the figure rose or fell, the word whether that is worse."""
    state = row["state_past"]
    sign = "▲" if row["change"] > 0 else "▼"
    if state == State.WORSE:
        return _("{sign} Worse than five years ago").format(sign=sign)
    if state == State.BETTER:
        return _("{sign} Better than five years ago").format(sign=sign)
    if state == State.NO_CLEAR_DIFFERENCE:
        return _("▬ No clear change in five years")
    return _("✕ Whether it has changed in five years cannot be told")


def _picture(answer: OverviewAnswer, row: pd.Series, now: Selection, palette: Palette) -> str:
    indicator = ask(IndicatorQuestion(row["indicator_id"]))
    series = answer.series[
        (answer.series["indicator_id"] == indicator.id)
        & (answer.series["area_code"] == now.municipality)
    ].sort_values("year")
    years = tuple(
        Year(int(y), known(v)) for y, v in zip(series["year"], series["value"], strict=True)
    )
    figures = Figures(
        indicator=indicator.id,
        title=str(indicator.title),
        unit=indicator.unit,
        decimals=indicator.decimals,
        better_is=indicator.better_is,
        year=int(row["year"]),
        by="",
        rows=(),
        whole=Row("", answer.municipality, known(row["value"])),
        trend=years,
    )
    chart = line_chart(figures)
    return svg_charts.picture(chart, palette, width=need_cards.WIDTH) if chart else ""


def _how(answer: OverviewAnswer) -> str:
    years = sorted({int(year) for year in answer.table["year"]}) if len(answer.table) else []
    return tables.how_we_know_html(
        answer,
        method=answer.method,
        sources=answer.sources,
        year="–".join(map(str, {*years[:1], *years[-1:]})),  # noqa: RUF001
    )


def _ways(now: Selection) -> str:
    return tables.links_html(
        (_("All key figures"), now.link("nyckeltal")),
        (_("Needs"), now.link("behov")),
    )
