"""What does a breakdown show: its sentences, pictures, tables, and the file to take home?"""

from dataclasses import dataclass

import pandas as pd

from analysis.answers import BreakdownAnswer, BreakdownQuestion, sex_signs
from analysis.sentences import capital, difference_in_words
from language import _, whole
from language.numbers import MISSING
from ui.ask import ask, cache
from ui.breakdown import charts
from ui.draw import group_marks as groups
from ui.draw.chart_style import Drawing, known
from ui.draw.palettes import Palette
from ui.page import tables, words
from ui.state.selection import Selection

MOST_CARRYING = 8  # groups; those after them carry next to nothing


@dataclass(frozen=True)
class View:
    """The page, finished; what it has nothing for is empty or None."""

    question: str
    answer: str
    groups: Drawing | None
    table: str
    file: tables.FileRows
    gap: str
    carried: str
    trend: Drawing
    trend_words: str
    how_we_know: str


def draw(now: Selection, palette: Palette) -> View:
    """The view of a selection; raises what answers.breakdown raises."""
    answer = ask(question_of(now))
    is_split = bool(answer.by)
    return View(
        question=words.breakdown_question(answer),
        answer=words.breakdown_answer(answer),
        groups=Drawing.finished(charts.groups_figure(answer, palette), charts.groups_alt(answer))
        if is_split
        else None,
        table=tables.note_html(charts.left_out_words(answer)) + _table(answer),
        file=_file(answer),
        gap=words.gap_words(answer),
        carried=_carried(answer) if answer.gap is not None else "",
        trend=Drawing.finished(charts.trend_figure(answer, palette), charts.trend_alt(answer)),
        trend_words=charts.lines_words(answer) if is_split else "",
        how_we_know=_how_we_know(answer),
    )


def question_of(now: Selection) -> BreakdownQuestion:
    """Only the municipality's own counts can be narrowed."""
    indicator = cache.chosen(now.indicator)
    own = indicator.own
    return BreakdownQuestion(
        indicator=now.indicator,
        by=now.by_of(indicator),
        year=now.year_of(indicator),
        sex=now.sex if own else None,
        age=now.age if own else None,
        area=now.area if own else None,
        within=now.group if own else (),
    )


def _table(answer: BreakdownAnswer) -> str:
    return tables.table_html(_rows(answer), _columns(answer), caption=_caption(answer))


def _file(answer: BreakdownAnswer) -> tables.FileRows:
    return tables.FileRows(
        "_".join(("behovsbild", answer.indicator.id, str(answer.year), *answer.by)),
        _for_file(answer, _rows(answer)),
        _about(answer),
    )


def _carried(answer: BreakdownAnswer) -> str:
    """The groups that carry the difference, most cases first."""
    rows = answer.gap.carried
    rows = rows[rows["cases_fewer"] > 0].head(MOST_CARRYING)
    rows = rows.assign(label=[words.carried_label(answer, row) for _i, row in rows.iterrows()])
    return tables.table_html(
        rows,
        [
            tables.Column(" / ".join(answer.labels), lambda row: row.label),
            tables.Column(_("Cases"), lambda row: whole(known(row.cases)), number=True),
            tables.Column(
                _("Cases fewer at the level of everyone"),
                lambda row: whole(known(row.cases_fewer)),
                number=True,
            ),
            tables.Column(
                _("95 % interval"),
                lambda row: (
                    f"{whole(known(row.cases_fewer_low))} – {whole(known(row.cases_fewer_high))}"
                ),  # noqa: RUF001
                number=True,
            ),
        ],
        caption=_("Cases fewer in {year} if each group had the level of everyone").format(
            year=answer.year
        ),
    )


def _how_we_know(answer: BreakdownAnswer) -> str:
    people = answer.whole_now["people"]
    return tables.how_we_know_html(
        answer,
        method=answer.method,
        sources=answer.sources,
        year=str(answer.year),
        people=whole(known(people)) if pd.notna(people) else "",
        withheld=answer.withheld,
        more=[
            (_("Meaning"), str(answer.indicator.means)),
            *((_("Watch out"), str(text)) for text in answer.indicator.watch_out),
            *((_("Over the years"), signs.method()) for signs in filter(None, [sex_signs(answer)])),
        ],
    )


def _about(answer: BreakdownAnswer) -> dict[str, str]:
    """What goes with the figures when they leave."""
    return {
        _("Key figure"): str(answer.indicator.title),
        _("Year"): str(answer.year),
        _("Narrowed to"): answer.narrowed or _("everyone"),
        _("Source"): "; ".join(source.words for source in answer.sources),
        _("Method"): answer.method,
    }


def _rows(answer: BreakdownAnswer) -> pd.DataFrame:
    return answer.table.assign(label=groups.labels(answer), hidden=groups.reasons(answer))


def _caption(answer: BreakdownAnswer) -> str:
    return _("{title}, {year}, by {labels}").format(
        title=answer.indicator.title,
        year=answer.year,
        labels=" / ".join(answer.labels).lower() or "–",  # noqa: RUF001
    )


def _columns(answer: BreakdownAnswer) -> list[tables.Column]:
    indicator = answer.indicator
    columns = [
        tables.Column(" / ".join(answer.labels) or _("Group"), lambda row: row.label),
        tables.Column(
            capital(indicator.unit_facts.label()),
            lambda row: row.hidden or answer.written(row),
            number=True,
            style=lambda row: "bb-withheld" if row.hidden else "",
        ),
        tables.Column(
            _("95 % interval"),
            lambda row: words.interval_words(indicator, row.low, row.high),
            number=True,
        ),
    ]
    if answer.table["people"].notna().any():
        columns.append(
            tables.Column(_("Persons (n)"), lambda row: whole(known(row.people)), number=True)
        )
        columns.append(tables.Column(_("Cases"), lambda row: whole(known(row.cases)), number=True))
    columns.append(
        tables.Column(
            _("Against the municipality as a whole")
            if answer.with_whole
            else _("Against the others"),
            lambda row: _against(answer, row),
            style=lambda row: "" if row.hidden else groups.MARKS[row.state].style,
        )
    )
    return columns


def _against(answer: BreakdownAnswer, row: object) -> str:
    if row.hidden or pd.isna(row.value):
        return MISSING
    mark = groups.MARKS[row.state]
    told = groups.state_words(row.state, row.because)
    if row.direction == "neither":
        return f"{mark.glyph} {told}"
    difference = difference_in_words(
        answer.indicator, float(row.difference), with_whole=answer.with_whole
    )
    return f"{mark.glyph} {told}, {difference}"


def _for_file(answer: BreakdownAnswer, rows: pd.DataFrame) -> pd.DataFrame:
    """Whole numbers and shares as they are (0 to 1), for further counting.

    The column that says why a figure is withheld also says what a protected 0 may be.
    """
    plain = answer.indicator.written
    told = [
        row.hidden or (text if (text := answer.written(row)) != plain(row.value) else "")
        for row in rows.itertuples()
    ]
    named = {f"{name}_label": label for name, label in zip(answer.by, answer.labels, strict=True)}
    columns = {
        **named,
        "value": str(answer.indicator.short_title),
        "low": _("Interval, low"),
        "high": _("Interval, high"),
        "people": _("Persons (n)"),
        "cases": _("Cases"),
        "hidden": _("Withheld"),
    }
    return rows.assign(hidden=told)[list(columns)].rename(columns=columns)
