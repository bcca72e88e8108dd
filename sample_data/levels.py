"""How high is each key figure in the country, and how much do municipalities differ?

Levels are near what Kolada has published for the country 2010-2022 (källa: Kolada), spreads near
those between municipalities of a middling size. An indicator that is not listed gets a level from
its unit alone.
"""

from dataclasses import dataclass

import numpy as np

FIRST_YEAR, LAST_YEAR = 2010, 2024


@dataclass(frozen=True)
class Level:
    """A course from `first` (2010) to `last` (2024), in the indicator's unit (a share is 0 to 1).

    between         spread between municipalities: of the log-odds for a share, of the log otherwise
    women_over_men  women less men on the same scale
    adds_up         women and men together make the total (persons, not a rate)
    """

    first: float
    last: float
    between: float = 0.15
    women_over_men: float = 0.0
    is_share: bool = True
    adds_up: bool = False
    decimals: int = 4
    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR

    def linked(self, value: np.ndarray | float) -> np.ndarray:
        """The value on the scale where places differ."""
        value = np.maximum(np.asarray(value, dtype=float), 1e-5)
        if not self.is_share:
            return np.log(value)
        value = np.minimum(value, 1 - 1e-5)
        return np.log(value / (1 - value))

    def unlinked(self, linked: np.ndarray) -> np.ndarray:
        """Back to the indicator's unit."""
        return 1 / (1 + np.exp(-linked)) if self.is_share else np.exp(linked)


def _per_1000(first: float, last: float, between: float, sexes: float = 0.0, **more: int) -> Level:
    return Level(first, last, between, sexes, is_share=False, decimals=2, **more)


def _amount(first: float, last: float, between: float, decimals: int = 0, **more: int) -> Level:
    return Level(first, last, between, is_share=False, decimals=decimals, **more)


