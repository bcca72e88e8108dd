"""Can these areas be trusted: codes, levels, vintages, and boundaries that can be drawn?"""

import re

import numpy as np
import pandas as pd
import shapely

from data_pipeline.checks.coverage import note_overlaps_and_gaps
from data_pipeline.columns.code_forms import DESO, NEW_VINTAGE, OLD_VINTAGE, REGSO, base_code
from data_pipeline.columns.values import numbers, spread
from data_pipeline.findings.known import Known
from data_pipeline.findings.report import Findings
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import Columns, recognise
from data_pipeline.read_files.errors import BadMapping
from language import _

LEVELS = ("country", "region", "municipality", "district", "regso", "deso")
# West, south, east, north of Sweden in SWEREF 99 TM (metres), with the sea around it.
SWEDEN = (180_000, 6_050_000, 1_000_000, 7_750_000)
PIECES_LOST_M2 = 1.0


def check_areas(findings: Findings, mapping: Mapping, known: Known) -> pd.DataFrame:
    """The areas that may be loaded, in the store's columns.

    raises  ColumnsNotFound, ColumnInDoubt, BadMapping; trouble in rows goes into `findings`
    """
    frame = findings.table.frame
    columns = recognise(frame, "areas", mapping)
    columns.require("areas", ["area_code"], list(frame.columns))
    findings.assumptions += columns.sentence()
    raw = frame[columns.of["area_code"]]
    findings.refuse(
        "no_code", columns.of["area_code"], raw.isna().to_numpy(), _("every area must have a code")
    )
    codes = pd.Series(
        spread(raw, np.array([base_code(t) for t in raw.cat.categories], dtype=object), fill=None)
    )
    codes = _with_lost_zeros(findings, columns, mapping, codes)
    level = _levels(findings, columns, mapping, codes)
    vintage = _vintages(findings, columns, mapping, raw, level)
    municipality = _municipalities(findings, columns, mapping, codes, level, known)
    areas = pd.DataFrame(
        {
            "area_code": codes,
            "vintage": vintage,
            "level": level,
            "name": _names(findings, columns, codes),
            "parent_code": _parents(findings, columns, mapping, level, municipality),
            "municipality_code": municipality,
            "geometry": _outlines(findings),
        }
    )
    findings.assumptions += columns.unused(frame, mapping)
    if mapping.dissolve:
        areas = _dissolved(areas[~findings.refused]).reset_index(drop=True)
        note_overlaps_and_gaps(findings, areas)
        return areas
    again = areas.duplicated(["area_code", "vintage"], keep=False).to_numpy() & ~findings.refused
    findings.refuse(
        "repeated",
        columns.of["area_code"],
        again,
        _("several areas with this code; 'dissolve: true' in the mapping makes one of them"),
    )
    areas = areas[~findings.refused].reset_index(drop=True)
    note_overlaps_and_gaps(findings, areas)
    return areas


def _with_lost_zeros(
    findings: Findings, columns: Columns, mapping: Mapping, codes: pd.Series
) -> pd.Series:
    """180 among codes of four digits is the municipality 0180, which a spreadsheet cut short."""
    said = mapping.level or ("level" if "level" in columns.of else "")
    texts = codes.dropna().astype(str)
    if said not in ("", "municipality") or not texts.str.fullmatch(r"[1-9]\d{2,3}|0\d{3}").all():
        return codes
    is_short = codes.astype(str).str.fullmatch(r"\d{3}").to_numpy(dtype=bool)
    of_municipalities = any("kommun" in name.casefold() for name in columns.of.values())
    is_told = said == "municipality" or of_municipalities or bool((texts.str.len() == 4).any())
    if not is_short.any() or not is_told:
        return codes
    findings.assumptions.append(
        _("{column}: codes that had lost their zeros: {pairs}.").format(
            column=columns.of["area_code"],
            pairs=", ".join(f"{code} = 0{code}" for code in codes[is_short][:5]),
        )
    )
    return codes.where(~is_short, "0" + codes.astype(str))


