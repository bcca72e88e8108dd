"""How are flows drawn? Pure functions from answers to plotly figures, with words beside each.

Time goes from left to right. Colour says who had support on the way, and the same is said in every
label: nothing rests on colour alone.
"""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analysis.flows.answer import FlowAnswer
from analysis.flows.paths import OTHER
from language import _, percent, whole
from ui.draw.chart_style import dress
from ui.draw.palettes import Palette

MOST_PATHS = 7  # bands that can be told apart; the table has them all
LEAST_SHARE = 0.02  # of all flows: a thinner band is a hair with a label
MOST_STEPS = 2  # columns between the ends that can be read, on a phone too
NODE_HEIGHT, LEAST_HEIGHT = 88, 300
PAD, MARGIN = 44, 26  # pixels between boxes: room for three lines; and above and below
DIRECT = "direct"  # where a move without anything between is written


@dataclass(frozen=True)
class Band:
    """One path in the diagram, with what lies between its ends; `parts` by support."""

    middle: tuple[str, ...]
    count: int
    parts: dict[str, int]


@dataclass
class _Node:
    """A box: at which column, what it is called, and how much passes it."""

    column: int
    state: str
    count: int = 0
    supported: int = 0
    asked: int = 0


def sankey(answer: FlowAnswer, palette: Palette) -> go.Figure:
    """Origin to the left, outcome to the right, and what lay between; width is the number."""
    bands = bands_of(answer)
    steps = max((len(band.middle) for band in bands), default=1)
    nodes, links = _nodes_and_links(bands, steps)
    order = list(nodes)
    numbers = {key: number for number, key in enumerate(order)}
    colours = {"supported": palette.better, "unsupported": palette.worse, "": palette.unsure}
    tallest = max((sum(n.column == c for n in nodes.values()) for c in range(steps + 2)), default=1)
    height = max(LEAST_HEIGHT, NODE_HEIGHT * tallest + 2 * MARGIN)
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            orientation="h",
            valueformat="d",
            textfont={"size": 14, "color": palette.text, "shadow": "none"},
            node={
                "label": [_node_label(key, nodes[key], answer, steps) for key in order],
                "x": [_at(nodes[key].column, steps) for key in order],
                "y": _heights(nodes, order, PAD / (height - 2 * MARGIN)),
                "pad": PAD,
                "thickness": 14,
                "color": palette.text,
                "line": {"width": 0},
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": [numbers[a] for a, _b, _kind in links],
                "target": [numbers[b] for _a, b, _kind in links],
                "value": list(links.values()),
                "color": [_faint(colours[kind]) for _a, _b, kind in links],
                "customdata": [_kind_words(kind, answer) for _a, _b, kind in links],
                "hovertemplate": "%{value}: %{customdata}<extra></extra>",
            },
        )
    )
    dress(figure, palette, height=height)
    figure.update_layout(margin={"l": 4, "r": 4, "t": MARGIN, "b": MARGIN})
    return figure


def sankey_alt(answer: FlowAnswer) -> str:
    """The diagram in words."""
    told = [
        _("{way} {count} ({share})").format(
            way=_way(band.middle, answer), count=whole(band.count), share=_share(band.count, answer)
        )
        for band in bands_of(answer)
    ]
    return _("Flow diagram, left to right in time, of {total} flows: {ways}.").format(
        total=whole(answer.total), ways="; ".join(told)
    )


def legend_of(answer: FlowAnswer, palette: Palette) -> list[tuple[str, str]]:
    """Colour and words of each kind of band that the diagram holds."""
    kinds = {kind for band in bands_of(answer) for kind, n in band.parts.items() if n}
    colours = {"supported": palette.better, "unsupported": palette.worse, "": palette.unsure}
    return [(_faint(c), _kind_words(k, answer)) for k, c in colours.items() if k in kinds]


def bands_of(answer: FlowAnswer) -> list[Band]:
    """The paths that are drawn, the most common first; the rest together last."""
    shown = answer.paths[answer.paths["count"].notna()]
    if answer.total is None or shown.empty:
        return []
    is_long = shown["path"].map(len) - 2 > MOST_STEPS
    is_thin = shown["count"] < LEAST_SHARE * answer.total
    is_rest = (shown["path"] == (OTHER,)) | is_long | is_thin
    single = shown[~is_rest].head(MOST_PATHS)
    bands = [_band(row) for row in single.to_dict("records")]
    rest = shown.drop(single.index)
    if len(rest):
        bands.append(Band((OTHER,), int(rest["count"].sum()), _parts(rest)))
    return bands


