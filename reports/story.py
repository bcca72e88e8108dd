"""A need told slide by slide, one message each: the same in the browser and in PowerPoint."""

import re
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from language import _
from needs.figures import Figures, Snapshot, Year
from needs.need import Evidence, Need, five_questions, logic_model
from reports import wording

MOST_QUOTES = 3  # on a slide
MOST_EVIDENCE = 4
LONGEST_QUOTE = 260  # characters; a longer one is cut at a word, and stands whole in the notes
LONGEST_TITLE = 150
_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) (?=[A-ZÅÄÖ0-9])")


@dataclass(frozen=True)
class ChartData:
    """What a chart shows; values, lows and highs in the indicator's unit.

    kind        'bar' (one bar a label) or 'line' (one point a label)
    highlight   place of the bar that the need is about, or None
    """

    kind: str
    series: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]
    highlight: int | None
    figures: Figures
    alt: str


@dataclass(frozen=True)
class Slide:
    """One message: the title says it, the rest shows it.

    paragraphs   large text; points: (heading, text) pairs, in order
    source       small, at the foot: from where and n
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[tuple[str, str], ...] = ()
    chart: ChartData | None = None
    source: str = ""
    notes: tuple[str, ...] = ()
    is_first: bool = False


def need_story(need: Need, *, municipality: str = "") -> tuple[Slide, ...]:
    """The whole story of a need; what nobody has written yet is left out."""
    slides = [_first(need, municipality), _the_need(need)]
    for evidence in need.evidence[:MOST_EVIDENCE]:
        slides += evidence_slides(evidence)
    slides += _voices(need)
    slides += [_pictures(need), _content(need), _logic(need), _questions(need), _sources(need)]
    return tuple(slide for slide in slides if slide is not None)


def evidence_slides(evidence: Evidence) -> list[Slide]:
    """The groups as bars, and the focus over time as a line; without figures, the sentence."""
    figures, notes = evidence.figures, wording.notes_of(evidence)
    source = " · ".join(
        filter(None, (wording.source_words(evidence.sources), wording.people_words(figures)))
    )
    bars, line = bar_chart(evidence), line_chart(evidence)
    slides = []
    if bars or not line:
        told, rest = message(evidence)
        slides.append(
            Slide(
                told,
                paragraphs=(rest,) if rest else (),
                chart=bars,
                source=source,
                notes=notes,
            )
        )
    if line:
        slides.append(
            Slide(wording.trend_sentence(figures), chart=line, source=source, notes=notes)
        )
    return slides


def message(evidence: Evidence) -> tuple[str, str]:
    """The sentence about whom the need is about, else the first; and what else was said."""
    told = _SENTENCE_ENDS.split(evidence.sentence)
    label = wording.focus_label(evidence.figures)
    first = next((text for text in told if label in text), told[0])
    if len(first) > LONGEST_TITLE:
        return evidence.title, evidence.sentence
    return first, " ".join(text for text in told if text != first)


def snapshot_slides(snapshot: Snapshot) -> tuple[Slide, ...]:
    """A view that nobody has saved yet, as slides."""
    seen = {each.name: getattr(snapshot, each.name) for each in fields(snapshot)}
    now = datetime.now(UTC)
    return tuple(evidence_slides(Evidence(**seen, id=0, need_id=0, saved_at=now, saved_by="")))


def bar_chart(evidence: Evidence) -> ChartData | None:
    """The shown groups as bars; None with fewer than two."""
    figures = evidence.figures
    rows = wording.shown_rows(figures)
    if len(rows) < 2:
        return None
    keys = [row.key for row in rows]
    return ChartData(
        kind="bar",
        series=figures.title,
        labels=tuple(row.label for row in rows),
        values=tuple(row.value for row in rows),
        lows=tuple(row.low for row in rows),
        highs=tuple(row.high for row in rows),
        highlight=keys.index(figures.focus) if figures.focus in keys else None,
        figures=figures,
        alt=wording.chart_alt(evidence),
    )


def line_chart(evidence: Evidence) -> ChartData | None:
    """The focus year by year; None with fewer than two years."""
    figures = evidence.figures
    if not wording.trend_sentence(figures):
        return None
    known = {year.year: year for year in figures.trend}
    # a year without a figure keeps its place, so that the slope is not made steeper
    every = [known.get(year, Year(year, None)) for year in range(min(known), max(known) + 1)]
    return ChartData(
        kind="line",
        series=f"{figures.title}, {wording.focus_label(figures)}",
        labels=tuple(str(year.year) for year in every),
        values=tuple(year.value for year in every),
        lows=tuple(year.low for year in every),
        highs=tuple(year.high for year in every),
        highlight=None,
        figures=figures,
        alt=wording.trend_words(figures),
    )


def _first(need: Need, municipality: str) -> Slide:
    under = " · ".join(filter(None, (municipality, need.status.words)))
    sample = any(evidence.is_sample for evidence in need.evidence)
    return Slide(
        need.title,
        paragraphs=(under, *([_("The figures are invented sample data.")] if sample else [])),
        notes=wording.all_sources(need),
        is_first=True,
    )


def _the_need(need: Need) -> Slide | None:
    if not need.sentence:
        return None
    target = need.target_group.words
    return Slide(
        need.sentence,
        points=((_("Target group"), target),) if target else (),
        notes=wording.notes_of(need.main_evidence) if need.main_evidence else (),
    )


def _voices(need: Need) -> list[Slide]:
    slides = []
    for start in range(0, len(need.voices), MOST_QUOTES):
        some = need.voices[start : start + MOST_QUOTES]
        slides.append(
            Slide(
                _("What those it concerns say"),
                points=tuple((f"{v.who} ({v.kind.words})", f"”{_cut(v.words)}”") for v in some),
                notes=tuple(
                    f"{v.who}, {v.kind.words}"
                    + (f", {v.said_on.isoformat()}" if v.said_on else "")
                    + f": {v.words}"
                    for v in some
                ),
            )
        )
    return slides


def _pictures(need: Need) -> Slide | None:
    if not need.agreed_picture:
        return None
    points = [(_("The staff's picture"), _cut(need.staff_picture))] if need.staff_picture else []
    return Slide(
        _("The picture that we agreed on"),
        paragraphs=(_cut(need.agreed_picture, 2 * LONGEST_QUOTE),),
        points=tuple(points),
        notes=tuple(filter(None, (need.agreed_picture, need.staff_picture))),
    )


def _content(need: Need) -> Slide | None:
    review = need.idea_review
    points = (
        (_("Content"), _cut(review.content)),
        (_("Expected effects"), _cut(review.expected_effects)),
    )
    shown = tuple((heading, text) for heading, text in points if text)
    if not shown:
        return None
    return Slide(
        _("What is proposed, and what it is to lead to"),
        points=shown,
        notes=tuple(filter(None, (review.content, review.expected_effects))),
    )


def _logic(need: Need) -> Slide | None:
    points = tuple(
        (heading, _cut(text))
        for name, heading in logic_model().items()
        if (text := getattr(need.idea_review, name))
    )
    return Slide(_("How it is meant to work"), points=points) if points else None


def _questions(need: Need) -> Slide | None:
    points = tuple(
        (question, _cut(answer, 160))
        for (name, question) in five_questions().items()
        if (answer := getattr(need.idea_review, name))
    )
    return Slide(_("The five questions of the idea review"), points=points) if points else None


def _sources(need: Need) -> Slide | None:
    if not need.evidence:
        return None
    return Slide(
        _("Where the figures come from, and what to keep in mind"),
        points=(
            (_("Sources"), "; ".join(wording.all_sources(need))),
            *((_("Caveat"), text) for text in wording.all_caveats(need)[:4]),
        ),
        notes=(*wording.all_sources(need), *wording.all_caveats(need)),
    )


def _cut(text: str, longest: int = LONGEST_QUOTE) -> str:
    """`text`, or its beginning up to a whole word."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return flat[:longest].rsplit(" ", maxsplit=1)[0] + " …"
