"""The Word document says what the evidence says, and can be read by everybody."""

import io
from dataclasses import replace

import pytest
import written_need
from docx import Document
from docx.oxml.ns import qn
from seen import snapshot

import language
from needs.figures import Row
from needs.need import IdeaReview
from reports.hand_over import hand_over_file
from reports.wording import MOST_ROWS, figures_table, left_out_of_table_words


@pytest.fixture(scope="module")
def document():
    language.use("sv")
    return Document(io.BytesIO(hand_over_file(written_need.need(), municipality="Exempelby")))


def text_of(document):
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_every_figure_of_the_evidence_stands_in_its_table(document):
    table = next(t for t in document.tables if len(t.rows) == 5)
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[1][:4] == ["Granfors", "20,0\u00a0%", "17,6–22,6\u00a0%", "1\u202f000"]
    assert cells[2][:4] == ["Centrum", "10,0\u00a0%", "9,2–10,9\u00a0%", "5\u202f000"]
    assert cells[3][1] == "färre än 5 med utfallet"
    assert cells[4][:2] == ["Hela kommunen", "11,7\u00a0%"]


def test_everything_that_was_written_stands_there(document):
    need, text = written_need.need(), text_of(document)
    for written in (
        need.title,
        need.sentence,
        need.target_group.words,
        need.staff_picture,
        need.agreed_picture,
        *need.idea_review.to_json().values(),
        *(voice.words for voice in need.voices),
        *(voice.who for voice in need.voices),
    ):
        assert written in text


def test_source_n_method_and_caveats_go_with_the_figures(document):
    text, seen = text_of(document), snapshot()
    assert "Exempelby" in text
    assert "1\u202f000" in text
    assert seen.method in text
    assert seen.caveats[0] in text
    assert "Öster (färre än 5 med utfallet)" in text


def test_each_figures_caveats_stand_under_it_and_not_only_at_the_end():
    first = written_need.evidence(1, title="Första", caveats=("Bara det första året.",))
    second = written_need.evidence(2, title="Andra", caveats=("Bara det andra året.",))
    need = written_need.need(evidence=(first, second))
    document = Document(io.BytesIO(hand_over_file(need, municipality="Exempelby")))
    under, heading = {}, ""
    for paragraph in document.paragraphs:
        if paragraph.style.name.startswith("Heading"):
            heading = paragraph.text
        under[heading] = under.get(heading, "") + paragraph.text
    assert "Bara det första året." in under["Första"]
    assert "Bara det andra året." in under["Andra"]
    assert "andra" not in under["Första"]
    assert "Bara det andra året." in under["Förbehåll"]


def test_the_document_has_a_title_a_language_and_headings(document):
    assert document.core_properties.title == written_need.need().title
    assert document.core_properties.language == "sv-SE"
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(".//" + qn("w:lang")).get(qn("w:val")) == "sv-SE"
    levels = [p.style.name for p in document.paragraphs if p.style.name.startswith(("H", "T"))]
    assert levels[0] == "Title"
    assert levels.count("Heading 1") >= 10
    assert levels.count("Heading 2") >= 6


def test_headings_never_skip_a_level(document):
    levels = [
        int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")
    ]
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))


def test_every_picture_has_words_in_its_place(document):
    alts = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(alts) == 2  # groups and years
    assert "Granfors 20,0" in alts[0]
    assert "2019 10,0" in alts[1]


def test_header_rows_are_marked_and_rows_do_not_break(document):
    for table in document.tables:
        assert table.rows[0]._tr.find(".//" + qn("w:tblHeader")) is not None
        assert all(row._tr.find(".//" + qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_what_nobody_has_written_says_so():
    empty = written_need.need(
        idea_review=IdeaReview(), evidence=(), voices=(), agreed_picture="", sentence=""
    )
    text = text_of(Document(io.BytesIO(hand_over_file(empty))))
    assert text.count(language._("Not written yet.")) >= 12
    assert language._("No figures are saved under this need.") in text


def test_a_long_table_is_cut_to_what_the_chart_shows_and_says_where_the_rest_stands():
    rows = tuple(Row(f"d{n}", f"Distrikt {n}", 0.5 - n / 100, people=100) for n in range(40))
    figures = replace(written_need.evidence().figures, rows=rows, focus="d39")
    seen = written_need.evidence(figures=figures)
    table = figures_table(seen, MOST_ROWS)
    assert len(table.rows) == 13  # twelve bars, the one in question among them, and the whole
    assert table.rows[-2][0] == "Distrikt 39"
    assert "41" in left_out_of_table_words(figures)
    assert len(figures_table(seen).rows) == 41
    assert left_out_of_table_words(written_need.evidence().figures) == ""


def test_other_figures_of_the_same_rows_stand_in_the_same_table():
    figures = written_need.evidence().figures
    rows = (Row("granfors", "Granfors", 0.25, 0.2, 0.3, people=40, cases=10),)
    beside = replace(figures, title="Med stöd", rows=rows, whole=None)
    seen = written_need.evidence(figures=replace(figures, cases_are="Antal", beside=(beside,)))
    table = figures_table(seen)
    at = table.columns.index("Med stöd")
    assert table.rows[0][at].replace("\u00a0", " ").endswith("25,0 % (20,0–30,0 %)")  # noqa: RUF001
    assert table.rows[1][at] == ""
    assert table.rows[0][table.columns.index("Antal")] == "200"
