"""What has the reader asked of the page on target groups? Read from the address, forgivingly.

The outcome, the direction, what is adjusted for, the years, which part of the page, and the
conditions of a group delimited by hand; all under Swedish names, so that a link holds them.
"""

from collections import Counter
from collections.abc import Sequence

from analysis.answers import (
    ChoicesQuestion,
    ConditionChoice,
    ConditionChoicesQuestion,
    Conditions,
    GroupQuestion,
    TargetAnswer,
    TargetGroup,
    TargetQuestion,
    ThemeAnswer,
    ThemeQuestion,
    VariationQuestion,
    values_of,
)
from language import _
from ui.ask import ask
from ui.state.group_address import BY_HAND, CONDITION, PART
from ui.state.selection import Selection

OUTCOME, DIRECTION, ADJUST, PERIOD = "utfall", "riktning", "justera", "period"
BETWEEN = "|"  # several values of one condition
ALL = "alla"
WHOLE_THEME = "tema:"  # and the theme's name, where all of its outcomes are asked for
FOUND, SPREAD = "hittade", "spridning"
WORSE, BETTER = "samre", "battre"
DIRECTIONS = {WORSE: "worse", BETTER: "better"}
ADJUSTED = {"alder": ("age",), "alder_kon": ("age", "sex"), "inget": ()}
LATEST_FIVE, LATEST = "5", "1"


def page_question() -> str:
    """The page's question."""
    return _("Which groups does the average hide?")


def none_words() -> str:
    """What is said where no outcome can be searched."""
    return _(
        "Groups are looked for among the municipality's own people, one by one in the data, and "
        "the store has none. Load a file of people on the page Data."
    )


def outcomes() -> dict[str, str]:
    """Outcomes that groups can be looked for in: the municipality's own counts."""
    return {i.id: i.title for i in ask(ChoicesQuestion()).indicators.values() if i.own}


def default_outcome(now: Selection) -> str:
    """The key figure that is looked at on the other pages, else the theme's first, else any."""
    known = outcomes()
    if now.indicator in known:
        return now.indicator
    of_theme = [name for name in known if name in ask(ChoicesQuestion()).of_theme(now.theme)]
    return next(iter(of_theme), next(iter(known), ""))


def offered(now: Selection) -> dict[str, str]:
    """What can be asked for on this part: an outcome, and by the finder all of a theme's."""
    return {**outcomes(), **(_whole_themes() if part(now) == FOUND else {})}


def _whole_themes() -> dict[str, str]:
    """Themes with several outcomes of the municipality's own."""
    choices = ask(ChoicesQuestion())
    count = Counter(choices.indicators[name].theme for name in outcomes())
    return {
        f"{WHOLE_THEME}{theme}": _("All outcomes in {theme}").format(theme=choices.themes[theme])
        for theme, n in count.items()
        if n > 1
    }


def theme(now: Selection) -> str:
    """The theme whose outcomes are all asked for; '' where it is one outcome."""
    value = now.own(OUTCOME, "")
    return value.removeprefix(WHOLE_THEME) if value in _whole_themes() else ""


def outcome(now: Selection) -> str:
    """The outcome asked for, of a whole theme its first; '' where the store has none."""
    default = default_outcome(now)
    if whole := theme(now):
        return next(
            name for name in outcomes() if ask(ChoicesQuestion()).indicators[name].theme == whole
        )
    value = now.own(OUTCOME, default)
    return value if value in outcomes() else default


def directions() -> dict[str, str]:
    """Which way the groups stand out."""
    return {WORSE: _("worse than expected"), BETTER: _("better than expected")}


def adjustments() -> dict[str, str]:
    """What a group's mix of is not held against it."""
    told = {"alder": _("age"), "alder_kon": _("age and sex"), "inget": _("nothing")}
    roles = {choice.role for choice in conditions_there()}
    return {name: words for name, words in told.items() if set(ADJUSTED[name]) <= roles}


def default_adjustment() -> str:
    """Age, where the people have one."""
    return next(iter(adjustments()))


def periods(now: Selection) -> dict[str, str]:
    """All years together, the latest five, or the latest."""
    years = ask(ChoicesQuestion()).indicators[outcome(now)].years
    told = {ALL: years_words(years[0], years[-1])}
    if len(years) > 5:
        told[LATEST_FIVE] = years_words(years[-5], years[-1])
    if len(years) > 1:
        told[LATEST] = str(years[-1])
    return told


def years_words(first: int, last: int) -> str:
    """'2015–2024'."""  # noqa: RUF002
    return str(last) if first == last else f"{first}–{last}"  # noqa: RUF001


def parts() -> dict[str, str]:
    """The three parts of the page."""
    return {
        FOUND: _("Groups found"),
        BY_HAND: _("Delimit a group"),
        SPREAD: _("What the average hides"),
    }


