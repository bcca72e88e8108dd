"""A need told slide by slide, one message each: the same in the browser and in PowerPoint."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.sentences import capital
from language import _
from needs.figures import Figures, Snapshot
from needs.need import Need, five_questions, logic_model
from reports import wording
from reports.charts import ChartData, bar_chart, charts_of, line_chart

MOST_QUOTES = 3  # on a slide
MOST_EVIDENCE = 4
LONGEST_QUOTE = 260  # characters; a longer one is cut at a word, and stands whole in the notes
LONGEST_TITLE = 150
_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) (?=[A-ZÅÄÖ0-9])")


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


def evidence_slides(seen: Snapshot) -> list[Slide]:
    """A picture a slide: the groups, the focus over time, and what was seen beside.

    Without any picture, the sentence.
    """
    figures, notes = seen.figures, wording.notes_of(seen)
    source = _from_where(seen)
    told, rest = message(seen)
    slides = []
    for chart in charts_of(figures):
        if chart.kind == "line":
            title, under = wording.trend_sentence(figures), figures.title
        elif chart.figures is figures:
            title, under = told, _without(rest, figures)
        else:
            title, under = chart.figures.says or chart.series, ""
        paragraphs = (under,) if under else ()
        slides.append(Slide(title, paragraphs=paragraphs, chart=chart, source=source, notes=notes))
    if slides and slides[0].title == told:
        return slides
    if len(slides) == 1 and slides[0].chart.kind == "line":
        return slides
    first = Slide(told, paragraphs=(rest,) if rest else (), source=source, notes=notes)
    return [first, *slides]


def _from_where(seen: Snapshot) -> str:
    """Source, year and n, for the foot of a slide."""
    parts = (
        wording.source_words(seen.sources),
        _("Year: {year}").format(year=seen.figures.period),
        wording.people_words(seen.figures),
    )
    return " · ".join(filter(None, parts))


def _without(text: str, figures: Figures) -> str:
    """What other pictures say stands on their own slides."""
    for other in figures.beside:
        text = text.replace(other.says, "") if other.says else text
    return text.strip()


def message(seen: Snapshot) -> tuple[str, str]:
    """The sentence about whom the need is about, else the first; and what else was said."""
    told = _SENTENCE_ENDS.split(seen.sentence)
    label = wording.focus_label(seen.figures)
    first = next((text for text in told if label in text), told[0])
    rest = " ".join(text for text in told if text != first)
    if len(first) <= LONGEST_TITLE:
        return first, rest
    for mark in ("; ", " ("):  # a long sentence's first part may stand alone
        start, found, more = first.partition(mark)
        if found and len(start) <= LONGEST_TITLE:
            more = f"({more}" if mark == " (" else capital(more)
            return f"{start}.", f"{more} {rest}".strip()
    return seen.title, seen.sentence


def ranked_slides(needs: Sequence[Need]) -> tuple[Slide, ...]:
    """Needs in order, one a slide: its sentence, its picture, its source."""
    return tuple(_ranked(need, place) for place, need in enumerate(needs, start=1))


def _ranked(need: Need, place: int) -> Slide:
    title = f"{place}. {need.title}"
    seen = need.main_evidence
    if seen is None:
        return Slide(title, paragraphs=(need.sentence,) if need.sentence else ())
    chart = bar_chart(seen.figures) or line_chart(seen.figures)
    return Slide(
        title,
        paragraphs=(need.sentence or message(seen)[0],),
        chart=chart,
        source=_from_where(seen),
        notes=wording.notes_of(seen),
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
