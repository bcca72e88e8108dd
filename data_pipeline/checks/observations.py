"""Can these aggregated figures be trusted: indicator, area, year, sex, age group, value?"""

from difflib import get_close_matches

import numpy as np
import pandas as pd

from data_pipeline.columns.age_groups import age_groups
from data_pipeline.columns.area_codes import area_codes
from data_pipeline.columns.code_forms import vintage_of_code
from data_pipeline.columns.figures import figures, statuses
from data_pipeline.columns.values import numbers, spread
from data_pipeline.columns.years import years
from data_pipeline.findings.known import Known
from data_pipeline.findings.report import Findings
from data_pipeline.mapping.mapping import Mapping
from data_pipeline.mapping.recognise import Columns, recognise
from indicators.dimensions import canonical_sex
from language import _


def check_observations(findings: Findings, mapping: Mapping, known: Known) -> pd.DataFrame:
    """The observations that may be loaded, in the store's columns.

    raises  ColumnsNotFound, ColumnInDoubt, BadMapping; trouble in rows goes into `findings`
    """
    frame = findings.table.frame
    columns = recognise(frame, "observations", mapping)
    required = [
        name
        for name in ("indicator_id", "area_code", "year")
        if getattr(mapping, name) is None or name in mapping.columns
    ]
    if not {"numerator", "denominator"} <= set(columns.of):
        required.append("value")
    columns.require("observations", required, list(frame.columns))
    findings.assumptions += columns.sentence()
    indicator = _indicators(findings, columns, mapping, known)
    area, vintage, year = _areas_and_years(findings, columns, mapping, known)
    unit = pd.Series(indicator).map(lambda known_id: known.units.get(known_id, "")).to_numpy()
    numbers_of = {
        name: figures(findings, columns, mapping, name, unit)
        for name in ("value", "numerator", "denominator")
    }
    value = _values(findings, columns, mapping, numbers_of, unit == "share")
    observations = pd.DataFrame(
        {
            "indicator_id": indicator,
            "area_code": area,
            "vintage": vintage,
            "year": year,
            "sex": _sexes(findings, columns, mapping),
            "age_group": age_groups(
                findings,
                columns.get("age_group") or "",
                _text(findings, columns, "age_group", mapping.age_group or "total"),
            ),
            "value": value,
            "numerator": numbers_of["numerator"],
            "denominator": numbers_of["denominator"],
            "status": statuses(findings, columns, value),
        }
    )
    findings.assumptions += columns.unused(frame, mapping)
    key = ["indicator_id", "area_code", "vintage", "year", "sex", "age_group"]
    again = observations.duplicated(key, keep=False).to_numpy() & ~findings.refused
    findings.refuse(
        "repeated",
        columns.get("value") or columns.of["numerator"],
        again,
        _("several rows for the same indicator, area, year, sex and age group"),
    )
    return observations[~findings.refused].reset_index(drop=True)


def _text(findings: Findings, columns: Columns, name: str, constant: object) -> pd.Series:
    """The cells of a column, or the mapping's one value for all rows."""
    column = columns.get(name)
    if column is None:
        n = len(findings.table.frame)
        return pd.Series(pd.Categorical.from_codes(np.zeros(n, np.int8), [str(constant)]))
    cells = findings.table.frame[column]
    findings.refuse("empty", column, cells.isna().to_numpy(), _("expected a value in every row"))
    return cells


def _indicators(findings: Findings, columns: Columns, mapping: Mapping, known: Known) -> np.ndarray:
    cells = _text(findings, columns, "indicator_id", mapping.indicator_id)
    distinct = cells.cat.categories
    unknown = [text for text in distinct if text not in known.units]
    near = get_close_matches(unknown[0], sorted(known.units), n=3) if unknown else []
    findings.refuse(
        "unknown_indicator",
        columns.get("indicator_id") or "",
        spread(cells, ~np.asarray(distinct.isin(list(known.units)), dtype=bool), fill=False),
        _("expected the id of an indicator of the catalogue (closest to {value}: {near})").format(
            value=unknown[0] if unknown else "", near=", ".join(near) or _("none")
        ),
    )
    return spread(cells, np.asarray(distinct, dtype=object), fill=None)


