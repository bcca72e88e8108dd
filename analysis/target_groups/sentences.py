"""How is a target group said so that it could be read aloud in a meeting?

A group is a handful of conditions; a sentence needs somebody: "Pojkar 13-15 år i Norra Åsen vars
föräldrar har högst grundskola". Known backgrounds have phrases of their own here; any other is
said by its own label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indicators.age_groups import AgeGroup, UnknownAgeGroup, parse
from language import _, ngettext, percent, whole

NAMED_ROLES = ("sex", "age", "area")
FARTHEST = 1.5  # times: from there on two shares do not say where the excess comes from
CHILD_LAST, YOUNG_LAST = 15, 24  # ages up to which one says boys, and young men


@dataclass(frozen=True)
class Named:
    """One condition as the store names it: column, role, value, and its label on screen."""

    column: str
    role: str
    value: str
    label: str


def phrases() -> dict[tuple[str, str], str]:
    """Backgrounds as they follow upon somebody: (dimension, value) -> phrase."""
    return {
        ("parents_education", "compulsory"): _("whose parents have compulsory school at most"),
        ("parents_education", "upper_secondary"): _("whose parents have upper secondary school"),
        ("parents_education", "post_secondary"): _("whose parents have post-secondary education"),
        ("parents_education", "unknown"): _("whose parents' education is unknown"),
        ("birth_region", "nordic"): _("born in the Nordics"),
        ("birth_region", "sweden"): _("born in Sweden"),
        ("birth_region", "outside_nordic"): _("born outside the Nordics"),
        ("birth_region", "abroad"): _("born abroad"),
        ("family_type", "two_parents"): _("who live with two parents"),
        ("family_type", "one_parent"): _("who live with one parent"),
        ("family_type", "single"): _("who live alone"),
        ("family_type", "couple"): _("who live in a couple"),
        ("family_type", "own_household"): _("with a household of their own"),
        ("family_type", "single_with_children"): _("who are alone with children"),
        ("family_type", "couple_with_children"): _("who live in a couple with children"),
        ("family_type", "single_without_children"): _("who live alone without children"),
        ("family_type", "couple_without_children"): _("who live in a couple without children"),
        ("income_quintile", "1"): _("with incomes in the lowest fifth"),
        ("income_quintile", "2"): _("with incomes in the second lowest fifth"),
        ("income_quintile", "3"): _("with incomes in the middle fifth"),
        ("income_quintile", "4"): _("with incomes in the second highest fifth"),
        ("income_quintile", "5"): _("with incomes in the highest fifth"),
        ("employment", "employed"): _("who are in work"),
        ("employment", "studying"): _("who study"),
        ("employment", "neither"): _("who neither work nor study"),
        ("employment", "unemployed"): _("who are unemployed"),
    }


def group_in_words(
    conditions: Sequence[Named], *, everyone: str | None = None, oldest: int | None = None
) -> str:
    """The group as the subject of a sentence, without capital.

    conditions  several of one column: a member has one of those values
    everyone    who the outcome is about ('elever i årskurs 9'); used where neither sex nor age is
                a condition
    oldest      the highest age that the outcome is asked of, so that pupils are girls and boys
    """
    by_column: dict[str, list[Named]] = {}
    for named in conditions:
        by_column.setdefault(named.column, []).append(named)
    by_role = {named[0].role: named for named in by_column.values()}
    words = [_somebody(by_role.get("sex"), by_role.get("age"), everyone, oldest)]
    if "area" in by_role:
        words.append(_("in {area}").format(area=_listed(by_role["area"], _(" and "))))
    background = [named for named in by_column.values() if named[0].role not in NAMED_ROLES]
    said = [_phrase(named) for named in background]
    words += [_(" and ").join(phrase for phrase in said if phrase)] if any(said) else []
    rest = [_listed(n, _(" or ")) for n, phrase in zip(background, said, strict=True) if not phrase]
    text = " ".join(words)
    return f"{text} ({', '.join(rest)})" if rest else text


def _phrase(values: list[Named]) -> str:
    """The known phrase of a background, of each of its values; '' where one has none."""
    known = phrases()
    said = [known.get((named.column, named.value), "") for named in values]
    return _(" or ").join(said) if all(said) else ""


def _listed(values: list[Named], last: str) -> str:
    labels = [named.label for named in values]
    return last.join(filter(None, (", ".join(labels[:-1]), labels[-1])))


def _span(values: list[Named] | None) -> AgeGroup | None:
    """From which age to which: of several where they adjoin, so that 13-15 and 16-19 are 13-19."""
    try:
        groups = sorted((parse(named.value) for named in values or ()), key=lambda g: g.first)
    except UnknownAgeGroup:
        return None
    if not groups or any(a.last is None or a.last + 1 != b.first for a, b in pairwise(groups)):
        return None
    return AgeGroup(groups[0].first, groups[-1].last)


def _somebody(
    sex: list[Named] | None, age: list[Named] | None, everyone: str | None, oldest: int | None
) -> str:
    if sex is None and age is None:
        return everyone or _("people")
    span = _span(age)
    last = span.last if span else oldest
    who = _(" or ").join(_sex_words(one, last) for one in sex) if sex else _("people")
    if age is None:
        return who
    if span is None:
        return _("{who}, {age}").format(
            who=who, age=_(" or ").join(_lower(one.label) for one in age)
        )
    if span.last is None:
        return _("{who} aged {age} and over").format(who=who, age=span.first)
    return _("{who} aged {age}").format(who=who, age=_dashed(span.label))


def _sex_words(sex: Named, last: int | None) -> str:
    girls = {"women": _("girls"), "men": _("boys")}
    young = {"women": _("young women"), "men": _("young men")}
    if last is not None and last <= CHILD_LAST + 1:  # a few leave year 9 at sixteen
        return girls.get(sex.value, _lower(sex.label))
    if last is not None and last <= YOUNG_LAST:
        return young.get(sex.value, _lower(sex.label))
    return _lower(sex.label)


def _dashed(ages: str) -> str:
    return ages.replace("-", "–")  # noqa: RUF001 - the dash of intervals


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


@dataclass(frozen=True)
class GroupFigures:
    """What the sentence says of a group: shares 0 to 1, the rest persons or person-years.

    expected_share   what is explained: by the year, age and the other groups in the list
    reference_share  of the whole municipality
    years   (first, last) looked at; since: from when it has stood out each year, or None
    summed  of how many of those years the figures are the sum
    clear   (years in which it stands out, years that may be shown)
    """

    share: float
    expected_share: float
    reference_share: float
    people: float
    excess: float
    years: tuple[int, int]
    summed: int
    since: int | None
    clear: tuple[int, int]

    @property
    def follows_from_the_mean(self) -> bool:
        """Whether the excess is about what a comparison with the municipality's mean gives."""
        by_mean = self.people * (self.share - self.reference_share)
        return by_mean * self.excess > 0 and FARTHEST > abs(by_mean / self.excess) > 1 / FARTHEST


