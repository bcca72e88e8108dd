"""The slides carry native charts whose figures are the evidence's, one message each."""

import io
from dataclasses import replace

import pytest
import written_need
from pptx import Presentation
from pptx.oxml.ns import qn

import language
from needs.figures import Row, Year
from reports.charts import line_chart
from reports.slides import slides_file
from reports.story import need_story, ranked_slides


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


def line_of(*values, decimals=1):
    figures = written_need.evidence().figures
    trend = tuple(Year(2020 + n, value) for n, value in enumerate(values))
    return line_chart(replace(figures, trend=trend, decimals=decimals))


def test_a_lines_axis_is_fitted_to_its_values_at_even_ends():
    assert line_of(0.734, 0.726, 0.651).ends() == pytest.approx((0.64, 0.74))
    assert line_of(0.234, 0.334).ends() == pytest.approx((0.22, 0.34))


def test_next_to_no_change_is_not_drawn_as_a_steep_one():
    low, high = line_of(0.734, 0.733).ends()
    assert high - low >= 0.05 * 0.734


def test_a_line_near_nothing_begins_at_nothing():
    assert line_of(0.02, 0.1).ends()[0] == 0


def test_the_axis_of_bars_begins_at_nothing_and_that_of_the_line_is_written(deck):
    bars, line = charts(deck)
    assert bars.value_axis.minimum_scale == 0
    assert (line.value_axis.minimum_scale, line.value_axis.maximum_scale) == pytest.approx(
        line_chart(written_need.evidence().figures).ends()
    )


def test_a_relation_is_a_native_scatter_with_both_axes_named():
    rows = tuple(Row(f"a{n}", f"Område {n}", 0.1 + n / 50) for n in range(6))
    index = tuple(Row(f"a{n}", f"Område {n}", 10.0 - n) for n in range(6))
    figures = written_need.evidence().figures
    across = replace(figures, title="Index", unit="index", rows=index, whole=None, trend=())
    related = replace(
        figures, rows=rows, whole=None, focus="", trend=(), picture="scatter", beside=(across,)
    )
    story = need_story(written_need.need(evidence=(written_need.evidence(figures=related),)))
    [chart] = charts(Presentation(io.BytesIO(slides_file(story, title="U"))))
    series = chart.plots[0].series[0]
    assert list(series.values) == pytest.approx([0.1 + n / 50 for n in range(6)])
    across = [float(v.text) for v in series._element.find(qn("c:xVal")).iter(qn("c:v"))]
    assert across == [10, 9, 8, 7, 6, 5]
    assert chart.category_axis.axis_title.text_frame.text == "Index"
    assert "Område 0 10,0, 10,0" in next(s.chart for s in story if s.chart).alt.replace(
        "\u00a0", " "
    )


def test_needs_in_order_are_one_slide_each_with_source():
    slides = ranked_slides([written_need.need(), written_need.need(title="Ett annat")])
    assert [slide.title for slide in slides] == ["1. Unga i Granfors står utanför", "2. Ett annat"]
    assert all(slide.chart and "Exempelby" in slide.source for slide in slides)


def test_the_foot_of_a_slide_tells_source_year_and_n():
    language.use("sv")
    need = written_need.need()
    feet = [slide.source for slide in (*need_story(need), *ranked_slides([need])) if slide.chart]
    assert len(feet) == 3
    for foot in feet:
        assert foot.startswith("Exempelby")
        assert "År: 2024" in foot
        assert "n = " in foot
