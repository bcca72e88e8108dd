"""A planted cluster on a chessboard of areas, and none where nothing is planted."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.clusters import TooFewForClusters, local_clusters

SIDE = 9


def board(side=SIDE):
    """Squares with the neighbours that share an edge."""
    pairs = [
        ((r, c), (r + dr, c + dc))
        for r in range(side)
        for c in range(side)
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0))
        if 0 <= r + dr < side and 0 <= c + dc < side
    ]
    names = [(f"{a[0]}{a[1]}", f"{b[0]}{b[1]}") for a, b in pairs]
    return pd.DataFrame(names, columns=["area", "neighbour"])


def figures(planted, side=SIDE, seed=1):
    rng = np.random.default_rng(seed)
    codes = [f"{r}{c}" for r in range(side) for c in range(side)]
    values = rng.normal(0, 1, len(codes)) + [4 if code in planted else 0 for code in codes]
    return pd.DataFrame({"area_code": codes, "value": values})


def test_a_planted_cluster_is_found_and_little_else():
    """Nine squares raised by four standard deviations: the middle one is surely found."""
    planted = {f"{r}{c}" for r in (1, 2, 3) for c in (1, 2, 3)}
    found = local_clusters(figures(planted), board()).found
    high = set(found.loc[found["cluster"] == "high", "area_code"])
    assert "22" in high
    assert len(high - planted) <= 1


def test_where_nothing_is_planted_hardly_anything_is_found():
    assert len(local_clusters(figures(set()), board()).found) <= 1


def test_the_same_map_gives_the_same_clusters():
    one = local_clusters(figures({"44"}), board(), permutations=99).areas
    pd.testing.assert_frame_equal(
        one, local_clusters(figures({"44"}), board(), permutations=99).areas
    )


def test_areas_without_a_figure_take_no_part():
    table = figures(set())
    table.loc[0, "value"] = np.nan
    assert len(local_clusters(table, board(), permutations=99).areas) == SIDE**2 - 1


def test_few_areas_or_equal_figures_are_refused():
    with pytest.raises(TooFewForClusters):
        local_clusters(figures(set(), side=3), board(3))
    with pytest.raises(TooFewForClusters):
        local_clusters(figures(set()).assign(value=1.0), board())
