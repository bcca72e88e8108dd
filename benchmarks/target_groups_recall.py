"""How many of the groups that we planted does the finder find, and how much else does it list?

Per population at most ten groups are listed. A planted group is found *nearly* when a listed group
shares half of the members of either (Jaccard 0.5), *exactly* when they are the same. Each planted
group counts for one listed group; a further one is *false* where the members' true risk is less
than 1.1 times what it would be with nothing planted, else *redundant*.

    python benchmarks/target_groups_recall.py [--seeds 50] [--peer] [--quick]

Seeds 1 to 50 are for reporting; everything was tuned on seeds from 1 000 on.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
from populations import DIMENSIONS, Population, jaccard, population
from scipy.special import ndtr
from target_groups_speed import cells_of, lattice_of, peer_python

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from analysis.target_groups.conjunctions import Lattice  # noqa: E402 - after the path
from analysis.target_groups.expected_cases import Counted, tail_score  # noqa: E402 - after the path
from analysis.target_groups.finder import Rules, candidates, find  # noqa: E402 - after the path

SMALLEST, LISTED, LEAST_TRUE = 50, 10, 1.1
PEER_QUALITY = "standard_0.5"  # the best of pysubgroup's: the standardised difference
THEME_OUTCOMES = (0.05, 0.1, 0.02)  # base rates of the outcomes looked through together
SETTINGS = {
    "as the issue asks": {},
    "small groups on purpose": {"small_groups": True},
    "twice as correlated": {"correlation": 2.0},
    "risk differs by age": {"age_gradient": True},
}


def counted_of(people: Population, *, by_age: bool) -> Counted:
    seen, everyone, cases = cells_of(people)
    sizes = [len(values) for values in DIMENSIONS.values()]
    ages = np.unravel_index(seen, sizes)[1].astype(np.int64)
    return Counted(lattice_of(seen), everyone, cases, ages if by_age else np.zeros_like(ages))


def ours(counted: Counted, direction: str = "worse") -> list[int]:
    return [group.number for group in find(counted, Rules(direction=direction)).groups]


def raw_rates(counted: Counted) -> list[int]:
    n, c = counted.group_people, counted.group_cases
    return _first(np.where(n >= SMALLEST, c / np.maximum(n, 1), -1))


def standardised(counted: Counted) -> list[int]:
    """Z alone, where it passes Benjamini-Hochberg."""
    z = _z(counted, counted.people * counted.cases.sum() / counted.people.sum())
    return [g for g in _first(z) if z[g] >= _cut(z)]


def nested_removed(counted: Counted) -> list[int]:
    """As `standardised`, without groups inside, or around, one that is listed."""
    z = _z(counted, counted.people * counted.cases.sum() / counted.people.sum())
    cut, listed, keys = _cut(z), [], []
    for group in np.argsort(-z):
        key = set(counted.lattice.key(int(group)))
        if z[group] < cut or len(listed) == LISTED:
            break
        if not any(key <= other or other <= key for other in keys):
            listed.append(int(group))
            keys.append(key)
    return listed


def explained_z(counted: Counted) -> list[int]:
    """The prototype's best: z against what the groups already accepted explain."""
    return _explained(counted, lambda z, _expected: z)


def explained_wilson(counted: Counted) -> list[int]:
    """Its sister: n times the Wilson lower bound less the expected."""

    def worth(_z: np.ndarray, expected: np.ndarray) -> np.ndarray:
        n, c = np.maximum(counted.group_people, 1), counted.group_cases
        share, z2 = c / n, 1.96**2
        half = 1.96 * np.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
        return n * (share + z2 / (2 * n) - half) / (1 + z2 / n) - expected

    return _explained(counted, worth)


def _explained(counted: Counted, worth) -> list[int]:
    lattice, found, members = counted.lattice, [], []
    start = counted.people * counted.cases.sum() / counted.people.sum()
    expected = start
    while len(found) < LISTED:
        sums = lattice.sums(expected)
        z = _z(counted, expected)
        value = np.where(z >= _cut(z), worth(z, sums), -np.inf)
        value[found] = -np.inf
        best = int(value.argmax())
        if not np.isfinite(value[best]):
            break
        found.append(best)
        members.append(lattice.members(best))
        expected = start.copy()
        for _round in range(30):  # proportional fitting of each group's total and of the whole
            for inside in members:
                expected[inside] *= counted.cases[inside].sum() / expected[inside].sum()
            expected *= counted.cases.sum() / expected.sum()
    return found


def _z(counted: Counted, expected: np.ndarray) -> np.ndarray:
    """Exact binomial tails as normal scores; -9 for groups that are too small."""
    n, c = counted.group_people, counted.group_cases
    z = np.full(len(n), -9.0)
    large = n >= SMALLEST
    sums = counted.lattice.sums(expected)
    z[large] = tail_score(c[large], n[large], sums[large], sign=1)
    return z


def _cut(z: np.ndarray, rate: float = 0.05) -> float:
    """The score from which Benjamini-Hochberg rejects."""
    scores = np.sort(z[z > -9])[::-1]
    passed = np.flatnonzero(ndtr(-scores) <= rate * np.arange(1, len(scores) + 1) / len(scores))
    return float(scores[passed[-1]]) if len(passed) else np.inf


def _first(value: np.ndarray) -> list[int]:
    return [int(group) for group in np.argsort(-value)[:LISTED]]


