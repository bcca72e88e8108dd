"""`python -m data_pipeline load FILE --as KIND`: the municipality's own file into the store.

What the load adds to the store and takes away from it is said first; a load that takes anything
away needs --replace. All or nothing: a file with a row that cannot be right changes nothing, unless
--accept-partial says to load the rest, and then the refused rows land in a file beside it with
their reasons.
"""

import argparse
import hashlib
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from data_pipeline.checks import CheckResult, check_file, known_to_store
from data_pipeline.effects import WouldTakeAway, effects_of_check, effects_on, told
from data_pipeline.map_shapes import make_light_shapes
from data_pipeline.mapping.mapping import KINDS, Mapping, read_mapping
from data_pipeline.mapping.proposal import proposal
from data_pipeline.read_files.errors import BadMapping
from data_pipeline.read_files.table import Delivery
from language import _, spreadsheets, whole
from language.identity_numbers import masked
from store.writing.write import Draft, new_version

TARGETS = {
    "people": "person_year",
    "events": "event",
    "observations": "observation",
    "areas": "area",
    "comparison_groups": "comparison_group",
}
REFUSED = 1  # exit code of a file that was read but holds rows that cannot be loaded


def add_to(subparsers: argparse._SubParsersAction) -> None:
    """Add the parser of `load`."""
    parser = subparsers.add_parser("load", help=_("load one of the municipality's own files"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--as", dest="kind", required=True, choices=KINDS)
    parser.add_argument(
        "--mapping", type=Path, metavar="FILE.yml", help=_("what the columns are: docs/mapping.md")
    )
    parser.add_argument(
        "--propose-mapping",
        nargs="?",
        const="-",
        metavar="OUT.yml",
        help=_("write a mapping to start from, and load nothing"),
    )
    parser.add_argument("--year", type=int, help=_("the year of all rows, where no column says it"))
    parser.add_argument(
        "--check", action="store_true", help=_("check and report only; load nothing")
    )
    parser.add_argument(
        "--accept-partial",
        action="store_true",
        help=_("load the rows that are right and leave the others out"),
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help=_("also where the load takes away or changes what is in the store"),
    )
    parser.add_argument(
        "--refused-to", type=Path, metavar="FOLDER", help=_("where refused rows are written")
    )


def run(args: argparse.Namespace) -> int:
    """Load the file; 0 when it is in the store, 1 when rows stopped it."""
    mapping = _mapping(args)
    delivery = Delivery.of(args.file)
    if args.propose_mapping:
        return _propose(delivery, args.kind, mapping, args.propose_mapping)
    result = check_file(delivery, args.kind, mapping, known_to_store())
    print(result.report.as_text())
    if args.check:
        return _only_check(result, mapping, replace=args.replace)
    if result.report.rows_refused and not args.accept_partial:
        print(
            _(
                "Nothing was loaded. Mend the rows, or let --accept-partial load the rest "
                "and write the refused rows to a file."
            ),
            file=sys.stderr,
        )
        return REFUSED
    if not result.report.rows_kept:
        print(_("No row is left to load; the store is as it was."), file=sys.stderr)
        return REFUSED
    try:
        load_id = store_result(result, delivery, mapping, may_take_away=args.replace)
    except WouldTakeAway as error:
        print(error, file=sys.stderr)
        return REFUSED
    if result.report.rows_refused:
        _write_refused(result, args)
    print(
        _("Loaded {n} rows into the store (load {load_id}).").format(
            n=whole(len(result.frame)), load_id=load_id
        )
    )
    return 0


def _only_check(result: CheckResult, mapping: Mapping, *, replace: bool) -> int:
    if not result.report.rows_kept:
        return REFUSED
    effects, replaces_sample = effects_of_check(result, mapping)
    print(told(effects, replaces_sample=replaces_sample))
    if effects.takes_away and not replace:
        print(WouldTakeAway(), file=sys.stderr)
        return REFUSED
    return REFUSED if result.report.rows_refused else 0


def _mapping(args: argparse.Namespace) -> Mapping:
    mapping = read_mapping(args.mapping) if args.mapping else Mapping()
    if mapping.load_as and mapping.load_as != args.kind:
        raise BadMapping(
            _("{mapping} is for a file of {theirs}, not of {asked}.").format(
                mapping=args.mapping, theirs=mapping.load_as, asked=args.kind
            )
        )
    return replace(mapping, year=args.year) if args.year else mapping


def _propose(delivery: Delivery, kind: str, mapping: Mapping, out: str) -> int:
    text = proposal(delivery, kind, mapping)
    if out == "-":
        print(text)
        return 0
    Path(out).write_text(text, encoding="utf-8")
    print(_("Wrote {out}. Read it through, then load with --mapping {out}.").format(out=out))
    return 0


def store_result(
    result: CheckResult, delivery: Delivery, mapping: Mapping, *, may_take_away: bool
) -> int:
    """Put a checked file into a new version of the store; returns its load number.

    raises  WouldTakeAway, and what store.writing.write.new_version raises; the store is then as it
    was
    """
    with new_version(in_place_of_sample=True) as draft:
        effects = effects_on(draft, result, mapping)
        print(told(effects, replaces_sample=draft.replaces_sample))
        if effects.takes_away and not may_take_away:
            raise WouldTakeAway
        load_id = put_result(draft, result, delivery, mapping, source="own")
        make_light_shapes(draft)
    return load_id


def put_result(
    draft: Draft,
    result: CheckResult,
    delivery: Delivery,
    mapping: Mapping,
    *,
    source: str,
) -> int:
    """Put a checked file into `draft`, with where it came from; returns its load number."""
    load_id = draft.load_number(
        source=source,
        target=TARGETS[result.kind],
        producer=mapping.producer or _("the municipality's own data"),
        address=masked(delivery.name),
        sha256=hashlib.sha256(delivery.data).hexdigest(),
        retrieved_at=datetime.now(UTC).replace(tzinfo=None),
        licence=mapping.licence or "own data",
        rows_read=result.report.rows_read,
        rows_kept=result.report.rows_kept,
        rows_refused=result.report.rows_refused,
    )
    _put(draft, result, mapping, load_id)
    return load_id


def _put(draft: Draft, result: CheckResult, mapping: Mapping, load_id: int) -> None:
    if result.kind == "people":
        draft.put_people(result.frame, result.person_columns, load_id)
    elif result.kind == "events":
        first, last = (mapping.observed.get(end) for end in ("from", "to"))
        draft.put_events(result.frame, load_id, observed_from=first, observed_to=last)
    elif result.kind == "observations":
        draft.put_observations(result.frame, load_id)
    elif result.kind == "areas":
        draft.put_areas(result.frame, load_id)
    else:
        draft.put_comparison_groups(result.frame, load_id)


def _write_refused(result: CheckResult, args: argparse.Namespace) -> None:
    folder = args.refused_to or args.file.parent
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{args.file.name}.refused.csv"
    rows = result.refused_rows()
    defused = rows.map(
        lambda value: spreadsheets.defused(value) if isinstance(value, str) else value
    )
    defused.to_csv(path, index=False, encoding="utf-8-sig")
    print(
        _("{n} refused rows are in {path}, each with its reason.").format(
            n=whole(len(rows)), path=masked(str(path))
        )
    )
