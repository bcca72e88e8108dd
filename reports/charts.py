"""What does a picture of frozen figures show? Values; browser, slides and Word each draw them."""

from dataclasses import dataclass
from math import ceil, floor, log10

from language import _, ngettext
from needs.figures import Figures, Row, Year
from reports import wording

FEWEST_POINTS = 5  # fewer areas say nothing of a relation


@dataclass(frozen=True)
class ChartData:
    """What a chart shows; values, lows and highs in the indicator's unit.

    kind        'bar' (one bar a label), 'line' (one point a label) or 'scatter' (one point a label,
                `across` tells where along the other figure)
    highlight   place of the bar that the need is about, or None
    reference   place of the bar that the others are held against, or None
    across      of a scatter: the other figure's values, and what it is
    """

    kind: str
    series: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]
    highlight: int | None
    figures: Figures
    alt: str
    reference: int | None = None
    across: tuple[float, ...] = ()
    across_figures: Figures | None = None

    def ends(self) -> tuple[float, float]:
        """Where the value axis begins and ends, at even values.

        A line is read by its slope, so its axis is fitted to the data; a bar's begins at 0. It
        spans a part of the level at least, so that next to nothing does not look like much.
        """
        known = [v for v in (*self.values, *self.lows, *self.highs) if v is not None]
        low, high = min(known), max(known)
        if self.kind != "line":
            low = min(low, 0.0)
        lacking = max(LEAST_SPAN * max(abs(low), abs(high)) - (high - low), 0) / 2
        low, high = low - lacking if low - lacking > 0 else low, high + lacking
        finest = 10.0 ** -(self.figures.decimals + (2 if self.figures.unit == "share" else 0))
        step = max(_even_step((high - low) / PARTS or abs(high) / PARTS), finest)
        bottom = floor(round(low / step, 6)) * step
        top = ceil(round(high / step, 6)) * step
        if 0 < bottom < NEAR_ZERO * top:
            bottom = 0.0
        return bottom, top if top > bottom else bottom + step


PARTS = 3  # steps that a line's axis has at least
LEAST_SPAN = 0.05  # of the level
NEAR_ZERO = 1 / 3  # of the axis' upper end: from there it may as well begin at 0


def _even_step(about: float) -> float:
    """The largest of 1, 2, 5, 10, 20, ... that is no larger; 1 for nothing."""
    if about <= 0:
        return 1.0
    size = 10.0 ** floor(log10(about))
    return next(n * size for n in (5, 2, 1) if n * size <= about * (1 + 1e-9))


def charts_of(figures: Figures) -> tuple[ChartData, ...]:
    """Every picture that the figures have, in the order in which they are told."""
    first = scatter_chart(figures) if figures.picture == "scatter" else bar_chart(figures)
    others = () if figures.picture == "scatter" else (bar_chart(each) for each in figures.beside)
    return tuple(filter(None, (first, line_chart(figures), *others)))


def bar_chart(figures: Figures, most: int = wording.MOST_BARS) -> ChartData | None:
    """At most so many groups as bars, and the whole as one more; None with fewer than two.

    Where the highest and the lowest are seen, a row without a bar says how many lie in between.
    """
    rows = list(wording.shown_rows(figures, most))
    left_out = sum(row.value is not None for row in figures.rows) - len(rows)
    whole = figures.whole if figures.unit != "count" else None
    whole = whole if rows and whole is not None and whole.value is not None else None
    if len(rows) + (whole is not None) < 2:
        return None
    alt = wording.chart_alt(figures, [*rows, *([whole] if whole else [])])
    if figures.picture == "ends" and left_out:
        between = ngettext("… {n} in between", "… {n} in between", left_out).format(n=left_out)
        rows.insert(most - most // 2, Row("\n", between, None))
    rows += [whole] if whole else []
    keys = [row.key for row in rows]
    return ChartData(
        kind="bar",
        series=figures.title,
        labels=tuple(row.label for row in rows),
        values=tuple(row.value for row in rows),
        lows=tuple(row.low for row in rows),
        highs=tuple(row.high for row in rows),
        highlight=keys.index(figures.focus) if figures.focus and figures.focus in keys else None,
        reference=len(rows) - 1 if whole else None,
        figures=figures,
        alt=alt,
    )


def line_chart(figures: Figures) -> ChartData | None:
    """The focus year by year; None with fewer than two years."""
    if not wording.trend_sentence(figures):
        return None
    known = {year.year: year for year in figures.trend}
    # a year without a figure keeps its place, so that the slope is not made steeper
    every = [known.get(year, Year(year, None)) for year in range(min(known), max(known) + 1)]
    return ChartData(
        kind="line",
        series=f"{figures.title}, {wording.focus_label(figures)}",
        labels=tuple(str(year.year) for year in every),
        values=tuple(year.value for year in every),
        lows=tuple(year.low for year in every),
        highs=tuple(year.high for year in every),
        highlight=None,
        figures=figures,
        alt=wording.trend_words(figures),
    )


def scatter_chart(figures: Figures) -> ChartData | None:
    """One figure against the first beside it, a point a row; None with too few points."""
    across = figures.beside[0]
    other = {row.key: row.value for row in across.rows}
    rows = [r for r in figures.rows if r.value is not None and other.get(r.key) is not None]
    if len(rows) < FEWEST_POINTS:
        return None
    keys = [row.key for row in rows]
    return ChartData(
        kind="scatter",
        series=figures.title,
        labels=tuple(row.label for row in rows),
        values=tuple(row.value for row in rows),
        lows=(None,) * len(rows),
        highs=(None,) * len(rows),
        highlight=keys.index(figures.focus) if figures.focus in keys else None,
        figures=figures,
        alt=_scatter_alt(figures, across, rows, other),
        across=tuple(other[row.key] for row in rows),
        across_figures=across,
    )


def _scatter_alt(
    figures: Figures, across: Figures, rows: list[Row], other: dict[str, float | None]
) -> str:
    each = "; ".join(
        f"{row.label} {across.written(other[row.key])}, "
        f"{figures.written(row.value, at_most=row.high)}"
        for row in rows[: wording.MOST_BARS]
    )
    return _("{title} against {other}, one point for each of {n} areas: {values}.").format(
        title=figures.title, other=across.title, n=len(rows), values=each
    )
