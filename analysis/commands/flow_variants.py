"""Which whole sequences do persons have? `python -m analysis flow-variants`."""

import argparse

import pandas as pd

from analysis.answers import VariantsQuestion, ask
from analysis.commands import add_common, gate_from, write
from analysis.commands.flow import names
from language import _
from store.read import open_store


def add_to(subparsers: argparse._SubParsersAction) -> None:
    """Register the question."""
    parser = subparsers.add_parser("flow-variants", help=_("whole sequences of event types"))
    parser.add_argument("--kind", default="", help=_("kinds of events, comma separated"))
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer: JSON with the counts around it, CSV with the sequences alone."""
    gate = gate_from(args)
    answer = ask(open_store(args.store), VariantsQuestion(names(args.kind)), gate)
    if args.format == "csv":
        rows = [(" > ".join(v["path"]), v["count"]) for v in answer["variants"]]
        write(pd.DataFrame(rows, columns=["path", "count"]), args)
    else:
        write(answer, args)
    return 0
