"""What may be shown of counted paths?

A path is somebody's life, so it is shown only where both the persons on it and their protected
number are enough. All others are one row, 'other': what is left of the protected whole when the
paths that are shown are taken away. Anybody can reckon that out, so it says nothing of which paths
were too rare in truth, nor of how many took them. Days are told from protected counts
(analysis/flows/days.py).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.disclosure.gate import COUNTS, FEW_APART, FEW_OTHERS, FEW_PEOPLE, Gate
from analysis.flows import days
from analysis.flows.differencing import fewest_apart
from analysis.flows.paths import OTHER
from analysis.flows.question import FlowQuestion
from analysis.statistics.intervals import wilson_interval_noisy

QUARTILES_NEED = 4  # times the smallest group: quartiles are single persons' days
QUARTILES = {"days_lower_quartile": 0.25, "days_median": 0.5, "days_upper_quartile": 0.75}
RARE = ""  # the digits of the paths that the statement has put together


@dataclass(frozen=True)
class Apart:
    """The fewest who set each count apart from the larger groups' (analysis/flows/differencing.py).

    paths, asked   a row a path: of the path, and of those on it with time for support
    all_asked      one row: of all with time for support
    """

    paths: pd.DataFrame
    asked: pd.DataFrame
    all_asked: pd.DataFrame

    @classmethod
    def of(
        cls, cells: pd.DataFrame, wider: list[pd.DataFrame], all_asked: pd.Series, gate: Gate
    ) -> "Apart":
        """cells, wider: as flows.path_cells, of the question and of each larger group."""
        paths = [each.set_index("digits") for each in (cells, *wider)]
        asked = [
            each.drop(columns=["people", "people_key"]).rename(
                columns={"asked_people": "people", "asked_people_key": "people_key"}
            )
            for each in paths
        ]
        return cls(
            fewest_apart(paths[0], paths[1:], gate).set_axis(cells.index),
            fewest_apart(asked[0], asked[1:], gate).set_axis(cells.index),
            all_asked.to_frame().T.reset_index(drop=True),
        )


def shown_paths(
    cells: pd.DataFrame,
    counted: pd.DataFrame,
    noted: pd.DataFrame,
    question: FlowQuestion,
    gate: Gate,
    apart: Apart,
) -> pd.DataFrame:
    """A row a path as in FlowAnswer.paths, 'other' last.

    cells    as flows.path_cells; counted: as flows/paths.sql, which they were made of
    noted    n and n_key by measure, as flows/summary.sql
    """
    reasons = _reasons(cells, noted, gate, apart)
    is_rare = (cells["digits"] == RARE) | (reasons.notna() & (reasons != FEW_OTHERS))
    kept = cells[~is_rare].reset_index(drop=True)
    withheld = reasons[~is_rare].reset_index(drop=True)
    people = gate.people(kept[["people", "people_key"]])["people"]
    total = int(gate.parts(_whole(cells, "flows")[COUNTS[:2]])["people"].iloc[0])
    flows = gate.parts(_counts(kept, "flows")[COUNTS[:2]])["people"]
    shown = pd.DataFrame(
        {
            "path": kept["path"],
            **_shares(flows, total, gate.noise_variance),
            "people": people,
            **_support(
                gate.counts(_counts(kept, "asked", "supported"), apart=apart.asked[~is_rare]),
                question,
                kept["asked"],
            ),
            **days_between(kept, people, counted, gate),
            "withheld": withheld,
        }
    )
    _empty_where_withheld(shown)
    if gate.exact:
        return shown
    other = _other(shown, cells, is_rare, question, total, gate, apart)
    return pd.concat([shown, other.astype(shown.dtypes)], ignore_index=True)


def _reasons(cells: pd.DataFrame, noted: pd.DataFrame, gate: Gate, apart: Apart) -> pd.Series:
    """Why a path is not shown: too few persons or flows on it, too few *not* on it, or apart.

    Whoever knows that a person got to the outcome does not know whether by way of an origin, so the
    others are all outcomes of the period, those without an origin among them.
    """
    of_outcomes = gate.counts(
        pd.DataFrame(
            {
                "people": noted.at["outcomes", "n"],
                "people_key": noted.at["outcomes", "n_key"],
                "cases": cells["flows"],
                "cases_key": cells["flows_key"],
            },
            index=cells.index,
        ),
        apart=apart.paths,
    )
    persons = gate.people(cells[["people", "people_key"]])["withheld"]
    return persons.fillna(of_outcomes["withheld"])


def _other(
    shown: pd.DataFrame,
    cells: pd.DataFrame,
    is_rare: pd.Series,
    question: FlowQuestion,
    total: int,
    gate: Gate,
    apart: Apart,
) -> pd.DataFrame:
    """One row, or none where as good as nothing is left.

    Withheld where it would tell a withheld path, or be about next to nobody.
    """
    kept = cells[~is_rare]
    flows = gate.rest(_whole(cells, "flows"), _counts(kept, "flows"))
    left = flows["people"].fillna(0)
    reason = None
    if shown["withheld"].notna().any():
        reason = shown["withheld"].dropna().iloc[0]
    elif gate.parts(cells.loc[is_rare, COUNTS[:2]])["people"].sum() < gate.policy.smallest_people:
        reason = FEW_PEOPLE
    variance = gate.noise_variance * (len(kept) + 1)
    asked = _whole(cells, "asked", "supported")
    support = gate.rest(asked, _counts(kept, "asked", "supported"))
    if (gate.counts(asked, apart=apart.all_asked)["withheld"] == FEW_APART).any():
        support = support.assign(withheld=FEW_APART)
    elif shown["support_withheld"].notna().any():
        support = support.assign(withheld=FEW_PEOPLE)
    other = pd.DataFrame(
        {
            "path": [(OTHER,)],
            **_shares(left, total, variance),
            "people": pd.array([pd.NA], dtype="Int64"),
            **_support(support, question, asked["people"]),
            **dict.fromkeys(QUARTILES, np.nan),
            "withheld": pd.Series([reason], dtype="str"),
        }
    )
    _empty_where_withheld(other)
    return other if flows["withheld"].isna().all() else other.head(0)


def _empty_where_withheld(rows: pd.DataFrame) -> None:
    figures = [name for name in rows if name not in ("path", "withheld", "support_withheld")]
    rows.loc[rows["withheld"].notna(), figures] = pd.NA


def _counts(cells: pd.DataFrame, people: str, cases: str | None = None) -> pd.DataFrame:
    """Cells with the counts `people` and `cases` under the gate's names; None: nobody is a case."""
    names = (people, f"{people}_key", cases, f"{cases}_key")
    told = {
        to: cells[name] if cases or to in COUNTS[:2] else 0
        for to, name in zip(COUNTS, names, strict=True)
    }
    return pd.DataFrame(told, index=cells.index)


