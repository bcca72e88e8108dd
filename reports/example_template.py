"""What does a template look like? A Word document with every field, to start one's own from."""

import io

from docx import Document

from language import _
from reports import word_parts
from reports.template import template_fields

ONE_OF_MANY = ("tables", "picture", "title")  # written in a way of their own


def example_template() -> bytes:
    """A .docx that `filled_template` can fill."""
    document = word_parts.new_document(_("Template for the basis of an idea review"))
    document.add_heading("{{ title }}", 0)
    for name, meaning in template_fields().items():
        if name in ONE_OF_MANY:
            continue
        document.add_heading(meaning[:1].upper() + meaning[1:], 1)
        document.add_paragraph(f"{{{{ {name} }}}}")
    document.add_paragraph("{{ picture }}")
    _tables(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _tables(document: Document) -> None:
    """One table for each saved view: rows and cells repeat where docxtpl's tags say so."""
    document.add_paragraph("{%p for table in tables %}")
    document.add_paragraph("{{ table.caption }}", style="Caption")
    made = document.add_table(rows=4, cols=3, style="Table Grid")
    made.rows[0].cells[0].text = "{%tc for column in table.columns %}"
    made.rows[0].cells[1].text = "{{ column }}"
    made.rows[0].cells[2].text = "{%tc endfor %}"
    made.rows[1].cells[0].text = "{%tr for row in table.rows %}"
    made.rows[2].cells[0].text = "{%tc for cell in row %}"
    made.rows[2].cells[1].text = "{{ cell }}"
    made.rows[2].cells[2].text = "{%tc endfor %}"
    made.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{%p endfor %}")
