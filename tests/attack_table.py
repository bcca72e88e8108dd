"""Which attacks were tried, and how much came out? Printed when they are done, by whatever process.

With several processes (pytest-xdist) each hands its rows to the one that prints.
"""

from dataclasses import asdict, dataclass

import pytest

ROWS = pytest.StashKey()


@dataclass
class Attack:
    """One attack's result: what it tried, and how much of it came out."""

    name: str
    tried: int
    exact: int
    within_1: int | None
    beside: str


def rows_of(config):
    return config.stash.setdefault(ROWS, [])


def hand_over(config):
    """From a process that ran tests to the one that prints."""
    if hasattr(config, "workeroutput"):
        config.workeroutput["attacks"] = [asdict(row) for row in rows_of(config)]


def take_over(config, output):
    rows_of(config).extend(Attack(**row) for row in output.get("attacks", []))


def write(config, write_line):
    if not rows_of(config):
        return
    write_line("")
    write_line(f"{'attack':<64}{'tried':>7}{'exactly':>9}{'within 1':>10}  beside")
    for row in rows_of(config):
        near = "-" if row.within_1 is None else row.within_1
        write_line(f"{row.name:<64}{row.tried:>7}{row.exact:>9}{near:>10}  {row.beside}")
