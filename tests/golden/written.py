"""How is a golden value written, compared and told apart from another?

JSON with sorted keys, numbers to nine digits (sums of floats differ in the last ones from machine
to machine), short things on one line, so that a difference in git is short as well.
"""

import base64
import csv
import json
import os
import re
from pathlib import Path
from typing import Any

import numpy as np

VALUES = Path(__file__).parent / "values"
REWRITE = "GOLDEN_VALUES"  # =write: take what is seen now as golden
LONG_NUMBER = re.compile(r"-?\d+[.,]\d{7,}(?:e-?\d+)?")
DIGITS, WIDTH, MOST_DIFFERENCES = 9, 100, 20


def assert_golden(name: str, value: Any) -> None:
    """Hold `value` against values/NAME.json to the byte; write it where that is asked for."""
    path, now = VALUES / f"{name}.json", _text(value) + "\n"
    if os.environ.get(REWRITE) == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(now, encoding="utf-8")
        return
    assert path.exists(), f"{path.name} is missing: `make golden` writes it"
    before = path.read_text(encoding="utf-8")
    if before == now:
        return
    told = differences(json.loads(before), json.loads(now))
    more = len(told) - MOST_DIFFERENCES
    lines = [*told[:MOST_DIFFERENCES], *([f"... and {more} more"] if more > 0 else [])]
    raise AssertionError(
        "\n".join(
            [f"{path.name} is no longer what is seen. If that is meant: `make golden`.", *lines]
        )
    )


def differences(before: Any, now: Any, where: str = "") -> list[str]:
    """Each place where two values differ: where, what was, what is."""
    if isinstance(before, dict) and isinstance(now, dict):
        names = [*before, *(name for name in now if name not in before)]
        return [
            line
            for name in names
            for line in differences(
                before.get(name, "(nothing)"), now.get(name, "(nothing)"), f"{where}/{name}"
            )
        ]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [
            line
            for place, (old, new) in enumerate(zip(before, now, strict=True))
            for line in differences(old, new, f"{where}/{place}")
        ]
    if before == now:
        return []
    if isinstance(before, list) and isinstance(now, list):
        gone = [_short(item) for item in before if item not in now]
        come = [_short(item) for item in now if item not in before]
        return [
            f"{where}: {len(before)} items, now {len(now)}",
            *(f"    - {item}" for item in gone),
            *(f"    + {item}" for item in come),
        ]
    return [f"{where}: {_short(before)} -> {_short(now)}"]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else text[:160] + " ..."


def rounded(value: Any) -> Any:
    """The same as JSON knows it, numbers to nine digits."""
    if isinstance(value, dict):
        return {str(name): rounded(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [rounded(inner) for inner in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else str(value)
    if value is None or isinstance(value, (str, bool, int)):
        return value
    return str(value)


def short_number(text: str) -> str:
    """A cell of a CSV: a long fraction to as many digits as any golden number has."""
    if not LONG_NUMBER.fullmatch(text):
        return text
    number = str(rounded(float(text.replace(",", "."))))
    return number.replace(".", ",") if "," in text else number


def plain_csv(text: str) -> list[list[str]]:
    """What a command prints as CSV, row by row."""
    return [[short_number(cell) for cell in row] for row in csv.reader(text.splitlines())]


def plain_number(value: Any) -> Any:
    """Plotly's packed arrays as lists of numbers."""
    if isinstance(value, dict):
        if set(value) >= {"dtype", "bdata"}:
            array = np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"])
            shape = value.get("shape")
            if shape:
                array = array.reshape([int(n) for n in str(shape).split(",")])
            return array.tolist()
        return {name: plain_number(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain_number(inner) for inner in value]
    return value


def _text(value: Any, indent: str = "") -> str:
    """JSON, what is short on one line."""
    flat = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if len(flat) + len(indent) <= WIDTH or not isinstance(value, (dict, list)):
        return flat
    inner = indent + " "
    if isinstance(value, dict):
        parts = [
            f"{json.dumps(name, ensure_ascii=False)}: {_text(value[name], inner)}"
            for name in sorted(value)
        ]
        return "{\n" + ",\n".join(inner + part for part in parts) + "\n" + indent + "}"
    if not any(isinstance(item, (dict, list)) for item in value) and all(
        not isinstance(item, str) for item in value
    ):
        return flat  # a long row of numbers
    return "[\n" + ",\n".join(inner + _text(item, inner) for item in value) + "\n" + indent + "]"
