"""`status`: what is in the store, from where, how fresh, and what is missing for which page."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from language import _, ngettext, whole
from store.contents import Contents, contents
from store.read import open_store


def add_to(subparsers: argparse._SubParsersAction) -> None:
    """Add the command `status`."""
    parser = subparsers.add_parser("status", help=_("what is in the store, and what is missing"))
    parser.add_argument("--store", type=Path, help=_("the store (else BEHOVSBILD_STORE)"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the store's contents; raises StoreMissing and its like."""
    held = contents(open_store(args.store))
    for line in [*_whole(held), *_loads(held), *_coverage(held), *_lacking(held)]:
        print(line)
    return 0


def _whole(held: Contents) -> list[str]:
    kind = _("fictional sample data") if held.is_sample else _("real figures")
    if held.is_mixed:
        kind = _(
            "the invented sample and real data together, treated as real; let BEHOVSBILD_STORE "
            "name a new place and load your own files there"
        )
    tables = held.tables.set_index("table_name")["row_count"]
    return [
        f"{held.municipality} ({held.municipality_code or '-'}): {kind}",
        _("Built {built} (version {version})").format(
            built=f"{held.built_at:%Y-%m-%d %H:%M} UTC", version=held.data_version
        ),
        "",
        *(f"  {name:<17}{whole(count):>12}" for name, count in tables.items()),
    ]


def _loads(held: Contents) -> list[str]:
    lines = ["", _("Loads, the newest first:")]
    for load in held.figures.itertuples():
        refused = _(", {n} refused").format(n=whole(load.rows_refused)) if load.rows_refused else ""
        lines.append(
            _("  {date} ({age})  {producer}: {address}, {kept} rows{refused}").format(
                date=f"{load.retrieved_at:%Y-%m-%d}",
                age=_age(load.retrieved_at),
                producer=load.producer,
                address=load.address,
                kept=whole(load.rows_kept),
                refused=refused,
            )
        )
    return lines if len(held.figures) else [*lines, _("  none")]


def _age(retrieved_at: datetime) -> str:
    days = (datetime.now(UTC).replace(tzinfo=None) - retrieved_at).days
    return ngettext("{n} day old", "{n} days old", days).format(n=days)


def _coverage(held: Contents) -> list[str]:
    if not len(held.coverage):
        return []
    return [
        "",
        _("Indicators with figures: {n}").format(n=len(held.coverage)),
        *(
            f"  {row.indicator_id:<36}{row.first_year}-{row.last_year}  "
            + ngettext("{n} area", "{n} areas", row.areas).format(n=whole(row.areas))
            for row in held.coverage.itertuples()
        ),
    ]


def _lacking(held: Contents) -> list[str]:
    if not len(held.lacking):
        return ["", _("No page lacks anything.")]
    return [
        "",
        _("Missing:"),
        *(f"  {row.page}: {row.lacks}" for row in held.lacking.itertuples()),
    ]
