"""How are two things timed fairly against each other on a machine whose speed drifts?

In turn, A B A B ..., after a warm-up of each; the ratio is that of each pair, and the median is
what is quoted.
"""

import statistics
import time
from collections.abc import Callable


def in_turn(ours: Callable[[], object], peer: Callable[[], object], pairs: int = 7) -> dict:
    """Median seconds of both, and the median, least and greatest ratio ours / peer."""
    ours(), peer()
    timed = [(_seconds(ours), _seconds(peer)) for _ in range(pairs)]
    ratios = [a / b for a, b in timed]
    return {
        "ours_s": statistics.median(a for a, _b in timed),
        "peer_s": statistics.median(b for _a, b in timed),
        "ratio": statistics.median(ratios),
        "least": min(ratios),
        "greatest": max(ratios),
    }


def line(what: str, peer: str, timed: dict, more: str = "") -> str:
    """One line of a benchmark's table."""
    return (
        f"{what:<44} {timed['ours_s'] * 1000:9.1f} ms   {peer:<28} {timed['peer_s'] * 1000:9.1f} ms"
        f"   ratio {timed['ratio']:.2f} ({timed['least']:.2f}-{timed['greatest']:.2f}){more}"
    )


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
