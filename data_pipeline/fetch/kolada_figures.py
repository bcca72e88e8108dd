"""Which rows of the store do Kolada's answers make?

Kolada has no unit: the catalogue's factor turns its value into ours (a percentage into a share).
Rows marked as deleted are dropped; a value that is withheld or missing keeps its row, empty.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from data_pipeline.fetch import kolada
from data_pipeline.fetch.cache import Answer
from data_pipeline.fetch.gathered import OBSERVATION, Gathered, Lacking, origin_of
from data_pipeline.fetch.http import Service
from data_pipeline.fetch.kolada import COUNTRY, DataAnswer, Place
from data_pipeline.fetch.kolada_groups import Group
from indicators.catalogue import Indicator
from indicators.units import UNITS
from language import _

SEX = {"T": "total", "K": "women", "M": "men"}
STATUS = {"missing": "missing", "private": "suppressed_at_source"}
DECIMALS = 12  # 89.04761905 % is 0.8904761905 and not 0.8904761905000001


def factors(indicators: Iterable[Indicator]) -> dict[str, tuple[str, float]]:
    """Kolada id -> our id and what its value is multiplied by; margins of error come along.

    A survey's own margin of error is kept under its Kolada id, in the unit of what it belongs to.
    """
    found: dict[str, tuple[str, float]] = {}
    for indicator in indicators:
        found[indicator.kolada_id] = (indicator.id, indicator.source.factor)
    for indicator in indicators:
        margin = indicator.uncertainty_indicator
        if margin and margin not in found:
            found[margin] = (margin, UNITS[indicator.unit].from_kolada)
    return found


def observations(
    answers: Sequence[DataAnswer], wanted: Mapping[str, tuple[str, float]], years: Sequence[int]
) -> list[Gathered]:
    """One gathering for each day that answers came, newest answer first where they overlap."""
    by_day: dict[object, list[DataAnswer]] = defaultdict(list)
    for answer in answers:
        by_day[answer.retrieved_at.date()].append(answer)
    taken: set[tuple[str, str, int]] = set()
    gathered = []
    for day in sorted(by_day, reverse=True):
        some = by_day[day][::-1]  # answers come oldest first
        rows, read, refused = [], 0, 0
        for answer in some:
            covers = {
                (kpi, place, year)
                for kpi in answer.kpis
                for place in answer.municipalities
                for year in answer.years
                if kpi in wanted and year in years
            } - taken
            for row, cell in _cells(answer, covers):
                read += 1
                refused += bool(cell.get("isdeleted"))
                if not cell.get("isdeleted"):
                    rows.append(_observation(row, cell, *wanted[row["kpi"]]))
            taken |= covers
        frame = pd.DataFrame(rows, columns=OBSERVATION)
        pages = [page for answer in some for page in answer.pages]
        gathered.append(_gathered("observation", frame, pages, read, refused))
    return gathered[::-1]


def areas(places: Sequence[Place], answers: Sequence[Answer], read: int) -> Gathered:
    """The municipalities, regions and the country that values are about, without boundaries."""
    frame = pd.DataFrame([_area(place) for place in places])
    return _gathered("area", frame, answers, read)


def comparison_groups(groups: Sequence[Group], answers: Sequence[Answer]) -> Gathered:
    """The members of each group, one row each."""
    rows = [
        {"group_id": g.group_id, "title": g.title, "theme": g.kind, "member_code": member}
        for g in groups
        for member in g.members
    ]
    return _gathered("comparison_group", pd.DataFrame(rows), answers, len(rows))


def without_values(
    service: Service, wanted: Mapping[str, tuple[str, float]], gathered: Sequence[Gathered]
) -> list[Lacking]:
    """The key figures that gave nothing at all, and why as far as Kolada says."""
    came = {known for each in gathered for known in each.frame["indicator_id"].unique()}
    empty = sorted(kpi for kpi, (known, _factor) in wanted.items() if known not in came)
    if not empty:
        return []
    titles, _answers = kolada.titles(service, empty)
    return [
        Lacking(
            kolada.NAME,
            kpi,
            _("no values for these places and years: {title}").format(title=titles[kpi])
            if kpi in titles
            else _("Kolada does not know this id"),
        )
        for kpi in empty
    ]


def _cells(answer: DataAnswer, covers: set) -> Iterator[tuple[dict, dict]]:
    for row in answer.rows():
        if (row["kpi"], row["municipality"], int(row["period"])) in covers:
            for cell in row["values"]:
                if cell["gender"] in SEX:
                    yield row, cell


def _observation(row: dict, cell: dict, indicator_id: str, factor: float) -> dict:
    status = STATUS.get((cell.get("status") or "").casefold(), "ok")
    value = cell["value"]
    if value is None and status == "ok":
        status = "missing"
    return {
        "indicator_id": indicator_id,
        "area_code": row["municipality"],
        "vintage": 0,
        "year": int(row["period"]),
        "sex": SEX[cell["gender"]],
        "age_group": "total",
        "value": round(value * factor, DECIMALS) if status == "ok" else None,
        "numerator": None,
        "denominator": None,
        "status": status,
    }


def _area(place: Place) -> dict:
    if place.code == COUNTRY:
        level, parent, own = "country", None, ""
    elif place.type == "L":
        level, parent, own = "region", COUNTRY, ""
    else:
        level, parent, own = "municipality", kolada.region_of(place.code), place.code
    return {
        "area_code": place.code,
        "vintage": 0,
        "level": level,
        "name": place.title,
        "parent_code": parent,
        "municipality_code": own,
        "geometry": None,
    }


def _gathered(
    target: str, frame: pd.DataFrame, answers: Sequence[Answer], read: int, refused: int = 0
) -> Gathered:
    return Gathered(
        source=kolada.NAME,
        target=target,
        producer=kolada.PRODUCER,
        licence=kolada.LICENCE,
        frame=frame,
        rows_read=read,
        rows_refused=refused,
        **origin_of(answers),
    )
