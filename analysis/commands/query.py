"""`query`: a statement of store/queries by its name, and the table of which page asks which."""

import argparse
import sys
from difflib import get_close_matches

from language import _
from language.errors import BehovsbildError
from store import sql
from store.asked import with_values
from store.query_table import query_table


class UnknownQuery(BehovsbildError, LookupError):
    """No statement goes by that name."""

    def __init__(self, name: str) -> None:
        near = get_close_matches(name, sql.names(), n=3, cutoff=0.4) or sql.names()
        super().__init__(
            _("There is no query {name}. Try one of: {names}.").format(
                name=name, names=", ".join(near)
            )
        )


class UnknownParameter(BehovsbildError, ValueError):
    """A value for something that the statement does not ask for."""

    def __init__(self, name: str, key: str, known: set[str]) -> None:
        super().__init__(
            _("The query {name} has no parameter {key}. It has: {known}.").format(
                name=name,
                key=key or "''",
                known=", ".join(sorted(known)) or "–",  # noqa: RUF001
            )
        )


def add_to(questions: argparse._SubParsersAction) -> None:
    """Add the question `query`."""
    parser = questions.add_parser("query", help=_("a statement of the store, to read or to run"))
    parser.add_argument("name", nargs="?", help=_("as people/breakdown; none: all names"))
    parser.add_argument(
        "--with",
        dest="values",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=_("a parameter's value as SQL writes it: year=2024, outcome='people'; or a brace's"),
    )
    parser.add_argument(
        "--table", action="store_true", help=_("which page asks which query: docs/queries.md")
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the statement with its comments, includes and the values given; no store is opened."""
    if args.table:
        sys.stdout.write(query_table())
    elif args.name is None:
        sys.stdout.write("".join(f"{name}\n" for name in sql.names()))
    else:
        sys.stdout.write(_filled(args.name, dict(pair.partition("=")[::2] for pair in args.values)))
    return 0


def _filled(name: str, values: dict[str, str]) -> str:
    if name not in sql.names():
        raise UnknownQuery(name)
    text = sql.query(name)
    braces = {found[1] for found in sql.BRACE.finditer(text) if found[1]}
    known = sql.parameters(text) | {brace.rstrip(",") for brace in braces}
    for key in values:
        if key not in known:
            raise UnknownParameter(name, key, known)
    named = {brace: _brace(brace, values) for brace in braces if brace.rstrip(",") in values}
    return with_values(sql.fill(text, named), values)


def _brace(brace: str, values: dict[str, str]) -> str:
    given = values[brace.rstrip(",")]
    return f"{given}, " if brace.endswith(",") and given else given
