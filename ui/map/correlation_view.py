"""What does the page Karta say of index and outcome, and of what the index itself is?"""

from dataclasses import dataclass, replace
from html import escape

import pandas as pd

from analysis.answers import IndexAnswer, RelationAnswer, standing_in_words
from language import _, decimal, whole
from language.errors import BehovsbildError
from ui.ask import ask, cache
from ui.draw.chart_style import Drawing, known
from ui.draw.palettes import Palette
from ui.map import correlation_charts
from ui.map import words as map_words
from ui.map.choices import settings
from ui.page import tables, words
from ui.state.selection import Selection


@dataclass(frozen=True)
class View:
    """Index against outcome, finished; where it is refused the sentence says why, and no more."""

    title: str
    sentence: str
    scatter: Drawing | None = None
    html: str = ""


@dataclass(frozen=True)
class IndexView:
    """What the index is and how firm its order is, finished."""

    sentence: str
    tenths: str
    sensitivity: str


def of(now: Selection, palette: Palette) -> View | None:
    """The relation of a selection; None where the outcome or the index lacks figures by area."""
    return cache.drawn(draw, _plain(now, ("vald", "eget", "klick", "sortera", "sida")), palette)


def index_of(now: Selection, palette: Palette) -> IndexView | None:
    """The index of a selection; None where none can be made at this level."""
    return cache.drawn(draw_index, _plain(now, ("vald", "eget", "klick", "sortera")), palette)


def draw(now: Selection, palette: Palette) -> View | None:
    """The view; raises what answers.relation raises."""
    asked = settings(now)
    if asked.relation is None:
        return None
    year = ask(asked.map).year
    question = asked.relation
    in_year = replace(question, index=replace(question.index, year=year))
    try:
        answer = ask(in_year)
    except BehovsbildError as refusal:
        return View(_("Does the key figure follow the index?"), str(refusal))
    return View(
        title=_("Does {noun} follow the index?").format(noun=str(answer.outcome.noun)),
        sentence=answer.sentence,
        scatter=Drawing.finished(
            correlation_charts.scatter(answer, palette), correlation_charts.scatter_alt(answer)
        ),
        html=tables.points_html(answer.notes)
        + _differing(answer)
        + _folded(_("What would be expected at each index level"), _expected(answer))
        + _how_we_know(answer),
    )


def draw_index(now: Selection, _palette: Palette) -> IndexView | None:
    """The view of the index itself."""
    asked = settings(now)
    shown = ask(asked.map)
    answer = shown.index
    if answer is None:
        return None
    return IndexView(
        sentence=" ".join(filter(None, (map_words.sensitivity(answer), map_words.tenths(answer)))),
        tenths=_tenths(answer),
        sensitivity=_sensitivity(answer),
    )


def _plain(now: Selection, without: tuple[str, ...]) -> Selection:
    kept = tuple((name, value) for name, value in now.extra if name not in without)
    return replace(now, area=None, by=(), extra=kept)


def _differing(answer: RelationAnswer) -> str:
    """Areas outside the limits round what their index gives reason to expect."""
    rows = answer.differing.rename(columns={"index": "index_value"})
    if not len(rows):
        told = (
            _("No area differs clearly from what its index gives reason to expect.")
            if answer.funnel is not None
            else _("Areas cannot be held against limits: no persons stand behind this figure.")
        )
        return tables.note_html(told)
    outcome = answer.outcome
    return tables.table_html(
        rows,
        [
            tables.Column(_("Area"), lambda row: row.name),
            tables.Column(_("Index"), lambda row: decimal(row.index_value, 1), number=True),
            tables.Column(
                str(outcome.short_title), lambda row: outcome.written(row.value), number=True
            ),
            tables.Column(
                _("95 % interval"),
                lambda row: words.interval_words(outcome, row.low, row.high),
                number=True,
            ),
            tables.Column(_("Expected"), lambda row: outcome.written(row.expected), number=True),
            tables.Column(_("Persons (n)"), lambda row: whole(known(row.people)), number=True),
            tables.Column(_("Stands out as"), lambda row: standing_in_words(row.standing)),
        ],
        caption=_("Areas outside the limits, {year}").format(year=answer.year),
    )


