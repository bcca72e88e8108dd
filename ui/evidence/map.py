"""What is frozen of *Karta*: the figure of every area, and the index against an outcome?"""

from dataclasses import replace

import pandas as pd

from analysis.answers import (
    INDEX,
    Figure,
    MapAnswer,
    MapChoicesQuestion,
    MapQuestion,
    RelationAnswer,
    RelationQuestion,
    standing_in_words,
)
from language import _
from language.errors import BehovsbildError
from needs.figures import Figures, Row, Snapshot
from needs.need import Evidence
from ui.ask import ask
from ui.draw.chart_style import known
from ui.draw.palettes import Palette
from ui.evidence.savable import Seen, link_with, measured_by, plain, restored, snapshot_of
from ui.map import words
from ui.map.choices import settings
from ui.state.selection import Selection

MAP, RELATION = "map", "relation"
OWN = ("visa", "niva", "klasser", "metod", "index", "kluster", "ar2", "vikt", "vald")


def area_map(now: Selection, _palette: Palette) -> Seen | None:
    """The map that the selection shows, and the relation; None where no area has a figure."""
    answer = ask(settings(now).map)
    if answer.table["value"].isna().all():
        return None
    chosen = now.area or now.own("vald", "")
    snapshot = of_map(answer, now, chosen)
    related = _relation(answer.year, now)
    rows = [row for row in snapshot.figures.rows if row.value is not None]
    choices = {"": _("all areas"), **{row.key: row.label for row in rows}}
    if related:
        choices = {"": choices.pop(""), RELATION: _("the key figure against the index"), **choices}

    def about(key: str) -> Snapshot:
        if key == RELATION:
            return related
        return replace(snapshot, figures=replace(snapshot.figures, focus=key))

    deck = tuple(filter(None, (snapshot, related)))
    return Seen(snapshot, choices, about, _("What is it about?"), deck)


def _relation(year: int, now: Selection) -> Snapshot | None:
    """Index against outcome; None where there is no such relation, or it is refused."""
    asked = settings(now).relation
    if asked is None:
        return None
    try:
        answer = ask(replace(asked, index=replace(asked.index, year=year)))
    except BehovsbildError:
        return None
    return of_relation(answer, now)


def of_map(answer: MapAnswer, now: Selection, focus: str = "") -> Snapshot:
    """Every area's figure; a second figure or another year stands beside.

    raises  NotProtected
    """
    year, first = answer.year, answer.figures[0]
    figures = _figures(first, answer.table, year, _level(answer))
    beside = [
        replace(
            _figures(first, table, other, _level(answer)),
            title=f"{first.title}, {other}",
            says=_("{title} in {year}, the same areas").format(title=first.title, year=other),
        )
        for other, table in list(answer.tables.items())[1:]
    ]
    if answer.is_bivariate:
        second = answer.figures[1]
        beside = [_figures(second, answer.table, year, _level(answer), prefix="second_"), *beside]
    keys = {row.key for row in figures.rows if row.value is not None}
    return snapshot_of(
        MAP,
        f"{', '.join(f.title for f in answer.figures)}, {year}, {_level(answer).lower()}",
        words.sentence(answer),
        replace(
            figures,
            focus=focus if focus in keys else "",
            picture="scatter" if answer.is_bivariate else "ends",
            beside=tuple(beside),
        ),
        method=answer.method,
        sources=answer.sources,
        caveats=(*words.notes(answer), *_watch_out(f.indicator for f in answer.figures)),
        question=plain(answer.question),
        link=link_with(now, "karta", OWN, year=year),
    )


def of_relation(answer: RelationAnswer, now: Selection) -> Snapshot:
    """The outcome of every area, with its index and what the index gives reason to expect beside.

    raises  NotProtected
    """
    rows = answer.points
    outcome = answer.outcome
    index = Figure(INDEX, _("Socioeconomic index"), None)
    expected = replace(
        _of(rows, measured_by(outcome), answer.year, "", value="expected", bounds=False),
        title=_("Expected by the index"),
        says=_("What the index alone gives reason to expect"),
    )
    figures = _of(rows, measured_by(outcome), answer.year, _("area"))
    index_of_each = _of(rows, _measured(index), answer.year, "", value="index", bounds=False)
    return snapshot_of(
        RELATION,
        _("{outcome} against the socioeconomic index, {year}").format(
            outcome=outcome.title, year=answer.year
        ),
        " ".join((answer.sentence, _differing(answer))).strip(),
        replace(figures, picture="scatter", beside=(index_of_each, expected)),
        method=_(
            "Pearson's r over areas, with a 95 % bootstrap interval (2,000 draws, fixed seed). "
            "What is expected is the line where the relation is clear, else the mean."
        ),
        sources=answer.sources,
        caveats=(*answer.notes, *_watch_out([outcome])),
        question=plain(answer.question),
        link=link_with(now, "karta", OWN, indicator=outcome.id, year=answer.year),
    )


def map_again(evidence: Evidence, now: Selection) -> Snapshot:
    """The same map of the data there is now."""
    answer = ask(restored(MapQuestion, evidence.question))
    return of_map(answer, now, evidence.figures.focus)


def relation_again(evidence: Evidence, now: Selection) -> Snapshot:
    """The same relation in the data there is now."""
    return of_relation(ask(restored(RelationQuestion, evidence.question)), now)


def _figures(
    figure: Figure, table: pd.DataFrame, year: int, by: str, *, prefix: str = ""
) -> Figures:
    columns = ["value", "low", "high", "people", "withheld"]
    told = table[["area_code", "name"]].join(
        table[[f"{prefix}{name}" for name in columns]].set_axis(columns, axis=1)
    )
    return _of(told, _measured(figure), year, by.lower())


def _of(
    rows: pd.DataFrame,
    measured: dict,
    year: int,
    by: str,
    *,
    value: str = "value",
    bounds: bool = True,
) -> Figures:
    """A row per area: area_code, name, the value's column; low, high, people where `bounds`."""
    return Figures(
        **measured,
        year=year,
        by=by,
        rows=tuple(_row(row, value, bounds=bounds) for _index, row in rows.iterrows()),
        whole=None,
    )


def _row(row: pd.Series, value: str, *, bounds: bool) -> Row:
    told = known(row[value])
    return Row(
        key=str(row["area_code"]),
        label=str(row["name"]),
        value=told,
        low=known(row["low"]) if bounds else None,
        high=known(row["high"]) if bounds else None,
        people=known(row["people"]) if bounds else None,
        withheld=_reason(row) if told is None else None,
    )


def _reason(row: pd.Series) -> str:
    reason = row.get("withheld")
    return reason if isinstance(reason, str) and reason else _("no figure")


def _measured(figure: Figure) -> dict:
    if figure.indicator is not None:
        return measured_by(figure.indicator)
    return {
        "indicator": figure.id,
        "title": figure.title,
        "unit": "index",
        "decimals": 1,
        "better_is": "higher",
    }


def _level(answer: MapAnswer) -> str:
    return ask(MapChoicesQuestion()).levels[answer.question.level]


def _watch_out(indicators: object) -> list[str]:
    return [str(text) for each in indicators if each is not None for text in each.watch_out]


def _differing(answer: RelationAnswer) -> str:
    """The areas that break the pattern, in a sentence; '' where none does."""
    rows = answer.differing.head(3)
    if not len(rows):
        return ""
    each = "; ".join(
        f"{row['name']} {standing_in_words(row['standing'])}" for _i, row in rows.iterrows()
    )
    return _("Breaking the pattern: {each}.").format(each=each)
