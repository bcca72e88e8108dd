"""What makes a Word document readable for everybody?

Language, title and heading styles; tables whose header row is marked and repeated and whose rows do
not break over pages; pictures with the words that stand in their place.
"""

import io
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.table import Table

from language import current
from reports import colours
from reports.wording import TextTable

LANGUAGE_TAGS = {"sv": "sv-SE", "en": "en-GB"}
FONT = "Calibri"
MANY_COLUMNS = 5  # from there on the letters are smaller
TABLE_INCHES, LABEL_SHARE = 6.3, 1.4  # between the margins; a column of labels to one of numbers


def new_document(title: str) -> WordDocument:
    """An empty A4 document in the reader's language, with the title among its properties."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.27), Inches(11.69)
    section.left_margin = section.right_margin = Inches(0.98)
    section.top_margin = section.bottom_margin = Inches(0.9)
    properties = document.core_properties
    properties.title, properties.author = title, "Behovsbild"
    properties.language = LANGUAGE_TAGS[current()]
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    _set_language(document)
    _dress(document)
    _page_numbers(document)
    return document


def heading(document: WordDocument, text: str, level: int) -> None:
    """A heading of the built-in style, which a screen reader can jump to; level 0 is the title."""
    document.add_heading(text, level)


def prose(document: WordDocument, text: str, *, style: str | None = None) -> None:
    """Text as it was written: each line a paragraph."""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        document.add_paragraph(line, style=style)


def labelled(document: WordDocument, label: str, text: str) -> None:
    """'Källa: ...' with the label in bold."""
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(text)


def add_table(document: WordDocument, table: TextTable, *, numbers_from: int | None = 1) -> Table:
    """A table with its caption above; columns from `numbers_from` on are set to the right."""
    caption = document.add_paragraph(table.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    _describe(made, table.caption)
    made.autofit = False
    for cell, text in zip(made.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
        _shade(cell, colours.HEAD)
    _mark_row(made.rows[0], "w:tblHeader")
    for row in table.rows:
        cells = made.add_row().cells
        for place, (cell, text) in enumerate(zip(cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text)
            if numbers_from is not None and place >= numbers_from and text[:1].isdigit():
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for column, width in zip(made.columns, _widths(table, numbers_from), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    for row in made.rows:
        _mark_row(row, "w:cantSplit")
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)
                for run in paragraph.runs if len(table.columns) > MANY_COLUMNS else ():
                    run.font.size = Pt(9)
    document.add_paragraph()
    return made


def _widths(table: TextTable, numbers_from: int | None) -> list[Inches]:
    """Room for the labels, which are longer than the numbers beside them."""
    n = len(table.columns)
    if numbers_from is None or n == 1:
        return [Inches(TABLE_INCHES / n)] * n
    shares = [LABEL_SHARE, *[1.0] * (n - 1)]
    return [Inches(TABLE_INCHES * share / sum(shares)) for share in shares]


def add_picture(document: WordDocument, png: bytes, alt: str, *, width_inches: float) -> None:
    """A picture with the words that stand in its place."""
    document.add_picture(io.BytesIO(png), width=Inches(width_inches))
    shape = document.inline_shapes[-1]
    shape._inline.docPr.set("descr", alt)  # noqa: SLF001 - python-docx has no public way


def _set_language(document: WordDocument) -> None:
    """The language of all text: in the defaults, so that every run has it."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    for attribute in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(attribute), LANGUAGE_TAGS[current()])


def _dress(document: WordDocument) -> None:
    sizes = {"Normal": 11, "Title": 24, "Heading 1": 16, "Heading 2": 13, "Caption": 10}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        # headings take their font from the theme unless the theme's attributes are gone
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            if attribute.endswith("Theme"):
                del fonts.attrib[attribute]
        style.font.color.rgb = RGBColor.from_string(colours.TEXT)
    document.styles["Caption"].font.bold = True
    document.styles["Normal"].paragraph_format.space_after = Pt(6)


def _page_numbers(document: WordDocument) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)  # noqa: SLF001 - a field has no public way


def _describe(table: Table, text: str) -> None:
    properties = table._tbl.tblPr  # noqa: SLF001 - no public way
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    properties.append(caption)


def _mark_row(row: object, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - no public way


def _shade(cell: object, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for attribute, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shading.set(qn(attribute), value)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - no public way
