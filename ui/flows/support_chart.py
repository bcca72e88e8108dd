"""How often did each group behind a flow have support? A dot and an interval each."""

import pandas as pd
import plotly.graph_objects as go

from analysis.flows.background import Background
from language import _, interval, percent, whole
from ui.draw.chart_style import dress
from ui.draw.palettes import Palette

FEWEST = 20  # persons asked: the interval of fewer says next to nothing
ROW_HEIGHT, ROWS_AROUND = 28, 96


def rows_of(groups: list[Background]) -> pd.DataFrame:
    """The groups that are drawn: enough persons, and no areas, which are too many to read."""
    tables = [
        group.table.assign(of=group.label, is_first=range(len(group.table)))
        for group in groups
        if group.role != "area"
    ]
    if not tables:
        return pd.DataFrame(columns=["label", "asked", "supported_share"])
    rows = pd.concat(tables, ignore_index=True)
    shown = rows["supported_share"].notna() & (rows["asked"].fillna(0) >= FEWEST)
    told_apart = rows[shown].groupby("of")["label"].transform("size") > 1
    return rows[shown][told_apart].reset_index(drop=True)


def figure(groups: list[Background], palette: Palette) -> go.Figure:
    """Share with support in each group; those clearly below the others stand out by form too."""
    rows = rows_of(groups).iloc[::-1]
    drawn = go.Figure()
    for is_less, name, colour, symbol in (
        (False, _("no clear difference from the others"), palette.unsure, "circle"),
        (True, _("clearly less often than the others"), palette.worse, "triangle-down"),
    ):
        part = rows[rows["has_less_support"] == is_less]
        if part.empty:
            continue
        share = part["supported_share"].astype(float) * 100
        drawn.add_scatter(
            x=share,
            y=[_name(row) for row in part.itertuples()],
            mode="markers",
            name=name,
            cliponaxis=False,
            marker={"color": colour, "symbol": symbol, "size": 12},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": part["supported_share_high"].astype(float) * 100 - share,
                "arrayminus": share - part["supported_share_low"].astype(float) * 100,
                "color": colour,
                "thickness": 2,
                "width": 4,
            },
            customdata=[_told(row) for row in part.itertuples()],
            hovertemplate="<b>%{y}</b><br>%{customdata}<extra></extra>",
        )
    dress(drawn, palette, height=ROW_HEIGHT * len(rows) + ROWS_AROUND)
    drawn.update_xaxes(ticksuffix="\u00a0%", rangemode="tozero", nticks=6)
    drawn.update_yaxes(
        categoryorder="array",
        categoryarray=[_name(row) for row in rows.itertuples()],
        showgrid=False,
    )
    return drawn


def alt(groups: list[Background]) -> str:
    """The figure in words."""
    rows = rows_of(groups)
    each = "; ".join(
        _("{group} {share}").format(group=row.label, share=percent(row.supported_share, 0))
        for row in rows.itertuples()
    )
    return _(
        "Dot chart of the share with support in each group, with 95 % intervals: {each}."
    ).format(each=each)


def _name(row: object) -> str:
    label = str(row.label)
    return label if len(label) < 32 else label[:30] + "…"


def _told(row: object) -> str:
    return _("{share} of {n} ({bounds})").format(
        share=percent(row.supported_share, 0),
        n=whole(row.asked),
        bounds=interval(row.supported_share_low, row.supported_share_high, 0),
    )
