"""What is a small area's share likely to be, given how areas like it usually vary?

Empirical Bayes: the areas' true shares are taken to follow a beta distribution, which all the areas
together reveal; each area's own figure is then drawn toward the mean, the more the fewer people it
rests on. The raw share always stands beside: the drawn one is a better guess and a worse witness,
since it tells of an area partly by its neighbours in the table.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import betainccinv, betaincinv, betaln, expit, logit, psi

from analysis.required import numbers, require_columns, require_possible
from analysis.statistics.intervals import normal_quantile, wilson_interval
from language import _
from language.errors import BehovsbildError

FEWEST_AREAS = 10  # below this the areas cannot show how areas usually vary
# A prior worth this many people draws every small area wholly to the mean: no variation was found.
# The likelihood is flat beyond it, and the search would end wherever rounding stops it.
LARGEST_PRIOR_PEOPLE = 1e5
SMALLEST_PRIOR_PEOPLE = 0.1


class TooFewAreas(BehovsbildError, ValueError):
    """Too few areas to learn from how they vary."""

    def __init__(self, areas: int) -> None:
        super().__init__(
            _(
                "Expected at least {fewest} areas with people, to see how areas usually vary; "
                "came {areas}. Show the raw shares with their intervals instead."
            ).format(fewest=FEWEST_AREAS, areas=areas)
        )


@dataclass(frozen=True)
class Shrunken:
    """Raw and shrunken shares side by side, and the prior that drew the one to the other.

    table         one row per area
    mean_share    mean of the areas' true shares, as the areas reveal it (0 to 1)
    prior_people  the prior's weight in people: an area of this size keeps half of its own
                  deviation. At its largest (100 000) where the areas vary by no more than chance.
    """

    table: pd.DataFrame
    mean_share: float
    prior_people: float


def shrink_shares(areas: pd.DataFrame, *, confidence: float = 0.95) -> Shrunken:
    """Each area's share drawn toward the mean of all, as far as its size gives reason to.

    areas    one row per area: `cases`, `people`, and what should follow along
    returns  Shrunken; its table has the columns of `areas` plus raw_share, raw_low, raw_high
             (Wilson), shrunken_share, shrunken_low, shrunken_high (0 to 1) and own_weight (0 to 1:
             how much of the shrunken share is the area's own). An area without people gets the
             mean and an own_weight of 0; one with a missing count gets nothing. The shrunken
             interval takes the prior as known, and is a little too narrow with few areas.
    raises   MissingColumns; ImpossibleCounts; TooFewAreas
    source   Skellam, J. R. Statist. Soc. B 10 (1948) 257-261 (beta-binomial); Clayton & Kaldor,
             Biometrics 43 (1987) 671-681 (empirical Bayes for areas); prior by maximum likelihood
    """
    require_columns(areas, "cases", "people")
    cases, people = numbers(areas["cases"]), numbers(areas["people"])
    raw = wilson_interval(cases, people, confidence)
    known = (people > 0) & ~np.isnan(cases)
    if known.sum() < FEWEST_AREAS:
        raise TooFewAreas(int(known.sum()))
    mean_share, prior_people = fit_prior(cases[known], people[known])
    a, b = mean_share * prior_people + cases, (1 - mean_share) * prior_people + people - cases
    low, high = _beta_interval(a, b, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        raw_share = cases / np.where(people > 0, people, np.nan)
    table = areas.assign(
        raw_share=raw_share,
        raw_low=raw.low,
        raw_high=raw.high,
        shrunken_share=a / (a + b),
        shrunken_low=low,
        shrunken_high=high,
        own_weight=people / (people + prior_people),
    )
    return Shrunken(table, mean_share, prior_people)


def fit_prior(cases: np.ndarray, people: np.ndarray) -> tuple[float, float]:
    """Mean (0 to 1) and weight (people) of the beta prior, by maximum likelihood.

    Where every area has the same share 0 or 1 there is nothing to learn from: the mean is then a
    half case short of it, so that bounds stay defined.
    """
    require_possible(cases, people)
    total_cases, total_people = cases.sum(), people.sum()
    if total_cases in (0, total_people):
        return float((total_cases + 0.5) / (total_people + 1)), LARGEST_PRIOR_PEOPLE
    start_share, start_people = _by_moments(cases, people)

    found = minimize(
        _minus_log_likelihood,
        [logit(start_share), np.log(start_people)],
        args=(cases, people),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-14, 14), (np.log(SMALLEST_PRIOR_PEOPLE), np.log(LARGEST_PRIOR_PEOPLE))],
        options={"ftol": 1e-13, "gtol": 1e-7},
    )
    # Toward no variation the slope fades before the bound is reached: ask at the bound itself.
    no_variation = np.array([logit(total_cases / total_people), np.log(LARGEST_PRIOR_PEOPLE)])
    at_bound, _slope = _minus_log_likelihood(no_variation, cases, people)
    best = no_variation if at_bound <= found.fun else found.x
    return float(expit(best[0])), float(np.exp(best[1]))


def _minus_log_likelihood(
    parameters: np.ndarray, cases: np.ndarray, people: np.ndarray
) -> tuple[float, np.ndarray]:
    """Of the beta-binomial at (logit of mean, log of weight), and its slope in both."""
    share, weight = expit(parameters[0]), np.exp(parameters[1])
    a, b = share * weight, (1 - share) * weight
    value = (betaln(cases + a, people - cases + b) - betaln(a, b)).sum()
    both = psi(weight) - psi(people + weight)
    slope_a = (psi(cases + a) - psi(a) + both).sum()
    slope_b = (psi(people - cases + b) - psi(b) + both).sum()
    slope = [weight * share * (1 - share) * (slope_a - slope_b), a * slope_a + b * slope_b]
    return -value, -np.array(slope)


def _by_moments(cases: np.ndarray, people: np.ndarray) -> tuple[float, float]:
    """A first guess: the variance between areas beyond chance, by DerSimonian & Laird."""
    share = cases.sum() / people.sum()
    weight = people / (share * (1 - share))
    excess = (weight * (cases / people - share) ** 2).sum() - (len(people) - 1)
    between = max(excess / (weight.sum() - (weight**2).sum() / weight.sum()), 0.0)
    if between == 0:
        return share, 1e4
    return share, float(np.clip(share * (1 - share) / between - 1, 1, 1e4))


def _beta_interval(
    a: np.ndarray, b: np.ndarray, confidence: float
) -> tuple[np.ndarray, np.ndarray]:
    normal_quantile(confidence)  # refuses a level in percent
    tail = (1 - confidence) / 2
    return betaincinv(a, b, tail), betainccinv(a, b, tail)
