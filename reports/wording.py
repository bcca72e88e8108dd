"""How is frozen evidence written in a document: its table, its notes, its sources?"""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.states import State
from language import _, interval, ngettext, whole
from needs.figures import Figures, Row, SourceSeen
from needs.need import Evidence, Need

MOST_BARS = 12  # more cannot be read from the back of a room


@dataclass(frozen=True)
class TextTable:
    """A table as text: the first column heads its row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def figures_table(evidence: Evidence) -> TextTable:
    """Every row of the evidence, the whole last; withheld rows say why instead of a value."""
    figures = evidence.figures
    rows = [*figures.rows, *([figures.whole] if figures.whole else [])]
    with_people = any(row.people is not None for row in rows)
    columns = [
        figures.by.capitalize() or _("Group"),
        figures.title,
        _("95 % interval"),
        *([_("Persons (n)")] if with_people else []),
        _("Against the others"),
    ]
    return TextTable(
        caption=evidence.title,
        columns=tuple(columns),
        rows=tuple(_cells(figures, row, with_people) for row in rows),
    )


def _cells(figures: Figures, row: Row, with_people: bool) -> tuple[str, ...]:
    share = figures.unit == "share"
    return (
        row.label,
        row.withheld or figures.written(row.value),
        interval(row.low, row.high, figures.decimals, share=share),
        *([whole(row.people)] if with_people else []),
        State(row.state).words if row.state and not row.withheld else "",
    )


def shown_rows(figures: Figures, most: int = MOST_BARS) -> tuple[Row, ...]:
    """The rows of a chart, the largest first; the row in focus is never left out."""
    rows = sorted((r for r in figures.rows if r.value is not None), key=lambda r: -r.value)
    kept = rows[:most]
    focus = [row for row in rows[most:] if row.key == figures.focus]
    return (*kept[: most - len(focus)], *focus)


def people_words(figures: Figures) -> str:
    """'n = 6 000' for the whole, and for the row in focus; '' where nobody is counted."""
    parts = []
    rows = [figures.whole, figures.focused if figures.focus else None]
    for row in dict.fromkeys(filter(None, rows)):
        if row.people is not None:
            parts.append(_("{group}: n = {n}").format(group=row.label, n=whole(row.people)))
    return "; ".join(parts)


def source_words(sources: Iterable[SourceSeen]) -> str:
    """'Kolada (RKA), hämtat 2026-11-24': one after the other, each once."""
    told = [
        _("{producer}, retrieved {date}").format(producer=s.producer, date=s.retrieved_on)
        for s in sources
    ]
    return "; ".join(dict.fromkeys(told))


def caveats_of(evidence: Evidence) -> tuple[str, ...]:
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


def left_out_words(figures: Figures) -> str:
    """How many rows a chart has no room for; '' where all are there."""
    n = sum(1 for row in figures.rows if row.value is not None) - len(shown_rows(figures))
    if n <= 0:
        return ""
    return ngettext(
        "{n} more group stands in the table only.", "{n} more groups stand in the table only.", n
    ).format(n=n)


def notes_of(evidence: Evidence) -> tuple[str, ...]:
    """What a presenter must be able to answer: n, source, method, caveats, data version."""
    figures = evidence.figures
    return tuple(
        filter(
            None,
            (
                people_words(figures),
                _("Source: {sources}").format(sources=source_words(evidence.sources)),
                _("Year: {year}").format(year=figures.year),
                _("Method: {method}").format(method=evidence.method),
                *(_("Caveat: {text}").format(text=text) for text in caveats_of(evidence)),
                left_out_words(figures),
                _("Saved {date} from data version {version}.").format(
                    date=evidence.saved_at.date().isoformat(), version=evidence.data_version
                ),
            ),
        )
    )


def chart_alt(evidence: Evidence) -> str:
    """The picture in words: every shown value, for who cannot see it."""
    figures = evidence.figures
    rows = shown_rows(figures)
    each = "; ".join(f"{row.label} {figures.written(row.value)}" for row in rows)
    return _("Bar chart of {title}, {year}: {values}.").format(
        title=figures.title, year=figures.year, values=each
    )


def trend_words(figures: Figures) -> str:
    """The line in words."""
    each = "; ".join(f"{year.year} {figures.written(year.value)}" for year in figures.trend)
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
        before=figures.written(first.value),
        first=first.year,
        after=figures.written(last.value),
        last=last.year,
    )


def all_sources(need: Need) -> tuple[str, ...]:
    """Every source behind the need's evidence, each once."""
    told = [source_words([source]) for e in need.evidence for source in e.sources]
    return tuple(dict.fromkeys(told))


def all_caveats(need: Need) -> tuple[str, ...]:
    """Every caveat of the need's evidence, each once."""
    return tuple(dict.fromkeys(text for e in need.evidence for text in caveats_of(e)))