def peer(people: Population) -> list[dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "population.npz"
        np.savez(file, outcome=people.outcome, **people.codes)
        script = str(ROOT / "benchmarks" / "target_groups_peer.py")
        command = [str(peer_python()), script, str(file), "dfs", PEER_QUALITY, str(LISTED), "1"]
        said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return [
        {name: DIMENSIONS[name][code] for name, code in group["conditions"].items()}
        for group in said["groups"]
    ]


METHODS = {
    "ours": ours,
    "raw rates": raw_rates,
    "z alone": standardised,
    "z, nested removed": nested_removed,
    "z against explained": explained_z,
    "Wilson against explained": explained_wilson,
}


def judged(people: Population, listed: list[dict[str, str]]) -> list[str]:
    """Exact, near, false or redundant for each listed group."""
    left, verdicts = list(people.planted), []
    for conditions in listed:
        members = np.logical_and.reduce(
            [people.codes[k] == DIMENSIONS[k].index(v) for k, v in conditions.items()]
        )
        likeness = [jaccard(members, group.members) for group in left]
        if likeness and max(likeness) >= 0.5:
            left.pop(int(np.argmax(likeness)))
            verdicts.append("exact" if max(likeness) == 1 else "near")
        else:
            ratio = people.risk[members].sum() / people.base[members].sum()
            verdicts.append("false" if ratio < LEAST_TRUE else "redundant")
    return verdicts


def one_population(job: tuple[int, dict, tuple[str, ...], bool]) -> dict[str, list[str]]:
    seed, setting, methods, with_peer = job
    people = population(seed, **setting)
    counted = counted_of(people, by_age=setting.get("age_gradient", False))
    lattice: Lattice = counted.lattice
    said = {
        name: judged(people, [lattice.conditions(g) for g in METHODS[name](counted)])
        for name in methods
    }
    if with_peer:
        said["pysubgroup"] = judged(people, peer(people))
    return said


def table(title: str, results: list[dict[str, list[str]]], planted: int) -> None:
    print(f"\n{title}: {len(results)} populations")
    heads = {"near@5": 8, "near@10": 9, "exact@10": 10, "false": 8, "redundant": 11, "listed": 8}
    print(" " * 28 + "".join(f"{head:>{width}}" for head, width in heads.items()))
    for name in results[0]:
        lists = [result[name] for result in results]
        found = [
            np.mean([sum(v in kinds for v in said[:first]) / planted for said in lists])
            for first, kinds in ((5, "exact near"), (10, "exact near"), (10, "exact"))
        ]
        spread = np.std([sum(v in "exact near" for v in said) / planted for said in lists])
        other = [np.mean([said.count(kind) for said in lists]) for kind in ("false", "redundant")]
        print(
            f"{name:28}{found[0]:8.3f}{found[1]:9.3f}{found[2]:10.3f}{other[0]:8.2f}"
            f"{other[1]:11.2f}{np.mean([len(said) for said in lists]):8.2f}"
            f"   (standard error of near@10 {spread / np.sqrt(len(lists)):.3f})"
        )


def nothing_planted(seeds: range, pool: ProcessPoolExecutor, methods: tuple[str, ...]) -> None:
    jobs = [(seed, {"planted": 0}, methods, False) for seed in seeds]
    results = list(pool.map(one_population, jobs))
    print(f"\nnothing planted: {len(results)} populations; groups listed per population")
    for name in methods:
        print(f"{name:28}{np.mean([len(result[name]) for result in results]):8.2f}")


def a_theme_of_nothing(seed: int) -> int:
    """Groups listed over three outcomes of the same people, with nothing planted in any.

    As analysis/answers/target_groups/theme.py: each outcome by itself, errors counted over all
    three.
    """
    people = population(seed, planted=0)
    rng = np.random.default_rng([seed, len(THEME_OUTCOMES)])
    cells = []
    for rate in THEME_OUTCOMES:
        drawn = replace(people, outcome=rng.random(len(people.outcome)) < rate)
        cells.append(counted_of(drawn, by_age=False))
    scanned = [len(candidates(counted, SMALLEST)) for counted in cells]
    return sum(
        len(find(counted, Rules(elsewhere=sum(scanned) - own)).groups)
        for counted, own in zip(cells, scanned, strict=True)
    )


def themes_of_nothing(seeds: range, pool: ProcessPoolExecutor) -> None:
    listed = list(pool.map(a_theme_of_nothing, seeds))
    print(f"\nthree outcomes together, nothing planted: {len(listed)} populations")
    print(f"groups listed per population {np.mean(listed):8.2f}")
    print(f"populations with any group   {np.mean(np.array(listed) > 0):8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--peer", action="store_true", help="also pysubgroup (slow)")
    parser.add_argument("--quick", action="store_true", help="ours only, no other population sizes")
    args = parser.parse_args()
    seeds = range(1, args.seeds + 1)
    methods = ("ours",) if args.quick else tuple(METHODS)
    with ProcessPoolExecutor(2) as pool:
        for title, setting in SETTINGS.items():
            with_peer = args.peer and not setting
            jobs = [(seed, setting, methods, with_peer) for seed in seeds]
            table(title, list(pool.map(one_population, jobs)), 5)
        nothing_planted(range(10_001, 10_001 + args.seeds), pool, methods)
        themes_of_nothing(range(10_001, 10_001 + args.seeds), pool)
        if not args.quick:
            for size in (20_000, 1_000_000):
                jobs = [(seed, {"people": size}, ("ours",), False) for seed in seeds[:20]]
                table(f"{size:,} people", list(pool.map(one_population, jobs)), 5)


if __name__ == "__main__":
    main()
