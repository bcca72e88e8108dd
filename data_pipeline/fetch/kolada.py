"""What does Kolada (API v3) hold for these municipalities, key figures and years?

Limits as the service has them: 25 ids in a segment, years too; 5 000 rows a page, the next page
under `next_url`; five questions a second. Only what no kept answer covers is asked for.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from data_pipeline.fetch.cache import Answer, Question, Valid, younger_than
from data_pipeline.fetch.errors import ServiceDown, UnexpectedAnswer, UnknownMunicipality
from data_pipeline.fetch.http import HalfAnswer, Service

NAME = "kolada"
PRODUCER, LICENCE = "Kolada (RKA)", "Källa: Kolada"
COUNTRY = "0000"

IDS_IN_A_SEGMENT = 25
ROWS_ON_A_PAGE = 5000
CURRENT_YEARS = 3  # years back from this one whose figures may still change or arrive
CURRENT_DAYS = 7  # how long a kept answer about them, or a list of names, is good
SETTLED_DAYS = 90  # how long for earlier years

DATA_PATH = re.compile(r"/data/kpi/([^/]+)/municipality/([^/]+)/year/([^/?]+)")


@dataclass(frozen=True)
class Place:
    """A municipality (type K) or a region or the country (type L), as Kolada names it."""

    code: str
    title: str
    type: str


@dataclass(frozen=True)
class DataAnswer:
    """One question about data, with all its pages: what it covers and what came."""

    kpis: tuple[str, ...]
    municipalities: tuple[str, ...]
    years: tuple[int, ...]
    pages: tuple[Answer, ...]

    @property
    def retrieved_at(self) -> object:
        """When its oldest page came."""
        return min(page.retrieved_at for page in self.pages)

    def rows(self) -> Iterable[dict]:
        """The rows of `values` over all pages."""
        for page in self.pages:
            yield from page.json()["values"]


def places(service: Service) -> tuple[dict[str, Place], list[Answer]]:
    """Every municipality and region by its code."""
    pages = all_pages(service, "/municipality", {}, younger_than(CURRENT_DAYS))
    rows = [row for page in pages for row in page.json()["values"]]
    return {row["id"]: Place(row["id"], row["title"], row["type"]) for row in rows}, pages


def municipality(asked: str, known: dict[str, Place]) -> Place:
    """The municipality with that code or name; raises UnknownMunicipality."""
    candidates = {code: place for code, place in known.items() if place.type == "K"}
    named = {place.title.casefold(): place for place in candidates.values()}
    found = candidates.get(asked.strip()) or named.get(asked.strip().casefold())
    if found is None:
        raise UnknownMunicipality(asked, {c: place.title for c, place in candidates.items()})
    return found


def region_of(municipality_code: str) -> str:
    """Kolada's id of the region that a municipality lies in: '1780' -> '0017'."""
    return "00" + municipality_code[:2]


def titles(service: Service, kpis: Sequence[str]) -> tuple[dict[str, str], list[Answer]]:
    """Titles of those of `kpis` that Kolada knows; a retired one ends in '(-2024)' or the like."""
    pages = [
        page
        for some in chunks(sorted(kpis))
        for page in all_pages(service, f"/kpi/{','.join(some)}", {}, younger_than(CURRENT_DAYS))
    ]
    rows = [row for page in pages for row in page.json()["values"]]
    return {row["id"]: row["title"] for row in rows}, pages


