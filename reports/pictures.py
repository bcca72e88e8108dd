"""How does a chart look on paper? Word has no native chart here, so it is drawn as a picture."""

import io
from textwrap import wrap

from language import current
from needs.figures import Figures
from reports import colours
from reports.charts import ChartData

WIDTH_INCHES = 6.3
DPI = 160
LETTERS = 34  # of a label's line


def picture(data: ChartData) -> bytes:
    """The chart as PNG, with intervals and each value written beside its bar or point."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = len(data.values)
    height = max(1.6, 0.36 * rows + 0.7) if data.kind == "bar" else 2.9
    figure = Figure(figsize=(WIDTH_INCHES, height), layout="constrained")
    axes = figure.subplots()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    {"bar": _bars, "line": _line, "scatter": _scatter}[data.kind](axes, data)
    axes.tick_params(colors=f"#{colours.TEXT}", labelsize=9)
    buffer = io.BytesIO()
    FigureCanvasAgg(figure)  # a figure of its own: pyplot keeps state that threads would share
    figure.savefig(buffer, format="png", dpi=DPI)
    return buffer.getvalue()


def _bars(axes: object, data: ChartData) -> None:
    places = range(len(data.values))
    own = {data.highlight: colours.FOCUS, data.reference: colours.LINE}
    fills = [f"#{own.get(place, colours.PLAIN)}" for place in places]
    axes.barh(places, [value or 0 for value in data.values], color=fills, height=0.66)
    _intervals(axes, data, list(places), horizontal=True)
    highest = max(filter(None, [*data.values, *data.highs]), default=1)
    for place, (value, high) in enumerate(zip(data.values, data.highs, strict=True)):
        if value is None:
            continue
        axes.text(
            max(value, high or value) + highest * 0.015,
            place,
            data.figures.written(value, at_most=high),
            va="center",
            fontsize=9,
            color=f"#{colours.TEXT}",
            fontweight="bold" if place == data.highlight else "normal",
        )
    axes.set_yticks(list(places), ["\n".join(wrap(label, LETTERS)) for label in data.labels])
    axes.set_xlim(0, highest * 1.17)
    axes.invert_yaxis()
    _written_ticks(axes.xaxis, data.figures)


def _line(axes: object, data: ChartData) -> None:
    years = [int(label) for label in data.labels]
    known = [
        (year, value) for year, value in zip(years, data.values, strict=True) if value is not None
    ]
    axes.plot(
        *zip(*known, strict=True), color=f"#{colours.LINE}", linewidth=2, marker="o", markersize=5
    )
    _intervals(axes, data, years, horizontal=False)
    for year, value, high in zip(years, data.values, data.highs, strict=True):
        is_last = year == known[-1][0]
        if value is not None and (is_last or year == known[0][0]):
            axes.annotate(
                data.figures.written(value, at_most=high),
                (year, value if is_last else high or value),
                textcoords="offset points",
                xytext=(8, -3) if is_last else (0, 6),
                ha="left" if is_last else "center",
                fontsize=9,
                fontweight="bold",
            )
    axes.set_xticks(years)
    bottom, top = data.ends()
    axes.set_ylim(bottom, top + (top - bottom) * 0.12)
    axes.margins(x=0.1)
    _written_ticks(axes.yaxis, data.figures)
    axes.set_yticks([bottom, (bottom + top) / 2, top])


def _scatter(axes: object, data: ChartData) -> None:
    axes.scatter(data.across, data.values, color=f"#{colours.LINE}", s=28)
    axes.set_ylim(0, max(filter(None, data.values), default=1) * 1.12)
    for axis, figures in ((axes.xaxis, data.across_figures), (axes.yaxis, data.figures)):
        _written_ticks(axis, figures)
        axis.set_label_text("\n".join(wrap(figures.title, 48)), fontsize=9)


def _intervals(axes: object, data: ChartData, places: list[int], *, horizontal: bool) -> None:
    for place, low, high in zip(places, data.lows, data.highs, strict=True):
        if low is None or high is None:
            continue
        x, y = ([low, high], [place, place]) if horizontal else ([place, place], [low, high])
        axes.plot(x, y, color=f"#{colours.TEXT}", linewidth=1, marker="|" if horizontal else "_")


def _written_ticks(axis: object, figures: Figures) -> None:
    """Axis figures as Swedish is written; a share as whole percent."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    share = figures.unit == "share"
    swedish = current() == "sv"

    def write(value: float, _place: int) -> str:
        text = f"{round(value * 100, 6):g}" if share else f"{round(value, 6):g}"
        return (text.replace(".", ",") if swedish else text) + ("\u00a0%" if share else "")

    axis.set_major_locator(MaxNLocator(5))
    axis.set_major_formatter(FuncFormatter(write))
