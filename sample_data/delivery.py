"""In which files does Exempelby deliver its data?

The files are what a municipality would send: boundaries as GeoJSON in SWEREF 99 TM, people and
events as Parquet (a million rows and more), figures as CSV with semicolon and decimal comma. The
same seed gives the same bytes: no clock, no path and no unordered set gets into a file.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from sample_data.panel import Panel
from sample_data.placements import DAY_ZERO, HOMES, LAST_DAY
from sample_data.places import (
    COMPARABLE,
    COUNTRY_CODE,
    COUNTRY_NAME,
    DISTRICTS,
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    REGION_CODE,
    REGION_NAME,
    Places,
    district_code,
)
from sample_data.planted import FAMILY, PARENTS
from sample_data.published import published_figures
from sample_data.small_area_figures import small_area_figures
from sample_data.world import World, make_world, streams

DEFAULT_SEED = 9999
STEPS = 18  # how often `step` is called by generate()
EMPLOYMENT = ("employed", "studying", "neither", "not_applicable")
OUTCOMES = (
    "not_eligible",
    "high_absence",
    "special_support",
    "placed",
    "social_assistance",
    "long_assistance",
    "mental_ill_health",
    "neet",
)
# File, and what `load` takes it as, in the order in which they can be loaded.
FILES = (
    ("omvarld.csv", "areas"),
    ("omraden.geojson", "areas"),
    ("jamforelsegrupper.csv", "comparison_groups"),
    ("nyckeltal.csv", "observations"),
    ("omradesvarden.csv", "observations"),
    ("personer.parquet", "people"),
    ("handelser.parquet", "events"),
)


def generate(
    folder: Path,
    seed: int = DEFAULT_SEED,
    scale: float = 1.0,
    step: Callable[[], None] = lambda: None,
) -> dict:
    """Write all files of FILES and planted.json to `folder`; returns what planted.json says.

    scale   1 is about 150 000 people a year over all areas; 0.02 a small town for tests
    step    called STEPS times, for a progress bar
    """
    folder.mkdir(parents=True, exist_ok=True)
    world = make_world(seed, scale, step)
    rng = np.random.default_rng(streams(seed)["files"])
    pseudonyms = _pseudonyms(len(world.panel.persons), rng)
    _write_csv(_surrounding_areas(), folder / "omvarld.csv")
    _write_geojson(world.places, folder / "omraden.geojson")
    _write_csv(_comparison_groups(), folder / "jamforelsegrupper.csv")
    step()
    _write_csv(published_figures(world, rng), folder / "nyckeltal.csv")
    _write_csv(small_area_figures(world, rng), folder / "omradesvarden.csv")
    step()
    _write_parquet(people_table(world, pseudonyms), folder / "personer.parquet")
    step()
    _write_parquet(_events_table(world, pseudonyms), folder / "handelser.parquet")
    text = json.dumps(world.planted, ensure_ascii=False, indent=1)
    (folder / "planted.json").write_text(text + "\n", encoding="utf-8")
    step()
    return world.planted


def _pseudonyms(count: int, rng: np.random.Generator) -> np.ndarray:
    """A pseudonym a person, in an order that says nothing."""
    return np.array([f"p{number:07d}" for number in rng.permutation(count)], dtype=object)


def people_table(world: World, pseudonyms: np.ndarray) -> pa.Table:
    """One row per person and year, as a municipality would deliver it."""
    panel, person = world.panel, world.panel.person
    persons = panel.persons
    grown = (panel.age >= 25) & (panel.age < 65)
    parents = np.where(panel.age < 25, persons.parents_education[person], 4)
    columns = {
        "person_id": _words(person, pseudonyms),
        "year": pa.array(panel.year.astype(np.int16)),
        "sex": _words(persons.woman[person], ("men", "women")),
        "age_years": pa.array(panel.age.astype(np.int16)),
        "area_code": _words(panel.area, world.places.codes),
        "birth_region": _words(persons.outside_nordic[person], ("nordic", "outside_nordic")),
        "parents_education": _words(parents, (*PARENTS, None, "not_applicable")),
        "family_type": _words(panel.family, FAMILY),
        "income_quintile": _words(income_quintile(panel) - 1, ("1", "2", "3", "4", "5")),
        "employment": _words(np.where(grown, panel.working, 3), EMPLOYMENT),
    }
    for name in OUTCOMES:
        drawn = world.outcomes[name]
        columns[name] = pa.array(drawn.came, mask=~drawn.asked)
    return pa.table(columns)


def income_quintile(panel: Panel) -> np.ndarray:
    """1 (the fifth with the lowest disposable income that year) to 5."""
    quintile = np.empty(len(panel.year), dtype=int)
    for year in np.unique(panel.year):
        rows = np.flatnonzero(panel.year == year)
        rank = np.argsort(np.argsort(panel.income[rows], kind="stable"), kind="stable")
        quintile[rows] = rank * 5 // len(rows) + 1
    return quintile


def _words(index: np.ndarray, words: tuple | list | np.ndarray) -> pa.DictionaryArray:
    """`words` chosen by `index`; a word that is None becomes a missing value."""
    known = list(dict.fromkeys(word for word in words if word is not None))
    place = {word: position for position, word in enumerate(known)} | {None: -1}
    code = np.array([place[word] for word in words])
    codes = code[np.asarray(index).astype(int)].astype(np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(known))


def _events_table(world: World, pseudonyms: np.ndarray) -> pa.Table:
    """One row per event by person and start; an empty end date is a running one."""
    names = sorted({(event[1], event[2]) for event in world.events})
    parts = []
    for person, kind, type_, start, end, *home in world.events:
        which = np.full(len(person), names.index((kind, type_)))
        parts.append((person, which, start, end, home[0] if home else np.zeros(len(person), int)))
    columns = [np.concatenate(part) for part in zip(*parts, strict=True)]
    observed = (columns[3] >= 0) & (columns[2] <= LAST_DAY)
    person, which, start, end, home = (column[observed] for column in columns)
    order = np.lexsort((which, start, pseudonyms[person].astype(str)))
    person, which, start, end, home = (a[order] for a in (person, which, start, end, home))
    units = [
        f"{type_} {number}" if number else None
        for _k, type_ in names
        for number in range(HOMES + 1)
    ]
    return pa.table(
        {
            "person_id": _words(person, pseudonyms),
            "kind": _words(which, [kind for kind, _type in names]),
            "type": _words(which, [type_ for _kind, type_ in names]),
            "start_date": pa.array(DAY_ZERO + start, pa.date32()),
            "end_date": pa.array(DAY_ZERO + end, pa.date32(), mask=end > LAST_DAY),
            "unit": _words(which * (HOMES + 1) + home, units),
        }
    )


def _surrounding_areas() -> pd.DataFrame:
    """Country, region and comparable municipalities: without borders."""
    rows = [
        (COUNTRY_CODE, COUNTRY_NAME, "country", None),
        (REGION_CODE, REGION_NAME, "region", COUNTRY_CODE),
        *((code, name, "municipality", REGION_CODE) for code, name in COMPARABLE.items()),
    ]
    return pd.DataFrame(rows, columns=["area_code", "name", "level", "parent_code"])


def _comparison_groups() -> pd.DataFrame:
    """Kolada's form: a group per theme, with the municipalities most like Exempelby."""
    members = list(COMPARABLE)
    chosen = {
        "övergripande": members,
        "grundskola": members[:6],
        "ifo": members[1:],
        "socioekonomi": [*members[:3], *members[4:]],
    }
    rows = [
        (f"G9999{number}", f"Liknande kommuner {theme}, {MUNICIPALITY_NAME}, 2024", theme, member)
        for number, (theme, codes) in enumerate(chosen.items(), 1)
        for member in codes
    ]
    return pd.DataFrame(rows, columns=["group_id", "title", "theme", "member_code"])


