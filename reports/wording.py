"""How is frozen evidence written in a document: its table, its notes, its sources?"""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.states import State
from language import _, interval, ngettext, whole
from needs.figures import Figures, Row, Snapshot, SourceSeen, Year
from needs.need import Evidence, Need

MOST_BARS = 12  # more cannot be read at a glance
MOST_ROWS = 30  # of a table in a document; longer ones stand whole in the workbook


@dataclass(frozen=True)
class TextTable:
    """A table as text: the first column heads its row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def figures_table(seen: Snapshot, most: int | None = None) -> TextTable:
    """Every row that was seen, the whole last; withheld rows say why instead of a value.

    A column that would be empty is left out.
    most   of more rows than this only those of the chart; None: every row
    """
    figures = seen.figures
    rows = all_rows(figures)
    if most is not None and len(rows) > most:
        rows = [*shown_rows(figures), *([figures.whole] if figures.whole else [])]
    columns: list[tuple[str, list[str]]] = [
        (figures.by.capitalize() or _("Group"), [row.label for row in rows]),
        (figures.title, [row.withheld or _row_value(figures, row) for row in rows]),
    ]
    if any(row.low is not None for row in rows):
        columns.append((_("95 % interval"), [interval_words(figures, row) for row in rows]))
    if any(row.people is not None for row in rows):
        columns.append((people_label(figures), [_number(row.people) for row in rows]))
    if figures.cases_are:
        columns.append((figures.cases_are, [_number(row.cases) for row in rows]))
    for other in figures.beside:
        by_key = {row.key: row for row in all_rows(other)}
        columns.append((other.title, [_beside(other, by_key.get(row.key)) for row in rows]))
    if any(row.state for row in rows):
        columns.append((_("Assessment"), [_state(row) for row in rows]))
    return TextTable(
        caption=seen.title,
        columns=tuple(title for title, _cells in columns),
        rows=tuple(zip(*(cells for _title, cells in columns), strict=True)),
    )


def all_rows(figures: Figures) -> list[Row]:
    """The rows, and the whole last."""
    return [*figures.rows, *([figures.whole] if figures.whole else [])]


def people_label(figures: Figures) -> str:
    """What is counted: the same person in two years is two person-years."""
    return _("Person-years (n)") if figures.years > 1 else _("Persons (n)")


def interval_words(figures: Figures, row: Row) -> str:
    """'17,6–22,6 %', or '' where there is none."""  # noqa: RUF002
    if row.low is None or row.high is None:
        return ""
    return interval(row.low, row.high, figures.decimals, share=figures.unit == "share")


def _row_value(figures: Figures, row: Row | Year) -> str:
    """A protected 0 as what it may be at most."""
    return figures.written(row.value, at_most=row.high)


def _number(count: float | None) -> str:
    return "" if count is None else whole(count)


def _state(row: Row) -> str:
    return State(row.state).words if row.state and not row.withheld else ""


def _beside(figures: Figures, row: Row | None) -> str:
    """Another figure of the same row in one cell: '12 av 60: 20,0 % (12,0–31,8 %)'."""  # noqa: RUF002
    if row is None:
        return ""
    told = row.withheld or _row_value(figures, row)
    bounds = interval_words(figures, row)
    told = f"{told} ({bounds})" if bounds else told
    if row.withheld or row.people is None or row.cases is None:
        return told
    return _("{cases} of {people}: {told}").format(
        cases=whole(row.cases), people=whole(row.people), told=told
    )


def shown_rows(figures: Figures, most: int = MOST_BARS) -> tuple[Row, ...]:
    """The rows of a chart, the largest first; the row in focus is never left out.

    Where both ends are to be seen, as many of the lowest as of the highest.
    """
    rows = sorted((r for r in figures.rows if r.value is not None), key=lambda r: -r.value)
    kept = rows[:most]
    if figures.picture == "ends" and len(rows) > most:
        kept = [*rows[: most - most // 2], *rows[-(most // 2) :]]
    focus = [row for row in rows if row.key == figures.focus and row not in kept]
    if focus:
        kept = sorted([*kept[:-1], *focus], key=lambda r: -r.value)
    return tuple(kept)


def people_words(figures: Figures) -> str:
    """'n = 6 000' for the whole, and for the row in focus; '' where nobody is counted."""
    parts = []
    rows = [figures.whole, figures.focused if figures.focus else None]
    for row in dict.fromkeys(filter(None, rows)):
        if row.people is not None:
            told = (
                _("{group}: n = {n} person-years") if figures.years > 1 else _("{group}: n = {n}")
            )
            parts.append(told.format(group=row.label, n=whole(row.people)))
    return "; ".join(parts)


def source_words(sources: Iterable[SourceSeen]) -> str:
    """'Kolada (RKA), hämtat 2026-11-24': one after the other, each once."""
    told = [
        _("{producer}, retrieved {date}").format(producer=s.producer, date=s.retrieved_on)
        for s in sources
    ]
    return "; ".join(dict.fromkeys(told))


def caveats_of(evidence: Snapshot) -> tuple[str, ...]:
    """What to keep in mind with the figures: the caveats, what is withheld, and invented data."""
    withheld = [row for row in evidence.figures.rows if row.withheld]
    told = list(evidence.caveats)
    if withheld:
        each = "; ".join(f"{row.label} ({row.withheld})" for row in withheld[:MOST_BARS])
        counted = ngettext("{n} group is withheld", "{n} groups are withheld", len(withheld))
        told.append(f"{counted.format(n=len(withheld))}: {each}.")
    if evidence.is_sample:
        told.append(_("The figures are invented sample data."))
    return tuple(told)


def left_out_of_table_words(figures: Figures, most: int = MOST_ROWS) -> str:
    """That a table has been cut, and where it stands whole; '' where it has not."""
    n = len(all_rows(figures))
    if n <= most:
        return ""
    return _("The table has {n} rows; all of them stand in the Excel file of the needs.").format(
        n=whole(n)
    )


def left_out_words(figures: Figures) -> str:
    """How many rows a chart has no room for; '' where all are there."""
    n = sum(1 for row in figures.rows if row.value is not None) - len(shown_rows(figures))
    if n <= 0:
        return ""
    return ngettext(
        "{n} more group stands in the table only.", "{n} more groups stand in the table only.", n
    ).format(n=n)


def notes_of(evidence: Snapshot) -> tuple[str, ...]:
    """What a presenter must be able to answer: n, source, method, caveats, data version."""
    figures = evidence.figures
    saved = (
        _("Saved {date} from data version {version}.").format(
            date=evidence.saved_at.date().isoformat(), version=evidence.data_version
        )
        if isinstance(evidence, Evidence)
        else _("Data version {version}.").format(version=evidence.data_version)
    )
    return tuple(
        filter(
            None,
            (
                people_words(figures),
                _("Source: {sources}").format(sources=source_words(evidence.sources)),
                _("Year: {year}").format(year=figures.period),
                _("Method: {method}").format(method=evidence.method),
                *(_("Caveat: {text}").format(text=text) for text in caveats_of(evidence)),
                left_out_words(figures),
                saved,
            ),
        )
    )


def chart_alt(figures: Figures, rows: Iterable[Row]) -> str:
    """The bars in words: every shown value, for who cannot see it."""
    each = "; ".join(f"{row.label} {_row_value(figures, row)}" for row in rows)
    return _("Bar chart of {title}, {year}: {values}.").format(
        title=figures.title, year=figures.period, values=each
    )


def trend_words(figures: Figures) -> str:
    """The line in words."""
    each = "; ".join(f"{year.year} {_row_value(figures, year)}" for year in figures.trend)
    return _("Line chart of {title} for {group}: {values}.").format(
        title=figures.title, group=focus_label(figures), values=each
    )


def focus_label(figures: Figures) -> str:
    """Whom the need is about, as the table names them."""
    return figures.focused.label if figures.focused else _("everyone")


def trend_sentence(figures: Figures) -> str:
    """'Från 10,0 % 2019 till 20,0 % 2024 (Granfors).' or '' where there are not two years."""
    years = [year for year in figures.trend if year.value is not None]
    if len(years) < 2:
        return ""
    first, last = years[0], years[-1]
    return _("{group}: from {before} in {first} to {after} in {last}").format(
        group=focus_label(figures),
        before=_row_value(figures, first),
        first=first.year,
        after=_row_value(figures, last),
        last=last.year,
    )


def all_sources(need: Need) -> tuple[str, ...]:
    """Every source behind the need's evidence, each once."""
    told = [source_words([source]) for e in need.evidence for source in e.sources]
    return tuple(dict.fromkeys(told))


def all_caveats(need: Need) -> tuple[str, ...]:
    """Every caveat of the need's evidence, each once."""
    return tuple(dict.fromkeys(text for e in need.evidence for text in caveats_of(e)))
