"""How do others answer the flow questions? Runs in .venv-peers, which has pm4py, polars and pandas.

Reads the events once (Parquet), then a task's name a line, and answers each with one line of JSON:
a digest of the result, by which the benchmark checks that both answered the same.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable

import pandas as pd
import pm4py
import polars as pl

GAP_DAYS = 7
NAMES = {"person_id": "case:concept:name", "type": "concept:name", "start_time": "time:timestamp"}


def transitions_digest(counts: dict) -> list:
    """Pairs, transitions and the most common count."""
    return [len(counts), int(sum(counts.values())), int(max(counts.values()))]


def pm4py_transitions(log: object) -> list:
    """Directly-follows counts by pm4py, in whichever form the log has."""
    return transitions_digest(dict(pm4py.discover_dfg(log)[0]))


def pm4py_variants(log: object) -> list:
    """Variants by pm4py."""
    return transitions_digest(dict(pm4py.get_variants(log)))


def polars_transitions(events: pl.DataFrame) -> list:
    """Directly-follows counts in plain polars."""
    counted = (
        events.lazy()
        .select("person_id", "start_time", "row_number", "type")
        .sort("person_id", "start_time", "row_number")
        .with_columns(following=pl.col("type").shift(-1).over("person_id"))
        .filter(pl.col("following").is_not_null())
        .group_by("type", "following")
        .len()
        .collect()
    )
    return [counted.height, counted["len"].sum(), counted["len"].max()]


def polars_variants(events: pl.DataFrame) -> list:
    """Variants in plain polars: the sequence as joined text, which polars groups fastest."""
    counted = (
        events.lazy()
        .select("person_id", "start_time", "row_number", "type")
        .sort("person_id", "start_time", "row_number")
        .group_by("person_id", maintain_order=True)
        .agg(pl.col("type").cast(pl.String).str.join(">"))
        .group_by("type")
        .len()
        .collect()
    )
    return [counted.height, counted["len"].sum(), counted["len"].max()]


def polars_paths(events: pl.DataFrame, outcomes: list, origins: list, support: list) -> list:
    """Paths from the latest origin in plain polars, by the rules of
    store/queries/flows/base.sql.
    """
    states = events.lazy().filter(~pl.col("type").is_in([t for t in support if t not in origins]))
    before = pl.col("is_origin").cast(pl.Int32).cum_sum().shift(1, fill_value=0)
    steps = (
        states.select("person_id", "type", "start_date", "end_date", "start_time", "row_number")
        .sort("person_id", "start_time", "end_date", "row_number")
        .with_columns(is_origin=pl.col("type").is_in(origins))
        .with_columns(
            origins_before=before.over("person_id"),
            reach=pl.col("end_date").cum_max().shift(1).over("person_id"),
            previous=pl.col("type").shift(1).over("person_id"),
            follows_origin=pl.col("is_origin").shift(1).over("person_id"),
            origin=pl.when("is_origin").then("type").forward_fill().shift(1).over("person_id"),
            origin_end=pl.when("is_origin").then("end_date").forward_fill().shift(1)
            .over("person_id"),
            position=pl.int_range(pl.len()).over("person_id"),
        )
        .with_columns(gap=(pl.col("start_date") - pl.col("reach")).dt.total_days() > GAP_DAYS)
        .collect()
    )  # fmt: skip
    flows = steps.filter(pl.col("type").is_in(outcomes) & (pl.col("origins_before") > 0))
    between = (
        flows.lazy()
        .select("person_id", "origins_before", to="position")
        .join(steps.lazy().filter(~pl.col("is_origin")), on=["person_id", "origins_before"])
        .filter(pl.col("position") < pl.col("to"))
        .filter(pl.col("follows_origin") | (pl.col("type") != pl.col("previous")) | pl.col("gap"))
        .sort("person_id", "to", "position")
        .with_columns(
            added=pl.when("gap").then(pl.lit("-")).otherwise(pl.lit(""))
            + pl.col("type").cast(pl.String)
        )
        .group_by("person_id", "to", maintain_order=True)
        .agg(pl.col("added").str.join(">"))
        .collect()
    )
    flows = flows.join(
        between, left_on=["person_id", "position"], right_on=["person_id", "to"], how="left"
    ).with_columns(
        path=pl.col("origin").cast(pl.String) + ">" + pl.col("added").fill_null("")
        + pl.when("gap").then(pl.lit("-")).otherwise(pl.lit(""))
        + ">" + pl.col("type").cast(pl.String),
        has_interval=(pl.col("added").is_not_null() | pl.col("gap"))
        & ((pl.col("start_date") - pl.col("origin_end")).dt.total_days() > 1),
    )  # fmt: skip
    given = (
        flows.lazy()
        .filter("has_interval")
        .select("person_id", "position", "origin_end", outcome_start="start_date")
        .join(
            events.lazy().filter(pl.col("type").is_in(support))
            .select("person_id", "start_date", "end_date"),
            on="person_id",
        )
        .filter(
            (pl.col("start_date") < pl.col("outcome_start"))
            & (pl.col("end_date") > pl.col("origin_end"))
        )
        .select("person_id", "position")
        .unique()
        .with_columns(supported=pl.lit(1))
        .collect()
    )  # fmt: skip
    counted = (
        flows.join(given, on=["person_id", "position"], how="left")
        .group_by("path")
        .agg(
            pl.len(), pl.col("has_interval").sum(), pl.col("supported").sum(),
            (pl.col("start_date") - pl.col("origin_end")).dt.total_days().median(),
        )
    )  # fmt: skip
    return [
        counted.height,
        counted["len"].sum(),
        counted["has_interval"].sum(),
        counted["supported"].sum(),
    ]


def tasks(events_file: str, question: dict) -> dict[str, Callable[[], list]]:
    """What can be asked for, by name; the events are in memory before any of it is timed."""
    events = pl.read_parquet(events_file).with_columns(pl.col("type").cast(pl.Categorical))
    as_polars = events.select(
        *(pl.col(ours).alias(theirs) for ours, theirs in NAMES.items())
    ).with_columns(pl.col("concept:name").cast(pl.String))
    as_read = pd.read_parquet(events_file)[list(NAMES)].rename(columns=NAMES)
    as_pandas = pm4py.format_dataframe(as_read)  # sorted once; its polars form sorts every time
    return {
        "transitions by pm4py, pandas": lambda: pm4py_transitions(as_pandas),
        "transitions by pm4py, pandas and its sort": lambda: pm4py_transitions(
            pm4py.format_dataframe(as_read)
        ),
        "transitions by pm4py, polars": lambda: pm4py_transitions(as_polars.lazy()),
        "transitions by polars": lambda: polars_transitions(events),
        "variants by pm4py, pandas": lambda: pm4py_variants(as_pandas),
        "variants by pm4py, polars": lambda: pm4py_variants(as_polars.lazy()),
        "variants by polars": lambda: polars_variants(events),
        "paths by polars": lambda: polars_paths(events, **question),
    }


def main() -> None:
    """Answer until the questions end; what libraries print goes to stderr."""
    answers = os.fdopen(os.dup(1), "w")
    with contextlib.redirect_stdout(sys.stderr):
        known = tasks(sys.argv[1], json.loads(sys.argv[2]))
        print(json.dumps(list(known)), file=answers, flush=True)
        for line in sys.stdin:
            print(json.dumps(known[line.strip()]()), file=answers, flush=True)


if __name__ == "__main__":
    main()