def part(now: Selection) -> str:
    """The part that is shown."""
    return _one_of(now, PART, parts(), FOUND)


def conditions_there() -> tuple[ConditionChoice, ...]:
    """By what a group can be delimited."""
    return ask(ConditionChoicesQuestion())


def condition(now: Selection, choice: ConditionChoice) -> tuple[str, ...]:
    """The values of one dimension that the group is delimited to; none for everyone."""
    value = now.own(CONDITION + choice.dimension, "")
    chosen = values_in(value, choice)
    return default_condition(now, choice) if chosen is None else chosen


def values_in(text: str, choice: ConditionChoice) -> tuple[str, ...] | None:
    """The values that a parameter holds: one, several of one level, or ALL; None if unreadable."""
    if text == ALL and text not in choice.values:
        return ()
    chosen = (text,) if text in choice.values else tuple(dict.fromkeys(text.split(BETWEEN)))
    levels = {choice.columns.get(value) for value in chosen}
    return chosen if len(levels) == 1 and None not in levels else None


def values_as_text(chosen: Sequence[str]) -> str:
    """What stands in the address for these values."""
    return BETWEEN.join(chosen) or ALL


def default_condition(now: Selection, choice: ConditionChoice) -> tuple[str, ...]:
    """What is narrowed to on every page (a click on the map, a saved group), else everyone."""
    for column, values in now.group:
        if {choice.columns.get(value) for value in values} == {column}:
            return values
    shared = {"sex": now.sex, "age": now.age, "area": now.area}.get(choice.role)
    return (shared,) if shared in choice.values else ()


def target(now: Selection) -> TargetQuestion:
    """What is asked of the finder."""
    first, last = _years(now)
    adjusted = _one_of(now, ADJUST, adjustments(), default_adjustment())
    return TargetQuestion(
        outcome=outcome(now),
        first_year=first,
        last_year=last,
        standardise=ADJUSTED[adjusted],
        direction=DIRECTIONS[_one_of(now, DIRECTION, DIRECTIONS, WORSE)],
    )


def whole_theme(now: Selection) -> ThemeQuestion:
    """What is asked of the finder for all outcomes of a theme."""
    asked = target(now)
    return ThemeQuestion(
        theme(now),
        first_year=asked.first_year,
        last_year=asked.last_year,
        standardise=asked.standardise,
        direction=asked.direction,
    )


def found_in_theme(now: Selection) -> ThemeAnswer:
    """The finder's answer for all outcomes of a theme; raises what answers.target_theme raises."""
    return ask(whole_theme(now))


def found(now: Selection) -> TargetAnswer:
    """The finder's answer; raises what answers.target_groups raises."""
    return ask(target(now))


def listed(now: Selection) -> list[tuple[TargetAnswer, TargetGroup]]:
    """The groups on the cards, each with the answer of the outcome that it was found for."""
    if theme(now):
        return [pair for card in found_in_theme(now).groups for pair in card.found]
    answer = found(now)
    return [(answer, each) for each in answer.groups]


def group(now: Selection, others: tuple[Conditions, ...] = ()) -> GroupQuestion:
    """The group delimited by hand."""
    chosen = [(choice, condition(now, choice)) for choice in conditions_there()]
    first, last = _years(now)
    return GroupQuestion(
        outcome=outcome(now),
        conditions=tuple(
            (c.columns[values[0]], values[0] if len(values) == 1 else values)
            for c, values in chosen
            if values
        ),
        first_year=first,
        last_year=last,
        others=others,
    )


def variation(now: Selection) -> VariationQuestion:
    """What the average is spread out over."""
    return VariationQuestion(outcome(now), *_years(now), within=now.group)


def conditions_of(group: TargetGroup) -> Conditions:
    """A found group's conditions."""
    return tuple(group.conditions.items())


def address(now: Selection, conditions: Conditions, of: str = "") -> str:
    """The address where this group is delimited, everything else as it is.

    of   the outcome, where it is not the one asked for
    """
    finest = ask(ChoicesQuestion()).finest
    kept = {k: v for k, v in now.extra if not k.startswith(CONDITION)}
    kept |= {PART: BY_HAND, OUTCOME: of or outcome(now)}
    kept |= {
        CONDITION + finest.get(name, name): values_as_text(values_of(chosen))
        for name, chosen in conditions
    }
    return now.link(
        "malgrupper", sex=None, age=None, area=None, group=(), extra=tuple(sorted(kept.items()))
    )


def _years(now: Selection) -> tuple[int, int]:
    years = ask(ChoicesQuestion()).indicators[outcome(now)].years
    period = _one_of(now, PERIOD, periods(now), ALL)
    if period == ALL:
        return years[0], years[-1]
    return years[-int(period)], years[-1]


def _one_of(now: Selection, name: str, options: object, default: str) -> str:
    value = now.own(name, default)
    return value if value in options or value == ALL else default
