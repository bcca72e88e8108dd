"""How fast is the lattice, against pysubgroup and against one scan of the columns?

The same top 20 by the same measure, (n / N)^0.5 (share - share of all), from columns of codes in
memory on both sides; pysubgroup with its fastest exact setting of those tried (depth-first over
bit sets). Then the whole finder on 10 million people, from the cells on.

    python benchmarks/target_groups_speed.py            all of it, some five minutes
"""

import json
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import numpy as np
from populations import DIMENSIONS, Population, population

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from analysis.target_groups.conjunctions import Dimension, Lattice  # noqa: E402 - after the path
from analysis.target_groups.expected_cases import Counted  # noqa: E402 - after the path
from analysis.target_groups.finder import find  # noqa: E402 - after the path

PEER_PYTHON = ROOT / ".venv-peers-subgroup" / "bin" / "python"
SIZES = [len(values) for values in DIMENSIONS.values()]


def peer_python() -> Path:
    """Pysubgroup wants an older numpy: an environment of its own, made on first use."""
    if not PEER_PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEER_PYTHON.parent.parent)], check=True)
        install = [str(PEER_PYTHON), "-m", "pip", "install", "-q", "pysubgroup==0.9.0"]
        subprocess.run(install, check=True)
    return PEER_PYTHON


def cells_of(people: Population) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Numbers of the cells that occur, their people and their cases: one pass over the columns."""
    code = np.zeros(len(people.outcome), dtype=np.int32)
    for column, size in zip(people.codes.values(), SIZES, strict=True):
        code *= size
        code += column
    everyone = np.bincount(code, minlength=int(np.prod(SIZES)))
    cases = np.bincount(code[people.outcome], minlength=int(np.prod(SIZES)))
    seen = np.flatnonzero(everyone)
    return seen, everyone[seen].astype(float), cases[seen].astype(float)


def lattice_of(seen: np.ndarray) -> Lattice:
    columns = np.unravel_index(seen, SIZES)
    named = zip(DIMENSIONS.items(), columns, strict=True)
    return Lattice([Dimension.of(name, values, codes) for (name, values), codes in named], 3)


def top_20(people: Population) -> list[tuple[float, dict[str, str]]]:
    seen, everyone, cases = cells_of(people)
    lattice = lattice_of(seen)
    n, c = lattice.sums(everyone), lattice.sums(cases)
    share = cases.sum() / everyone.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        quality = np.sqrt(n / everyone.sum()) * (c / n - share)
    quality[n == 0] = -np.inf
    best = np.argpartition(-quality, 20)[:20]
    best = best[np.argsort(-quality[best])]
    return [(float(quality[g]), lattice.conditions(int(g))) for g in best]


def scan(people: Population) -> int:
    """One bare pass over every column: what memory alone costs."""
    return sum(int(column.sum()) for column in (*people.codes.values(), people.outcome))


def best_of(work, repeats: int) -> float:
    took = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return float(np.median(took))


def against_peer(size: int, repeats: int) -> None:
    people = population(900, size)
    ours, bare = best_of(lambda: top_20(people), 15), best_of(lambda: scan(people), 15)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "population.npz"
        np.savez(file, outcome=people.outcome, **people.codes)
        script = str(ROOT / "benchmarks" / "target_groups_peer.py")
        command = [str(peer_python()), script, str(file), "dfs", "standard_0.5", "20", str(repeats)]
        said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    peer = float(np.median(said["seconds"]))
    found = top_20(people)
    same = np.allclose([q for q, _ in found], [g["quality"] for g in said["groups"]], rtol=1e-9)
    print(
        f"{size:>11,}   ours {ours * 1000:8.1f} ms   pysubgroup {peer * 1000:9.1f} ms   "
        f"{peer / ours:6.0f} times   scan {bare * 1000:6.2f} ms, {ours / bare:5.1f} scans   "
        f"same top 20: {same}"
    )


def whole_finder(size: int) -> None:
    """Everything after the cells: lattice, explanation, multiple testing, simplification."""
    people = population(901, size)
    bare = best_of(lambda: scan(people), 3)
    seen, everyone, cases = cells_of(people)
    strata = np.unravel_index(seen, SIZES)[1].astype(np.int64)

    def finder() -> int:
        return len(find(Counted(lattice_of(seen), everyone, cases, strata)).groups)

    took = best_of(finder, 5)
    tracemalloc.start()  # apart from the timing, which it slows
    groups = finder()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(
        f"{size:>11,}   whole finder from {len(seen):,} cells, by age: {took:.2f} s, "
        f"{groups} groups, {took / bare:.0f} scans, {peak / 1e6:.0f} MB at most"
    )


if __name__ == "__main__":
    against_peer(100_000, 5)
    against_peer(1_000_000, 3)
    for size in (100_000, 1_000_000, 10_000_000):
        whole_finder(size)
