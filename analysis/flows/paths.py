"""What do counted paths stand for: names, cells, and their order?"""

from collections.abc import Mapping

import pandas as pd

from analysis.required import require_columns

NO_PLACEMENT = "no placement"  # the state in a gap, as it is written in files
OTHER = "other"  # the rare paths together
TOKEN_WIDTH = 4  # digits a step in a path as the statements write it
NOTHING = "0000"


def decoded(path: str, states: Mapping[int, str]) -> tuple[str, ...]:
    """A path as the statements write it, as names: '000200000002' -> (HVB, no placement, HVB)."""
    if not path:
        return (OTHER,)
    tokens = (path[i : i + TOKEN_WIDTH] for i in range(0, len(path), TOKEN_WIDTH))
    return tuple(NO_PLACEMENT if t == NOTHING else states[int(t)] for t in tokens)


def encoded(path: tuple[str, ...], numbers: Mapping[str, int]) -> str:
    """A path of names as the statements write it: the way back from `decoded`."""
    return "".join(
        NOTHING if state == NO_PLACEMENT else str(numbers[state]).zfill(TOKEN_WIDTH)
        for state in path
    )


def path_cells(counted: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """One row a path from the rows per path, support and days.

    counted  as flows/paths.sql answers; states as flows/states.sql
    returns  path (tuple of names), digits (the same as the statements write it), flows, people,
             asked (those with time for support between), asked_people, supported, each with its
             key sum. Most common first
    """
    of_path = ["people", "people_key", "asked_people", "asked_people_key"]
    require_columns(counted, "path", "is_supported", "flows", "flows_key", *of_path)
    paths = counted.groupby("path")
    wholes = paths[["flows", "flows_key"]].sum().join(paths[of_path].first())
    supported = counted["is_supported"].astype("boolean")
    for name, chosen in (("asked", supported.notna()), ("supported", supported.fillna(False))):
        sums = counted[chosen.to_numpy(dtype=bool)].groupby("path")[["flows", "flows_key"]].sum()
        wholes = wholes.join(sums.set_axis([name, f"{name}_key"], axis=1))
    wholes = wholes.astype("float64").fillna(0).astype("int64").rename_axis("digits").reset_index()
    names = dict(zip(states["state_number"], states["state"], strict=True))
    wholes.insert(0, "path", [decoded(path, names) for path in wholes["digits"]])
    return in_order(wholes)


def in_order(cells: pd.DataFrame) -> pd.DataFrame:
    """Most common path first, the shorter of equals, 'other' last."""
    order = pd.DataFrame(
        {
            "other": [path == (OTHER,) for path in cells["path"]],
            "flows": -cells["flows"].to_numpy(dtype=float),
            "steps": [len(path) for path in cells["path"]],
            "path": cells["path"].to_numpy(),
        }
    )
    return cells.iloc[order.sort_values(list(order)).index].reset_index(drop=True)