def _levels(findings: Findings, columns: Columns, mapping: Mapping, codes: pd.Series) -> np.ndarray:
    if mapping.level and mapping.level not in LEVELS:
        raise BadMapping(_("level is one of {levels}.").format(levels=", ".join(LEVELS)))
    column = columns.get("level")
    if column and not mapping.level:
        cells = findings.table.frame[column]
        read = np.array([t.casefold() for t in cells.cat.categories], dtype=object)
        wrong = spread(cells, ~np.isin(read.astype(str), LEVELS), fill=True)
        findings.refuse(
            "level", column, wrong, _("expected one of {levels}").format(levels=", ".join(LEVELS))
        )
        return spread(cells, read, fill="district")
    if mapping.level:
        return np.full(len(codes), mapping.level, dtype=object)
    level = np.array([_level_of(code) for code in codes], dtype=object)
    findings.assumptions.append(
        _("Levels by the form of the codes: {levels}.").format(levels=", ".join(sorted(set(level))))
    )
    return level


def _level_of(code: object) -> str:
    text = str(code)
    if DESO.fullmatch(text):
        return "deso"
    if REGSO.fullmatch(text):
        return "regso"
    if re.fullmatch(r"00\d\d", text):
        return "country" if text == "0000" else "region"
    return "municipality" if re.fullmatch(r"\d{4}", text) else "district"


def _vintages(
    findings: Findings, columns: Columns, mapping: Mapping, raw: pd.Series, level: np.ndarray
) -> np.ndarray:
    """2018 or 2025 for DeSO and RegSO: as said, else as a code's ending says, else the newest."""
    if mapping.vintage is not None:
        return np.full(len(level), mapping.vintage, dtype=np.int16)
    has_vintages = np.isin(level.astype(str), ("deso", "regso"))
    if column := columns.get("vintage"):
        cells = findings.table.frame[column]
        read = numbers(cells.cat.categories.str.extract(r"^(\d{4})", expand=False).fillna(""))
        said = spread(cells, np.nan_to_num(read).astype(np.int16), fill=0)
    else:
        endings = [
            re.search(r"_(?:DeSO|RegSO)(\d{4})$", t, re.IGNORECASE) for t in raw.cat.categories
        ]
        by_code = np.array([int(e[1]) if e else NEW_VINTAGE for e in endings], dtype=np.int16)
        said = spread(raw, by_code, fill=0)
        if has_vintages.any() and not any(endings):
            findings.assumptions.append(
                _(
                    "The borders are taken for those of {vintage}; 'vintage: 2018' says otherwise."
                ).format(vintage=NEW_VINTAGE)
            )
    said = np.where((said > 0) & (said < NEW_VINTAGE), OLD_VINTAGE, said)  # RegSO of 2020
    return np.where(has_vintages, said, 0).astype(np.int16)


def _municipalities(
    findings: Findings,
    columns: Columns,
    mapping: Mapping,
    codes: pd.Series,
    level: np.ndarray,
    known: Known,
) -> np.ndarray:
    if column := columns.get("municipality_code"):
        cells = findings.table.frame[column]
        return spread(cells, np.asarray(cells.cat.categories, dtype=object), fill="")
    own = mapping.municipality or known.municipality_code or ""
    found = []
    for code, its_level in zip(codes, level, strict=True):
        if its_level in ("deso", "regso", "municipality"):
            found.append(str(code)[:4])
        else:
            found.append(own if its_level == "district" else "")
    if not own and (level == "district").any():
        findings.note(
            "no_municipality",
            _(
                "nothing says which municipality the districts lie in; the mapping can: "
                "'municipality: \"1780\"'"
            ),
        )
    return np.array(found, dtype=object)


def _names(findings: Findings, columns: Columns, codes: pd.Series) -> np.ndarray:
    column = columns.get("name")
    if column is None:
        findings.assumptions.append(_("No column has names; the codes are used as names."))
        return codes.to_numpy()
    cells = findings.table.frame[column]
    names = spread(cells, np.asarray(cells.cat.categories, dtype=object), fill=None)
    return np.where(pd.isna(names), codes.to_numpy(), names)


