"""What does a rerun of Bryt ner cost the server, beside a bare Streamlit page?

The bare page shows a table of the same size and does nothing else. One session: AppTest, in this
process. Twenty sessions at once: a real server and a client that speaks Streamlit's own protocol.
"""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from timing import in_turn, line

from data_pipeline.__main__ import main as pipeline

ROOT = Path(__file__).parent.parent
SESSIONS, SECONDS = 20, 12
BARE = """
import numpy as np, pandas as pd, streamlit as st
st.title("Bare")
st.dataframe(pd.DataFrame(np.arange(360).reshape(60, 6)), hide_index=False)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def one_session(port: int, page: str, query: str, until: float) -> int:
    """Rerun `page` without think time until the clock says stop; how many reruns finished."""
    finished = 0
    async with websockets.connect(
        f"ws://127.0.0.1:{port}/_stcore/stream", max_size=None, subprotocols=["streamlit"]
    ) as socket_:
        while time.monotonic() < until:
            ask = BackMsg()
            ask.rerun_script.query_string = query
            ask.rerun_script.page_name = page
            await socket_.send(ask.SerializeToString())
            while True:
                said = ForwardMsg()
                said.ParseFromString(await socket_.recv())
                if said.WhichOneof("type") == "script_finished":
                    finished += 1
                    break
    return finished


def reruns_a_second(script: str, page: str, query: str, environment: dict) -> float:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
        + ["--server.headless", "true", "--server.address", "127.0.0.1"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(120):
            try:
                if httpx.get(f"http://127.0.0.1:{port}/_stcore/health").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.25)

        async def all_sessions(sessions: int, seconds: float) -> int:
            until = time.monotonic() + seconds
            return sum(
                await asyncio.gather(
                    *(one_session(port, page, query, until) for _ in range(sessions))
                )
            )

        asyncio.run(all_sessions(1, 5))
        started = time.monotonic()
        finished = asyncio.run(all_sessions(SESSIONS, SECONDS))
        return finished / (time.monotonic() - started)
    finally:
        server.terminate()
        server.wait(10)


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    os.environ["BEHOVSBILD_STORE"] = str(folder / "store.duckdb")
    pipeline(["sample"])
    bare_file = folder / "bare.py"
    bare_file.write_text(BARE)

    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["nyckeltal"] = "high_absence"
    page.switch_page("pages/bryt_ner.py")
    bare = AppTest.from_file(str(bare_file), default_timeout=60)
    print(
        line("rerun of Bryt ner, one session", "bare page", in_turn(page.run, bare.run, pairs=15))
    )

    ours = reruns_a_second("server.py", "bryt_ner", "nyckeltal=high_absence", dict(os.environ))
    peer = reruns_a_second(str(bare_file), "", "", dict(os.environ))
    print(
        f"{SESSIONS} sessions at once, reruns a second: Bryt ner {ours:.1f}, bare page {peer:.1f}, "
        f"ratio {ours / peer:.2f}"
    )


if __name__ == "__main__":
    main()
