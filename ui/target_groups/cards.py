"""How is a group that was found told on its card?"""

from html import escape
from math import sqrt

from analysis.answers import GroupQuestion, PlacesQuestion, TargetAnswer, TargetGroup
from language import _, ngettext, percent, whole
from ui.ask import ask
from ui.draw.cards import Card
from ui.draw.palettes import Palette
from ui.page import tables
from ui.state.selection import Selection
from ui.target_groups import charts, choices, place_map


def card(group: TargetGroup, answer: TargetAnswer, now: Selection, palette: Palette) -> Card:
    """One group on a card: its sentence, pictures and figures, and what does not explain it."""
    conditions = choices.conditions_of(group)
    return Card(
        title=group.sentence,
        sentence="",
        picture=pictures(group, answer, palette),
        facts=facts(group, answer),
        source="; ".join(source.words for source in answer.sources),
        links=(
            (
                _("Look closer at this group"),
                choices.address(now, conditions, answer.question.outcome),
            ),
        ),
        more=f"<p>{escape(not_explained(group, answer))}</p>",
    )


def facts(group: TargetGroup, answer: TargetAnswer) -> tuple[str, ...]:
    """Size, cases, excess with its interval, and the years."""
    more, low, high = excess(group, answer)
    return (
        _size_words(group),
        _("{n} cases, {expected} expected").format(
            n=whole(group.cases), expected=whole(group.expected)
        ),
        excess_words(more, low, high),
        _out_words(group),
    )


def pictures(group: TargetGroup, answer: TargetAnswer, palette: Palette) -> str:
    """The group's years, and beside them where its people are."""
    better, asked = answer.question.direction == "better", answer.question
    years = charts.years_picture(group.years, palette, better=better)
    question = GroupQuestion(
        asked.outcome, choices.conditions_of(group), asked.first_year, asked.last_year
    )
    places = ask(PlacesQuestion(question))
    place = place_map.picture(places, palette, better=better)
    if not place:
        return years
    beside = f'<div style="flex:1 1 14rem;min-width:0">{years}</div>' if years else ""
    return (
        f'<div style="display:flex;flex-wrap:wrap;gap:.4rem 1rem">{beside}<div>{place}</div></div>'
        f"{tables.note_html(place_map.note(places))}"
    )


def _size_words(group: TargetGroup) -> str:
    a_year = max(round(group.people / group.summed), 1)
    if group.summed == 1:
        return ngettext("{n} person", "{n} people", a_year).format(n=whole(a_year))
    return ngettext("{n} person a year", "{n} people a year", a_year).format(n=whole(a_year))


def excess_words(more: float, low: float, high: float) -> str:
    """'421 fler än väntat (95 % intervall 380 till 464)'."""
    if more >= 0:
        return _("{n} more than expected (95 % interval {interval})").format(
            n=whole(round(more)), interval=interval_words(low, high)
        )
    return _("{n} fewer than expected (95 % interval {interval})").format(
        n=whole(round(-more)), interval=interval_words(-high, -low)
    )


def _out_words(group: TargetGroup) -> str:
    shown = int(group.years["stands_out"].notna().sum())
    if len(group.years) < 2:
        return ""
    told = _("stands out by itself in {k} of {n} years").format(k=group.years_out, n=shown)
    last = int(group.years["year"].max())
    if group.since is None or group.since == last:
        return told
    return f"{told}, " + _("without a break since {year}").format(year=group.since)


def not_explained(group: TargetGroup, answer: TargetAnswer) -> str:
    """What has been tried as an explanation, in one sentence."""
    sign = -1 if answer.question.direction == "better" else 1
    larger = group.larger_share
    if group.larger and larger is not None and sign * (group.share - larger) > 0:
        decimals = 0 if larger >= 0.1 and abs(group.share - larger) >= 0.02 else 1
        return _(
            "Not explained by the larger group: among {larger} it is {share}, here {own}."
        ).format(
            larger=group.larger,
            share=percent(larger, decimals),
            own=percent(group.share, decimals),
        )
    if len(answer.groups) > 1:
        return _("Not explained by what is adjusted for, nor by the other groups in the list.")
    return _("Not explained by what is adjusted for.")


def excess(group: TargetGroup, answer: TargetAnswer) -> tuple[float, float, float]:
    """Cases above what is explained, with a 95 % interval that allows for persons seen again."""
    wider = sqrt(answer.dispersion)
    low = group.share - wider * (group.share - group.low)
    high = group.share + wider * (group.high - group.share)
    bounds = (group.people * max(low, 0.0), group.people * min(high, 1.0))
    return group.excess, bounds[0] - group.expected, bounds[1] - group.expected


def interval_words(low: float, high: float) -> str:
    """'31 till 51', in words since a bound may be below zero."""
    return _("{low} to {high}").format(low=whole(round(low)), high=whole(round(high)))
