"""`fetch`: which public figures are there about one municipality, and what is new in them?

Everything is asked for first (data_pipeline/fetch/municipality.py); only when all of it has come
is a new version of the store written, in one go.
"""

import argparse
import re
import sys
from datetime import date

from tqdm import tqdm

import settings
from data_pipeline.fetch import kolada, scb, wfs
from data_pipeline.fetch.cache import AnswerCache
from data_pipeline.fetch.errors import StoreOfAnotherMunicipality, UnreadableYears
from data_pipeline.fetch.http import Pace, Service
from data_pipeline.fetch.kolada import Place
from data_pipeline.fetch.municipality import Progress, Services, find_municipality, gather
from data_pipeline.fetch.own_data import beside_own, told_of_own
from data_pipeline.fetch.store_fetched import Present, is_stored, present, put
from data_pipeline.fetch.summary import changes, told
from indicators.catalogue import load_catalogue
from language import _, decimal
from store.location import store_path

FIRST_YEAR = 1990
YEARS = re.compile(r"(\d{4})(?:(-)(\d{4})?)?")


def add_to(subparsers: argparse._SubParsersAction) -> None:
    """The parser of `fetch`."""
    parser = subparsers.add_parser(
        "fetch",
        help=_("public figures from Kolada and SCB, and SCB's boundaries"),
        description=_(
            "Fetches the catalogue's key figures from Kolada for a municipality, its comparable "
            "municipalities, its region and the country; SCB's figures by DeSO and RegSO; and "
            "SCB's boundaries. The store gets a new version only when all of it has come."
        ),
        epilog=_(
            "Raw answers are kept in the folder that BEHOVSBILD_CACHE names (data/cache), and "
            "what they cover is not asked for again: names, limits, Kolada's figures of this year "
            "and the {current} before it are good for {days} days, Kolada's earlier figures and "
            "boundaries for {settled} days, a table of SCB until SCB says that it has been "
            "updated. An interrupted run goes on from there. Other services: "
            "BEHOVSBILD_KOLADA_URL, BEHOVSBILD_SCB_URL, BEHOVSBILD_WFS_URL. "
            "Another store: BEHOVSBILD_STORE."
        ).format(
            current=kolada.CURRENT_YEARS, days=kolada.CURRENT_DAYS, settled=kolada.SETTLED_DAYS
        ),
    )
    parser.add_argument(
        "--municipality", required=True, metavar="1780", help=_("the municipality's code, or name")
    )
    parser.add_argument(
        "--years", default="2010-", help=_("2010- (from 2010, the default), 2010-2022 or 2022")
    )
    parser.add_argument(
        "--refresh", action="store_true", help=_("ask for everything anew, whatever is kept")
    )


def run(args: argparse.Namespace) -> int:
    """Fetch, write, and say what came of it."""
    years = years_of(args.years)
    path, catalogue = store_path(), load_catalogue()
    before = present(path)
    with tqdm(total=1, disable=None, unit="", leave=False, file=sys.stderr) as bar:
        services = _services(bar, refresh=args.refresh)
        municipality = find_municipality(services, args.municipality)
        _check_same(before, municipality)
        everything = gather(services, catalogue, municipality, years, _shown_on(bar))
    gathered, stay = beside_own(everything.gathered, before.own)
    found = changes(before.observations, gathered)
    stored = is_stored(gathered, catalogue, before)
    if not stored:
        put(path, municipality.code, gathered, found.gone, before)
    print(_("{name} ({code})").format(name=municipality.title, code=municipality.code))
    asked = {each.name: each.asked for each in services}
    print("\n".join(told(gathered, everything.lacking, found, asked)))
    print("".join(f"{line}\n" for line in told_of_own(stay)), end="")
    print(_outcome(stored, before.is_sample).format(path=path))
    return 0


def _outcome(stored: bool, was_sample: bool) -> str:
    if stored:
        return _("{path} already holds these very answers; no new version was written.")
    if was_sample:
        return _("The sample municipality in {path} has given place to this one.")
    return _("A new version of {path} is written.")


def _check_same(before: Present, municipality: Place) -> None:
    present_code = before.municipality_code
    if present_code and not before.is_sample and present_code != municipality.code:
        raise StoreOfAnotherMunicipality(str(store_path()), present_code, municipality.code)


def _services(bar: tqdm, *, refresh: bool) -> Services:
    set_up = settings.current()
    cache = AnswerCache(set_up.cache)

    def waits(reason: str, seconds: float) -> None:
        text = _("waits {seconds} s ({reason})")
        bar.set_postfix_str(text.format(seconds=decimal(seconds), reason=reason))

    return Services(
        *(
            Service(
                source.NAME,
                address,
                cache=cache,
                pace=Pace(calls, 1.0),  # SCB's own takes over when /config has said it
                refresh=refresh,
                on_wait=waits,
            )
            for source, address, calls in (
                (kolada, set_up.kolada_url, 5),
                (scb, set_up.scb_url, 2),
                (wfs, set_up.wfs_url, 2),
            )
        )
    )


def _shown_on(bar: tqdm) -> Progress:
    def progress(what: str, done: int, of: int) -> None:
        bar.set_description_str(what, refresh=False)
        bar.total, bar.n = of, done
        bar.refresh()

    return progress


def years_of(text: str, today: date | None = None) -> list[int]:
    """'2010-', '2010-2022' or '2022' as years; raises UnreadableYears."""
    this_year = (today or date.today()).year
    read = YEARS.fullmatch(text.strip())
    if not read:
        raise UnreadableYears(text)
    first = int(read[1])
    last = int(read[3]) if read[3] else this_year if read[2] else first
    if not FIRST_YEAR <= first <= last or first > this_year:
        raise UnreadableYears(text)
    return list(range(first, min(last, this_year) + 1))