def _areas_and_years(
    findings: Findings, columns: Columns, mapping: Mapping, known: Known
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    cells = _text(findings, columns, "area_code", mapping.area_code)
    codes = area_codes(findings, columns.get("area_code") or "", cells, known)
    year = years(findings, columns.get("year"), mapping, known)
    vintage = _vintages(findings, columns, mapping, known, cells, codes, year)
    return spread(cells, np.asarray(codes, dtype=object), fill=None), vintage, year


def _vintages(
    findings: Findings,
    columns: Columns,
    mapping: Mapping,
    known: Known,
    cells: pd.Series,
    codes: pd.Index,
    year: np.ndarray,
) -> np.ndarray:
    """Which borders a small area's figure is for: as said, as the code says, or as the year."""
    n = len(year)
    if mapping.vintage is not None:
        return np.full(n, mapping.vintage, dtype=np.int16)
    if column := columns.get("vintage"):
        read = numbers(findings.table.frame[column].cat.categories)
        return spread(findings.table.frame[column], np.nan_to_num(read).astype(np.int16), fill=0)
    loaded = known.areas.groupby("area_code")["vintage"].agg(set).to_dict()
    by_code = np.zeros(len(codes), dtype=np.int16)
    by_year = np.zeros(len(codes), dtype=bool)
    for i, (raw, code) in enumerate(zip(cells.cat.categories, codes, strict=True)):
        vintages = loaded.get(code, set())
        said = vintage_of_code(raw)
        if raw != code and said:
            by_code[i] = said
        elif len(vintages) == 1:
            by_code[i] = next(iter(vintages))
        elif said:
            by_year[i] = True
    vintage = spread(cells, by_code, fill=0)
    from_year = np.where(year >= 2024, 2025, 2018).astype(np.int16)
    decided = np.where(spread(cells, by_year, fill=False), from_year, vintage)
    _note_borders_not_loaded(findings, known, cells, codes, decided)
    return decided


def _note_borders_not_loaded(
    findings: Findings, known: Known, cells: pd.Series, codes: pd.Index, vintage: np.ndarray
) -> None:
    """Note rows for a known area in borders that the store does not have."""
    code = spread(cells, np.asarray(codes, dtype=object), fill="")
    loaded = pd.MultiIndex.from_frame(known.areas[["area_code", "vintage"]])
    lacking = ~pd.MultiIndex.from_arrays([code, vintage]).isin(loaded)
    lacking &= (vintage > 0) & pd.Series(code).isin(known.area_codes).to_numpy()
    if lacking.any():
        findings.note(
            "other_vintage",
            _(
                "the code is of the borders of {vintage}, which are not loaded; the map draws "
                "such figures with the borders that it has, and says so"
            ).format(vintage=", ".join(map(str, sorted(set(vintage[lacking]))))),
            str(cells.name),
            lacking,
        )


def _values(
    findings: Findings,
    columns: Columns,
    mapping: Mapping,
    figures_of: dict[str, np.ndarray],
    is_share: np.ndarray,
) -> np.ndarray:
    value = figures_of["value"]
    with np.errstate(divide="ignore", invalid="ignore"):
        worked_out = figures_of["numerator"] / figures_of["denominator"]
    value = np.where(np.isnan(value) & np.isfinite(worked_out), worked_out, value)
    column = columns.get("value") or columns.of["numerator"]
    message = _("a share must be from 0 to 1")
    if not mapping.percent:
        message += _("; if the file gives percent, say 'percent: true' in the mapping")
    findings.refuse("share", column, is_share & ((value < 0) | (value > 1)), message)
    too_many = figures_of["numerator"] > figures_of["denominator"]
    findings.refuse(
        "numerator",
        columns.get("numerator") or "",
        is_share & too_many,
        _("the numerator of a share cannot be larger than its denominator"),
    )
    return value


def _sexes(findings: Findings, columns: Columns, mapping: Mapping) -> np.ndarray:
    cells = _text(findings, columns, "sex", mapping.sex or "total")
    read = np.array([canonical_sex(t) or "" for t in cells.cat.categories], dtype=object)
    findings.refuse(
        "sex",
        columns.get("sex") or "",
        spread(cells, read == "", fill=False),
        _("expected total, women or men (also T, K, M)"),
    )
    return spread(cells, read, fill=None)
