"""`breakdown`: what the page Bryt ner shows, on the command line."""

import argparse

from analysis import commands
from analysis.answers import BreakdownQuestion, ask
from language import _
from store.read import open_store

FIGURES = [
    "people",
    "cases",
    "value",
    "low",
    "high",
    "withheld",
    "reference",
    "difference",
    "difference_low",
    "difference_high",
    "state",
]


def add_to(questions: argparse._SubParsersAction) -> None:
    """Add the question `breakdown`."""
    parser = questions.add_parser("breakdown", help=_("one indicator by groups"))
    parser.add_argument("--indicator", required=True, help=_("catalogue id, or an outcome"))
    parser.add_argument("--by", default="", help=_("one or two of sex,age_group,area,..."))
    parser.add_argument("--area", help=_("only this area"))
    parser.add_argument("--sex", help=_("only this sex"))
    parser.add_argument("--age", help=_("only this age group"))
    parser.add_argument("--year", type=int, help=_("the latest unless given"))
    commands.add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one row per group, withheld ones empty with their reason."""
    question = BreakdownQuestion(
        indicator=args.indicator,
        by=tuple(word for word in args.by.split(",") if word),
        year=args.year,
        sex=args.sex,
        age=args.age,
        area=args.area,
    )
    gate = commands.gate_from(args)
    answer = ask(open_store(args.store), question, gate)
    groups = [column for name in answer.by for column in (name, f"{name}_label")]
    table = answer.table.assign(indicator=answer.indicator.id, year=answer.year)
    commands.write(table[["indicator", "year", *groups, *FIGURES]], args)
    return 0
