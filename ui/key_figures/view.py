"""What does the list of key figures show, and what opens when one is chosen?"""

from dataclasses import dataclass

import pandas as pd

from analysis.answers import ChoicesQuestion, IndicatorQuestion, OverviewAnswer, OverviewQuestion
from analysis.sentences import capital
from analysis.states import State
from indicators.entry import Indicator
from language import _, decimal
from language.numbers import MISSING
from ui.ask import ask, cache
from ui.draw import comparison_strip, group_marks
from ui.draw.chart_style import Drawing, known
from ui.draw.palettes import Palette
from ui.key_figures.charts import compared_alt, compared_figure
from ui.page import tables, words
from ui.state.selection import Selection


@dataclass(frozen=True)
class Chosen:
    """The chosen key figure over the years, and the ways on from it."""

    title: str
    words: str
    picture: Drawing
    links: str


@dataclass(frozen=True)
class View:
    """The page, finished; `chosen` is None where the chosen figure has no values."""

    question: str
    answer: str
    table: str
    notes: str
    file: tables.FileRows
    chosen: Chosen | None
    how_we_know: str


def draw(now: Selection, palette: Palette) -> View:
    """The view of a selection's theme."""
    cache.chosen(now.indicator)
    answer = ask(OverviewQuestion(theme=now.theme, year=now.year))
    theme = ask(ChoicesQuestion()).themes.get(now.theme, "")
    state = words.state_column(now.comparison)
    return View(
        question=words.overview_question(theme),
        answer=words.overview_answer(answer, now.comparison),
        table=tables.table_html(
            answer.table, _columns(now, state), caption=_caption(answer, theme)
        ),
        notes=_notes(answer),
        file=tables.FileRows(
            f"behovsbild_{now.theme}_{now.year}", _for_file(answer.table, state), _about(answer)
        ),
        chosen=_chosen(answer, now, palette),
        how_we_know=_how_we_know(answer),
    )


def _notes(answer: OverviewAnswer) -> str:
    told = tables.note_html(
        _(
            "The strip: comparable municipalities from worse (left) to better (right), their "
            "middle half darker; the thin line is their median, the dotted one the country."
        )
    )
    if not answer.missing:
        return told
    return told + tables.note_html(
        _("Without figures in the store: {titles}.").format(titles=", ".join(answer.missing))
    )


def _chosen(answer: OverviewAnswer, now: Selection, palette: Palette) -> Chosen | None:
    if not len(answer.series):
        return None
    series = answer.series[answer.series["indicator_id"] == now.indicator]
    if not len(series):
        return None
    indicator = _indicator(now.indicator)
    told = {"municipality": (now.municipality, answer.municipality), "until": now.year}
    return Chosen(
        title=str(indicator.title),
        words=_standing_words(answer, indicator),
        picture=Drawing.finished(
            compared_figure(series, indicator, palette=palette, **told),
            compared_alt(series, indicator, **told),
        ),
        links=tables.links_html(
            (_("Who is behind the figure? Break it down"), now.link("bryt_ner")),
            (_("What does it mean?"), now.link("definitioner")),
        ),
    )


def _how_we_know(answer: OverviewAnswer) -> str:
    """With the members of the groups that are compared with."""
    years = sorted({int(year) for year in answer.table["year"]}) if len(answer.table) else []
    members = dict.fromkeys(
        (title, names) for title, names in answer.group.values() if title and names
    )
    return tables.how_we_know_html(
        answer,
        method=answer.method,
        sources=answer.sources,
        year="–".join(map(str, {*years[:1], *years[-1:]})) if years else MISSING,  # noqa: RUF001
        more=[(title, ", ".join(names)) for title, names in members],
    )


def _about(answer: OverviewAnswer) -> dict[str, str]:
    """What goes with the figures when they leave."""
    return {
        _("Municipality"): answer.municipality,
        _("Source"): "; ".join(source.words for source in answer.sources),
        _("Method"): answer.method,
    }


def _indicator(indicator_id: str) -> Indicator:
    return ask(IndicatorQuestion(indicator_id))


