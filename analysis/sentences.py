"""What do the figures say, in one or two sentences that can be read aloud, and how sure is it?

Generated from the figures and nothing else: a difference is named only where it is clear, and
that nothing is clear is said as plainly.
"""

import pandas as pd

from analysis.states import Direction, State
from indicators.entry import Indicator
from language import _, decimal, interval, ngettext


def capital(text: str) -> str:
    """`text` with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def level_sentence(indicator: Indicator, year: int, whole: pd.Series, narrowed: str) -> str:
    """'14,8 % av elever i årskurs 9 når inte gymnasiebehörighet (2024; osäkerhet 13,1-16,6 %).'"""
    if pd.isna(whole["value"]):
        return _("The figure for {year} is withheld or missing.").format(year=year)
    value = indicator.written(float(whole["value"]))
    sure = _sureness(indicator, whole)
    within = f" ({narrowed})" if narrowed else ""
    if indicator.who and indicator.having and indicator.unit == "share":
        return _("{value} of {who}{within} {having} ({year}{sure}).").format(
            value=value,
            who=indicator.who,
            within=within,
            having=indicator.having,
            year=year,
            sure=sure,
        )
    return _("{noun} was {value} in {year}{sure}.").format(
        noun=capital(str(indicator.noun)), value=value, year=year, sure=sure
    )


def _sureness(indicator: Indicator, row: pd.Series) -> str:
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return ""
    return _("; 95 % interval {interval}").format(
        interval=interval(
            float(row["low"]),
            float(row["high"]),
            indicator.decimals,
            share=indicator.unit == "share",
        )
    )


def groups_sentence(indicator: Indicator, table: pd.DataFrame, labels: list[str]) -> str:
    """Which groups stand out, the clearest named, or that none does.

    table   one row per group: value, difference, state, direction; labels in the same order
    """
    judged = table.assign(label=labels)
    shown = judged[judged["value"].notna()]
    if not len(shown):
        return _("Every group is too small to be shown.")
    clear = shown[shown["direction"] != Direction.NEITHER]
    if not len(clear):
        return _("No group differs clearly from the others.")
    worse = clear[clear["state"] == State.WORSE]
    named = worse if len(worse) else clear
    first = named.loc[named["difference"].abs().idxmax()]
    counted = ngettext(
        "{n} of {all} groups differs clearly.", "{n} of {all} groups differ clearly.", len(clear)
    ).format(n=len(clear), all=len(shown))
    told = (
        _("Clearly worse off: {group} with {value}, {difference}.")
        if len(worse)
        else _("Clearly different: {group} with {value}, {difference}.")
    ).format(
        group=first["label"],
        value=indicator.written(float(first["value"])),
        difference=difference_in_words(indicator, float(first["difference"])),
    )
    return f"{told} {counted}" if len(shown) > 2 else told


def difference_in_words(indicator: Indicator, difference: float) -> str:
    """'6,2 procentenheter över övriga' or '1,3 under övriga' in the indicator's unit."""
    share = indicator.unit == "share"
    size = decimal(abs(difference) * (100 if share else 1), indicator.decimals)
    if share:
        return (
            _("{size} percentage points above the others").format(size=size)
            if difference > 0
            else _("{size} percentage points below the others").format(size=size)
        )
    return (
        _("{size} above the others").format(size=size)
        if difference > 0
        else _("{size} below the others").format(size=size)
    )
