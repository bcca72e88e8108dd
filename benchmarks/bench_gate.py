"""What does protection cost: a page's first drawing with the gate, and with exact figures?

The answers and the drawn view are made anew in both, on the sample municipality; a rerun that asks
nothing new asks the gate nothing either. And what does it cost in use: how many cells of the
standard views are withheld or changed, and how far do totals move?
"""

import os
import tempfile
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.testing.v1 import AppTest
from timing import in_turn, line

from analysis.answers import BreakdownQuestion, ask
from analysis.disclosure.gate import Gate, Policy
from data_pipeline.__main__ import main as pipeline
from store.read import open_store
from ui.ask import cache

ROOT = Path(__file__).parent.parent
ALLOWED = 1.20
VIEWS = [(), ("sex",), ("age",), ("area",), ("deso",), ("sex", "age"), ("sex", "deso")]
OUTCOMES = ["not_eligible", "high_absence", "placed", "social_assistance", "neet"]


def drawn(page: AppTest, gate: Gate) -> None:
    """One run of the page with nothing kept from before."""
    cache._gate = lambda: gate
    st.cache_data.clear()
    cache._drawn.cache_clear()
    page.run()


def cost() -> None:
    protected, exact = Gate(Policy()), Gate(Policy(), exact=True)
    for what, query in {
        "Bryt ner by area": {"nyckeltal": "high_absence"},
        "Bryt ner by small area and sex": {
            "nyckeltal": "high_absence",
            "uppdelning": "area_code,sex",
        },
        "Bryt ner narrowed to a sex and an age": {
            "nyckeltal": "high_absence",
            "kon": "men",
            "alder": "13-15",
        },
    }.items():
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in query.items():
            page.query_params[name] = value
        page.switch_page("pages/bryt_ner.py")

        def ours(page: AppTest = page) -> None:
            drawn(page, protected)

        def peer(page: AppTest = page) -> None:
            drawn(page, exact)

        timed = in_turn(ours, peer, pairs=9)
        verdict = "within" if timed["ratio"] <= ALLOWED else "OVER"
        print(line(what, "exact figures", timed, f"  {verdict} {ALLOWED:.2f}"))


def use(path: Path) -> None:
    store = open_store(path)
    rows = []
    for by in VIEWS:
        cells = withheld = changed = 0
        moved = []
        for outcome in OUTCOMES:
            question = BreakdownQuestion(outcome, by)
            shown = ask(store, question, Gate())
            true = ask(store, question, Gate(exact=True))
            keys = list(shown.by)
            there, told = (t.table.assign(all=0) for t in (true, shown))
            both = there.merge(told, on=["all", *keys], how="left", suffixes=("_true", ""))
            kept = both[both["people"].notna()]
            cells, withheld = cells + len(both), withheld + len(both) - len(kept)
            differs = (kept["people"] != kept["people_true"]) | (
                kept["cases"] != kept["cases_true"]
            )
            changed += int(differs.sum())
            moved.append(abs(int(shown.whole_now["people"]) - int(true.whole_now["people"])))
        rows.append(
            {
                "view": " x ".join(by) or "the whole",
                "cells": cells,
                "withheld": f"{withheld / cells:.0%}",
                "changed": f"{changed / max(cells - withheld, 1):.0%}",
                "most a total moved": max(moved),
            }
        )
    print(pd.DataFrame(rows).to_string(index=False))


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    given = os.environ.get("BEHOVSBILD_STORE")
    path = Path(given) if given else folder / "store.duckdb"
    os.environ["BEHOVSBILD_STORE"] = str(path)
    if not path.exists():
        pipeline(["sample"])
    cost()
    use(path)


if __name__ == "__main__":
    main()