def _whole(cells: pd.DataFrame, people: str, cases: str | None = None) -> pd.DataFrame:
    return _counts(cells, people, cases).sum().to_frame().T


def _shares(flows: pd.Series, total: int, noise_variance: float) -> dict[str, pd.Series]:
    """The flows of each path, and their share of all flows, from protected counts."""
    # Each is changed by itself, so a path that nearly all take may come out above the whole.
    n = np.full(len(flows), max(total, 1))
    x = np.clip(flows.to_numpy(dtype=float), 0, n)
    low, high = wilson_interval_noisy(x, n, noise_variance=noise_variance)
    index = flows.index
    return {
        "count": flows.astype("Int64"),
        "share": pd.Series(x / n, index=index),
        "share_low": pd.Series(low, index=index),
        "share_high": pd.Series(high, index=index),
    }


def _support(shown: pd.DataFrame, question: FlowQuestion, asked: pd.Series) -> dict[str, pd.Series]:
    """Of those with time for it, how many had support; empty, not 0, where nobody was asked."""
    unasked = (asked == 0) | (not question.support)
    hidden = unasked | shown["withheld"].notna()
    return {
        "asked": shown["people"].mask(hidden),
        "supported": shown["cases"].mask(hidden),
        "supported_share": shown["share"].mask(hidden),
        "supported_share_low": shown["share_low"].mask(hidden),
        "supported_share_high": shown["share_high"].mask(hidden),
        "support_withheld": shown["withheld"].mask(unasked),
    }


def days_between(
    cells: pd.DataFrame, people: pd.Series, counted: pd.DataFrame, gate: Gate
) -> dict[str, np.ndarray]:
    """Days between as quartiles, where enough persons stand behind them."""
    least = 0 if gate.exact else QUARTILES_NEED * gate.policy.smallest_people
    enough = people.fillna(0).to_numpy(dtype=int) >= least
    found = days.quantiles(
        counted.rename(columns={"days_between": "days"})
        .drop(columns=["people", "people_key"])
        .rename(columns={"flows": "people", "flows_key": "people_key"}),
        by=["path"],
        shares=list(QUARTILES.values()),
        protect=None if gate.exact else gate.parts,
    ).reindex(cells["digits"])
    return {
        name: np.where(enough, found[share].to_numpy(), np.nan) for name, share in QUARTILES.items()
    }