def _areas(places: Places) -> Iterator[tuple[dict, shapely.Geometry]]:
    def properties(code: str, name: str, level: str, parent: str, vintage: int) -> dict:
        return {
            "area_code": code,
            "name": name,
            "level": level,
            "parent_code": parent,
            "vintage": vintage,
            "municipality_code": MUNICIPALITY_CODE,
        }

    whole = shapely.coverage_union_all(places.polygons)
    yield (
        properties(MUNICIPALITY_CODE, MUNICIPALITY_NAME, "municipality", REGION_CODE, 0),
        whole,
    )
    for index, district in enumerate(DISTRICTS):
        parts = places.polygons[places.district == index]
        yield (
            properties(district_code(index), district.name, "district", MUNICIPALITY_CODE, 0),
            shapely.coverage_union_all(parts),
        )
    for code, name, index, polygon in zip(
        places.codes, places.names, places.district, places.polygons, strict=True
    ):
        yield properties(code, name, "deso", district_code(index), 2025), polygon


def _write_geojson(places: Places, path: Path) -> None:
    features = []
    for properties, geometry in _areas(places):
        shape = json.loads(shapely.to_geojson(shapely.normalize(geometry)))
        features.append({"type": "Feature", "properties": properties, "geometry": shape})
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    whole = {"type": "FeatureCollection", "name": "omraden", "crs": crs, "features": features}
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, sep=";", decimal=",", index=False, encoding="utf-8", lineterminator="\n")


def _write_parquet(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", store_schema=False)
