"""In which words does the map ask its question and tell its answer?"""

from collections.abc import Sequence

import pandas as pd

from analysis.answers import IndexAnswer, MapAnswer
from analysis.sentences import capital
from analysis.statistics.clusters import HIGH, HIGH_AMONG_LOW, LOW, LOW_AMONG_HIGH
from language import _, decimal, ngettext

MOST_NAMED = 12


def question(answer: MapAnswer) -> str:
    """'Var är andelen ... hög och var är den låg?'"""
    if answer.is_bivariate:
        return _("Where do {one} and {other} go together?").format(
            one=_inside(answer, 0), other=_inside(answer, 1)
        )
    if answer.figures[0].indicator is None:
        return _("Where are socioeconomic conditions better, and where worse?")
    return _("Where is {noun} high, and where low?").format(noun=_inside(answer, 0))


def sentence(answer: MapAnswer) -> str:
    """The highest and lowest area, and how many are withheld."""
    table = answer.table
    shown = table[table["value"].notna()]
    if not len(shown):
        return _("No area has a figure that may be shown in {year}.").format(year=answer.year)
    if len(shown) == 1:
        only = shown.iloc[0]
        return _("{name}: {value} in {year}.").format(
            name=only["name"], value=answer.written(only), year=answer.year
        )
    top, bottom = shown.loc[shown["value"].idxmax()], shown.loc[shown["value"].idxmin()]
    told = _("{what} is highest in {top} ({high}) and lowest in {bottom} ({low}), {year}.").format(
        what=capital(_inside(answer, 0)),
        top=top["name"],
        high=answer.written(top),
        bottom=bottom["name"],
        low=answer.written(bottom),
        year=answer.year,
    )
    return " ".join(filter(None, (told, *_together(answer), withheld(answer))))


def withheld(answer: MapAnswer) -> str:
    """How many areas are hatched, and why."""
    outside = int(answer.table["outside"].sum())
    told = ngettext(
        "{n} area is not in the group.", "{n} areas are not in the group.", outside
    ).format(n=outside)
    return " ".join(filter(None, (told if outside else "", _hidden(answer))))


def _hidden(answer: MapAnswer) -> str:
    table = answer.table[~answer.table["outside"]]
    n = len(table[table["value"].isna() & (table["withheld"] != "")])
    if not n:
        return ""
    return ngettext(
        "{n} of {all} areas cannot be shown: too few people, or no figure.",
        "{n} of {all} areas cannot be shown: too few people, or no figure.",
        n,
    ).format(n=n, all=len(table))


def notes(answer: MapAnswer) -> list[str]:
    """What must be known to read the map right."""
    told = []
    if answer.figures[0].indicator is None or answer.is_bivariate:
        told += [*(answer.index.notes if answer.index else ())]
    if len(answer.tables) > 1:
        told.append(_("Both maps have the same classes, so that a colour means the same."))
        if any(figure.indicator is None for figure in answer.figures):
            told.append(
                _("The index is relative: an area may move because the others did, between years.")
            )
    if answer.moved:
        told.append(
            ngettext(
                "The border of {n} area moved between the years; there the two maps show "
                "different places: {names}.",
                "The borders of {n} areas moved between the years; there the two maps show "
                "different places: {names}.",
                len(answer.moved),
            ).format(n=len(answer.moved), names=", ".join(answer.moved[:12]))
        )
    return told


def clusters(answer: MapAnswer) -> str:
    """Which areas lie together, as a politician would say it."""
    if "cluster" not in answer.table:
        return answer.no_clusters
    groups = answer.table.dropna(subset=["cluster"]).groupby("cluster")["name"].agg(list)
    if not len(groups):
        return _(
            "High and low areas lie scattered: no group of neighbours stands out more than chance "
            "would have it."
        )
    starts = {
        HIGH: _("High together with their neighbours: {names}."),
        LOW: _("Low together with their neighbours: {names}."),
        HIGH_AMONG_LOW: _("High among low neighbours: {names}."),
        LOW_AMONG_HIGH: _("Low among high neighbours: {names}."),
    }
    told = [
        text.format(names=listed(groups[kind])) for kind, text in starts.items() if kind in groups
    ]
    return " ".join([*told, _("At most one in twenty of these is expected to be chance.")])


def listed(names: Sequence[str]) -> str:
    """A few names with commas between, and how many more there are."""
    named = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return named if more <= 0 else _("{names} and {n} more").format(names=named, n=more)


def sensitivity(answer: IndexAnswer) -> str:
    """How firm the order is, in a sentence."""
    if answer.sensitivity is None or answer.sensitivity.by_variable.empty:
        return _("The index has one variable; there is none to leave out.")
    table = answer.sensitivity.by_variable
    worst = table.loc[table["moved_mean"].idxmax()]
    title = answer.indicators[worst["left_out"]].short_title
    return _(
        "The order moves the most when {title} is left out: {mean} places for an area on average "
        "and {most} at the most, of {areas}."
    ).format(
        title=str(title),
        mean=decimal(float(worst["moved_mean"]), 1),
        most=decimal(float(worst["moved_most"]), 0),
        areas=int(worst["areas"]),
    )


def tenths(answer: IndexAnswer) -> str:
    """What sets the tenth with the lowest index apart from the one with the highest."""
    table = answer.tenths
    if len(table) < 2 or pd.isna(table.iloc[0]["index_low"]):
        return ""
    first, last = table.iloc[0], table.iloc[-1]
    name = next(iter(answer.indicators))
    indicator = answer.indicators[name]
    return _(
        "In the areas where the tenth of the people with the lowest index live, {noun} is {low}; "
        "where the tenth with the highest live it is {high}."
    ).format(
        noun=str(indicator.noun),
        low=indicator.written(float(first[name])),
        high=indicator.written(float(last[name])),
    )


def _together(answer: MapAnswer) -> list[str]:
    """For two at once: how many areas are in the hardest corner."""
    if not answer.is_bivariate:
        return []
    low_high = int((answer.table["kind"] == 2).sum())
    high_low = int((answer.table["kind"] == 6).sum())
    return [
        _(
            "{n} areas are in the lowest third of the first and the highest of the second, and "
            "{m} the other way round."
        ).format(n=low_high, m=high_low)
    ]


def _inside(answer: MapAnswer, number: int) -> str:
    """What a figure is called inside a sentence."""
    indicator = answer.figures[number].indicator
    return str(indicator.noun) if indicator else _("the socioeconomic index")