def data(
    service: Service,
    kpis: Sequence[str],
    municipalities: Sequence[str],
    years: Sequence[int],
    *,
    on_answer: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[DataAnswer]:
    """Answers that together cover every kpi, municipality and year asked for, oldest first.

    Where answers overlap the later one is the one that counts.
    """
    axes = (sorted(kpis), sorted(municipalities), sorted(years))
    current = date.today().year - CURRENT_YEARS
    covered = np.zeros([len(axis) for axis in axes], dtype=bool)
    used = []
    for answer in reversed(list(_kept(service))):  # the newest first: it makes older ones idle
        block = _block(answer, axes)
        is_new, is_recent = younger_than(SETTLED_DAYS), younger_than(CURRENT_DAYS)
        good = [
            is_recent(answer.pages[0]) or (year < current and is_new(answer.pages[0]))
            for year in axes[2]
        ]
        block &= np.array(good) & ~covered
        if block.any():
            covered |= block
            used.append(answer)
    wanted = _rectangles(~covered, axes)
    for number, (some_kpis, some_municipalities, some_years) in enumerate(wanted):
        path = (
            f"/data/kpi/{','.join(some_kpis)}/municipality/{','.join(some_municipalities)}"
            f"/year/{','.join(map(str, some_years))}"
        )
        pages = all_pages(service, path, _page_size(), younger_than(CURRENT_DAYS))
        used.append(DataAnswer(some_kpis, some_municipalities, some_years, tuple(pages)))
        on_answer(number + 1, len(wanted))
    return sorted(used, key=lambda answer: (answer.retrieved_at, answer.pages[0].url))


def all_pages(service: Service, path: str, params: dict[str, str], valid: Valid) -> list[Answer]:
    """Every page of a list, first to last; together they hold as many rows as `count` says."""
    pages: list[Answer] = []
    came = 0
    where: str | None = path
    while where is not None:

        def whole(answer: Answer, before: int = came) -> None:
            envelope = answer.json()
            rows, count = before + len(envelope["values"]), envelope["count"]
            if envelope["next_url"] is None and rows != count:
                raise HalfAnswer(f"count says {count} rows, {rows} came")

        try:
            page = service.ask(where, params=params, whole=whole, valid=valid)
        except ServiceDown as error:
            if isinstance(error.__cause__, HalfAnswer):
                for earlier in pages:  # one of them may be the one that is short
                    service.forget(earlier)
            raise
        pages.append(page)
        envelope = page.json()
        came += len(envelope["values"])
        where, params = envelope["next_url"], {}
        if where is not None and service.address(where) in {known.url for known in pages}:
            raise UnexpectedAnswer(service.name, page.url, "next_url goes in a circle")
    return pages


def chunks(ids: Sequence) -> list[Sequence]:
    """`ids` in as few parts of at most 25 as will do."""
    return [ids[at : at + IDS_IN_A_SEGMENT] for at in range(0, len(ids), IDS_IN_A_SEGMENT)]


def _page_size() -> dict[str, str]:
    return {"per_page": str(ROWS_ON_A_PAGE)}


def _kept(service: Service) -> Iterable[DataAnswer]:
    """Kept answers about data whose pages are all there, oldest first."""
    for first in service.cache.kept(NAME, service.address("/data/kpi/")):
        asked = DATA_PATH.search(first.url)
        if not asked or "page=" in first.url.replace("per_page=", "") or first.status != 200:
            continue
        pages = _kept_pages(service, first)
        if pages:
            kpis, municipalities, years = (part.split(",") for part in asked.groups())
            yield DataAnswer(
                tuple(kpis), tuple(municipalities), tuple(map(int, years)), tuple(pages)
            )


def _kept_pages(service: Service, first: Answer) -> list[Answer]:
    pages: list[Answer] = []
    url: str | None = first.url
    while url is not None:
        page = service.kept(Question(NAME, "GET", service.address(url)), lambda _answer: True)
        if page is None:
            return []
        pages.append(page)
        url = page.json()["next_url"]
    return pages


def _block(answer: DataAnswer, axes: Sequence[Sequence]) -> np.ndarray:
    """Which of the wanted (kpi, municipality, year) the answer covers."""
    asked = (set(answer.kpis), set(answer.municipalities), set(answer.years))
    has = [
        np.array([item in part for item in axis]) for axis, part in zip(axes, asked, strict=True)
    ]
    return has[0][:, None, None] & has[1][None, :, None] & has[2][None, None, :]


def _rectangles(
    missing: np.ndarray, axes: Sequence[Sequence]
) -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]]:
    """Questions that cover what is missing: key figures that lack the same are asked together."""
    alike: dict[bytes, list[int]] = {}
    for kpi in np.flatnonzero(missing.any(axis=(1, 2))):
        alike.setdefault(missing[kpi].tobytes(), []).append(int(kpi))
    questions = []
    for kpis in alike.values():
        lacks = missing[kpis[0]]
        rows, columns = np.flatnonzero(lacks.any(axis=1)), np.flatnonzero(lacks.any(axis=0))
        questions += [
            (
                tuple(axes[0][i] for i in some_kpis),
                tuple(axes[1][i] for i in some_rows),
                tuple(axes[2][i] for i in some_columns),
            )
            for some_kpis in chunks(kpis)
            for some_rows in chunks(rows)
            for some_columns in chunks(columns)
        ]
    return questions
