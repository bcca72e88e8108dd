"""What does the average hide: how far apart are areas and groups in one outcome?"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.answers import Variation
from language import _, percent, whole
from ui.ask import ask
from ui.draw.chart_style import Drawing, known
from ui.draw.palettes import Palette
from ui.page import tables
from ui.page.share_columns import interval_of_share, number_or_withheld, share_words
from ui.state.selection import Selection
from ui.target_groups import choices, spread_charts
from ui.target_groups.found_view import answer_html

MANY_HIDDEN = 0.1  # of the small areas: then the picture is no fair one


@dataclass(frozen=True)
class View:
    """The spread, finished."""

    answer: str
    spread: Drawing
    funnel: Drawing | None
    funnel_words: str
    table: str
    file: tables.FileRows
    how_we_know: str


def draw(now: Selection, palette: Palette) -> View:
    """The view of a selection; raises what the answer raises."""
    answer = ask(choices.variation(now))
    rows = _rows(answer)
    has_areas = answer.funnel is not None
    return View(
        answer=answer_html(_answer(answer)),
        spread=Drawing.finished(
            spread_charts.spread_figure(answer, palette), spread_charts.spread_alt(answer)
        ),
        funnel=Drawing.finished(
            spread_charts.funnel_figure(answer, palette), spread_charts.funnel_alt(answer)
        )
        if has_areas
        else None,
        funnel_words=f"{spread_charts.funnel_words(answer)}{_hidden(answer)}" if has_areas else "",
        table=_table(answer, rows),
        file=_file(answer, rows),
        how_we_know=_how_we_know(answer),
    )


def _answer(answer: Variation) -> str:
    share = share_words(answer, answer.whole)
    told = (
        _("{title} {years}: {share} in the chosen group ({whom}).")
        if answer.whom
        else _("{title} {years}: {share} in the whole municipality.")
    ).format(
        title=str(answer.indicator.short_title),
        years=_years(answer),
        share=share,
        whom=answer.whom,
    )
    areas = answer.of(answer.areas)
    if not len(areas):
        return told
    least, most = areas.loc[areas["share"].idxmin()], areas.loc[areas["share"].idxmax()]
    return (
        told
        + " "
        + _("Between small areas it goes from {low} ({least}) to {high} ({most}).").format(
            low=share_words(answer, least),
            least=least["label"],
            high=share_words(answer, most),
            most=most["label"],
        )
    )


def _hidden(answer: Variation) -> str:
    """A warning where so many small areas are withheld that the picture leans."""
    areas = answer.points[answer.points["dimension"] == answer.areas]
    hidden = int((areas["withheld"] != "").sum())
    if hidden <= MANY_HIDDEN * len(areas):
        return ""
    return " " + _(
        "{n} of {all} small areas are withheld, most of them because they have few cases: the "
        "picture leans towards those that have more. Choose more years."
    ).format(n=hidden, all=len(areas))


def _years(answer: Variation) -> str:
    return choices.years_words(answer.question.first_year, answer.question.last_year)


def _rows(answer: Variation) -> pd.DataFrame:
    zones = {}
    if answer.funnel is not None:
        points = answer.funnel.points
        zones = dict(zip(points["value"], points["zone"], strict=True))
    rows = answer.points.assign(
        zone=[
            spread_charts.zone_words(zones.get(row.value)) if row.dimension == answer.areas else ""
            for row in answer.points.itertuples()
        ]
    )
    return rows.sort_values("share", ascending=False, na_position="last")


def _table(answer: Variation, rows: pd.DataFrame) -> str:
    return tables.table_html(
        rows,
        [
            tables.Column(_("Area or group"), lambda row: row.label),
            tables.Column(_("By"), lambda row: row.dimension_label),
            number_or_withheld(_("Share"), lambda row: share_words(answer, row)),
            interval_of_share(answer.indicator),
            tables.Column(_("Person-years (n)"), lambda row: whole(known(row.people)), number=True),
            tables.Column(_("Cases"), lambda row: whole(known(row.cases)), number=True),
            tables.Column(_("Against the limits"), lambda row: row.zone),
        ],
        caption=_("{title}, {years}: every area and group").format(
            title=str(answer.indicator.title),
            years=", ".join(filter(None, (_years(answer), answer.whom))),
        ),
    )


def _file(answer: Variation, rows: pd.DataFrame) -> tables.FileRows:
    names = {
        "label": _("Area or group"),
        "value": _("Code"),
        "dimension_label": _("By"),
        "share": _("Share"),
        "share_low": _("Interval, low"),
        "share_high": _("Interval, high"),
        "people": _("Person-years (n)"),
        "cases": _("Cases"),
        "zone": _("Against the limits"),
        "withheld": _("Withheld"),
    }
    rows = rows.assign(withheld=[_hidden_or_at_most(answer, row) for row in rows.itertuples()])
    return tables.FileRows(
        f"behovsbild_spridning_{answer.indicator.id}",
        rows[list(names)].rename(columns=names),
        {
            _("Key figure"): str(answer.indicator.title),
            **({_("Group"): answer.whom} if answer.whom else {}),
            _("Years"): _years(answer),
            _("Source"): "; ".join(source.words for source in answer.sources),
            _("Method"): method_words(),
        },
    )


def _hidden_or_at_most(answer: Variation, row: Any) -> str:
    """Why a figure is withheld, or what a protected 0 may be; '' for any other."""
    if row.withheld or pd.isna(row.share):
        return row.withheld
    told = share_words(answer, row)
    return told if told != percent(row.share, 1) else ""


def method_words() -> str:
    """How the spread is counted and drawn."""
    return _(
        "The years' protected counts put together. The box holds the middle half of the areas or "
        "groups, with their median; its lines reach the furthest within one and a half box lengths "
        "(Tukey). The funnel's limits are those of the score test, widened by the variation "
        "between areas where that is more than chance gives (Spiegelhalter 2005)."
    )


def _how_we_know(answer: Variation) -> str:
    hidden = answer.points[answer.points["withheld"] != ""]
    return tables.how_we_know_html(
        answer,
        method=method_words(),
        sources=answer.sources,
        year=_years(answer),
        people=_("{n} person-years").format(n=whole(float(answer.whole["people"]))),
        withheld=pd.DataFrame({"label": hidden["label"], "reason": hidden["withheld"]}),
    )
