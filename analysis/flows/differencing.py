"""How few persons set a narrowed flow apart from the same flow of a larger group?

As analysis/disclosure/differencing.py for breakdowns: the flow of the women against that of
everyone tells the men's.
A flow has no cells to add up, so both questions are asked and each count is held against its like.

That somebody took a path at all is what must not be told. So a count is withheld where next to
nobody sets it apart, and where nobody does as well: else being withheld would tell one from none.
"""

from collections.abc import Iterable

import pandas as pd

from analysis.disclosure.gate import Gate
from analysis.required import require_columns

APART = ["people", "people_key"]


def fewest_apart(cells: pd.DataFrame, wider: Iterable[pd.DataFrame], gate: Gate) -> pd.DataFrame:
    """For each count, the fewest persons who set it apart from the same count of a larger group.

    cells    people and people_key: the persons behind each count, and the sums of their record
             keys; all who are behind a count are behind the larger group's
    wider    such a frame for each larger group; the same index, or more
    returns  people and people_key for Gate.counts, where nobody is told like one person, and 0 is
             only where there is no larger group; of several the one that the gate would rather
             withhold for
    """
    require_columns(cells, *APART)
    fewest = pd.DataFrame(0, index=cells.index, columns=APART)
    for whole in wider:
        more = whole.reindex(cells.index)[APART].fillna(cells[APART]).astype("int64") - cells[APART]
        more.loc[more["people"] < 1, APART] = [1, 0]
        fewest = nearer(fewest, more, gate)
    return fewest


def fewest_of_each_and_all(
    cells: pd.DataFrame, wider: Iterable[pd.DataFrame], gate: Gate
) -> pd.DataFrame:
    """As `fewest_apart`, of each row or of all rows together: for shares, which tell the whole."""
    wider = list(wider)
    own, *wholes = (each[APART].sum().to_frame().T for each in (cells, *wider))
    of_all = fewest_apart(own, wholes, gate)
    of_all = pd.concat([of_all] * len(cells)).set_axis(cells.index)
    return nearer(fewest_apart(cells, wider, gate), of_all, gate)


def nearer(one: pd.DataFrame, other: pd.DataFrame, gate: Gate) -> pd.DataFrame:
    """Row by row, whichever of the two `fewest_apart` the gate would rather withhold for."""
    seen = [gate.parts(each)["people"].clip(upper=each["people"]) for each in (one, other)]
    taken = (other["people"] > 0) & ((one["people"] == 0) | (seen[1] < seen[0]))
    return one.mask(taken, other)
