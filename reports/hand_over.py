"""The basis for an idea review: one need as an editable Word document."""

import io

from docx.document import Document as WordDocument

from language import _
from needs.need import Evidence, Need, five_questions, logic_model
from needs.status import Check
from reports import word_parts, wording
from reports.charts import charts_of
from reports.pictures import WIDTH_INCHES, picture
from reports.wording import TextTable


def hand_over_file(need: Need, *, municipality: str = "") -> bytes:
    """The need as a .docx; what nobody has written yet says so."""
    document = word_parts.new_document(need.title)
    _opening(document, need, municipality)
    _need(document, need)
    _questions(document, need)
    _proposal(document, need)
    _figures(document, need)
    _voices(document, need)
    _pictures(document, need)
    _closing(document, need)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def written_or_not(text: str) -> str:
    """The text, or that it is not written yet."""
    return text.strip() or _("Not written yet.")


def _opening(document: WordDocument, need: Need, municipality: str) -> None:
    word_parts.heading(document, need.title, 0)
    parts = (
        _("Basis for an idea review"),
        municipality,
        _("Status: {status}").format(status=need.status.words),
        need.changed_at.date().isoformat(),
    )
    document.add_paragraph(" · ".join(filter(None, parts)))
    if any(evidence.is_sample for evidence in need.evidence):
        document.add_paragraph().add_run(_("The figures are invented sample data.")).bold = True


def _need(document: WordDocument, need: Need) -> None:
    word_parts.heading(document, _("The need"), 1)
    word_parts.prose(document, written_or_not(need.sentence))
    word_parts.heading(document, _("Target group"), 1)
    word_parts.prose(document, written_or_not(need.target_group.words))


def _questions(document: WordDocument, need: Need) -> None:
    word_parts.heading(document, _("The five questions of the idea review"), 1)
    for name, question in five_questions().items():
        word_parts.heading(document, question, 2)
        word_parts.prose(document, written_or_not(getattr(need.idea_review, name)))


def _proposal(document: WordDocument, need: Need) -> None:
    review = need.idea_review
    word_parts.heading(document, _("Content"), 1)
    word_parts.prose(document, written_or_not(review.content))
    word_parts.heading(document, _("Expected effects"), 1)
    word_parts.prose(document, written_or_not(review.expected_effects))
    word_parts.heading(document, _("Simplified logic model"), 1)
    steps = logic_model()
    texts = tuple(written_or_not(getattr(review, name)) for name in steps)
    word_parts.add_table(
        document,
        TextTable(_("From resources to long-term goals"), tuple(steps.values()), (texts,)),
        numbers_from=None,
    )


def _figures(document: WordDocument, need: Need) -> None:
    word_parts.heading(document, _("What the figures show"), 1)
    if not need.evidence:
        word_parts.prose(document, _("No figures are saved under this need."))
    for evidence in need.evidence:
        _evidence(document, evidence)


def _evidence(document: WordDocument, evidence: Evidence) -> None:
    word_parts.heading(document, evidence.title, 2)
    word_parts.prose(document, evidence.sentence)
    for chart in charts_of(evidence.figures):
        word_parts.add_picture(document, picture(chart), chart.alt, width_inches=WIDTH_INCHES)
    cut = wording.left_out_of_table_words(evidence.figures)
    left_out = cut or wording.left_out_words(evidence.figures)
    if left_out:
        word_parts.prose(document, left_out)
    word_parts.add_table(document, wording.figures_table(evidence, wording.MOST_ROWS))
    word_parts.labelled(document, _("Source"), wording.source_words(evidence.sources))
    people = wording.people_words(evidence.figures)
    if people:
        word_parts.labelled(document, wording.people_label(evidence.figures), people)
    word_parts.labelled(document, _("Method"), evidence.method)
    for caveat in wording.caveats_of(evidence):
        word_parts.labelled(document, _("Caveat"), caveat)


def _voices(document: WordDocument, need: Need) -> None:
    word_parts.heading(document, _("What those it concerns say"), 1)
    if not need.voices:
        word_parts.prose(document, _("Nobody's words are written down under this need."))
    for voice in need.voices:
        word_parts.prose(document, f"”{voice.words}”", style="Quote")
        said = [voice.who, voice.kind.words]
        said += [voice.said_on.isoformat()] if voice.said_on else []
        word_parts.prose(document, ", ".join(said))


def _pictures(document: WordDocument, need: Need) -> None:
    word_parts.heading(document, _("The staff's picture"), 1)
    if need.staff_picture_at:
        came = (
            _("Written {date}, before any figure was saved.")
            if need.staff_came_first
            else _("Written {date}, after figures had been saved.")
        )
        word_parts.prose(document, came.format(date=need.staff_picture_at.date().isoformat()))
    word_parts.prose(document, written_or_not(need.staff_picture))
    word_parts.heading(document, _("The agreed picture"), 1)
    word_parts.prose(document, written_or_not(need.agreed_picture))


def _closing(document: WordDocument, need: Need) -> None:
    word_parts.heading(document, _("Make sure that"), 1)
    for check in Check:
        done = _("yes") if check in need.checks else _("not yet")
        word_parts.labelled(document, check.words, done)
    word_parts.heading(document, _("Sources"), 1)
    _listed(document, wording.all_sources(need))
    word_parts.heading(document, _("Caveats"), 1)
    _listed(document, wording.all_caveats(need))
    word_parts.heading(document, _("Open questions"), 1)
    word_parts.prose(document, written_or_not(need.idea_review.open_questions))


def _listed(document: WordDocument, texts: tuple[str, ...]) -> None:
    for text in texts or (_("None."),):
        document.add_paragraph(text, style="List Bullet")
