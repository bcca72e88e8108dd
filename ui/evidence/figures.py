"""What is frozen of *Bryt ner*, *Nyckeltal* and the signals of *Översikt*?"""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from analysis.answers import (
    BreakdownAnswer,
    BreakdownQuestion,
    IndicatorQuestion,
    OverviewAnswer,
    OverviewQuestion,
)
from analysis.states import State
from indicators.entry import Indicator, OwnSource
from language import _
from needs.figures import Figures, Row, Snapshot, Year
from needs.need import Evidence
from ui.ask import ask
from ui.breakdown import view
from ui.draw import group_marks
from ui.draw.chart_style import known
from ui.draw.palettes import Palette
from ui.evidence.savable import (
    CannotAskAgain,
    NotProtected,
    Seen,
    measured_by,
    plain,
    restored,
    snapshot_of,
)
from ui.page import words
from ui.state.selection import Selection

BREAKDOWN, OVERVIEW = "breakdown", "overview"
GROUP, COUNTRY = "group", "0000"


def breakdown(now: Selection, _palette: Palette) -> Seen:
    """The breakdown that the selection shows."""
    answer = ask(view.question_of(now))
    seen = of_breakdown(answer, now)
    rows = [row for row in seen.figures.rows if row.value is not None]
    choices = {"": seen.figures.whole.label, **{row.key: row.label for row in rows}}
    return Seen(
        seen,
        choices if rows else {},
        lambda focus: replace(seen, figures=with_focus(seen.figures, answer, focus)),
        _("Whom is it about?"),
    )


def overview(now: Selection, _palette: Palette) -> Seen | None:
    """The key figure chosen in the list; None where it has no values."""
    answer = ask(OverviewQuestion(theme=now.theme, year=now.year))
    snapshot = of_overview(answer, now)
    return Seen(snapshot) if snapshot else None


def signals(answer: OverviewAnswer, indicator_ids: Iterable[str], now: Selection) -> Seen | None:
    """The key figures that stand out on the first page; None where none does."""
    there = {
        name: replace(now, indicator=name, theme=ask(IndicatorQuestion(name)).theme)
        for name in indicator_ids
    }
    found = {name: of_overview(answer, where) for name, where in there.items()}
    snapshots = {name: seen for name, seen in found.items() if seen is not None}
    labels = {name: str(ask(IndicatorQuestion(name)).title) for name in snapshots}
    return Seen.of_each(snapshots, labels, _("Which signal?")) if snapshots else None


def breakdown_again(evidence: Evidence, now: Selection) -> Snapshot:
    """The same breakdown of the data there is now."""
    question = restored(BreakdownQuestion, evidence.question)
    return of_breakdown(ask(question), now, evidence.figures.focus)


def overview_again(evidence: Evidence, now: Selection) -> Snapshot:
    """The same key figure now, whatever theme it was seen under."""
    asked = evidence.question
    there = replace(now, theme=asked["theme"], indicator=asked["indicator"], year=asked["year"])
    answer = ask(OverviewQuestion(theme=asked["theme"], year=asked["year"]))
    seen = of_overview(answer, there)
    if seen is None:
        raise CannotAskAgain(evidence.kind)
    return seen


def of_breakdown(answer: BreakdownAnswer, now: Selection, focus: str | None = None) -> Snapshot:
    """The groups of a breakdown; `focus` None: the group that is clearest worse, else everyone.

    raises  NotProtected
    """
    indicator = answer.indicator
    if isinstance(indicator.source, OwnSource) and not answer.protected:
        raise NotProtected
    table = answer.table.assign(
        key=_keys(answer.table, answer.by),
        label=group_marks.labels(answer),
        reason=group_marks.reasons(answer),
    )
    rows = tuple(_row(row) for row in table.itertuples()) if answer.by else ()
    focus = _clearest(table) if focus is None else focus
    figures = Figures(
        **measured_by(indicator),
        year=answer.year,
        by=" / ".join(answer.labels).lower(),
        rows=rows,
        whole=_whole(answer),
        focus=focus if focus in {row.key for row in rows} else "",
    )
    return snapshot_of(
        BREAKDOWN,
        _title(answer),
        words.breakdown_answer(answer),
        with_focus(figures, answer, figures.focus),
        method=answer.method,
        sources=answer.sources,
        caveats=indicator.watch_out,
        question=plain(answer.question),
        link=now.link("bryt_ner", by=answer.by, year=answer.year),
    )


