"""May the municipality's own Word template be filled, and with what?

The template is an ordinary .docx with {{ fields }}; `template_fields` lists them. Before anything
is filled the template is read: one that is broken, asks for what there is none of, or leaves out
what figures must not travel without, is refused in words.
"""

import io
import zipfile
from difflib import get_close_matches

from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Inches
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError, TemplateSyntaxError

from language import _
from language.errors import BehovsbildError
from needs.need import Need, five_questions, logic_model
from reports import wording
from reports.charts import charts_of
from reports.hand_over import written_or_not
from reports.pictures import picture
from reports.template_language import TemplateLanguage

MUST_HAVE = ("title", "sentence", "target_group", "figures", "sources", "caveats")
LARGEST = 20_000_000  # bytes
LARGEST_TEXT = 2_000_000  # bytes of one part in XML, unpacked: hundreds of pages
MOST_BRACES = 4_000  # docxtpl looks for each one's end through all of the text
PICTURE_INCHES = 6.0


class BadTemplate(BehovsbildError, ValueError):
    """A template that cannot be filled as it is; nothing was made."""


def template_fields() -> dict[str, str]:
    """Field -> what it becomes, for the page and the guide."""
    return {
        "title": _("the need's title"),
        "sentence": _("the need in one sentence"),
        "target_group": _("the target group"),
        "status": _("the need's status"),
        "municipality": _("the municipality's name"),
        **five_questions(),
        "content": _("Content"),
        "expected_effects": _("Expected effects"),
        **logic_model(),
        "figures": _("each saved view's sentence, one a line"),
        "tables": _("for row in a table: 'for table in tables', 'for row in table.rows'"),
        "picture": _("the chart of the view on the card"),
        "voices": _("people's words, one a line"),
        "staff_picture": _("The staff's picture"),
        "agreed_picture": _("The agreed picture"),
        "sources": _("every source, one a line"),
        "caveats": _("every caveat, one a line"),
        "open_questions": _("Open questions"),
    }


def filled_template(template: bytes, need: Need, *, municipality: str = "") -> bytes:
    """The template with the need's texts and figures in it.

    raises  BadTemplate
    """
    document = _opened(template)
    environment = TemplateLanguage(template_fields())
    _check_fields(document, environment)
    charts = charts_of(need.main_evidence.figures) if need.main_evidence else ()
    chart = next(iter(charts), None)
    png = picture(chart) if chart else b""
    context = _context(need, municipality)
    if chart:
        width = Inches(PICTURE_INCHES)
        context["picture"] = InlineImage(document, io.BytesIO(png), width=width)
    buffer = io.BytesIO()
    try:
        document.render(context, environment, autoescape=True)
    except (TemplateError, TypeError, ValueError, RecursionError) as error:
        raise BadTemplate(_cannot(str(error))) from error
    if chart:
        _describe(document, png, chart.alt)
    document.save(buffer)
    return buffer.getvalue()


def _describe(document: DocxTemplate, png: bytes, alt: str) -> None:
    """Give our picture, and no other of the template's, the words that stand in its place."""
    for shape in document.docx.inline_shapes:
        inline = shape._inline  # noqa: SLF001 - python-docx has no public way
        drawn = inline.graphic.graphicData.pic  # None for a chart of the template's own
        rel_id = drawn.blipFill.blip.embed if drawn is not None else None  # or a linked picture
        if rel_id and document.docx.part.related_parts[rel_id].blob == png:
            inline.docPr.set("descr", alt)


def _opened(template: bytes) -> DocxTemplate:
    not_word = BadTemplate(
        _("The template is no Word document (.docx). Save it as .docx in Word and try again.")
    )
    if len(template) > LARGEST:
        raise BadTemplate(_("The template is larger than 20 MB. Take its pictures down in size."))
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            if "word/document.xml" not in package.namelist():
                raise not_word
            parts = package.infolist()
            text = (each.file_size for each in parts if each.filename.endswith((".xml", ".rels")))
            if sum(each.file_size for each in parts) > 10 * LARGEST or max(text) > LARGEST_TEXT:
                raise not_word
            if any(
                package.read(each).count(b"{") > MOST_BRACES
                for each in parts
                if each.filename.endswith(".xml")
            ):
                raise not_word
        document = DocxTemplate(io.BytesIO(template))
        document.init_docx()
        if document.get_xml().count("{") > MOST_BRACES:
            raise not_word
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        if isinstance(error, BadTemplate):
            raise
        raise not_word from error
    return document


def _check_fields(document: DocxTemplate, environment: TemplateLanguage) -> None:
    try:
        asked = document.get_undeclared_template_variables(environment)
    except (TemplateSyntaxError, RecursionError) as error:
        raise BadTemplate(_cannot(str(error))) from error
    known = list(template_fields())
    unknown = sorted(asked - set(known))
    if unknown:
        near = {n for name in unknown for n in get_close_matches(name, known, n=1)}
        raise BadTemplate(
            _(
                "The template asks for {unknown}, which there is none of (closest: {near}). The "
                "fields are {known}."
            ).format(
                unknown=", ".join(f"{{{{ {name} }}}}" for name in unknown),
                near=", ".join(sorted(near)) or "–",  # noqa: RUF001
                known=", ".join(known),
            )
        )
    lacking = [name for name in MUST_HAVE if name not in asked]
    if lacking:
        raise BadTemplate(
            _(
                "The template lacks {lacking}. A need does not leave without them: put them where "
                "they belong in the template."
            ).format(lacking=", ".join(f"{{{{ {name} }}}}" for name in lacking))
        )


def _cannot(reason: str) -> str:
    return _(
        "The template cannot be filled: {reason}. Look for a bracket that is not closed, or a "
        "field that Word has split in two (write it anew in one go)."
    ).format(reason=reason)


def _context(need: Need, municipality: str) -> dict[str, object]:
    review = need.idea_review.to_json()
    return {
        "title": need.title,
        "sentence": written_or_not(need.sentence),
        "target_group": written_or_not(need.target_group.words),
        "status": need.status.words,
        "municipality": municipality,
        **{name: written_or_not(text) for name, text in review.items()},
        "figures": "\n".join(evidence.sentence for evidence in need.evidence) or _("None."),
        "tables": [
            wording.figures_table(evidence, wording.MOST_ROWS) for evidence in need.evidence
        ],
        "picture": "",
        "voices": "\n".join(f"”{v.words}” ({v.who}, {v.kind.words})" for v in need.voices),
        "staff_picture": written_or_not(need.staff_picture),
        "agreed_picture": written_or_not(need.agreed_picture),
        "sources": "\n".join(wording.all_sources(need)) or _("None."),
        "caveats": "\n".join(wording.all_caveats(need)) or _("None."),
    }
