"""How sure is an order of needs, when nobody can say that just these weights are right?

Weights are drawn at random, many times, and counted is how often each need stays where it is. A
criterion that is unknown for a need is drawn too, anywhere on its scale. Seeded: the same question
has the same answer.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.ranking.priority import CRITERIA, rank, weights_of

DRAWS = 2000
FIRST = 5
NEARBY = 30.0  # Dirichlet's concentration: a weight of 20 % varies by 7 percentage points (1 sd)


def sureness(
    parts: pd.DataFrame,
    weights: Mapping[str, float],
    *,
    nearby: bool = True,
    first: int = FIRST,
    draws: int = DRAWS,
    seed: int = 1,
) -> pd.DataFrame:
    """How often each need stays, over random weights.

    parts    as priority.scaled gives them
    nearby   True: weights about as chosen; False: any weights at all, each as likely
    returns  index in the order of `rank`: place, first_share (how often among the `first`),
             place_share (how often at its place), place_low, place_high (the middle 90 %)
    raises   BadWeights
    source   Dirichlet: alpha = concentration times the chosen weights, or 1 for each criterion
    """
    ranked = rank(parts, weights)
    ordered = parts.loc[ranked.index, list(CRITERIA)]
    generator = np.random.default_rng(seed)
    drawn_weights = _weights(generator, weights_of(weights), nearby, draws)
    scores = _scores(generator, ordered.to_numpy(float), drawn_weights)
    # a need's place is one more than how many have a clearly higher score
    places = 1 + (scores[:, None, :] > scores[:, :, None] + 1e-9).sum(axis=2)
    low, high = np.quantile(places, [0.05, 0.95], axis=0, method="nearest")
    return pd.DataFrame(
        {
            "place": ranked["place"],
            "first_share": (places <= first).mean(axis=0),
            "place_share": (places == ranked["place"].to_numpy()).mean(axis=0),
            "place_low": low.astype(int),
            "place_high": high.astype(int),
        },
        index=ranked.index,
    )


def _weights(
    generator: np.random.Generator, chosen: Mapping[str, float], nearby: bool, draws: int
) -> np.ndarray:
    """Draws by criteria; a weight that is set to 0 stays 0 nearby."""
    if not nearby:
        return generator.dirichlet(np.ones(len(CRITERIA)), size=draws)
    alpha = np.array([chosen[criterion] for criterion in CRITERIA]) * NEARBY
    drawn = np.zeros((draws, len(CRITERIA)))
    drawn[:, alpha > 0] = generator.dirichlet(alpha[alpha > 0], size=draws)
    return drawn


def _scores(generator: np.random.Generator, parts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Draws by needs; what is unknown is drawn anew each time."""
    unknown = np.isnan(parts)
    scores = weights @ np.where(unknown, 0.0, parts).T
    for need, criterion in zip(*np.nonzero(unknown), strict=True):
        scores[:, need] += weights[:, criterion] * generator.random(len(weights))
    return scores
