"""Does an outcome follow the index? `python -m analysis correlate --outcome not_eligible ...`."""

import argparse
import sys
from dataclasses import asdict

import pandas as pd

from analysis import commands
from analysis.answers import RelationAnswer, RelationQuestion, ask
from analysis.commands.index import add_index_options, index_question
from language import _
from store.read import open_store

LIMITS = ["expected", "low_95", "high_95", "low_998", "high_998", "z", "standing"]


def add_to(questions: argparse._SubParsersAction) -> None:
    """Add the question `correlate`."""
    parser = questions.add_parser("correlate", help=_("the index against an outcome, over areas"))
    parser.add_argument("--outcome", required=True, help=_("catalogue id, or an outcome"))
    add_index_options(parser)
    parser.add_argument("--weighted", action="store_true", help=_("each area counts by its people"))
    parser.add_argument(
        "--areas", action="store_true", help=_("as CSV: a row per area instead of a coefficient")
    )
    commands.add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """CSV: a row per coefficient (or per area); JSON: everything. Words go to standard error."""
    gate = commands.gate_from(args)
    question = RelationQuestion(args.outcome, index_question(args), weighted=args.weighted)
    answer = ask(open_store(args.store), question, gate)
    if args.format == "json":
        commands.write(as_dict(answer), args)
        return 0
    for text in (answer.sentence, *answer.notes):
        print(text, file=sys.stderr)
    commands.write(areas(answer) if args.areas else coefficients(answer), args)
    return 0


def coefficients(answer: RelationAnswer) -> pd.DataFrame:
    """Pearson and Spearman: coefficient, value, low, high, n, year, weighted, line."""
    told = answer.correlation
    rows = {"pearson": told.pearson, "spearman": told.spearman}
    return pd.DataFrame(
        [{"coefficient": name, **asdict(found)} for name, found in rows.items()]
    ).assign(
        outcome=answer.outcome.id,
        n=told.areas,
        year=answer.year,
        weighted=told.weighted,
        line=told.has_line,
    )


def areas(answer: RelationAnswer) -> pd.DataFrame:
    """A row per area with index, outcome and what would be expected of it."""
    points = answer.points.rename(columns={"area_code": "code", "people": "n"})
    shown = ["code", "name", "index", "value", "low", "high", "n", *LIMITS]
    return points[[column for column in shown if column in points]]


def as_dict(answer: RelationAnswer) -> dict:
    """The whole answer with names as on the command line; missing figures are None."""
    told = answer.correlation
    line = {"slope": told.slope, "intercept": told.intercept} if told.has_line else None
    return {
        "outcome": answer.outcome.id,
        "year": answer.year,
        "level": answer.question.index.level,
        "n": told.areas,
        "weighted": told.weighted,
        "pearson": asdict(told.pearson),
        "spearman": asdict(told.spearman),
        "line": line,
        "sentence": answer.sentence,
        "notes": list(answer.notes),
        "expected": _rows(told.expected),
        "areas": _rows(areas(answer)),
        "left_out": _rows(answer.left_out),
        "sources": [source.words for source in answer.sources],
    }


def _rows(table: pd.DataFrame) -> list[dict]:
    return table.astype(object).where(table.notna(), None).to_dict("records")
