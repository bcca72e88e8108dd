"""`python -m data_pipeline publish OUT.duckdb`: a store for politicians, with no person in it.

What the catalogue opens, as frozen cubes area x age x sex that add up; public figures, areas and
boundaries as they are. OUT is a link to its newest version, as every store is; the earlier release
there is read first, so that the same data is never rounded anew.
"""

import argparse
from pathlib import Path

import numpy as np
from tqdm import tqdm

from data_pipeline.map_shapes import make_light_shapes
from data_pipeline.publish.cubes import Release, outcomes_of, release
from language import _, whole
from language.errors import BehovsbildError
from store.errors import InventedAmongReal
from store.read import Store, open_store
from store.writing.publish import earlier_release, put_release
from store.writing.write import new_version


class NotARelease(BehovsbildError, FileExistsError):
    """The place named for the release holds something else."""


def add_to(subparsers: argparse._SubParsersAction) -> None:
    """Add the parser of `publish`."""
    parser = subparsers.add_parser(
        "publish", help=_("a store with no person in it: rounded figures that add up")
    )
    parser.add_argument("out", type=Path, metavar="OUT.duckdb", help=_("where the release goes"))
    parser.add_argument("--store", type=Path, help=_("the store (else BEHOVSBILD_STORE)"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Publish, and tell how far the figures moved; raises NotARelease, NothingToPublish."""
    store = open_store(args.store)
    with tqdm(total=len(outcomes_of(store)), desc=_("rounding"), leave=False) as bar:
        made = publish(store, args.out, step=bar.update)
    print(
        _("Published: {cells} cells in {cubes} cubes, {reused} of them as released before.").format(
            cells=whole(len(made.cells)), cubes=whole(len(made.cubes)), reused=whole(made.reused)
        )
    )
    print(
        _("No sum is farther than {n} persons from the truth, and no person is in it.").format(
            n=made.farthest
        )
    )
    print(
        _("The release is {path}; copy the file that it points to: {file}").format(
            path=args.out, file=args.out.resolve().name
        )
    )
    return 0


def publish(
    store: Store,
    out: Path,
    *,
    rng: np.random.Generator | None = None,
    step=lambda _n: None,  # noqa: ANN001
) -> Release:
    """The release of `store` at `out`.

    raises  NotARelease, NothingToPublish, NotRounded, InventedAmongReal
    """
    if store.meta.is_mixed:
        raise InventedAmongReal(store.path)
    if store.is_published:
        raise NotARelease(_("{path} is published already.").format(path=store.path))
    _refuse_other(out)
    made = release(store, earlier_release(out), rng=rng, step=step)
    loads = store.query("loads/loads").set_index("load_id")["producer"]
    behind = store.query("people/loads")["load_id"]
    producer = ", ".join(dict.fromkeys(loads[behind])) if len(behind) else _("own data")
    with new_version(out, fresh=True) as draft:
        put_release(draft, store, made.cells, made.cubes, made.dimensions, producer=producer)
        make_light_shapes(draft)
    return made


def _refuse_other(out: Path) -> None:
    """Stop before a store with persons is replaced."""
    if not out.exists():
        return
    there = open_store(out)
    published = there.is_published
    there.close()
    if not published:
        raise NotARelease(
            _("{path} holds a store that is no release. Name another place.").format(path=out)
        )
