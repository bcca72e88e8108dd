"""What do the command line's questions have in common: the form of the answer, and exactness."""

import argparse
import json
import sys
from pathlib import Path

import pandas as pd

import settings
from analysis.disclosure.gate import Gate, Policy
from language import _, spreadsheets
from language.errors import BehovsbildError
from store.access_log import note

ALLOW_EXACT = settings.variable("allow_exact")


class ExactNotAllowed(BehovsbildError, PermissionError):
    """Exact figures were asked for without permission from the environment."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "--exact shows unprotected figures and works only where {variable}=1 is set in "
                "the environment; its use is noted in the access log."
            ).format(variable=ALLOW_EXACT)
        )


def add_common(parser: argparse.ArgumentParser) -> None:
    """The options that every question has."""
    parser.add_argument("--format", choices=("csv", "json"), default="csv")
    parser.add_argument("--store", type=Path, help=_("the store (else BEHOVSBILD_STORE)"))
    parser.add_argument(
        "--exact",
        action="store_true",
        help=_("unprotected figures; needs {variable}=1").format(variable=ALLOW_EXACT),
    )


def gate_from(args: argparse.Namespace) -> Gate:
    """The gate for this command; raises ExactNotAllowed."""
    if not args.exact:
        return Gate(Policy.from_file())
    if not settings.current().allow_exact:
        raise ExactNotAllowed
    note(who="command line", view=" ".join(sys.argv[1:]), exact=True)
    return Gate(Policy.from_file(), exact=True)


def write(answer: pd.DataFrame | dict, args: argparse.Namespace) -> None:
    """Print an answer: a frame as CSV or a list of rows, a dictionary as JSON."""
    if isinstance(answer, pd.DataFrame) and args.format == "csv":
        texts = answer.select_dtypes(exclude=["number", "bool"]).columns
        answer.assign(**{name: answer[name].map(_defused) for name in texts}).to_csv(
            sys.stdout, index=False
        )
    elif isinstance(answer, pd.DataFrame):
        print(answer.to_json(orient="records", force_ascii=False, indent=1))
    else:
        print(json.dumps(answer, ensure_ascii=False, indent=1, default=str))


def _defused(value: object) -> object:
    return spreadsheets.defused(value) if isinstance(value, str) else value
