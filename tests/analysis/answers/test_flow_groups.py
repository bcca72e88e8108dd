"""A narrowed flow is held against those of larger groups; what few set apart is not told."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.answers.flows.background import flow_background
from analysis.answers.flows.forward import ForwardQuestion, forward
from analysis.answers.flows.larger_groups import larger_groups
from analysis.answers.flows.missed_support import missed_chances
from analysis.answers.flows.paths import flow
from analysis.disclosure.gate import Gate
from analysis.flows.question import FlowQuestion
from language import use
from store.conditions import Condition
from store.read import Store, open_store
from store.writing.write import Dimension, PersonColumns, new_version
from tests.people_with_events import _events

GATE, EXACT = Gate(), Gate(exact=True)
WOMEN = Condition("sex", "w", "women")
DIRECT, BY_HOME = ("HVB", "SiS"), ("HVB", "Familjehem", "SiS")
AREAS = ("K1", "K2", "K3")
Who = list[tuple[str, str, tuple[str, ...], int, int]]  # sex, area, path, how many, times each


def municipality(folder: Path, who: Who) -> Store:
    """As many persons of a sex and area on a path, each so many times; every third with support."""
    lives, people = [], []
    for row, (sex, area, path, persons, times) in enumerate(who):
        for n in range(persons):
            person = f"{row}-{n}"
            for year in range(2015, 2015 + times):
                people.append((person, year, sex, area))
                days = [f"{year}-0{month}-01" for month in range(1, len(path) + 2)]
                lives += [(person, *each) for each in zip(path, days, days[1:], strict=False)]
                if n % 3 == 0:
                    lives.append((person, "Öppenvård", f"{year}-02-05", f"{year}-02-20"))
    path = folder / "store.duckdb"
    with new_version(path, fresh=True) as draft:
        draft.set_meta(municipality_code="9999", is_sample=True)
        load_id = draft.load_number(
            source="sample", target="event", producer="test", address="test", sha256="",
            retrieved_at=datetime(2026, 1, 1), licence="own data",
            rows_read=len(lives), rows_kept=len(lives),
        )  # fmt: skip
        rows = [("9999", 0, "municipality", "Exempelby", None, "9999")]
        rows += [(k, 2025, "deso", k, "9999", "9999") for k in AREAS]
        names = ["area_code", "vintage", "level", "name", "parent_code", "municipality_code"]
        draft.put_areas(pd.DataFrame(rows, columns=names).assign(geometry=None), load_id)
        draft.put_events(_events(lives), load_id)
        sex = Dimension("sex", "sex", "kön", "sex", [("w", "w", "w"), ("m", "m", "m")])
        area = Dimension("area_code", "area", "område", "area")
        frame = pd.DataFrame(people, columns=["person_id", "year", "sex", "area_code"])
        draft.put_people(frame, PersonColumns([sex, area], []), load_id)
    return open_store(path)


def asked(*conditions: Condition) -> FlowQuestion:
    return FlowQuestion(("SiS",), ("HVB",), support=("Öppenvård",), conditions=conditions)


@pytest.fixture
def three_men(tmp_path: Path) -> Store:
    """Of those who got there all but three are women."""
    return municipality(
        tmp_path,
        [("w", "K1", DIRECT, 30, 1), ("w", "K3", BY_HOME, 40, 1), ("m", "K3", BY_HOME, 3, 1)],
    )


@pytest.fixture
def many_men(tmp_path: Path) -> Store:
    """Thirty men by a foster home, one directly, six times."""
    return municipality(
        tmp_path,
        [
            ("w", "K1", DIRECT, 30, 1), ("w", "K3", BY_HOME, 40, 1),
            ("m", "K3", BY_HOME, 30, 1), ("m", "K1", DIRECT, 1, 6),
        ],
    )  # fmt: skip


def test_where_three_set_all_of_it_apart_nothing_is_told_and_why(three_men):
    use("en")
    answer = flow(three_men, asked(WOMEN), GATE)
    assert (answer.total, answer.people, answer.withheld) == (None, None, "few_apart")
    assert answer.paths.empty
    assert "So few set this group apart" in answer.sentence()
    use("sv")
    assert flow(three_men, asked(), GATE).total is not None
    exact = flow(three_men, asked(WOMEN), EXACT)
    assert (exact.total, exact.withheld, len(exact.paths)) == (70, None, 2)


def test_persons_count_and_not_how_often(many_men):
    everyone = flow(many_men, asked(), GATE).paths["path"].tolist()
    women = flow(many_men, asked(WOMEN), GATE)
    assert DIRECT in everyone
    assert DIRECT not in women.paths["path"].tolist()  # six more, but all of them one man's
    assert women.paths.set_index("path").loc[[BY_HOME], "count"].notna().all()
    assert women.total is not None


def test_who_they_are_is_not_told_where_few_set_them_apart(three_men):
    (areas,) = flow_background(three_men, asked(WOMEN), GATE)
    assert set(areas.table["withheld"]) == {"few_apart"}
    assert areas.table[["people", "share", "supported"]].isna().all(axis=None)
    (exact,) = flow_background(three_men, asked(WOMEN), EXACT)
    assert exact.table["people"].tolist() == [30, 40]


def test_missed_chances_are_not_told_where_few_set_them_apart(three_men):
    assert missed_chances(three_men, asked(WOMEN), GATE) == []
    assert missed_chances(three_men, asked(), GATE)
    assert missed_chances(three_men, asked(WOMEN), EXACT)


def test_a_curve_is_not_drawn_where_few_set_its_group_apart(three_men):
    question = ForwardQuestion(("HVB",), ("Familjehem",), conditions=(WOMEN,))
    assert forward(three_men, question, GATE).curve.people == 0
    assert forward(three_men, question, EXACT).curve.people == 70
    assert forward(three_men, question, GATE).came_next["people"].isna().all()
    assert forward(three_men, question, EXACT).came_next["people"].sum() == 70  # the women's own
    split = forward(three_men, ForwardQuestion(("HVB",), ("Familjehem",), by="sex"), GATE)
    assert split.curve.people
    assert split.curves == ()  # the women against everyone tell the three men


def test_with_two_conditions_it_is_held_against_either_and_against_everyone(many_men):
    area = Condition("area_code", "K3", "K3")
    assert set(larger_groups(many_men, (WOMEN, area), GATE)) == {(), (WOMEN,), (area,)}
    answer = flow(many_men, asked(WOMEN, area), GATE)
    assert answer.total is not None  # thirty women of K1, and thirty men of K3, set it apart
    in_k1 = flow(many_men, asked(WOMEN, Condition("area_code", "K1", "K1")), GATE)
    assert in_k1.withheld == "few_apart"  # one man sets it apart from everyone in K1


def test_a_larger_group_of_the_same_people_tells_nothing(tmp_path):
    store = municipality(
        tmp_path,
        [("w", "K1", DIRECT, 40, 1), ("w", "K2", BY_HOME, 40, 1), ("m", "K3", DIRECT, 40, 1)],
    )
    area = Condition("area_code", "K1", "K1")
    assert larger_groups(store, (WOMEN, area), GATE) == [(), (WOMEN,)]  # K1 has women only
    assert flow(store, asked(WOMEN, area), GATE).total is not None


def test_without_conditions_or_with_exact_figures_there_is_none(many_men):
    assert larger_groups(many_men, (), GATE) == []
    assert larger_groups(many_men, (WOMEN,), EXACT) == []
