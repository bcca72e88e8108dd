"""Every sentence of Bryt ner is taken apart again and held against the table under it.

No sentence names a difference that its interval does not clear, none denies one that it does, what
cannot be told is never denied, and no colour says anything else than its row's figures.
"""

import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import language
from analysis.answers import (
    BreakdownQuestion,
    NotBrokenDown,
    NothingThere,
    TwoLevelsOfOne,
    UnknownDimension,
    ask,
    group_labels,
)
from analysis.answers.people.protected_counts import lattice_of
from analysis.disclosure.gate import Gate
from analysis.statistics.breakdown import FALSE_DISCOVERY_SHARE
from analysis.statistics.comparison import MINIMUM_PEOPLE
from indicators.catalogue import load_catalogue
from indicators.entry import OwnSource
from store.read import open_store
from tests import drawn_store, small_municipality
from tests import small_store as twelve_areas
from ui.breakdown import charts, view
from ui.draw.palettes import LIGHT
from ui.page.words import breakdown_answer

SEEDS = range(1, 4)
FEWEST_READ = 20  # of the smallest store
BY_PUBLISHER = ("sex", "age_group", "area")
NAMED = re.compile(
    r"(?:Det går (?P<worse>tydligt sämre) för|Tydligt annorlunda är det för) (?P<group>.+?): "
    r"(?P<value>(?:högst )?[\d\u2212\u202f]+(?:,\d+)?[^,]*), "
    r"(?P<size>[\d\u202f,]+)(?: procentenheter)? (?P<way>över|under) "
    r"(?:de övriga|kommunen i stort)\."
)
DIFFER = re.compile(r"(\d+) av (\d+) grupper skiljer sig tydligt\.")
UNTOLD = re.compile(r"För (\d+) grupp(?:er)? går det inte att avgöra")
NONE_OF = re.compile(r"Ingen av de (\d+) grupper som går att avgöra skiljer sig tydligt")
ONLY_ONE = "Den enda grupp som går att avgöra skiljer sig inte tydligt"
NONE, ALL_UNTOLD = "Ingen grupp skiljer sig tydligt", "Om grupperna skiljer sig går inte att avgöra"
NOTHING = "Ingen grupp har en siffra som kan visas"
CLASS = {"worse": "bb-worse", "better": "bb-better"}
COLOUR = {"worse": "worse", "better": "better"}


@pytest.fixture(autouse=True)
def swedish():
    language.use("sv")


