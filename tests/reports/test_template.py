"""The municipality's own template is filled, and a broken one is refused in words."""

import io

import pytest
import written_need
from docx import Document

from reports.example_template import example_template
from reports.template import MUST_HAVE, BadTemplate, filled_template, template_fields


def template(*lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def text_of(content):
    document = Document(io.BytesIO(content))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


REQUIRED = [f"{{{{ {name} }}}}" for name in MUST_HAVE]


def test_the_example_can_be_filled_and_holds_every_figure():
    text = text_of(
        filled_template(example_template(), written_need.need(), municipality="Exempelby")
    )
    for told in ("20,0\u00a0%", "17,6–22,6\u00a0%", "färre än 5 med utfallet", "Exempelby"):
        assert told in text
    assert "{{" not in text
    assert "{%" not in text


def test_signs_that_mean_something_in_xml_come_through_as_written():
    text = text_of(filled_template(template(*REQUIRED, "{{ voices }}"), written_need.need()))
    assert "=Alla <flyttar> & drar." in text


def test_the_picture_of_the_template_has_words_in_its_place():
    content = filled_template(template(*REQUIRED, "{{ picture }}"), written_need.need())
    [shape] = Document(io.BytesIO(content)).inline_shapes
    assert "Granfors 20,0" in shape._inline.docPr.get("descr")


@pytest.mark.parametrize("lacking", MUST_HAVE)
def test_a_template_that_lacks_a_field_is_told_which(lacking):
    fields = [field for field in REQUIRED if lacking not in field]
    with pytest.raises(BadTemplate, match=lacking):
        filled_template(template(*fields), written_need.need())


def test_a_field_that_does_not_exist_is_told_with_the_closest():
    with pytest.raises(BadTemplate, match="sentence"):
        filled_template(template(*REQUIRED, "{{ sentense }}"), written_need.need())


@pytest.mark.parametrize("broken", ["{{ title", "{% if title %}", "{{ title | nosuchfilter }}"])
def test_a_broken_tag_is_told(broken):
    with pytest.raises(BadTemplate):
        filled_template(template(*REQUIRED, broken), written_need.need())


@pytest.mark.parametrize("content", [b"", b"Hej!", b"PK\x03\x04 inget", example_template()[:2000]])
def test_a_file_that_is_no_word_document_is_told(content):
    with pytest.raises(BadTemplate, match="docx"):
        filled_template(content, written_need.need())


@pytest.mark.parametrize(
    "sly", ["{{ title.__class__.__mro__ }}", "{{ ''.__class__.__base__.__subclasses__() }}"]
)
def test_a_template_cannot_reach_into_the_program(sly):
    with pytest.raises(BadTemplate):
        filled_template(template(*REQUIRED, sly), written_need.need())


def test_every_field_that_is_promised_exists():
    content = template(*(f"{{{{ {name} }}}}" for name in template_fields()))
    assert text_of(filled_template(content, written_need.need()))
