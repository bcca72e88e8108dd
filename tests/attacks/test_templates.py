"""Does a template of the municipality's own reach files of the server, or stop it?

Whoever may read a need may hand in a template. Each attack is also run in Jinja's own sandbox,
which is what stood there first.
"""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from jinja2.sandbox import SandboxedEnvironment

from reports import template as templates
from reports.example_template import example_template
from reports.template import MUST_HAVE, BadTemplate, filled_template
from tests.written_need import need

SECRET = "cookie_secret of the server"  # noqa: S105 - invented
READS = [
    "{{ picture.tpl.replace_zipname('word/settings.xml', '%s') }}",
    "{{ picture.tpl.replace_zipname('word/styles.xml', '%s') }}",
    "{{ (picture|attr('tpl')).replace_zipname('docProps/core.xml', '%s') }}",
]
WRITES = [
    "{{ picture.tpl.save('%s') }}",
    "{{ picture.tpl.docx.save('%s') }}",
    "{%% for tpl in [picture.tpl] %%}{{ tpl.save('%s') }}{%% endfor %%}",
]
STOPS = [
    "{{ 1 / 0 }}",
    "{{ ('a' * 1000000)|length }}",
    "{{ title|center(1000000)|length }}",
    "{{ title|indent(1000000)|length }}",
    "{{ '%999999d'|format(1) }}",
    "{% set x = title ~ title %}{{ x }}",
    "{% for i in range(99999) %}{% endfor %}",
    "{% for a in caveats %}{% for b in caveats %}{% endfor %}{% endfor %}",
    "{% for caveats in tables %}{% endfor %}{% for a in caveats %}{% endfor %}",
    "{% for a in tables %}" * 5 + "{% endfor %}" * 5,
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{{ 'a'|dictsort }}",
    "{{ '{0.tpl}'.format(picture) }}",
    "{{ [picture]|map(attribute='tpl')|first }}",
    "{% autoescape false %}{{ title }}{% endautoescape %}",
    "{{ title|safe }}",
    "{% include '/etc/passwd' %}",
    "{{ lipsum(n=2000) }}",
]


def written(*lines):
    document = Document()
    for line in (*(f"{{{{ {name} }}}}" for name in MUST_HAVE), *lines):
        document.add_paragraph(line)
    return saved(document)


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def holds_secret(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return any(SECRET.encode() in package.read(name) for name in package.namelist())


@pytest.fixture(params=["jinja's sandbox", "the template's language"])
def language(request, monkeypatch):
    if request.param == "jinja's sandbox":
        monkeypatch.setattr(
            templates, "TemplateLanguage", lambda _fields: SandboxedEnvironment(autoescape=True)
        )
    return request.param


def test_a_template_reads_no_file_of_the_server(language, tmp_path, attack):
    secret = tmp_path / "secrets.toml"
    secret.write_text(SECRET)
    told = 0
    for line in READS:
        try:
            told += holds_secret(filled_template(written(line % secret), need()))
        except BadTemplate:
            continue
    attack(f"files of the server read by a template, {language}", tried=len(READS), exact=told)
    assert told == (0 if language == "the template's language" else len(READS))


def test_a_template_writes_no_file_on_the_server(language, tmp_path, attack):
    for number, line in enumerate(WRITES):
        try:
            filled_template(written(line % (tmp_path / f"{number}.docx")), need())
        except BadTemplate:
            continue
    made = len(list(tmp_path.glob("*.docx")))
    attack(f"files written by a template, {language}", tried=len(WRITES), exact=made)
    assert made == (0 if language == "the template's language" else len(WRITES))


@pytest.mark.parametrize("line", STOPS)
def test_a_template_neither_grows_nor_fails_in_another_way_than_by_words(line):
    with pytest.raises(BadTemplate):
        filled_template(written(line), need())


def test_what_templates_are_for_is_still_filled():
    ours = written(
        "{% if picture %}{{ picture }}{% else %}-{% endif %}",
        "{% for table in tables %}{{ loop.index }} {{ table.caption|upper }} "
        "{% for row in table.rows %}{{ row[0] }}{{ row|join(', ') }}{% endfor %}{% endfor %}",
        "{{ staff_picture|default('-', true) }}",
    )
    assert filled_template(ours, need())
    assert filled_template(example_template(), need())


def test_a_document_of_broken_xml_is_told():
    source = zipfile.ZipFile(io.BytesIO(written()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in source.namelist():
            package.writestr(
                name, b"<broken" if name.endswith("document.xml") else source.read(name)
            )
    with pytest.raises(BadTemplate):
        filled_template(buffer.getvalue(), need())


def test_an_entity_is_not_filled_in(tmp_path):
    """Neither a file of the server nor a billion laughs."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    source = zipfile.ZipFile(io.BytesIO(written("&sly;")))
    for entity in (f'SYSTEM "file://{secret}"', '"' + "&sly2;" * 10 + '"'):
        declared = f'<!DOCTYPE w [<!ENTITY sly2 "{"x" * 100}"><!ENTITY sly {entity}>]>'
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name in source.namelist():
                part = source.read(name).decode("utf-8", "surrogateescape")
                if name.endswith(("document.xml", "core.xml", "styles.xml")):
                    head, body = part.split("?>", 1)
                    part = f"{head}?>{declared}{body.replace('&amp;sly;', '&sly;')}"
                package.writestr(name, part.encode("utf-8", "surrogateescape"))
        try:
            filled = filled_template(buffer.getvalue(), need())
        except BadTemplate:
            continue
        assert not holds_secret(filled)
        assert b"x" * 100 not in zipfile.ZipFile(io.BytesIO(filled)).read("word/document.xml")


def test_a_template_with_a_chart_of_its_own_is_filled():
    document = Document(io.BytesIO(written("{{ picture }}")))
    drawing, inline = OxmlElement("w:drawing"), OxmlElement("wp:inline")
    graphic, data = OxmlElement("a:graphic"), OxmlElement("a:graphicData")
    data.set("uri", "http://schemas.openxmlformats.org/drawingml/2006/chart")
    size = OxmlElement("wp:extent")
    size.set("cx", "1")
    size.set("cy", "1")
    properties = OxmlElement("wp:docPr")
    properties.set("id", "77")
    properties.set("name", "Chart")
    graphic.append(data)
    for part in (size, properties, graphic):
        inline.append(part)
    drawing.append(inline)
    document.add_paragraph().add_run()._r.append(drawing)
    filled = Document(io.BytesIO(filled_template(saved(document), need())))
    told = [shape._inline.docPr.get("descr") for shape in filled.inline_shapes]
    assert len(told) == 2
    assert sum(bool(text) for text in told) == 1


@pytest.mark.parametrize(
    "bulk",
    [
        b"<w:p/>" * 400_000,
        b"<w:p><w:r><w:t>" + b"&#123;" * 60_000 + b"</w:t></w:r></w:p>",
        b"<w:p><w:r><w:t>" + b"{{ " * 20_000 + b"</w:t></w:r></w:p>",
        b"<w:p><w:r><w:t>{{ " + b"(" * 3000 + b" }}</w:t></w:r></w:p>",
    ],
)
def test_a_small_file_that_unpacks_to_a_large_one_is_refused(bulk):
    source = zipfile.ZipFile(io.BytesIO(written()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("document.xml"):
                part = part.replace(b"<w:sectPr", bulk + b"<w:sectPr", 1)
            package.writestr(name, part)
    with pytest.raises(BadTemplate):
        filled_template(buffer.getvalue(), need())
