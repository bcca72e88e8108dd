"""Which rows and columns does a breakdown have on screen and in a file?"""

import pandas as pd

from analysis.answers import BreakdownAnswer
from analysis.sentences import capital, difference_in_words
from language import _, whole
from language.numbers import MISSING
from ui import cache, groups, selection, tables, words
from ui.chart_style import known

MOST_CARRYING = 8  # groups; those after them carry next to nothing


def asked() -> BreakdownAnswer:
    """The answer to what is selected now."""
    from analysis.answers import BreakdownQuestion

    now, choices = selection.current(), cache.choices()
    indicator = choices.indicators[now.indicator]
    own = indicator.own
    return cache.breakdown(
        BreakdownQuestion(
            indicator=now.indicator,
            by=now.by_of(indicator),
            year=now.year_of(indicator),
            sex=now.sex if own else None,
            age=now.age if own else None,
            area=now.area if own else None,
        )
    )


def table(answer: BreakdownAnswer) -> None:
    """The table twin with its downloads."""
    rows = _rows(answer)
    tables.figures(rows, _columns(answer), caption=_caption(answer))
    tables.downloads(
        _for_file(answer, rows),
        name="_".join(("behovsbild", answer.indicator.id, str(answer.year), *answer.by)),
        about=about(answer),
    )


def carried(answer: BreakdownAnswer) -> None:
    """The groups that carry the difference, most cases first."""
    rows = answer.gap.carried
    rows = rows[rows["cases_fewer"] > 0].head(MOST_CARRYING)
    rows = rows.assign(label=[words.carried_label(answer, row) for _i, row in rows.iterrows()])
    tables.figures(
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


def explain(answer: BreakdownAnswer) -> None:
    """How we know."""
    people = answer.whole_now["people"]
    tables.explain(
        method=answer.method,
        sources=answer.sources,
        year=str(answer.year),
        people=whole(known(people)) if pd.notna(people) else "",
        withheld=answer.withheld,
        more=[
            (_("Meaning"), str(answer.indicator.means)),
            *((_("Watch out"), str(text)) for text in answer.indicator.watch_out),
        ],
    )


def about(answer: BreakdownAnswer) -> dict[str, str]:
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
            lambda row: row.hidden or indicator.written(known(row.value)),
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
            _("Against the others"),
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
    return f"{mark.glyph} {told}, {difference_in_words(answer.indicator, float(row.difference))}"


def _for_file(answer: BreakdownAnswer, rows: pd.DataFrame) -> pd.DataFrame:
    """Whole numbers and shares as they are (0 to 1), for further counting."""
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
    return rows[list(columns)].rename(columns=columns)
