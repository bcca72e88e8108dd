"""The slides carry native charts whose figures are the evidence's, one message each."""

import io

import pytest
import written_need
from pptx import Presentation
from pptx.oxml.ns import qn

import language
from needs.figures import Row
from reports.slides import slides_file
from reports.story import need_story


@pytest.fixture(scope="module")
def deck():
    language.use("sv")
    need = written_need.need()
    story = need_story(need, municipality="Exempelby")
    return Presentation(io.BytesIO(slides_file(story, title=need.title)))


def charts(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_the_charts_figures_are_the_evidences_to_the_last_digit(deck):
    bars, line = charts(deck)
    assert dict(zip(bars.plots[0].categories, bars.plots[0].series[0].values, strict=True)) == {
        "Granfors": 0.2,
        "Centrum": 0.1,
        "Hela kommunen": 7 / 60,
    }
    years = dict(zip(line.plots[0].categories, line.plots[0].series[0].values, strict=True))
    assert {year: value for year, value in years.items() if value is not None} == {
        "2019": 0.1,
        "2022": 0.15,
        "2024": 0.2,
    }
    assert list(years) == ["2019", "2020", "2021", "2022", "2023", "2024"]  # none is skipped


def test_the_workbook_behind_a_chart_can_be_edited_and_holds_the_same(deck):
    from openpyxl import load_workbook

    blob = charts(deck)[0].part.chart_workbook.xlsx_part.blob
    sheet = load_workbook(io.BytesIO(blob)).active
    assert [[cell.value for cell in row] for row in sheet.rows][1:] == [
        ["Hela kommunen", pytest.approx(7 / 60)],
        ["Centrum", 0.1],
        ["Granfors", 0.2],
    ]


def test_intervals_are_drawn_from_the_evidence(deck):
    bars = charts(deck)[0].plots[0].series[0]._element
    minus = [
        float(v.text)
        for v in bars.find(qn("c:errBars")).findall(".//" + qn("c:minus") + "//" + qn("c:v"))
    ]
    assert minus == pytest.approx([7 / 60 - 0.109, 0.1 - 0.092, 0.2 - 0.176])


def test_every_slide_has_a_title_that_is_its_message(deck):
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert titles[0] == "Unga i Granfors står utanför"
    assert titles[1] == "Unga i Granfors behöver en väg till arbete eller studier."


def test_notes_tell_n_source_and_caveat_where_there_is_a_chart(deck):
    with_chart = [s for s in deck.slides if any(shape.has_chart for shape in s.shapes)]
    for slide in with_chart:
        notes = slide.notes_slide.notes_text_frame.text
        assert "n = 1\u202f000" in notes
        assert "Exempelby" in notes
        assert "Delarna summerar inte" in notes
        assert "färre än 5 med utfallet" in notes


def test_every_chart_has_words_in_its_place_and_every_run_its_language(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                assert "20,0" in shape._element.nvGraphicFramePr.cNvPr.get("descr")
        runs = list(slide._element.iter(qn("a:r")))
        assert {run.find(qn("a:rPr")).get("lang") for run in runs} == {"sv-SE"}


def test_nothing_reaches_outside_the_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_of_many_groups_the_largest_and_the_one_in_question_are_drawn():
    rows = tuple(Row(f"d{n}", f"Distrikt {n}", 0.5 - n / 100, people=100) for n in range(30))
    figures = written_need.evidence().figures
    many = written_need.evidence(
        figures=type(figures)(**{**figures.__dict__, "rows": rows, "focus": "d29"})
    )
    story = need_story(written_need.need(evidence=(many,)))
    chart = next(slide.chart for slide in story if slide.chart)
    assert len(chart.labels) == 13
    assert chart.labels[chart.highlight] == "Distrikt 29"
    assert chart.labels[chart.reference] == "Hela kommunen"
    assert any("18" in note for slide in story for note in slide.notes)  # that many are left out


def test_a_need_that_is_only_noticed_has_a_story_too():
    bare = written_need.need(
        evidence=(),
        voices=(),
        sentence="",
        agreed_picture="",
        idea_review=type(written_need.need().idea_review)(),
    )
    story = need_story(bare)
    assert [slide.title for slide in story] == [bare.title]
    assert slides_file(story, title=bare.title)[:2] == b"PK"
