"""What does the page of definitions show of an indicator, and of the whole catalogue?"""

from dataclasses import dataclass

import pandas as pd

from analysis.answers import (
    ChoicesQuestion,
    DefinitionAnswer,
    DefinitionQuestion,
    IndicatorQuestion,
)
from indicators.entry import Indicator
from language import _, whole
from language.numbers import MISSING
from ui.ask import ask, cache
from ui.draw.palettes import Palette
from ui.page import tables
from ui.state.selection import Selection


@dataclass(frozen=True)
class View:
    """The page, finished."""

    question: str
    answer: str
    facts: str
    watch_out: str
    loads: str
    catalogue: str


def draw(now: Selection, _palette: Palette) -> View:
    """The view of a selection's indicator; raises UnknownIndicator."""
    answer = ask(DefinitionQuestion(cache.chosen(now.indicator).id))
    title = str(answer.indicator.short_title)
    return View(
        question=_("What does the key figure {title} mean?").format(title=f"”{title}”"),
        answer=str(answer.indicator.means),
        facts=_facts(answer),
        watch_out=_watch_out(answer),
        loads=_loads(answer),
        catalogue=_catalogue(now),
    )


def _facts(answer: DefinitionAnswer) -> str:
    """The catalogue's entry, row by row."""
    indicator = answer.indicator
    rows = [
        (_("Whole title"), str(indicator.title)),
        *([(_("Counted above the line"), str(indicator.numerator))] if indicator.numerator else []),
        *([(_("Out of"), str(indicator.denominator))] if indicator.denominator else []),
        (_("Unit"), indicator.unit_facts.label()),
        (_("Better is"), _better_is(indicator)),
        (_("Can be broken down by"), _breakdowns(indicator)),
        (
            _("Compared with"),
            _("comparable municipalities, {kind}").format(kind=indicator.comparison_kind),
        ),
        (_("Id"), indicator.id),
    ]
    return tables.facts_html(rows)


def _watch_out(answer: DefinitionAnswer) -> str:
    """What to think of before drawing conclusions, breaks in the series among it."""
    texts = [str(text) for text in answer.indicator.watch_out]
    texts += [f"{broken.year}: {broken.text}" for broken in answer.indicator.breaks]
    return tables.points_html(texts or [_("Nothing in particular.")])


def _loads(answer: DefinitionAnswer) -> str:
    """What the store holds, and where it came from."""
    if answer.first_year is None:
        return tables.note_html(_("The store has no figures for this indicator."))
    held = tables.facts_html(
        [
            (_("Years"), f"{answer.first_year}–{answer.last_year}"),  # noqa: RUF001
            (_("Areas"), whole(answer.areas)),
            (_("Figures"), whole(answer.with_value)),
            *([(_("Missing at the source"), whole(answer.missing))] if answer.missing else []),
            *(
                [(_("Withheld by the source"), whole(answer.suppressed))]
                if answer.suppressed
                else []
            ),
        ]
    )
    rows = pd.DataFrame(
        [
            {
                "producer": source.producer,
                "address": source.address,
                "date": source.retrieved_on.isoformat(),
                "licence": source.licence,
            }
            for source in answer.sources
        ],
        columns=["producer", "address", "date", "licence"],
    )
    return held + tables.table_html(
        rows,
        [
            tables.Column(_("Producer"), lambda row: row.producer),
            tables.Column(_("Address or file"), lambda row: row.address),
            tables.Column(_("Retrieved"), lambda row: row.date),
            tables.Column(_("Terms"), lambda row: row.licence),
        ],
        caption=_("The loads behind the figures"),
    )


def _catalogue(now: Selection) -> str:
    """Every indicator with figures in the store, by theme."""
    choices = ask(ChoicesQuestion())
    rows = pd.DataFrame(
        [
            {
                "id": choice.id,
                "theme": choices.themes[choice.theme],
                "title": str(ask(IndicatorQuestion(choice.id)).title),
                "years": f"{choice.years[0]}–{choice.years[-1]}",  # noqa: RUF001
                "own": choice.own,
                "theme_id": choice.theme,
            }
            for choice in choices.indicators.values()
        ]
    )
    return tables.table_html(
        rows,
        [
            tables.Column(
                _("Key figure"),
                lambda row: row.title,
                link=lambda row: now.link("definitioner", theme=row.theme_id, indicator=row.id),
            ),
            tables.Column(_("Theme"), lambda row: row.theme),
            tables.Column(_("Years"), lambda row: row.years),
            tables.Column(
                _("Source"), lambda row: _("own data") if row.own else _("public figures")
            ),
        ],
        caption=_("All key figures with figures in the store"),
    )


def _better_is(indicator: Indicator) -> str:
    if indicator.better_is is None:
        return _("neither way in itself")
    return _("higher") if indicator.better_is == "higher" else _("lower")


def _breakdowns(indicator: Indicator) -> str:
    names = {
        "sex": _("sex"),
        "age_group": _("age"),
        "area": _("area"),
        "background": _("background"),
    }
    return ", ".join(names[b] for b in names if b in indicator.breakdowns) or MISSING
