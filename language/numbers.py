"""How is a figure written so that a Swedish reader sees nothing strange?

Decimal comma, a thin no-break space between thousands, a no-break space before %, and a real
minus sign. English gets point and comma. A missing figure is a dash, never 0.
"""

import math

from language.chosen import current

MISSING = "–"  # noqa: RUF001 - the dash that Swedish tables use
THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"


def _swedish() -> bool:
    return current() == "sv"


def decimal(value: float | None, decimals: int = 1) -> str:
    """`value` with a fixed number of decimals: 1234.5 -> '1 234,5'; None or NaN -> '–'."""
    if value is None or math.isnan(value):
        return MISSING
    text = f"{round(abs(value), decimals):,.{decimals}f}"
    sign = "\u2212" if value < 0 and float(text.replace(",", "")) != 0 else ""
    if _swedish():
        text = text.replace(",", THIN_SPACE).replace(".", ",")
    return sign + text


def whole(value: float | None) -> str:
    """`value` as a whole number: 12345 -> '12 345'."""
    return decimal(value, 0)


def percent(share: float | None, decimals: int = 1) -> str:
    """A share (0 to 1) as percent: 0.412 -> '41,2 %'."""
    if share is None or math.isnan(share):
        return MISSING
    return decimal(share * 100, decimals) + (NO_BREAK_SPACE if _swedish() else "") + "%"


def interval(
    low: float | None, high: float | None, decimals: int = 1, *, share: bool = True
) -> str:
    """Two bounds as '38,1–44,3 %' (share, 0 to 1) or '1,2–1,9' (any other unit)."""
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return MISSING
    if not share:
        return f"{decimal(low, decimals)}–{decimal(high, decimals)}"
    return f"{decimal(low * 100, decimals)}–{percent(high, decimals)}"