def _standing_words(answer: OverviewAnswer, indicator: Indicator) -> str:
    """The chosen figure against all three references, in one sentence."""
    row = answer.table[answer.table["indicator_id"] == indicator.id].iloc[0]
    told = [
        (_("comparable municipalities"), row["state_group"], row["group_median"]),
        (_("the country"), row["state_country"], row["country"]),
        (
            str(int(row["past_year"])) if pd.notna(row["past_year"]) else "",
            row["state_past"],
            row["past"],
        ),
    ]
    parts = [
        _("{state} against {reference} ({value})").format(
            state=State(state).words, reference=reference, value=indicator.written(float(value))
        )
        for reference, state, value in told
        if pd.notna(value)
    ]
    level = _("{value} in {year}").format(
        value=indicator.written(float(row["value"])), year=int(row["year"])
    )
    return words.sentence(": ".join([level, "; ".join(parts)]) if parts else level)


def _caption(answer: OverviewAnswer, theme: str) -> str:
    return _("{theme} in {municipality}, the clearest gaps first").format(
        theme=theme, municipality=answer.municipality
    )


def _columns(now: Selection, state: str) -> list[tables.Column]:
    return [
        tables.Column(
            _("Key figure"),
            lambda row: row.title,
            link=lambda row: now.link("nyckeltal", indicator=row.indicator_id),
            style=lambda row: "bb-chosen" if row.indicator_id == now.indicator else "",
        ),
        tables.Column(_("Here"), _value, number=True),
        tables.Column(
            _("Worse to better"),
            str,
            html=lambda row: comparison_strip.strip_html(
                _standing(row), _indicator(row.indicator_id), getattr(row, state)
            ),
        ),
        tables.Column(
            _("Comparable (median)") if state == "state_group" else _("The country"),
            lambda row: _indicator(row.indicator_id).written(
                known(row.group_median if state == "state_group" else row.country)
            ),
            number=True,
        ),
        tables.Column(_("Change in five years"), _change, number=True),
        tables.Column(
            _("Assessment"),
            lambda row: _assessment(getattr(row, state)),
            style=lambda row: f"bb-whole {group_marks.MARKS[getattr(row, state)].style}",
        ),
        tables.Column(
            _("On"),
            lambda row: _("Break down"),
            style=lambda _row: "bb-whole",
            link=lambda row: now.link("bryt_ner", indicator=row.indicator_id, by=()),
        ),
    ]


def _value(row: object) -> str:
    return f"{_indicator(row.indicator_id).written(float(row.value))} ({int(row.year)})"


def _change(row: object) -> str:
    if pd.isna(row.change):
        return MISSING
    indicator = _indicator(row.indicator_id)
    scale = 100 if indicator.unit == "share" else 1
    sign = "+" if row.change > 0 else ""
    size = sign + decimal(float(row.change) * scale, indicator.decimals)
    return _("{size} pp").format(size=size) if indicator.unit == "share" else size


def _assessment(state: str) -> str:
    return f"{group_marks.MARKS[state].glyph} {capital(State(state).words)}"


def _standing(row: object) -> comparison_strip.Standing:
    return comparison_strip.Standing(
        value=row.value,
        low=row.group_low,
        q1=row.group_q1,
        median=row.group_median,
        q3=row.group_q3,
        high=row.group_high,
        country=row.country,
        size=int(row.group_size),
    )


def _for_file(table: pd.DataFrame, state: str) -> pd.DataFrame:
    """Values as they are (a share is 0 to 1), for further counting."""
    if not len(table):
        return table
    columns = {
        "indicator_id": _("Id"),
        "title": _("Key figure"),
        "year": _("Year"),
        "value": _("Here"),
        "low": _("Interval, low"),
        "high": _("Interval, high"),
        "people": _("Persons (n)"),
        "group_median": _("Comparable (median)"),
        "group_low": _("Comparable (lowest)"),
        "group_high": _("Comparable (highest)"),
        "country": _("The country"),
        "past_year": _("Earlier year"),
        "past": _("Earlier value"),
        state: _("Assessment"),
    }
    told = table.assign(**{state: [State(value).words for value in table[state]]})
    return told[list(columns)].rename(columns=columns)