def _parents(
    findings: Findings,
    columns: Columns,
    mapping: Mapping,
    level: np.ndarray,
    municipality: np.ndarray,
) -> np.ndarray:
    """The area that each lies in; small areas and districts lie in their municipality."""
    column = columns.get("parent_code")
    if column and column != columns.of["area_code"]:
        cells = findings.table.frame[column]
        return spread(
            cells, np.array([base_code(t) for t in cells.cat.categories], object), fill=None
        )
    if mapping.parent_code:
        return np.full(len(level), mapping.parent_code, dtype=object)
    is_small = np.isin(level.astype(str), ("district", "regso", "deso"))
    return np.where(is_small & (municipality != ""), municipality, None)


def _outlines(findings: Findings) -> np.ndarray:
    """WKB in EPSG:3006 for each row; what cannot be drawn is refused, what can be mended is."""
    n = len(findings.table.frame)
    if findings.table.geometry is None:
        return np.full(n, None, dtype=object)
    drawn = np.asarray(findings.table.geometry.values)
    column = _("boundary")
    is_empty = shapely.is_missing(drawn) | shapely.is_empty(drawn)
    findings.refuse("no_boundary", column, is_empty, _("expected a boundary"))
    is_area = np.isin(shapely.get_type_id(drawn), (3, 6))  # Polygon, MultiPolygon
    kinds = pd.Series([g.geom_type if g is not None else "" for g in drawn])
    findings.refuse("no_polygon", column, ~is_area & ~is_empty, _("expected polygons"), kinds)
    drawn = np.where(is_area, drawn, None)
    is_crossed = is_area & ~shapely.is_valid(drawn)
    mended = drawn.copy()
    mended[is_crossed] = [_polygons(shapely.make_valid(g)) for g in drawn[is_crossed]]
    lost = is_crossed & (shapely.is_missing(mended) | (shapely.area(mended) < PIECES_LOST_M2))
    findings.refuse(
        "not_mended", column, lost, _("the boundary crosses itself and encloses nothing")
    )
    findings.note(
        "mended", _("the boundary crossed itself and was mended"), column, is_crossed & ~lost
    )
    _refuse_abroad(findings, column, mended)
    return np.array([shapely.to_wkb(g) if g is not None else None for g in mended], dtype=object)


def _polygons(shape: shapely.Geometry) -> shapely.Geometry | None:
    """The areal part: mending a crossing can leave lines and points beside it."""
    parts = [p for p in shapely.get_parts(shape) if p.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else None


def _refuse_abroad(findings: Findings, column: str, drawn: np.ndarray) -> None:
    west, south, east, north = shapely.bounds(drawn).T
    inside = (west >= SWEDEN[0]) & (south >= SWEDEN[1]) & (east <= SWEDEN[2]) & (north <= SWEDEN[3])
    abroad = ~inside & ~np.isnan(west)
    message = _("the boundary lies outside Sweden")
    if abroad.any():
        message += _("; are east and north, or longitude and latitude, the wrong way round?")
    places = pd.Series([f"{x:.0f}, {y:.0f}" for x, y in zip(west, south, strict=True)])
    findings.refuse("outside_sweden", column, abroad, message, places)


def _dissolved(areas: pd.DataFrame) -> pd.DataFrame:
    """Rows with one code and vintage as one area."""
    key = ["area_code", "vintage"]
    merged = areas.groupby(key, as_index=False, sort=False).first()
    outlines = areas.groupby(key, sort=False)["geometry"].agg(
        lambda pieces: (
            shapely.to_wkb(shapely.union_all([shapely.from_wkb(p) for p in pieces.dropna()]))
            if pieces.notna().any()
            else None
        )
    )
    merged["geometry"] = outlines.to_numpy()
    return merged