def with_focus(figures: Figures, answer: BreakdownAnswer, focus: str) -> Figures:
    """The figures about another of their groups, with that group's years."""
    rows = answer.whole
    if focus:
        rows = answer.trend[_keys(answer.trend, answer.by) == focus]
    return replace(figures, focus=focus, trend=_years(rows))


def of_overview(answer: OverviewAnswer, now: Selection) -> Snapshot | None:
    """The chosen key figure against comparable municipalities, the country and its past.

    None where the chosen figure has no values
    """
    found = answer.table[answer.table["indicator_id"] == now.indicator] if len(answer.table) else ()
    if not len(found):
        return None
    row = found.iloc[0]
    indicator = ask(IndicatorQuestion(now.indicator))
    here = _here(answer, row)
    others = [
        Row(GROUP, _("comparable municipalities (median)"), known(row["group_median"])),
        Row(COUNTRY, _("the country"), known(row["country"])),
    ]
    series = answer.series[
        (answer.series["indicator_id"] == now.indicator)
        & (answer.series["area_code"] == now.municipality)
        & (answer.series["year"] <= int(row["year"]))
    ]
    return snapshot_of(
        OVERVIEW,
        f"{indicator.title}, {int(row['year'])}",
        _standing(answer, indicator, row),
        Figures(
            **measured_by(indicator),
            year=int(row["year"]),
            by=_("compared with"),
            rows=(here, *(other for other in others if other.value is not None)),
            whole=None,
            focus=here.key,
            trend=tuple(
                Year(int(y), known(v)) for y, v in zip(series["year"], series["value"], strict=True)
            ),
        ),
        method=answer.method,
        sources=answer.sources,
        caveats=indicator.watch_out,
        question={"theme": now.theme, "year": int(row["year"]), "indicator": now.indicator},
        link=now.link("nyckeltal", year=int(row["year"])),
    )


def _keys(table: pd.DataFrame, by: tuple[str, ...]) -> pd.Series:
    """A group's values joined: no language in it, so that it is found again."""
    if not by:
        return pd.Series("", index=table.index, dtype="str")
    return table[list(by)].astype("str").agg("|".join, axis="columns")


def _row(row: object) -> Row:
    return Row(
        key=row.key,
        label=row.label,
        value=known(row.value),
        low=known(row.low),
        high=known(row.high),
        people=known(row.people),
        cases=known(row.cases),
        withheld=row.reason or None,
        state=None if row.reason or pd.isna(row.state) else str(row.state),
    )


def _whole(answer: BreakdownAnswer) -> Row:
    whole = answer.whole_now
    return Row(
        key="",
        label=answer.narrowed or _("The whole municipality"),
        value=known(whole["value"]),
        low=known(whole["low"]),
        high=known(whole["high"]),
        people=known(whole["people"]),
        cases=known(whole["cases"]),
    )


def _clearest(table: pd.DataFrame) -> str:
    worse = table[(table["state"] == State.WORSE) & table["value"].notna()]
    return worse.loc[worse["difference"].abs().idxmax(), "key"] if len(worse) else ""


def _years(rows: pd.DataFrame) -> tuple[Year, ...]:
    return tuple(
        Year(int(row.year), known(row.value), known(row.low), known(row.high))
        for row in rows.sort_values("year").itertuples()
    )


def _title(answer: BreakdownAnswer) -> str:
    parts = [f"{answer.indicator.title}, {answer.year}"]
    if answer.by:
        parts.append(_("by {labels}").format(labels=" / ".join(answer.labels).lower()))
    if answer.narrowed:
        parts.append(answer.narrowed)
    return ", ".join(parts)


def _here(answer: OverviewAnswer, row: pd.Series) -> Row:
    return Row(
        key="own",
        label=answer.municipality,
        value=known(row["value"]),
        low=known(row["low"]),
        high=known(row["high"]),
        people=known(row["people"]),
        state=str(row["state_group"]),
    )


def _standing(answer: OverviewAnswer, indicator: Indicator, row: pd.Series) -> str:
    """The level, and how it stands to comparable municipalities or else the country."""
    name, state, value = (
        (_("comparable municipalities"), row["state_group"], row["group_median"])
        if pd.notna(row["group_median"])
        else (_("the country"), row["state_country"], row["country"])
    )
    told = _("{title} in {municipality}: {value} in {year}").format(
        title=indicator.title,
        municipality=answer.municipality,
        value=indicator.written(known(row["value"])),
        year=int(row["year"]),
    )
    if pd.isna(value):
        return f"{told}."
    return _("{told}, {state} against {reference} ({reference_value}).").format(
        told=told,
        state=State(state).words,
        reference=name,
        reference_value=indicator.written(known(value)),
    )
