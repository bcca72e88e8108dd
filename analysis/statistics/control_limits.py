"""How much does a yearly figure swing by itself, where its source gives no interval?

Moving ranges, as on a control chart: the mean step from year to year, divided by 1.128, estimates
the standard deviation of the swing. A steady climb counts as swing too, which makes the bounds
wider, never narrower.

source  Shewhart (1931); d2 = 1.128 for ranges of two, ISO 7870-2:2013 table 2
"""

import numpy as np

D2_OF_TWO = 1.128
FEWEST_YEARS = 5
Z_95 = 1.959963984540054


def swing(values: np.ndarray) -> float:
    """Standard deviation of the yearly swing, in the values' unit.

    values   in year order, missing as NaN
    returns  NaN where fewer than five values are known
    """
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    if len(known) < FEWEST_YEARS:
        return float("nan")
    return float(np.abs(np.diff(known)).mean() / D2_OF_TWO)
