"""What do the figures say, in one or two sentences that can be read aloud, and how sure is it?

Generated from the figures and nothing else: a difference is named only where it is clear, that
nothing is clear is said as plainly, and what cannot be told is never said to be no difference.
"""

from typing import Any

import pandas as pd

from analysis.states import Because, Direction, State
from indicators.entry import Indicator
from language import _, decimal, interval, ngettext


def capital(text: str) -> str:
    """`text` with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def level_sentence(
    indicator: Indicator, year: int, whole: pd.Series, narrowed: str, *, protected: bool = False
) -> str:
    """'14,8 % av elever i årskurs 9 når inte gymnasiebehörighet (2024; osäkerhet 13,1-16,6 %).'

    protected   whether the counts carry noise, so that a 0 may be several
    """
    if pd.isna(whole["value"]):
        return _("The figure for {year} is withheld or missing.").format(year=year)
    value = _written(indicator, whole, protected)
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


def _written(indicator: Indicator, row: pd.Series, protected: bool) -> str:
    return indicator.written(float(row["value"]), at_most=row["high"] if protected else None)


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


def groups_sentence(
    indicator: Indicator,
    table: pd.DataFrame,
    labels: list[str],
    *,
    protected: bool = False,
    with_whole: bool = False,
) -> str:
    """Which groups stand out, the clearest named; that none does; and how many cannot be told.

    table   one row per group: value, high, reference, difference, state, direction, because;
            labels in the same order
    protected   as for `level_sentence`
    with_whole  whether they are compared with the municipality as a whole, else with the others
    """
    judged = table.assign(label=labels)
    if not judged["value"].notna().any():
        return _("No group has a figure that can be shown.")
    neither = judged["direction"] == Direction.NEITHER
    clear = judged[~neither]
    untold = judged[neither & (judged["state"] == State.CANNOT_TELL)]
    if len(untold) == len(judged):
        return _("Whether the groups differ cannot be told: {why}.").format(why=_why(untold))
    told = (
        _clear_sentence(indicator, clear, int(judged["value"].notna().sum()), protected, with_whole)
        if len(clear)
        else _none_clear(len(judged) - len(untold), untold, with_whole)
    )
    return " ".join(filter(None, (told, _untold_sentence(untold))))


def _clear_sentence(
    indicator: Indicator, clear: pd.DataFrame, shown: int, protected: bool, with_whole: bool
) -> str:
    """The group that differs the most, those worse off first, and how many differ."""
    worse = clear[clear["state"] == State.WORSE]
    named = worse if len(worse) else clear
    first = named.loc[named["difference"].abs().idxmax()]
    counted = ngettext(
        "{n} of {all} groups differs clearly.", "{n} of {all} groups differ clearly.", len(clear)
    ).format(n=len(clear), all=shown)
    told = (
        _("Clearly worse off: {group} with {value}, {difference}.")
        if len(worse)
        else _("Clearly different: {group} with {value}, {difference}.")
    ).format(
        group=first["label"],
        value=_written(indicator, first, protected),
        difference=difference_in_words(
            indicator, float(first["difference"]), with_whole=with_whole
        ),
    )
    return f"{told} {counted}" if shown > 2 else told


def _none_clear(n: int, untold: pd.DataFrame, with_whole: bool) -> str:
    """That none differs, said only of those that can be told."""
    whom = _("the municipality as a whole") if with_whole else _("the others")
    if not len(untold):
        return _("No group differs clearly from {whom}.").format(whom=whom)
    return ngettext(
        "The one group that can be told does not differ clearly from {whom}.",
        "None of the {n} groups that can be told differs clearly from {whom}.",
        n,
    ).format(n=n, whom=whom)


def _untold_sentence(untold: pd.DataFrame) -> str:
    """For how many it cannot be told, and why; '' for none."""
    if not len(untold):
        return ""
    return ngettext(
        "For {n} group it cannot be told whether it differs: {why}.",
        "For {n} groups it cannot be told whether they differ: {why}.",
        len(untold),
    ).format(n=len(untold), why=_why(untold))


def _why(untold: pd.DataFrame) -> str:
    """The reasons, the commonest first, each with its number where they are several."""
    counts = pd.Series([_reason(row) for row in untold.itertuples()]).value_counts()
    if len(counts) == 1:
        return str(counts.index[0])
    return ", ".join(f"{reason} ({n})" for reason, n in counts.items())


def _reason(row: Any) -> str:
    if pd.isna(row.value):
        return _("the figure is withheld or missing")
    if row.because != Because.NO_FIGURE:
        return Because(row.because).words
    if pd.isna(row.reference):
        return _("there is no figure to compare with")
    return _("the source does not say how unsure the figure is")


def difference_in_words(
    indicator: Indicator, difference: float, *, with_whole: bool = False
) -> str:
    """'6,2 procentenheter över övriga' or '1,3 under kommunen i stort' in the indicator's unit."""
    whom = _("the municipality as a whole") if with_whole else _("the others")
    share = indicator.unit == "share"
    size = decimal(abs(difference) * (100 if share else 1), indicator.decimals)
    if share:
        return (
            _("{size} percentage points above {whom}").format(size=size, whom=whom)
            if difference > 0
            else _("{size} percentage points below {whom}").format(size=size, whom=whom)
        )
    return (
        _("{size} above {whom}").format(size=size, whom=whom)
        if difference > 0
        else _("{size} below {whom}").format(size=size, whom=whom)
    )
