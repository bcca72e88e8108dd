"""What do the publishers say of one indicator, group by group?

Public figures pass the gate as they are: their publishers protected them. They can be split by
what the source has, one thing at a time.
"""

import numpy as np
import pandas as pd

from analysis.answers.asked import NotBrokenDown
from analysis.answers.key_figures.public_intervals import margins_of, with_intervals
from analysis.statistics.comparison import compare_table
from indicators.entry import Indicator
from language import _
from store.read import Store

AREA_LEVELS = ("district", "regso", "deso")


def observed_groups(
    store: Store, by: tuple[str, ...], indicator: Indicator
) -> tuple[tuple[str, ...], pd.DataFrame, pd.DataFrame, set[int]]:
    """The dimension that was asked for, its rows, the municipality's own rows, and their loads.

    by        nothing, or one of sex, age_group, area, or a level of area
    returns   both frames: year, people, cases, value, low, high, withheld; the first also the
              dimension and its label
    raises    NotBrokenDown
    """
    municipality = store.meta.municipality_code
    everyone = _plain(
        store.query("observations/observations", indicators=[indicator.id], areas=[municipality])
    )
    names, rows = _rows(store, by, indicator, everyone)
    margins = margins_of(store, indicator, [municipality or ""])
    trend = _told(with_intervals(rows, indicator, margins))
    whole = _told(with_intervals(_totals(everyone), indicator, margins))
    return names, trend, _with_years_of(trend, whole), {*everyone["load_id"], *rows["load_id"]}


def _with_years_of(trend: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """The municipality's rows, with an empty one for a year that only the groups have."""
    lacking = sorted(set(trend["year"]) - set(whole["year"]))
    if not lacking:
        return whole
    empty = pd.DataFrame({"year": lacking}).assign(
        people=np.nan, cases=np.nan, value=np.nan, low=np.nan, high=np.nan, withheld=None
    )
    whole = pd.concat([whole, empty], ignore_index=True) if len(whole) else empty
    return whole.sort_values("year", ignore_index=True)


def dimension_labels() -> dict[str, str]:
    """What the dimensions of public figures are called on screen."""
    return {
        "sex": _("Sex"),
        "age_group": _("Age"),
        "district": _("District"),
        "regso": _("RegSO area"),
        "deso": _("Small area"),
    }


def sex_labels() -> dict[str, str]:
    """The sexes of public figures on screen."""
    return {"total": _("Everyone"), "women": _("Women"), "men": _("Men")}


def against_whole(table: pd.DataFrame, whole: pd.Series, indicator: Indicator) -> pd.DataFrame:
    """Each group against the municipality's own figure."""
    return compare_table(
        table.reset_index(drop=True)
        .rename(columns={"low": "value_low", "high": "value_high"})
        .assign(reference=float(whole["value"]) if pd.notna(whole["value"]) else np.nan),
        better_is=indicator.better_is,
    ).rename(columns={"value_low": "low", "value_high": "high"})


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({"sex": "str", "age_group": "str", "area_code": "str"})


def _totals(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.query("sex == 'total' and age_group == 'total'")


def _rows(
    store: Store, by: tuple[str, ...], indicator: Indicator, everyone: pd.DataFrame
) -> tuple[tuple[str, ...], pd.DataFrame]:
    if len(by) > 1:
        raise NotBrokenDown(
            _(
                "{title} comes ready-made from {producer} and can be split by one thing at a "
                "time, not by {asked}."
            ).format(title=indicator.title, producer=indicator.producer, asked=", ".join(by))
        )
    if not by:
        return (), _totals(everyone)
    [name] = by
    if name == "sex":
        rows = everyone.query("sex != 'total' and age_group == 'total'")
        return ("sex",), rows.assign(sex_label=rows["sex"].map(sex_labels()))
    if name in ("age", "age_group"):
        rows = everyone.query("sex == 'total' and age_group != 'total'")
        return ("age_group",), rows.assign(age_group_label=rows["age_group"])
    return _area_rows(store, name, indicator)


def _area_rows(
    store: Store, asked: str, indicator: Indicator
) -> tuple[tuple[str, ...], pd.DataFrame]:
    for level in AREA_LEVELS if asked == "area" else [asked]:
        rows = store.query(
            "observations/of_level",
            indicator=indicator.id,
            level=level,
            municipality=store.meta.municipality_code,
        )
        if len(rows):
            rows = _totals(_plain(rows))  # intervals go by the series, so the code stays too
            named = {level: rows["area_code"], f"{level}_label": rows["area_name"]}
            return (level,), rows.assign(**named)
    raise NotBrokenDown(
        _(
            "{title} comes ready-made from {producer} and is not split by {asked} in the store."
        ).format(title=indicator.title, producer=indicator.producer, asked=asked)
    )


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with why a value is missing, in the place where withheld cells have their reason."""
    status = rows["status"].astype("str")
    return rows.assign(withheld=status.where(status != "ok")).reset_index(drop=True)