def group_sentence(whom: str, having: str, figures: GroupFigures) -> str:
    """'Pojkar ...: 41 % når inte ..., mot 17 % i kommunen; 96 personer, 23 fler än väntat; ...'

    Where the excess does not follow from those two shares, the expected share is said as well.
    """
    _first, last = figures.years
    shares = [figures.share, figures.reference_share]
    if figures.follows_from_the_mean:
        told = _("{whom}: {share} {having}, against {reference} in the municipality")
    else:
        shares.append(figures.expected_share)
        told = _(
            "{whom}: {share} {having}, where {expected} was to be expected ({reference} in the "
            "municipality)"
        )
    decimals = _decimals(*shares)
    told = told.format(
        whom=whom[:1].upper() + whom[1:],
        share=percent(figures.share, decimals),
        having=having,
        reference=percent(figures.reference_share, decimals),
        expected=percent(figures.expected_share, decimals),
    )
    parts = [told, _size(figures)]
    if figures.since is not None and figures.since < last:
        parts.append(_("so since {year}").format(year=figures.since))
    elif figures.summed > 1 and figures.since is None:
        out, shown = figures.clear
        parts.append(_("clear by itself in {out} of {shown} years").format(out=out, shown=shown))
    return "; ".join(parts) + "."


def _decimals(*shares: float) -> int:
    """Whole per cent, one decimal where that would hide the difference."""
    return 1 if min(shares) < 0.05 or any(abs(shares[0] - s) < 0.02 for s in shares[1:]) else 0


def _size(figures: GroupFigures) -> str:
    first, last = figures.years
    count = max(round(abs(figures.excess)), 1)
    if figures.excess >= 0:
        difference = ngettext("{n} more than expected", "{n} more than expected", count)
    else:
        difference = ngettext("{n} fewer than expected", "{n} fewer than expected", count)
    difference = difference.format(n=whole(count))
    if first == last:
        people = round(figures.people)
        told = ngettext("{n} person", "{n} people", people).format(n=whole(people))
        return f"{told}, {difference}"
    a_year = max(round(figures.people / figures.summed), 1)
    told = ngettext("{n} person a year", "{n} people a year", a_year).format(n=whole(a_year))
    if figures.summed == last - first + 1:
        together = _("{people}, {difference} in {first}-{last} together")
    else:
        together = _("{people}, {difference} in the {shown} of {all} years that can be shown")
    return together.format(
        people=told,
        difference=difference,
        first=first,
        last=last,
        shown=figures.summed,
        all=last - first + 1,
    )