def _folded(title: str, inner: str) -> str:
    """A box to open."""
    return f'<details class="bb-details"><summary>{escape(title)}</summary>{inner}</details>'


def _expected(answer: RelationAnswer) -> str:
    outcome = answer.outcome
    return tables.table_html(
        answer.correlation.expected,
        [
            tables.Column(_("Index"), lambda row: decimal(row.level, 0), number=True),
            tables.Column(_("Expected"), lambda row: outcome.written(row.expected), number=True),
            tables.Column(
                _("95 % interval"),
                lambda row: words.interval_words(outcome, row.expected_low, row.expected_high),
                number=True,
            ),
        ],
        caption=_("{title}: what would be expected at each index level, {year}").format(
            title=outcome.title, year=answer.year
        ),
    )


def _how_we_know(answer: RelationAnswer) -> str:
    told = answer.correlation
    return tables.how_we_know_html(
        answer,
        method=_(
            "Pearson {pearson} ({p_low} to {p_high}), Spearman {spearman} ({s_low} to {s_high}); "
            "95 % bootstrap intervals over areas (expanded percentiles, 2,000 draws, fixed seed). "
            "Limits are those of a funnel at 95 and 99.8 % round what is expected."
        ).format(
            pearson=decimal(told.pearson.value, 2),
            p_low=decimal(told.pearson.low, 2),
            p_high=decimal(told.pearson.high, 2),
            spearman=decimal(told.spearman.value, 2),
            s_low=decimal(told.spearman.low, 2),
            s_high=decimal(told.spearman.high, 2),
        ),
        sources=answer.sources,
        year=str(answer.year),
        people=_("{n} areas").format(n=told.areas),
        withheld=answer.left_out.rename(columns={"name": "label"}),
    )


def _tenths(answer: IndexAnswer) -> str:
    columns = [
        tables.Column(_("Tenth of the people"), lambda row: str(row.tenth)),
        tables.Column(_("Areas"), lambda row: whole(row.areas), number=True),
        tables.Column(_("Persons (n)"), lambda row: whole(row.people), number=True),
        tables.Column(
            _("Index"),
            lambda row: f"{decimal(row.index_low, 1)}–{decimal(row.index_high, 1)}",  # noqa: RUF001
            number=True,
        ),
    ]
    columns += [
        tables.Column(
            str(indicator.short_title),
            lambda row, name=name, indicator=indicator: indicator.written(getattr(row, name)),
            number=True,
        )
        for name, indicator in answer.indicators.items()
    ]
    return tables.table_html(
        answer.tenths,
        columns,
        caption=_("The people in tenths, from the lowest index up, {year}").format(
            year=answer.year
        ),
    )


def _sensitivity(answer: IndexAnswer) -> str:
    if answer.sensitivity is None:
        return ""
    rows = answer.sensitivity.by_variable.assign(
        title=[
            str(answer.indicators[name].short_title)
            for name in answer.sensitivity.by_variable["left_out"]
        ]
    )
    return tables.table_html(
        rows,
        [
            tables.Column(_("Left out"), lambda row: row.title),
            tables.Column(
                _("Places moved, mean"), lambda row: decimal(row.moved_mean, 1), number=True
            ),
            tables.Column(
                _("Places moved, most"), lambda row: decimal(row.moved_most, 0), number=True
            ),
            tables.Column(
                _("Rank correlation with the whole index"),
                lambda row: decimal(None if pd.isna(row.spearman) else row.spearman, 2),
                number=True,
            ),
        ],
        caption=_("How the order of {n} areas moves when a variable is left out").format(
            n=int(answer.table["index"].notna().sum())
        ),
    )
