"""`python -m data_pipeline sample`: Exempelby from nothing to a store that can be looked at.

The files are written first, then read, checked and put like any municipality's; the only
difference to `load` is that all of them go into one new version of the store.
"""

import argparse
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
from tqdm import tqdm

import sample_data
from data_pipeline.checks import CheckResult, Known, check_file
from data_pipeline.commands.load import put_result
from data_pipeline.findings.known import catalogue_units
from data_pipeline.map_shapes import make_light_shapes
from data_pipeline.mapping.mapping import read_mapping
from data_pipeline.read_files.table import Delivery
from language import _, whole
from language.errors import BehovsbildError
from store.invented import SAMPLE
from store.location import store_path
from store.writing.write import new_version

MAPPINGS = Path(sample_data.__file__).parent / "mappings"
MUNICIPALITY_CODE = "9999"


class SampleNotLoaded(BehovsbildError, RuntimeError):
    """The program's own sample did not pass the program's own checks."""


class StoreHoldsRealData(BehovsbildError, RuntimeError):
    """The store to be replaced by the sample is about a real municipality."""


def add_to(subparsers: argparse._SubParsersAction) -> None:
    """Add the parser of `sample`."""
    parser = subparsers.add_parser(
        "sample", help=_("build the fictional municipality Exempelby and load it")
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=sample_data.DEFAULT_SEED,
        help=_("another Exempelby; the same seed gives the same files (default {seed})").format(
            seed=sample_data.DEFAULT_SEED
        ),
    )
    parser.add_argument(
        "--scale",
        type=float,
        default=1.0,
        help=_("how many people: 1 is about 150,000 a year, 0.02 is enough for a test"),
    )
    parser.add_argument(
        "--to", type=Path, metavar="FOLDER", help=_("keep the files that are loaded in this folder")
    )
    parser.add_argument(
        "--files-only", action="store_true", help=_("write the files to FOLDER; load nothing")
    )
    parser.add_argument(
        "--replace", action="store_true", help=_("even where the store holds a real municipality")
    )


def run(args: argparse.Namespace) -> int:
    """Build the sample; 0 when it is in the store (or in the folder, where only that was asked)."""
    if args.files_only and not args.to:
        raise SampleNotLoaded(_("--files-only needs --to FOLDER: where should the files go?"))
    if not args.files_only and not args.replace:
        _refuse_real_data()
    steps = sample_data.STEPS + (0 if args.files_only else 2 * len(sample_data.FILES) + 1)
    keep = nullcontext(args.to) if args.to else tempfile.TemporaryDirectory()
    with keep as folder, tqdm(total=steps, desc="Exempelby", unit="", leave=False) as bar:
        planted = sample_data.generate(
            Path(folder), seed=args.seed, scale=args.scale, step=bar.update
        )
        if not args.files_only:
            load_sample(Path(folder), step=bar.update)
    print(
        _("Exempelby is made: {n} person-years, {needs} planted needs.").format(
            n=whole(planted["person_years"]), needs=len(planted["needs"])
        )
    )
    if args.to:
        print(_("The files are in {folder}.").format(folder=args.to))
    if not args.files_only:
        print(_("The store is {path}.").format(path=store_path()))
    return 0


def load_sample(folder: Path, path: Path | None = None, step=lambda: None) -> None:  # noqa: ANN001
    """Load the files that sample_data.generate wrote to `folder`, as one new version of the store.

    path     the store, else as store_path() says; what was in it is replaced
    step     called twice a file and once at the end
    raises   SampleNotLoaded, and what store.writing.write.new_version raises; the store is then as
    it was
    """
    known = _Growing()
    with new_version(path, fresh=True) as draft:
        draft.set_meta(municipality_code=MUNICIPALITY_CODE, is_sample=True)
        for name, kind in sample_data.FILES:
            delivery = Delivery.of(folder / name)
            mapping = read_mapping(MAPPINGS / f"{Path(name).stem}.yml")
            result = check_file(delivery, kind, mapping, known.now())
            if result.report.rows_refused:
                raise SampleNotLoaded(result.report.as_text())
            step()
            put_result(draft, result, delivery, mapping, source=SAMPLE)
            known.add(result)
            step()
        make_light_shapes(draft)
    step()


@dataclass
class _Growing:
    """What the files so far have made known, since the store itself is not there yet."""

    known: Known = field(
        default_factory=lambda: Known(units=catalogue_units(), municipality_code=MUNICIPALITY_CODE)
    )

    def now(self) -> Known:
        return self.known

    def add(self, result: CheckResult) -> None:
        if result.kind == "areas":
            columns = list(self.known.areas.columns)
            areas = [frame for frame in (self.known.areas, result.frame[columns]) if len(frame)]
            self.known = replace(self.known, areas=pd.concat(areas, ignore_index=True))
        elif result.kind == "people":
            people = pd.Index(result.frame["person_id"].cat.categories, dtype="str")
            self.known = replace(self.known, find_people=lambda: people)


def _refuse_real_data() -> None:
    """Stop before a real municipality's store is replaced by an invented one."""
    from store.errors import StoreMissing
    from store.read import open_store

    try:
        store = open_store()
    except StoreMissing:
        return
    meta = store.meta
    store.close()
    if not meta.is_sample:
        raise StoreHoldsRealData(
            _(
                "The store {path} is about municipality {code}, not about the sample. Let "
                "BEHOVSBILD_STORE name another place, or say --replace."
            ).format(path=store_path(), code=meta.municipality_code or "-")
        )
