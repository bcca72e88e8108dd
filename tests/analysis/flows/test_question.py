"""What a flow question says, refuses and makes of counted paths; no store is asked."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.flows.answer import FlowAnswer
from analysis.flows.paths import NO_PLACEMENT, OTHER, decoded, encoded, path_cells
from analysis.flows.question import BadFlowQuestion, FlowQuestion, in_running_text
from language import use
from store.conditions import Condition

HVB, FOSTER = "HVB/SiS", "Familjehem"
STATES = pd.DataFrame({"state": [FOSTER, HVB, "Öppenvård"], "state_number": [1, 2, 3]})
QUESTION = FlowQuestion(("HVB", "SiS"), ("HVB", "SiS"), {HVB: ("HVB", "SiS")}, ("Öppenvård",))


@pytest.fixture(autouse=True)
def english():
    use("en")
    yield
    use("sv")


def counted() -> pd.DataFrame:
    """The published figures as the statement counts them; keys are ten times the count."""
    rows = [
        ("00020002", None, 2, 120),
        ("000200000002", False, 2, 40), ("000200000002", False, 3, 8),
        ("000200000002", True, 3, 12),
        ("000200010002", False, 2, 12), ("000200010002", True, 2, 8),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["path", "is_supported", "days_between", "flows"])
    people = frame.groupby("path")["flows"].transform("sum")
    return frame.assign(
        is_supported=frame["is_supported"].astype("boolean"),
        flows_key=frame["flows"] * 10, people=people, people_key=people * 10,
        asked_people=people, asked_people_key=people * 10,
    )  # fmt: skip


def answer(total: int = 200) -> FlowAnswer:
    cells = path_cells(counted(), STATES)
    paths = cells.rename(columns={"flows": "count"}).assign(
        share=cells["flows"] / total, supported=cells["supported"].mask(cells["asked"] == 0)
    )
    return FlowAnswer(QUESTION, total, total, paths, {"followed": total})


def test_a_path_goes_to_digits_and_back():
    path = (HVB, NO_PLACEMENT, FOSTER, HVB)
    digits = encoded(path, {HVB: 2, FOSTER: 1})
    assert digits == "0002000000010002"
    assert decoded(digits, {2: HVB, 1: FOSTER}) == path
    assert decoded("", {}) == (OTHER,)


def test_a_path_is_one_row_with_those_asked_and_those_supported():
    cells = path_cells(counted(), STATES)
    assert cells["path"].tolist() == [(HVB, HVB), (HVB, NO_PLACEMENT, HVB), (HVB, FOSTER, HVB)]
    assert cells["flows"].tolist() == [120, 60, 20]
    assert cells["people"].tolist() == [120, 60, 20]  # of the path, not once a row of days
    assert cells["asked"].tolist() == [0, 60, 20]  # nobody can be asked about a direct move
    assert cells["supported"].tolist() == [0, 12, 8]
    assert cells["supported_key"].tolist() == [0, 120, 80]


def test_the_sentence_tells_the_point_of_the_published_figures():
    assert answer().sentence("re-placements") == (
        "Of 200 re-placements, 120 (60%) went directly; 60 (30%) had no placement in between, and "
        "12 of these 60 had öppenvård on the way; 20 (10%) came by way of familjehem, and 8 of "
        "these 20 had öppenvård on the way."
    )


@pytest.mark.parametrize(
    ("name", "in_text"),
    [("Öppenvård", "öppenvård"), ("Familjehem/Jourhem", "familjehem/jourhem"), ("HVB/SiS",) * 2,
     ("NA", "NA"), ("", "")],
)  # fmt: skip
def test_types_are_written_small_in_a_sentence_and_abbreviations_as_they_are(
    name: str, in_text: str
):
    assert in_running_text(name) == in_text


def test_a_gap_goes_by_the_name_that_the_question_gives_it():
    named = FlowQuestion(("HVB",), ("HVB",), empty_state="no known event")
    told = FlowAnswer(named, 200, 200, answer().paths, {})
    assert "60 (30%) had no known event in between" in told.sentence()
    assert told.called(OTHER) == "other paths"


@pytest.mark.parametrize(("total", "words"), [(None, "Too few"), (0, "Nobody")])
def test_an_empty_answer_says_so(total: int | None, words: str):
    empty = FlowAnswer(QUESTION, total, total, answer().paths.head(0), {})
    assert empty.sentence().startswith(words)


def test_withheld_figures_are_null_in_a_file_and_empty_in_a_table():
    paths = answer().paths.astype({"count": "Int64", "supported": "Int64"})
    paths.loc[2, ["count", "share", "supported"]] = pd.NA
    told = FlowAnswer(QUESTION, 200, 150, paths, {})
    assert [p["count"] for p in told.as_dict()["patterns"]] == [120, 60, None]
    assert told.as_dict()["patterns"][1]["path"] == [HVB, NO_PLACEMENT, HVB]
    assert told.as_table()["path"].iloc[1] == "HVB/SiS > no placement > HVB/SiS"


def test_every_rule_that_decides_a_figure_is_said_in_words():
    question = FlowQuestion(
        ("HVB",), ("HVB",), {HVB: ("HVB", "SiS")}, ("Öppenvård",), gap_days=14, window_days=730
    )
    said = " ".join(question.rules())
    for word in ("14 days", "730 days", "HVB or SiS count as HVB/SiS", "Öppenvård", "same unit"):
        assert word in said
    assert "not what the support did" in said  # paths, never effects
    assert "Only" not in said
    narrowed = replace(question, conditions=(Condition("sex", "m", "Boys"),))
    assert "Only boys, by what they were in the year of the outcome." in narrowed.rules()


def test_what_is_asked_is_what_is_bound():
    params = QUESTION.params()
    assert params["merged_types"] == ["HVB", "SiS"]
    assert params["merged_states"] == [HVB, HVB]
    assert (params["from_date"], params["to_date"]) == (date.min, date.max)
    assert not params["narrowed"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcomes": ()},
        {"origins": ()},
        {"gap_days": -1},
        {"window_days": -30},
        {"from_date": date(2020, 2, 1), "to_date": date(2020, 1, 1)},
        {"merges": {"A": ("HVB",), "B": ("HVB", "SiS")}},
    ],
)
def test_a_question_without_an_answer_is_refused(wrong: dict):
    with pytest.raises(BadFlowQuestion):
        FlowQuestion(**{"outcomes": ("HVB",), "origins": ("HVB",)} | wrong)
