"""How often does one type follow on another? `python -m analysis flow-transitions`."""

import argparse

import pandas as pd

from analysis.answers import TransitionsQuestion, ask
from analysis.commands import add_common, gate_from, write
from analysis.commands.flow import names
from language import _
from store.read import open_store


def add_to(subparsers: argparse._SubParsersAction) -> None:
    """Register the question."""
    parser = subparsers.add_parser(
        "flow-transitions", help=_("how often one event type follows directly on another")
    )
    parser.add_argument("--kind", default="", help=_("kinds of events, comma separated"))
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer: JSON with the counts around it, CSV with the transitions alone."""
    gate = gate_from(args)
    answer = ask(open_store(args.store), TransitionsQuestion(names(args.kind)), gate)
    if args.format == "csv":
        columns = ["from", "to", "count", "share"]
        write(pd.DataFrame(answer["transitions"], columns=columns), args)
    else:
        write(answer, args)
    return 0
