"""Whom does the average hide? `python -m analysis targets --outcome not_eligible ...`."""

import argparse
import sys

import pandas as pd

from analysis.answers import (
    TargetAnswer,
    TargetGroup,
    TargetQuestion,
    ThemeAnswer,
    ThemeQuestion,
    ask,
)
from analysis.commands import add_common, gate_from, write
from analysis.target_groups.errors import BadYears
from language import _
from store.read import open_store

NOTHING = ["conditions", "people", "cases", "excess"]  # the columns where nothing is found


def add_to(subparsers: argparse._SubParsersAction) -> None:
    """Register the question."""
    parser = subparsers.add_parser("targets", help=_("groups that the average hides"))
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--outcome", help=_("an outcome of the store's people"))
    asked.add_argument("--theme", help=_("a theme: all of its outcomes in one list"))
    parser.add_argument("--dimensions", default="", help=_("comma separated; all unless given"))
    parser.add_argument("--depth", type=int, choices=(1, 2, 3), default=3)
    parser.add_argument("--min-size", type=int, default=50, help=_("people a group must have"))
    parser.add_argument("--years", metavar="A-B", help=_("first and last year; all unless given"))
    parser.add_argument("--standardise", help=_("dimensions, or none; age unless given"))
    parser.add_argument("--direction", choices=("worse", "better", "both"), default="worse")
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer, protected unless exact; that nothing was found is an answer."""
    first, last = years_from(args.years)
    how = {
        "dimensions": _names(args.dimensions),
        "depth": args.depth,
        "smallest": args.min_size,
        "first_year": first,
        "last_year": last,
        "standardise": standards_from(args.standardise),
        "direction": args.direction,
    }
    gate, store = gate_from(args), open_store(args.store)
    if args.theme:
        answer = ask(store, ThemeQuestion(args.theme, **how), gate)
        said, rows = theme_as_dict(answer), theme_as_table(answer)
        told = (answer.nothing, *answer.notices)
    else:
        answer = ask(store, TargetQuestion(args.outcome, **how), gate)
        said, rows = as_dict(answer), as_table(answer)
        told = (answer.nothing, answer.could_show, *answer.notices)
    if args.format == "json":
        write(said, args)
    else:
        write(rows, args)
        for line in filter(None, told):
            print(line, file=sys.stderr)
    return 0


def years_from(text: str | None) -> tuple[int | None, int | None]:
    """'2019-2024', '2024' or nothing as first and last year; raises BadYears."""
    if text is None:
        return None, None
    first, _dash, last = text.partition("-")
    if not first.strip().isdigit() or (last and not last.strip().isdigit()):
        raise BadYears(text)
    years = int(first), int(last or first)
    if years[0] > years[1]:
        raise BadYears(text)
    return years


def standards_from(text: str | None) -> tuple[str, ...] | None:
    """None for the default, () for 'none'."""
    if text is None:
        return None
    return () if text.strip() == "none" else _names(text)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def as_dict(answer: TargetAnswer) -> dict:
    """The whole answer as it is written in JSON."""
    whole = answer.whole
    return {
        "outcome": answer.question.outcome,
        "years": [answer.question.first_year, answer.question.last_year],
        "people": _number(whole["people"]),
        "cases": _number(whole["cases"]),
        "share": _number(whole["share"]),
        "protected": answer.protected,
        "groups": [_group(group) for group in answer.groups],
        "nothing_found": answer.nothing or None,
        "could_show": answer.could_show,
        "groups_scanned": answer.scanned,
        "groups_withheld": answer.hidden,
        "dispersion": round(answer.dispersion, 2),
        "notes": [*answer.notices, answer.method],
        "sources": [source.words for source in answer.sources],
    }


def theme_as_dict(answer: ThemeAnswer) -> dict:
    """The list over all outcomes of a theme, as it is written in JSON."""
    return {
        "theme": answer.question.theme,
        "outcomes": [found.question.outcome for found in answer.answers],
        "protected": all(found.protected for found in answer.answers),
        "groups": [
            {
                "conditions": listed.found[0][1].conditions,
                "outcomes": [
                    {"outcome": found.question.outcome, **_group(group)}
                    for found, group in listed.found
                ],
            }
            for listed in answer.groups
        ],
        "nothing_found": answer.nothing or None,
        "groups_not_listed": answer.more,
        "groups_scanned": answer.scanned,
        "groups_withheld": answer.hidden,
        "notes": [*answer.notices, answer.method],
        "sources": [source.words for source in answer.sources],
    }


def theme_as_table(answer: ThemeAnswer) -> pd.DataFrame:
    """One row a group and outcome; `place` is the group's in the list."""
    rows = [
        {"place": place, "outcome": found.question.outcome, **_row(group)}
        for place, listed in enumerate(answer.groups, start=1)
        for found, group in listed.found
    ]
    return pd.DataFrame(rows, columns=None if rows else ["place", "outcome", *NOTHING])


def _group(group: TargetGroup) -> dict:
    return {
        "conditions": group.conditions,
        "people": group.people,
        "cases": group.cases,
        "share": round(group.share, 4),
        "share_low": round(group.low, 4),
        "share_high": round(group.high, 4),
        "expected": round(group.expected, 1),
        "excess": round(group.excess, 1),
        "years_standing_out": group.years_out,
        "years_looked_at": len(group.years),
        "years_summed": group.summed,
        "since": group.since,
        "larger_group": group.larger or None,
        "larger_group_share": _number(group.larger_share),
        "sentence": group.sentence,
        "score": group.score,
    }


def _number(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else round(float(value), 4)


def as_table(answer: TargetAnswer) -> pd.DataFrame:
    """One row a group; the conditions as 'dimension=value' with semicolons between."""
    rows = [_row(group) for group in answer.groups]
    return pd.DataFrame(rows, columns=None if rows else NOTHING)


def _row(group: TargetGroup) -> dict:
    conditions = "; ".join(f"{name}={value}" for name, value in group.conditions.items())
    return {**_group(group), "conditions": conditions}
