"""How do the areas stand to one another? `python -m analysis index --level regso ...`."""

import argparse
import sys

from analysis import commands
from analysis.answers import LEVELS, IndexQuestion, ask
from analysis.statistics.socioeconomic_index import DEFAULT_VARIABLES, METHODS, variables_from
from language import _
from store.read import open_store


def add_to(questions: argparse._SubParsersAction) -> None:
    """Add the question `index`."""
    parser = questions.add_parser("index", help=_("the socioeconomic index of areas"))
    add_index_options(parser)
    commands.add_common(parser)
    parser.set_defaults(run=run)


def add_index_options(parser: argparse.ArgumentParser) -> None:
    """Of what the index is made, and over which areas."""
    parser.add_argument("--method", default="minmax", help=", ".join(METHODS))
    parser.add_argument(
        "--variables",
        default=",".join(v.text for v in DEFAULT_VARIABLES),
        help=_("name:high or name:low with commas between; high: a high value is good conditions"),
    )
    parser.add_argument("--level", default="deso", help=", ".join(LEVELS))
    parser.add_argument("--year", type=int, help=_("the latest unless given"))


def index_question(args: argparse.Namespace) -> IndexQuestion:
    """The index that the options describe; raises BadIndex."""
    return IndexQuestion(args.level, variables_from(args.variables), args.method, args.year)


def run(args: argparse.Namespace) -> int:
    """Print a row per area, those without an index too; notes go to standard error."""
    gate = commands.gate_from(args)
    answer = ask(open_store(args.store), index_question(args), gate)
    for note in answer.notes:
        print(note, file=sys.stderr)
    official = [c for c in ("official_index", "official_type") if c in answer.table]
    names = [v.name for v in answer.variables]
    table = answer.table.rename(columns={"area_code": "code", "people": "n"})
    table = table.astype({"rank": "Int64", "n": "Int64"}).assign(year=answer.year)
    commands.write(table[["code", "name", "year", *names, "index", "rank", "n", *official]], args)
    return 0
