"""How fast are paths, directly-follows counts and variants, beside process-mining tools?

Peers, in the same run, on the same rows, in turn with ours, results checked to be the same: pm4py
in both its forms (it has no paths from an origin) and plain polars; in an environment of their own
that this makes. 1 million events against them, then 1, 3 and 10 million alone, each in a process
of its own whose memory is told.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
from timing import in_turn, line

from analysis.answers.flows.sequences import counted_transitions
from analysis.flows.question import FlowQuestion
from store.read import Store, open_store
from store.writing.write import new_version

HERE = Path(__file__).parent
PEERS = HERE.parent / ".venv-peers"
LIBRARIES = ["pm4py==2.7.23.11", "polars==2.1.0", "pandas==3.1.1", "pyarrow"]
TYPES = [f"type {number:02d}" for number in range(27)]
QUESTION = {
    "outcomes": ["type 10", "type 14"],
    "origins": ["type 02", "type 04"],
    "support": ["type 06"],
}
SIZES = [1_000_000, 3_000_000, 10_000_000]


def generated(events: int, seed: int = 1) -> pd.DataFrame:
    """Lives of about six events of 27 types that mostly follow one order, as in care."""
    rng = np.random.default_rng(seed)
    lengths = rng.poisson(5, events // 5) + 1
    lengths = lengths[np.cumsum(lengths) <= events]
    first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    person = np.repeat(np.arange(len(lengths)), lengths)
    rows = len(person)
    position = np.arange(rows) - np.repeat(first, lengths)
    number = (position * 2 + rng.choice([0, 1, 2, 5], rows, p=[0.8, 0.1, 0.07, 0.03])) % 27
    begun = np.repeat(rng.integers(0, 2000, len(lengths)), lengths)
    days = begun + position * 20 + rng.integers(0, 15, rows)
    start = np.datetime64("2015-01-01", "us") + days.astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "person_id": pd.Categorical.from_codes(
                person, [f"p{n:08d}" for n in range(len(lengths))]
            ),
            "kind": "log",
            "type": pd.Categorical.from_codes(number, TYPES),
            "start_date": start,
            "end_date": start + rng.integers(0, 20, rows).astype("timedelta64[D]"),
            "start_time": start,
            "row_number": rng.permutation(rows),
        }
    )


def stored(events: pd.DataFrame, path: Path) -> Path:
    """The events as a store, written as any load writes them."""
    with new_version(path, fresh=True) as draft:
        draft.set_meta(is_sample=True)
        load_id = draft.load_number(
            source="sample", target="event", producer="benchmark", address="generated", sha256="",
            retrieved_at=datetime(2026, 1, 1), licence="own data",
            rows_read=len(events), rows_kept=len(events),
        )  # fmt: skip
        draft.put_events(events, load_id)
    return path


def transitions(store: Store) -> list:
    """Pairs, transitions, the most common count."""
    counted = counted_transitions(store)
    return [len(counted), int(counted["n"].sum()), int(counted["n"].max())]


def variants(store: Store) -> list:
    """Variants, persons, the most common count."""
    counted = store.query("events/variants", kinds=[], bits=5, per_word=12)
    return [len(counted), int(counted["people"].sum()), int(counted["people"].max())]


def paths(store: Store) -> list:
    """Paths, flows, flows with time for support, of them supported."""
    counted = store.query("flows/paths", smallest_people=0, **FlowQuestion(**QUESTION).params())
    asked = counted[counted["is_supported"].notna()]
    supported = asked[asked["is_supported"].astype(bool)]
    return [
        int(counted["path"].nunique()),
        *(int(part["flows"].sum()) for part in (counted, asked, supported)),
    ]


OURS = {"transitions": transitions, "variants": variants, "paths": paths}


class Peer:
    """The peers' process: answers a task by name."""

    def __init__(self, events_file: Path) -> None:
        if not (PEERS / "bin" / "python").exists():
            subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
        pip = [PEERS / "bin" / "python", "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "--disable-pip-version-check", *LIBRARIES], check=True)
        self.process = subprocess.Popen(
            [PEERS / "bin" / "python", HERE / "flow_peers.py", events_file, json.dumps(QUESTION)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.tasks = json.loads(self.process.stdout.readline())

    def ask(self, task: str) -> list:
        """The digest of the peer's answer."""
        print(task, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())


def against_peers(events: pd.DataFrame, folder: Path) -> None:
    """1 million events: every peer's task in turn with ours."""
    events.astype({"person_id": str, "type": str}).to_parquet(folder / "events.parquet")
    store = open_store(stored(events, folder / "store.duckdb"))
    peer = Peer(folder / "events.parquet")
    for task in peer.tasks:
        what, _by, tool = task.partition(" by ")
        ours, theirs = OURS[what](store), peer.ask(task)
        assert ours == theirs, f"{task}: {ours} is not {theirs}"
        timed = in_turn(lambda w=what: OURS[w](store), lambda t=task: peer.ask(t), pairs=5)
        times = 1 / timed["ratio"]
        print(line(f"{what}, {len(events):,} events", tool, timed, f"   {times:.0f} times faster"))
    peer.process.stdin.close()
    peer.process.wait()


def alone(path: Path) -> dict[str, dict[str, float]]:
    """Seconds and gigabytes of each question, each in a fresh process."""
    return {
        what: json.loads(
            subprocess.run(
                [sys.executable, __file__, "--one", what, path],
                check=True, capture_output=True, text=True,
            ).stdout
        )
        for what in OURS
    }  # fmt: skip


def one(what: str, path: Path) -> None:
    """Answer one question twice, and print the seconds of the second and the process's memory."""
    store = open_store(path)
    OURS[what](store)
    started = time.perf_counter()
    OURS[what](store)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(json.dumps({"seconds": seconds, "gigabytes": peak}))


def main() -> None:
    """Print both parts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        against_peers(generated(SIZES[0]), folder)
        smallest = {}
        for size in SIZES:
            events = generated(size)
            path = stored(events, folder / f"{size}.duckdb")
            rows = len(events)
            del events
            for what, figures in alone(path).items():
                a_million = figures["seconds"] / rows * 1e6
                smallest.setdefault(what, a_million)
                print(
                    f"{what:<12} {rows:>11,} events alone: {figures['seconds']:6.2f} s, "
                    f"{figures['gigabytes']:.1f} GB, {a_million:.3f} s a million events "
                    f"({a_million / smallest[what]:.2f} of that at 1 million)"
                )


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(sys.argv[-2], Path(sys.argv[-1]))
    else:
        main()
