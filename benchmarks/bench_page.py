"""What does a rerun of Bryt ner cost the server, beside a bare Streamlit page?

The bare page shows a table of the same size and does nothing else. Both are real servers, asked in
turn by a client that speaks Streamlit's own protocol: first one session, where the processor time
that each server has used is compared (it hardly minds what else the machine does), then twenty
sessions at once. Last, what the first reader of each page waits for on a fresh server.
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data_pipeline.__main__ import main as pipeline

ROOT = Path(__file__).parent.parent
SESSIONS, SECONDS = 20, 12
ROUNDS, RERUNS = 9, 40
VIEW = ("bryt_ner", "nyckeltal=high_absence")
PAGES = ("", "nyckeltal", "bryt_ner", "floden", "malgrupper", "karta", "behov", "prioritera")
BREATH = 8  # seconds from a server's start to its first reader
BARE = """
import numpy as np, pandas as pd, streamlit as st
st.title("Bare")
st.dataframe(pd.DataFrame(np.arange(360).reshape(60, 6)), hide_index=False)
"""


class Server:
    """A running server: where it answers, and how much processor time it has used."""

    def __init__(self, port: int, process: subprocess.Popen) -> None:
        self.address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self.process = process

    def used(self) -> float:
        """Seconds of processor time since its start (Linux)."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(script: str) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
        + ["--server.headless", "true", "--server.address", "127.0.0.1"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(240):
            try:
                if httpx.get(f"http://127.0.0.1:{port}/_stcore/health").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.25)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(10)


async def reruns(
    server: Server, page: str, query: str, *, most: int = 10**9, until: float = float("inf")
) -> int:
    """One session without think time, for so many reruns or until the clock says stop."""
    finished = 0
    async with websockets.connect(
        server.address, max_size=None, subprotocols=["streamlit"]
    ) as connection:
        while finished < most and time.monotonic() < until:
            ask = BackMsg()
            ask.rerun_script.query_string = query
            ask.rerun_script.page_name = page
            await connection.send(ask.SerializeToString())
            while True:
                said = ForwardMsg()
                said.ParseFromString(await connection.recv())
                if said.WhichOneof("type") == "script_finished":
                    finished += 1
                    break
    return finished


def used_a_rerun(server: Server, page: str, query: str) -> float:
    """Milliseconds of processor time that a rerun takes."""
    before = server.used()
    asyncio.run(reruns(server, page, query, most=RERUNS))
    return (server.used() - before) / RERUNS * 1000


def reruns_a_second(server: Server, page: str, query: str) -> float:
    async def at_once(until: float) -> int:
        each = (reruns(server, page, query, until=until) for _ in range(SESSIONS))
        return sum(await asyncio.gather(*each))

    started = time.monotonic()
    return asyncio.run(at_once(started + SECONDS)) / (time.monotonic() - started)


def compare(ours: Server, bare: Server) -> None:
    for server, asked in ((ours, VIEW), (bare, ("", ""))):
        asyncio.run(reruns(server, *asked, most=RERUNS))
    pairs = [(used_a_rerun(ours, *VIEW), used_a_rerun(bare, "", "")) for _ in range(ROUNDS)]
    ratios = sorted(a / b for a, b in pairs)
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"rerun of Bryt ner, processor time {mine:.1f} ms, bare page {theirs:.1f} ms, "
        f"ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"
    )
    ours_a_second, bare_a_second = reruns_a_second(ours, *VIEW), reruns_a_second(bare, "", "")
    print(
        f"{SESSIONS} sessions at once, reruns a second: Bryt ner {ours_a_second:.1f}, bare page "
        f"{bare_a_second:.1f}, ratio {ours_a_second / bare_a_second:.2f}"
    )


def first_visit(page: str) -> None:
    with served("server.py") as server:
        time.sleep(BREATH)
        before, started = server.used(), time.monotonic()
        asyncio.run(reruns(server, page, "", most=1))
        took, used = time.monotonic() - started, server.used() - before
    print(f"first visit of {page or 'oversikt':<12} {took:5.2f} s, processor time {used:5.2f} s")


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    os.environ["BEHOVSBILD_STORE"] = str(folder / "store.duckdb")
    os.environ["BEHOVSBILD_NEEDS_URL"] = f"sqlite:///{folder / 'needs.db'}"
    pipeline(["sample"])
    bare_file = folder / "bare.py"
    bare_file.write_text(BARE)
    with served("server.py") as ours, served(str(bare_file)) as bare:
        compare(ours, bare)
    for page in PAGES:
        first_visit(page)


if __name__ == "__main__":
    main()
