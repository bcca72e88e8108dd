"""Where do areas with high, or low, figures lie together more than chance would have it?

Local Moran: an area and its neighbours against what the same figures, dealt out at random over the
map, would show. Many areas are tested at once, so only those that hold at a false discovery rate
of 5 % are named. What a politician sees are four words, not a statistic.
"""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.required import numbers, require_columns
from analysis.statistics.comparison import benjamini_hochberg
from language import _
from language.errors import BehovsbildError

FEWEST_AREAS = 10
PERMUTATIONS = 9_999  # enough that 5 % false discoveries can be told among some hundred areas
MOST_DRAWN = 20_000_000  # permutations x areas: beyond this fewer are drawn
SEED = 20_250_701
FALSE_SHARE = 0.05
HIGH, LOW, HIGH_AMONG_LOW, LOW_AMONG_HIGH = "high", "low", "high_among_low", "low_among_high"
QUADRANTS = {1: HIGH, 2: LOW_AMONG_HIGH, 3: LOW, 4: HIGH_AMONG_LOW}  # as esda numbers them


class TooFewForClusters(BehovsbildError, ValueError):
    """Fewer areas with neighbours than clusters can be seen among."""

    def __init__(self, areas: int) -> None:
        super().__init__(
            _(
                "Clusters need at least {fewest} areas that have a figure and a neighbour with "
                "one; here {n} do. Choose a level with more areas."
            ).format(fewest=FEWEST_AREAS, n=areas)
        )


@dataclass(frozen=True)
class Clusters:
    """Areas that stand together, or apart from their neighbours.

    areas   a row per area tested: area_code, cluster (high, low, high_among_low, low_among_high, or
            missing where chance explains it), local_moran, q_value
    """

    areas: pd.DataFrame

    @property
    def found(self) -> pd.DataFrame:
        """The areas that chance does not explain."""
        return self.areas[self.areas["cluster"].notna()]


def local_clusters(
    values: pd.DataFrame,
    neighbours: pd.DataFrame,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> Clusters:
    """Local Moran with seeded permutations and Benjamini-Hochberg.

    values      area_code, value; areas without a value, or without a neighbour that has one, are
                left out
    neighbours  area, neighbour: each pair both ways
    raises      MissingColumns, TooFewForClusters
    source      Anselin, Geographical Analysis 27 (1995) 93-115; computed by esda. Its one-sided
                pseudo p-value is doubled, since either side may stand out
    """
    require_columns(values, "area_code", "value")
    require_columns(neighbours, "area", "neighbour")
    known = values[np.isfinite(numbers(values["value"]))].drop_duplicates("area_code")
    pairs = neighbours[
        neighbours["area"].isin(known["area_code"])
        & neighbours["neighbour"].isin(known["area_code"])
    ]
    known = known[known["area_code"].isin(pairs["area"])].reset_index(drop=True)
    spread = float(np.ptp(known["value"])) if len(known) else 0.0
    if len(known) < FEWEST_AREAS or spread == 0:
        raise TooFewForClusters(len(known) if spread else 0)
    found = _moran(known, pairs, min(permutations, MOST_DRAWN // len(known)), seed)
    q_value = benjamini_hochberg(np.minimum(2 * found.p_sim, 1))
    clear = q_value <= FALSE_SHARE
    kinds = [QUADRANTS[int(q)] if c else None for q, c in zip(found.q, clear, strict=True)]
    return Clusters(
        pd.DataFrame(
            {
                "area_code": known["area_code"],
                "cluster": pd.Series(kinds, dtype="str"),
                "local_moran": found.Is,
                "q_value": q_value,
            }
        )
    )


def _moran(known: pd.DataFrame, pairs: pd.DataFrame, permutations: int, seed: int) -> object:
    from esda.moran import Moran_Local  # pulls scikit-learn: seconds, for those who ask only
    from libpysal.weights import W

    beside = pairs.groupby("area")["neighbour"].apply(list)
    weights = W({code: beside[code] for code in known["area_code"]}, silence_warnings=True)
    weights.id_order = known["area_code"].tolist()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # one-sided p: doubled by the caller
        return Moran_Local(
            known["value"].to_numpy(dtype=float),
            weights,
            transformation="r",
            permutations=permutations,
            seed=seed,
            n_jobs=1,
            keep_simulations=False,
        )


def cluster_in_words(cluster: str | None) -> str:
    """A kind of cluster as a reader calls it."""
    return {
        HIGH: _("high, and so are the areas around it"),
        LOW: _("low, and so are the areas around it"),
        HIGH_AMONG_LOW: _("high, though the areas around it are low"),
        LOW_AMONG_HIGH: _("low, though the areas around it are high"),
    }.get(cluster, _("no pattern beyond chance"))
