"""A story as PowerPoint: native charts that can be edited, one message a slide, notes below.

Every slide has a title (screen readers go by it), every chart a text in its place, every run of
text its language; nothing is smaller than what the last row can read, the source line apart.
"""

import io
from collections.abc import Sequence

from lxml import etree
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.datalabel import DataLabel
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide as PptxSlide
from pptx.util import Emu, Inches, Pt

from language import current
from needs.figures import Figures
from reports import colours
from reports.charts import ChartData, bar_chart
from reports.error_bars import add_error_bars
from reports.story import Slide

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.7)
LANGUAGE_TAGS = {"sv": "sv-SE", "en": "en-GB"}
TITLE_ONLY = 5  # layout of the default template
MOST_BARS = 10  # with every label written at a size that can be read
SHORT_BAR = 0.25  # of the longest; its figure does not fit inside


def slides_file(story: Sequence[Slide], *, title: str) -> bytes:
    """The story as a .pptx."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.core_properties.title = title
    deck.core_properties.language = LANGUAGE_TAGS[current()]
    deck.core_properties.author = "Behovsbild"
    for slide in story:
        _add(deck, slide)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _add(deck: Presentation, slide: Slide) -> None:
    page = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    top = Inches(2.2) if slide.is_first else Inches(0.45)
    _title(page, slide, top)
    body_top = top + (Inches(1.9) if slide.is_first else Inches(1.45))
    room = HEIGHT - body_top - Inches(0.75)
    if slide.paragraphs or slide.points:
        # with a chart beneath, one line of text at most
        height = Inches(0.9) if slide.chart else room
        _text(page, slide, body_top, height)
        body_top, room = body_top + height, room - height
    if slide.chart:
        _chart(page, slide.chart, body_top, room)
    if slide.source:
        _source(page, slide.source)
    page.notes_slide.notes_text_frame.text = "\n".join(slide.notes)
    _set_language(page)


def _title(page: PptxSlide, slide: Slide, top: Emu) -> None:
    shape = page.shapes.title
    shape.left, shape.top, shape.width, shape.height = MARGIN, top, WIDTH - 2 * MARGIN, Inches(1.35)
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if slide.is_first else MSO_ANCHOR.MIDDLE
    frame.text = slide.title
    size = 40 if slide.is_first else 32 if len(slide.title) < 90 else 26
    _font(frame.paragraphs[0], size, colours.TEXT, bold=True)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    frame.margin_left = 0


def _text(page: PptxSlide, slide: Slide, top: Emu, height: Emu) -> None:
    box = page.shapes.add_textbox(MARGIN, top, WIDTH - 2 * MARGIN, height)
    frame = box.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = 0
    letters = sum(map(len, slide.paragraphs)) + sum(len(h) + len(t) for h, t in slide.points)
    size = 18 if slide.chart or letters > 900 else 20 if letters > 600 else 26
    texts = [*((None, text) for text in slide.paragraphs), *slide.points]
    for number, (heading, text) in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(10)
        if heading:
            run = paragraph.add_run()
            run.text = f"{heading} " if heading.endswith("?") else f"{heading}: "
            run.font.bold = True
        run = paragraph.add_run()
        run.text = text
        _font(paragraph, size, colours.TEXT)


def _chart(page: PptxSlide, data: ChartData, top: Emu, height: Emu) -> None:
    if data.kind == "bar" and len(data.values) > MOST_BARS:
        data = bar_chart(data.figures, MOST_BARS - 1)
    kind = {
        "bar": XL_CHART_TYPE.BAR_CLUSTERED,
        "line": XL_CHART_TYPE.LINE_MARKERS,
        "scatter": XL_CHART_TYPE.XY_SCATTER,
    }[data.kind]
    frame = page.shapes.add_chart(kind, MARGIN, top, WIDTH - 2 * MARGIN, height, _chart_data(data))
    frame.name = data.series
    frame._element.nvGraphicFramePr.cNvPr.set("descr", data.alt)  # noqa: SLF001 - no public way
    chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    chart.font.size, chart.font.color.rgb = Pt(16), RGBColor.from_string(colours.TEXT)
    _value_axis(chart, data)
    if data.kind == "scatter":
        _scatter(chart, data)
        return
    _labels(chart, _number_format(data.figures))
    if data.kind == "bar":
        _bars(chart, data)
    else:
        _line(chart, data)
    turn = _turn(data)
    sides = (data.values, data.lows, data.highs)
    add_error_bars(chart.plots[0].series[0], *(side[turn] for side in sides))


def _turn(data: ChartData) -> slice:
    """A bar chart draws its first category at the foot."""
    return slice(None, None, -1 if data.kind == "bar" else 1)


def _chart_data(data: ChartData) -> CategoryChartData | XyChartData:
    number_format = _number_format(data.figures)
    if data.kind == "scatter":
        points = XyChartData(number_format=number_format)
        series = points.add_series(data.series)
        for across, value in zip(data.across, data.values, strict=True):
            series.add_data_point(across, value)
        return points
    categories = CategoryChartData(number_format=number_format)
    categories.categories = data.labels[_turn(data)]
    categories.add_series(data.series, data.values[_turn(data)])
    return categories


def _number_format(figures: Figures) -> str:
    decimals = "0." + "0" * figures.decimals if figures.decimals else "0"
    return f"{decimals}%" if figures.unit == "share" else decimals


def _value_axis(chart: Chart, data: ChartData) -> None:
    axis = chart.value_axis
    bottom, top = data.ends()
    axis.minimum_scale, axis.maximum_scale = bottom, top
    if data.kind == "line":
        axis.major_unit = (top - bottom) / 2
    fine = data.kind == "line" and round((top - bottom) / 2 * 100, 6) % 1 > 0
    axis.tick_labels.number_format = _axis_format(data.figures, fine=fine)
    axis.tick_labels.number_format_is_linked = False
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("DDE3EA")
    axis.format.line.fill.background()


def _axis_format(figures: Figures, *, fine: bool = False) -> str:
    if figures.unit == "share":
        return "0.0%" if fine else "0%"
    return "#,##0.##" if figures.decimals else "#,##0"


def _scatter(chart: Chart, data: ChartData) -> None:
    """Points alone; both axes say what they are."""
    series = chart.plots[0].series[0]
    series.format.line.fill.background()
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 11
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = RGBColor.from_string(colours.LINE)
    axes = (
        (chart.value_axis, data.series),
        (chart.category_axis, data.across_figures.title),
    )
    for axis, title in axes:
        axis.has_title = True
        axis.axis_title.text_frame.text = title
        run = axis.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(16), False
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.tick_labels.number_format = _axis_format(data.across_figures)
    chart.category_axis.tick_labels.number_format_is_linked = False


def _labels(chart: Chart, number_format: str) -> None:
    plot = chart.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.show_value = True
    labels.font.size, labels.font.bold = Pt(16), True


def _bars(chart: Chart, data: ChartData) -> None:
    plot = chart.plots[0]
    plot.gap_width = 45
    skip = etree.SubElement(chart.category_axis._element, qn("c:tickLblSkip"), val="1")  # noqa: SLF001 - no public way
    chart.category_axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)  # noqa: SLF001
    series = plot.series[0]
    # of the series: once a bar has a label of its own, the plot's no longer hold for the others
    labels = series.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.INSIDE_BASE
    labels.number_format, labels.number_format_is_linked = _number_format(data.figures), False
    labels.font.size, labels.font.bold = Pt(16), True
    labels.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(colours.MUTED)
    longest = max(filter(None, data.values), default=0)
    for place, value in enumerate(reversed(data.values)):
        point = series.points[place]
        own = {data.highlight: colours.FOCUS, data.reference: colours.LINE}
        colour = own.get(len(data.values) - 1 - place)
        if colour:
            point.format.fill.solid()
            point.format.fill.fore_color.rgb = RGBColor.from_string(colour)
        if value is not None and value < SHORT_BAR * longest:
            label = point.data_label
            label.position = XL_LABEL_POSITION.OUTSIDE_END
            label.font.size, label.font.bold = Pt(16), True
            label.font.color.rgb = RGBColor.from_string(colours.TEXT)
            _on_white(label)


def _on_white(label: DataLabel) -> None:
    """So that an interval that runs behind a figure does not strike it out."""
    properties = label._dLbl.find(qn("c:txPr"))  # noqa: SLF001 - no public way
    shape = etree.Element(qn("c:spPr"))
    fill = etree.SubElement(shape, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val="FFFFFF")
    properties.addprevious(shape)


def _line(chart: Chart, data: ChartData) -> None:
    """The first and the last year are written out, beside their intervals; the rest is the line."""
    chart.plots[0].has_data_labels = False
    series = chart.plots[0].series[0]
    known = [place for place, value in enumerate(data.values) if value is not None]
    for place, side in ((known[0], XL_LABEL_POSITION.LEFT), (known[-1], XL_LABEL_POSITION.RIGHT)):
        label = series.points[place].data_label
        label.has_text_frame = False
        label.position = side
        label.font.size, label.font.bold = Pt(16), True
    blanks = chart._chartSpace.chart.find(qn("c:dispBlanksAs"))  # noqa: SLF001 - no public way
    if blanks is not None:
        blanks.set("val", "span")
    series.smooth = False
    series.format.line.color.rgb = RGBColor.from_string(colours.LINE)
    series.format.line.width = Pt(3)
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = RGBColor.from_string(colours.LINE)


def _source(page: PptxSlide, text: str) -> None:
    box = page.shapes.add_textbox(MARGIN, HEIGHT - Inches(0.62), WIDTH - 2 * MARGIN, Inches(0.45))
    box.text_frame.word_wrap = True
    box.text_frame.text = text
    _font(box.text_frame.paragraphs[0], 12, colours.MUTED)


def _font(paragraph: object, size: int, colour: str, *, bold: bool | None = None) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(size)
        run.font.color.rgb = RGBColor.from_string(colour)
        if bold is not None:
            run.font.bold = bold


def _set_language(page: PptxSlide) -> None:
    """Every run says its language, so that it is read aloud in it."""
    roots = (page._element, page.notes_slide._element)  # noqa: SLF001 - no public way
    for root in roots:
        for run in root.iter(qn("a:r")):
            properties = run.find(qn("a:rPr"))
            if properties is None:
                properties = etree.SubElement(run, qn("a:rPr"))
                run.insert(0, properties)
            properties.set("lang", LANGUAGE_TAGS[current()])