@pytest.fixture(scope="module", params=["small", "counted by hand", *SEEDS])
def store(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("read_back") / "store.duckdb"
    if request.param == "small":
        return open_store(twelve_areas.small_store())
    if request.param == "counted by hand":
        return open_store(small_municipality.build(path))
    return open_store(drawn_store.build(path, request.param))


@pytest.fixture(scope="module")
def answers(store):
    """The answers of a store, asked once."""
    language.use("sv")  # the answers hold labels
    return list(_answers(store))


def _answers(store):
    """Every indicator of the store by everything that it can be split by, one and two at once."""
    names = lattice_of(store).names
    splits = [*((name,) for name in names), *combinations(names, 2)]
    there = set(
        store.query("observations/years_of_indicators", municipality="9999")["indicator_id"]
    )
    for indicator in load_catalogue().indicators.values():
        own = isinstance(indicator.source, OwnSource)
        if not own and indicator.id not in there:
            continue
        for by in splits if own else [(name,) for name in BY_PUBLISHER]:
            try:
                yield ask(store, BreakdownQuestion(indicator.id, by=by), Gate())
            except (NotBrokenDown, NothingThere, TwoLevelsOfOne, UnknownDimension):
                continue


def truth(answer) -> list[str]:
    """What each row's own figures say, reckoned anew: worse, better, other, same or untold."""
    own = isinstance(answer.indicator.source, OwnSource)
    return [_truth(row, answer.indicator.better_is, own) for row in answer.table.itertuples()]


def _truth(row, better_is, own) -> str:
    figures = [row.value, row.difference, row.difference_low, row.difference_high, row.people]
    if any(pd.isna(figure) for figure in figures) or row.people < MINIMUM_PEOPLE:
        return "untold"
    clear = row.difference_low > 0 or row.difference_high < 0
    if not clear or (own and row.q_value > FALSE_DISCOVERY_SHARE):
        return "untold" if own and row.cases == 0 else "same"
    if better_is is None:
        return "other"
    return "better" if (row.difference > 0) == (better_is == "higher") else "worse"


def faults(answer) -> list[str]:
    """What the sentence says that the table does not, and the other way round."""
    told, states = breakdown_answer(answer), truth(answer)
    clear = [state for state in states if state in ("worse", "better", "other")]
    untold = states.count("untold")
    found = [
        *_named(answer, told, states, clear),
        *([f"denies {clear}"] if NONE in told and (clear or untold) else []),
        *([f"says that nothing is told, of {states}"] if ALL_UNTOLD in told and clear else []),
    ]
    if not answer.table["value"].notna().any():
        return found + ([] if NOTHING in told else [f"silent of an empty table: {told}"])
    counted = UNTOLD.search(told)
    said = len(states) if ALL_UNTOLD in told else int(counted[1]) if counted else 0
    if said != untold:
        found.append(f"says that {said} cannot be told, of {untold}")
    of = NONE_OF.search(told)
    same = int(of[1]) if of else 1 if ONLY_ONE in told else None
    if same is not None and (clear or same != states.count("same")):
        found.append(f"says that none of {same} differs, of {states}")
    return found


def _named(answer, told, states, clear) -> list[str]:
    name = NAMED.search(told)
    if name is None:
        return [f"names none of {clear}"] if clear else []
    labels = group_labels(answer.table, answer.by)
    if name["group"] not in labels:
        return [f"names a group that is not there: {name['group']}"]
    place = labels.index(name["group"])
    row, state = answer.table.iloc[place], states[place]
    share = answer.indicator.unit == "share"
    size = abs(row["difference"]) * (100 if share else 1)
    read = float(name["size"].replace("\u202f", "").replace(",", "."))
    found = [f"names {state}: {name[0]}"] if state not in clear else []
    found += ["worse is not worse"] if bool(name["worse"]) != (state == "worse") else []
    found += ["wrong way"] if (name["way"] == "över") != (row["difference"] > 0) else []
    found += ["wrong size"] if abs(read - size) > 0.51 * 10**-answer.indicator.decimals else []
    found += ["wrong value"] if name["value"] != answer.written(row) else []
    number = DIFFER.search(told)
    if number and int(number[1]) != len(clear):
        found.append(f"counts {number[1]} of {len(clear)}")
    return found


def colours_that_lie(answer, palette) -> list[str]:
    """Rows of the table and points of the picture whose colour is not that of their figures."""
    states = truth(answer)
    shown = answer.table["value"].notna().to_numpy()
    compared = r'<td class="(bb-\w+)" data-label="Jämfört med (?:övriga|kommunen i stort)"'
    cells = re.findall(compared, view._table(answer))
    wanted = [CLASS.get(state, "bb-unsure") for state in np.array(states)[shown]]
    found = [] if cells == wanted else [f"table: {cells} for {wanted}"]
    by_label = dict(zip(group_labels(answer.table, answer.by), states, strict=True))
    folded = {charts._folded(label): state for label, state in by_label.items()}
    for trace in charts.groups_figure(answer, palette).data:
        for label in trace.y if len(folded) == len(by_label) else ():
            colour = getattr(palette, COLOUR.get(folded[label], "unsure"))
            found += [] if trace.marker.color == colour else [f"picture: {label}"]
    return found


def test_no_sentence_says_anything_else_than_its_table(answers):
    wrong = [
        f"{answer.indicator.id} by {answer.by}: {fault}"
        for answer in answers
        for fault in faults(answer)
    ]
    assert len(answers) >= FEWEST_READ
    assert not wrong, "\n".join(wrong)


def test_no_colour_says_anything_else_than_its_row(answers):
    wrong = [fault for answer in answers for fault in colours_that_lie(answer, LIGHT)]
    assert not wrong, "\n".join(wrong)