LEVELS = {
    # school
    "N15428": Level(0.882, 0.842, 0.28, 0.13),
    "N15436": Level(0.875, 0.824, 0.28, 0.12),
    "N15432": Level(0.932, 0.912, 0.30, 0.10),
    "N15419": Level(0.758, 0.712, 0.28, 0.20),
    "N15508": Level(0.770, 0.738, 0.28, 0.20),
    "N15505": Level(212, 224, 0.04, 0.10, is_share=False, decimals=1),
    "N15507": Level(214, 229, 0.04, 0.10, is_share=False, decimals=1),
    "N15820": Level(0.50, 0.61, 0.25),
    "N15823": Level(0.055, 0.045, 0.30),
    "N15613": Level(0.88, 0.82, 0.15, -0.15, first_year=2019),
    "N15643": Level(0.79, 0.72, 0.15, -0.30, first_year=2019),
    "N17625": Level(0.061, 0.077, 0.22, -0.10),
    "N17457": Level(0.66, 0.70, 0.15, 0.35),
    "N17441": Level(0.72, 0.76, 0.15, 0.30),
    # placements and other support to the young
    "N33816": _per_1000(4.7, 2.6, 0.35, -0.30, first_year=2014),
    "N33817": _per_1000(7.8, 7.2, 0.25, 0.02, first_year=2014),
    "N33818": _per_1000(11.6, 9.6, 0.25, -0.10, first_year=2014),
    "N33802": Level(0.013, 0.0135, 0.35, -0.05, first_year=2014),
    "N33001": _amount(1475, 2750, 0.22),
    "U33401": Level(104, 96, 0.15, is_share=False, decimals=0, first_year=2014),
    "N33878": Level(0.28, 0.33, 0.20),
    "N33870": Level(0.61, 0.63, 0.20, 0.20),
    "N33876": Level(0.90, 0.88, 0.12, 0.15),
    # economic assistance
    "N31807": Level(0.0464, 0.0270, 0.30),
    "N31814": Level(0.372, 0.470, 0.22, 0.12),
    "N31816": Level(0.0144, 0.0105, 0.30, 0.03),
    "U31801": Level(0.190, 0.290, 0.25, first_year=2015),
    "U31803": Level(0.072, 0.045, 0.32),
    "U31804": Level(0.089, 0.043, 0.30, -0.02),
    "U31809": Level(0.021, 0.016, 0.35),
    "N31825": Level(0.0400, 0.0245, 0.30, 0.0),
    "N31849": _amount(44_000, 69_000, 0.16, first_year=2015),
    "N31000": _amount(2100, 1750, 0.28),
    "N31001": _amount(1330, 1400, 0.28),
    # work and activity
    "N00938": Level(6.0, 9.6, 0.16, 0.58, is_share=False, decimals=1),
    "N18601": Level(0.60, 0.67, 0.14, 0.20),
    "N02267": Level(0.745, 0.790, 0.12, -0.10),
    "N02243": Level(0.770, 0.808, 0.12, -0.08),
    "N02797": Level(0.082, 0.072, 0.18, -0.05),
    "N02798": Level(0.135, 0.118, 0.18, 0.10),
    "N03920": Level(0.072, 0.055, 0.22, 0.0),
    "N03926": Level(0.038, 0.037, 0.25, 0.06),
    "N03937": Level(0.041, 0.036, 0.20, -0.12),
    "N03938": Level(0.038, 0.035, 0.20, -0.10),
    "N03939": Level(0.072, 0.051, 0.22, -0.25),
    "U00800": Level(0.115, 0.098, 0.18),
    "N02902": Level(0.055, 0.058, 0.28),
    # health
    "N01452": Level(0.055, 0.073, 0.12, 0.25, first_year=2018),
    "U01473": Level(0.880, 0.850, 0.08, -0.25, first_year=2018),
    "U01472": Level(0.34, 0.44, 0.08, 0.45, first_year=2018),
    "N01453": Level(0.015, 0.015, 0.05, first_year=2018),
    "U01573": Level(0.020, 0.020, 0.05, first_year=2018),
    "N33820": Level(0.060, 0.085, 0.15, 0.20),
    # population and background
    "N01951": Level(55_000, 60_000, 0.25, is_share=False, adds_up=True, decimals=0),
    "N01919": Level(12_500, 13_700, 0.25, is_share=False, adds_up=True, decimals=0),
    "N01982": Level(0.385, 0.450, 0.18, 0.30),
    "N02926": Level(0.147, 0.205, 0.25, 0.02),
    "N02925": Level(0.095, 0.145, 0.28, 0.02),
    "N02900": Level(0.070, 0.090, 0.28),
    "N02901": Level(0.075, 0.082, 0.25),
    "N66077": Level(0.180, 0.172, 0.20),
    "N66078": Level(0.125, 0.120, 0.16),
    "N66079": Level(0.150, 0.130, 0.15),
    "N66080": Level(0.145, 0.135, 0.17),
}
BY_UNIT = {
    "share": Level(0.25, 0.26, 0.15),
    "per_1000": _per_1000(8.0, 8.0, 0.2),
    "per_100000": _per_1000(420.0, 430.0, 0.2),
    "sek": _amount(62_000, 78_000, 0.12),
    "sek_per_inhabitant": _amount(1_600, 2_300, 0.2),
    "sek_per_day": _amount(4_800, 7_600, 0.12),
    "index": _amount(1.0, 1.0, 0.15, decimals=2),
    "count": _amount(5_000, 5_400, 0.3),
    "years": _amount(42.0, 42.6, 0.03, decimals=1),
    "days": _amount(88, 92, 0.15),
    "points": _amount(215, 226, 0.04, decimals=1),
}


def level_of(indicator_id: str, unit: str) -> Level:
    """The level of an indicator, by its id or else by its unit."""
    return LEVELS.get(indicator_id) or BY_UNIT.get(unit) or BY_UNIT["count"]
