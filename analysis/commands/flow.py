"""By which paths did they get here? `python -m analysis flow --outcome HVB --origin HVB ...`."""

import argparse
from datetime import date

from analysis.answers import ask
from analysis.commands import add_common, gate_from, write
from analysis.flows.question import BadFlowQuestion, FlowQuestion
from language import _
from store.read import open_store


def add_to(subparsers: argparse._SubParsersAction) -> None:
    """Register the question."""
    parser = subparsers.add_parser("flow", help=_("paths from an origin to an outcome"))
    parser.add_argument("--outcome", required=True, help=_("event types, comma separated"))
    parser.add_argument("--origin", required=True, help=_("event types, comma separated"))
    parser.add_argument(
        "--merge",
        action="append",
        default=[],
        metavar="STATE=TYPE,TYPE",
        help=_("types that go by one name; may be given several times"),
    )
    parser.add_argument("--support", default="", help=_("event types, comma separated"))
    parser.add_argument("--states", default="", help=_("types on the path (else by kind)"))
    parser.add_argument("--gap-days", type=int, default=7)
    parser.add_argument("--window-days", type=int)
    parser.add_argument("--from", dest="from_date", type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--to", dest="to_date", type=date.fromisoformat, metavar="DATE")
    parser.add_argument(
        "--join-types",
        action="store_true",
        help=_("adjoining decisions of one type are one episode"),
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer, protected unless exact."""
    question = FlowQuestion(
        outcomes=names(args.outcome),
        origins=names(args.origin),
        merges=dict(_merge(text) for text in args.merge),
        support=names(args.support),
        states=names(args.states),
        gap_days=args.gap_days,
        window_days=args.window_days,
        from_date=args.from_date,
        to_date=args.to_date,
        join_types=args.join_types,
    )
    gate = gate_from(args)
    answer = ask(open_store(args.store), question, gate)
    write(answer.as_dict() if args.format == "json" else answer.as_table(), args)
    return 0


def names(text: str) -> tuple[str, ...]:
    """'HVB, SiS' as ('HVB', 'SiS')."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _merge(text: str) -> tuple[str, tuple[str, ...]]:
    state, equals, types = text.partition("=")
    if not equals or not state.strip() or not names(types):
        raise BadFlowQuestion(
            _("Expected --merge STATE=TYPE,TYPE; came {text!r}.").format(text=text)
        )
    return state.strip(), names(types)