def _band(row: dict) -> Band:
    middle = tuple(row["path"][1:-1]) or (DIRECT,)
    return Band(middle, int(row["count"]), _parts(pd.DataFrame([row])))


def _parts(rows: pd.DataFrame) -> dict[str, int]:
    """Flows with support, without, and those of whom it cannot be told or asked ('')."""
    supported = int(rows["supported"].fillna(0).sum())
    told = rows["supported"].notna() & rows["asked"].notna()
    unsupported = max(int(rows.loc[told, "asked"].sum()) - supported, 0)
    other = max(int(rows["count"].sum()) - supported - unsupported, 0)
    return {"supported": supported, "unsupported": unsupported, "": other}


def _nodes_and_links(
    bands: list[Band], steps: int
) -> tuple[dict[tuple[int, str], _Node], dict[tuple, int]]:
    """Boxes by column and state, and links by the two boxes and the kind of band."""
    nodes: dict[tuple[int, str], _Node] = {}
    links: dict[tuple, int] = {}
    for band in bands:
        way = [(0, "origin"), *enumerate(band.middle, start=1), (steps + 1, "outcome")]
        for key in way:
            node = nodes.setdefault(key, _Node(*key))
            node.count += band.count
            if band.parts["supported"] + band.parts["unsupported"]:
                node.supported += band.parts["supported"]
                node.asked += band.parts["supported"] + band.parts["unsupported"]
        for one, other in zip(way, way[1:], strict=False):
            for kind, n in band.parts.items():
                if n:
                    links[one, other, kind] = links.get((one, other, kind), 0) + n
    return nodes, links


def _node_label(key: tuple[int, str], node: _Node, answer: FlowAnswer, steps: int) -> str:
    column, state = key
    if column == 0:
        return f"<b>{_ends(answer, 0)}</b><br>{whole(node.count)}"
    if column == steps + 1:
        return f"<b>{_ends(answer, -1)}</b><br>{whole(node.count)}"
    label = f"<b>{_called(state, answer)}</b><br>{whole(node.count)} ({_share(node.count, answer)})"
    if node.asked and column == 1:
        label += "<br>" + _("{share} with support").format(
            share=percent(node.supported / node.asked, 0)
        )
    return label


def _ends(answer: FlowAnswer, place: int) -> str:
    """What the first or last state of the paths is called: several share a box."""
    shown = [path for path in answer.paths["path"] if path != (OTHER,)]
    return " / ".join(dict.fromkeys(path[place] for path in shown)) or _("other paths")


def _called(state: str, answer: FlowAnswer) -> str:
    return _("direct move") if state == DIRECT else answer.called(state)


def _way(middle: tuple[str, ...], answer: FlowAnswer) -> str:
    return " → ".join(_called(state, answer) for state in middle)


def _share(count: float, answer: FlowAnswer) -> str:
    return percent(count / answer.total, 0)


def _kind_words(kind: str, answer: FlowAnswer) -> str:
    return {
        "supported": _("had support in between"),
        "unsupported": _("no support in between"),
        "": _untold_words(answer),
    }[kind]


def _untold_words(answer: FlowAnswer) -> str:
    """Why of some it is not said whether they had support."""
    if not answer.question.support:
        return _("no support asked for")
    shown = answer.paths["count"].notna()
    if answer.paths.loc[shown, "support_withheld"].notna().any():
        return _("no time in between, or too few to tell")
    return _("no time in between")


def _at(column: int, steps: int) -> float:
    """A column's place from left to right; plotly takes 0 and 1 for 'not given'."""
    return min(max(column / (steps + 1), 0.001), 0.999)


def _heights(nodes: dict, order: list, gap: float) -> list[float]:
    """Each box's middle from the top (0 to 1): the most common path on top; the ends centred.

    gap   between boxes, as a share of the height; plotly makes the boxes of the fullest column fit
    """
    columns: dict[int, list] = {}
    for key in order:
        columns.setdefault(nodes[key].column, []).append(key)
    scale = min(
        (1 - gap * (len(keys) - 1)) / max(sum(nodes[key].count for key in keys), 1)
        for keys in columns.values()
    )
    places = {}
    for column, keys in columns.items():
        filled = sum(nodes[key].count for key in keys) * scale + gap * (len(keys) - 1)
        # Later steps lie high, where the most common paths they part from are.
        top = 0.0 if 1 < column < max(columns) else (1 - filled) / 2
        for key in keys:
            height = nodes[key].count * scale
            places[key] = min(max(top + height / 2, 0.001), 0.999)
            top += height + gap
    return [places[key] for key in order]


def _faint(colour: str) -> str:
    """A colour that text can be read on."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.42)"
