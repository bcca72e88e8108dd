"""Whom does the average hide? `python -m analysis targets --outcome not_eligible ...`."""

import argparse
import sys

import pandas as pd

from analysis.answers.target_groups import TargetAnswer, TargetGroup, target_groups
from analysis.answers.target_question import TargetQuestion
from analysis.commands import add_common, gate_from, write
from analysis.target_errors import BadYears
from language import _
from store.read import open_store


def add_to(subparsers: argparse._SubParsersAction) -> None:
    """Register the question."""
    parser = subparsers.add_parser("targets", help=_("groups that the average hides"))
    parser.add_argument("--outcome", required=True, help=_("an outcome of the store's people"))
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
    question = TargetQuestion(
        outcome=args.outcome,
        dimensions=_names(args.dimensions),
        depth=args.depth,
        smallest=args.min_size,
        first_year=first,
        last_year=last,
        standardise=standards_from(args.standardise),
        direction=args.direction,
    )
    gate = gate_from(args)
    answer = target_groups(open_store(args.store), question, gate)
    if args.format == "json":
        write(as_dict(answer), args)
    else:
        write(as_table(answer), args)
        for line in (answer.nothing, answer.could_show, *answer.notices):
            if line:
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
    rows = []
    for group in answer.groups:
        row = _group(group)
        row["conditions"] = "; ".join(f"{k}={v}" for k, v in group.conditions.items())
        rows.append(row)
    return pd.DataFrame(rows, columns=None if rows else ["conditions", "people", "cases", "excess"])
