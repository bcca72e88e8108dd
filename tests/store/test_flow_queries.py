"""Each definition that decides a path, on two or three people whose lives can be read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.answers import ask
from analysis.disclosure.gate import Gate
from analysis.flows.answer import FlowAnswer
from analysis.flows.question import FlowQuestion
from store.conditions import Condition
from tests.people_with_events import store_of

RE_PLACEMENT = {
    "outcomes": ("HVB", "SiS"),
    "origins": ("HVB", "SiS"),
    "merges": {"HVB/SiS": ("HVB", "SiS")},
    "support": ("Öppenvård",),
}
NOTHING, HVB = "no placement", "HVB/SiS"
Ask = Callable[..., FlowAnswer]


@pytest.fixture
def flow(tmp_path: Path) -> Ask:
    """The exact answer for these lives; keyword arguments change the question."""

    def answer(lives: list[tuple], *, people=None, since=None, **changed) -> FlowAnswer:
        types = {life[1] for life in lives}
        asked = RE_PLACEMENT | changed
        # A life without support or without SiS has no such type to flow for.
        for name in ("outcomes", "origins", "support"):
            asked[name] = tuple(t for t in asked[name] if t in types)
        asked["merges"] = {
            s: tuple(t for t in ts if t in types) for s, ts in asked["merges"].items()
        }
        store = store_of(tmp_path, lives, people=people, since=since)
        return ask(store, FlowQuestion(**asked), Gate(exact=True))

    return answer


def paths(answer: FlowAnswer) -> dict[tuple[str, ...], int]:
    return dict(answer.paths[["path", "count"]].itertuples(index=False, name=None))


def supported(answer: FlowAnswer) -> list[int | None]:
    return [None if pd.isna(n) else n for n in answer.paths["supported"]]


def test_a_gap_of_exactly_the_tolerance_adjoins_and_a_day_more_does_not(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2020-01-01", "2020-03-01"), ("Ann", "SiS", "2020-03-08", "2020-05-01"),
        ("Bo", "HVB", "2020-01-01", "2020-03-01"), ("Bo", "SiS", "2020-03-09", "2020-05-01"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, HVB): 1, (HVB, NOTHING, HVB): 1}


def test_decisions_at_one_unit_adjoin_at_exactly_the_tolerance_and_not_a_day_later(
    flow: Ask,
) -> None:
    answer = flow([
        ("Ann", "HVB", "2020-01-01", "2020-03-01", "A"),
        ("Ann", "HVB", "2020-03-08", "2020-05-01", "A"),
        ("Bo", "HVB", "2020-01-01", "2020-03-01", "A"),
        ("Bo", "HVB", "2020-03-09", "2020-05-01", "A"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, NOTHING, HVB): 1}  # Ann's is one episode, and so no flow


def test_the_latest_origin_before_the_outcome_begins_the_path(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2018-01-01", "2018-02-01"), ("Ann", "HVB", "2019-01-01", "2019-06-30"),
        ("Ann", "Familjehem", "2019-07-01", "2019-12-31"),
        ("Ann", "SiS", "2020-01-01", "2020-02-01"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, NOTHING, HVB): 1, (HVB, "Familjehem", HVB): 1}


def test_every_outcome_of_one_person_is_a_flow_of_its_own(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-02-01"), ("Ann", "SiS", "2019-02-01", "2019-03-01"),
        ("Ann", "HVB", "2019-03-02", "2019-04-01"),
    ])  # fmt: skip
    assert (answer.total, answer.people) == (2, 1)
    assert paths(answer) == {(HVB, HVB): 2}


def test_an_outcome_that_is_no_origin_is_passed_on_the_way_to_the_next(flow: Ask) -> None:
    answer = flow(
        [
            ("Ann", "HVB", "2019-01-01", "2019-02-01"),
            ("Ann", "SiS", "2019-02-01", "2019-03-01"),
            ("Ann", "SiS", "2019-06-01", "2019-07-01"),
        ],
        outcomes=("SiS",), origins=("HVB",), merges={},
    )  # fmt: skip
    assert paths(answer) == {("HVB", "SiS"): 1, ("HVB", "SiS", NOTHING, "SiS"): 1}


def test_a_first_placement_has_no_path_but_is_counted_as_an_outcome(flow: Ask) -> None:
    answer = flow([("Ann", "HVB", "2019-01-01", "2019-02-01")])
    assert answer.total == 0
    assert answer.notes["outcomes"] == 1


def test_equal_states_that_follow_each_other_are_one_but_the_ends_stay(flow: Ask) -> None:
    foster = {"merges": {"Hem": ("Familjehem", "Jourhem"), HVB: ("HVB", "SiS")}}
    answer = flow(
        [
            ("Ann", "HVB", "2019-01-01", "2019-02-01"),
            ("Ann", "Jourhem", "2019-02-01", "2019-03-01"),
            ("Ann", "Familjehem", "2019-03-01", "2019-04-01"),
            ("Ann", "SiS", "2019-04-01", "2019-05-01"),
        ],
        **foster,
    )
    assert paths(answer) == {(HVB, "Hem", HVB): 1}


def test_a_state_that_merges_with_the_ends_stands_between_them_all_the_same(flow: Ask) -> None:
    answer = flow(
        [
            ("Ann", "HVB", "2019-01-01", "2019-02-01"),
            ("Ann", "SiS", "2019-02-01", "2019-03-01"),
            ("Ann", "HVB utredning", "2019-03-01", "2019-04-01"),
        ],
        outcomes=("HVB utredning",), origins=("HVB",),
        merges={"Institution": ("HVB", "SiS", "HVB utredning")},
    )  # fmt: skip
    assert paths(answer) == {("Institution",) * 3: 1}


def test_equal_states_with_a_gap_between_are_two(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-02-01"), ("Ann", "Jourhem", "2019-02-01", "2019-03-01"),
        ("Ann", "Jourhem", "2019-06-01", "2019-07-01"), ("Ann", "HVB", "2019-07-01", "2019-08-01"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, "Jourhem", NOTHING, "Jourhem", HVB): 1}


def test_decisions_at_one_unit_that_adjoin_are_one_placement(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-02-01", "Björkgården"),
        ("Ann", "HVB", "2019-02-02", "2019-08-01", "Björkgården"),
        ("Bo", "HVB", "2019-01-01", "2019-02-01", "Björkgården"),
        ("Bo", "HVB", "2019-02-02", "2019-08-01", "Ekhaga"),
        ("Cia", "HVB", "2019-01-01", "2019-02-01"), ("Cia", "HVB", "2019-02-02", "2019-08-01"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, HVB): 2}  # Bo, and Cia, whose units nobody wrote down


def test_where_units_are_unknown_decisions_of_a_type_can_be_joined(flow: Ask) -> None:
    answer = flow(
        [
            ("Cia", "HVB", "2019-01-01", "2019-02-01"),
            ("Cia", "HVB", "2019-02-02", "2019-08-01"),
            ("Cia", "SiS", "2019-08-02", "2019-09-01"),
        ],
        join_types=True,
    )
    assert paths(answer) == {(HVB, HVB): 1}


def test_a_unit_left_for_another_and_come_back_to_in_time_is_one_stay(flow: Ask) -> None:
    # The trial at the foster home runs beside the decisions at Björkgården, it does not part them.
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-03-31", "Björkgården"),
        ("Ann", "Familjehem", "2019-03-01", "2019-03-31"),
        ("Ann", "HVB", "2019-04-01", "2019-08-01", "Björkgården"),
    ])  # fmt: skip
    assert answer.total == 0


def test_an_earlier_longer_placement_fills_the_gap_after_a_shorter_one(flow: Ask) -> None:
    # Reach: the foster home lasts all year, so nobody was without placement in summer.
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-02-01"),
        ("Ann", "Familjehem", "2019-02-01", "2019-12-31"),
        ("Ann", "Jourhem", "2019-03-01", "2019-03-31"), ("Ann", "SiS", "2019-11-01", "2020-01-31"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, "Familjehem", "Jourhem", HVB): 1}
    assert answer.notes["overlapping"] == 1


def test_a_move_within_the_day_is_no_overlap(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-02-01"), ("Ann", "SiS", "2019-02-01", "2019-03-01"),
        ("Bo", "HVB", "2019-01-01", "2019-02-02"), ("Bo", "SiS", "2019-02-01", "2019-03-01"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, HVB): 2}
    assert answer.notes["overlapping"] == 1  # Bo's day


def test_of_two_that_start_the_same_day_the_one_that_ends_first_came_first(flow: Ask) -> None:
    # Written down in the wrong order: the emergency home was for that day only.
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-02-01"),
        ("Ann", "SiS", "2019-02-01", "2019-05-01"), ("Ann", "Jourhem", "2019-02-01", "2019-02-01"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, "Jourhem", HVB): 1}


def test_equal_days_go_in_the_order_of_the_file(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-02-01"),
        ("Ann", "Jourhem", "2019-02-01", "2019-05-01"), ("Ann", "SiS", "2019-02-01", "2019-05-01"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, "Jourhem", HVB): 1}


def test_a_clock_decides_before_the_order_of_the_file(flow: Ask) -> None:
    answer = flow([
        ("Ann", "SiS", "2019-02-01T15:00", "2019-05-01"),
        ("Ann", "HVB", "2019-02-01T09:30", "2019-02-01"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, HVB): 1}


def test_a_placement_that_never_ended_leaves_no_gap_and_is_told(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2019-01-01", None), ("Ann", "SiS", "2020-01-01", None),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, HVB): 1}
    assert (answer.notes["open_origin"], answer.notes["open_outcome"]) == (1, 1)


def test_support_counts_from_one_day_in_the_open_interval(flow: Ask) -> None:
    ends = [("HVB", "2019-01-01", "2019-03-31"), ("SiS", "2019-06-01", "2019-07-01")]
    support = {
        "Ann": ("2019-01-01", "2019-03-31"),  # ended with the placement: no day between
        "Bo": ("2019-01-01", "2019-04-01"),  # one day between
        "Cia": ("2019-05-31", "2019-12-31"),  # the day before the outcome
        "Dan": ("2019-06-01", "2019-12-31"),  # began with the outcome: none
    }
    lives = [(who, *end) for who in support for end in ends]
    answer = flow(lives + [(who, "Öppenvård", *days) for who, days in support.items()])
    assert paths(answer) == {(HVB, NOTHING, HVB): 4}
    assert supported(answer) == [2]


def test_support_that_still_runs_covers_what_comes(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-03-31"), ("Ann", "Öppenvård", "2019-02-01", None),
        ("Ann", "SiS", "2019-06-01", "2019-07-01"),
    ])  # fmt: skip
    assert supported(answer) == [1]


def test_a_direct_move_has_no_time_for_support_so_its_share_is_empty_not_zero(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-03-31"), ("Ann", "SiS", "2019-04-05", "2019-07-01"),
        ("Ann", "Öppenvård", "2019-04-01", "2019-04-04"),
    ])  # fmt: skip
    assert supported(answer) == [None]
    assert answer.paths["supported_share"].isna().all()


def test_support_during_the_foster_home_between_counts(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-03-31"),
        ("Ann", "Familjehem", "2019-04-01", "2019-06-30"),
        ("Ann", "SiS", "2019-07-01", "2019-08-01"),
        ("Ann", "Öppenvård", "2019-05-01", "2019-06-01"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, "Familjehem", HVB): 1}
    assert supported(answer) == [1]


def test_what_began_before_the_data_is_counted_and_marked(flow: Ask) -> None:
    answer = flow(
        [
            ("Ann", "HVB", "2014-11-01", "2015-02-01"),
            ("Ann", "SiS", "2015-04-01", "2015-05-01"),
            ("Bo", "HVB", "2015-02-01", "2015-03-01"),
            ("Bo", "SiS", "2015-04-01", "2015-05-01"),
        ],
        since="2015-01-01",
    )
    assert paths(answer) == {(HVB, NOTHING, HVB): 2}
    assert answer.notes["truncated"] == 1


def test_an_outcome_whose_look_back_passes_the_beginning_of_the_data_is_told(flow: Ask) -> None:
    answer = flow(
        [("Ann", "HVB", "2015-03-01", "2015-05-01"), ("Bo", "HVB", "2019-03-01", "2019-05-01")],
        since="2015-01-01", window_days=365,
    )  # fmt: skip
    assert (answer.total, answer.notes["outcomes"], answer.notes["out_of_sight"]) == (0, 2, 1)


def test_an_origin_that_ended_on_the_windows_first_day_is_in(flow: Ask) -> None:
    answer = flow(
        [
            ("Ann", "HVB", "2019-01-01", "2019-02-01"), ("Ann", "SiS", "2019-03-03", "2019-04-01"),
            ("Bo", "HVB", "2019-01-01", "2019-02-01"), ("Bo", "SiS", "2019-03-04", "2019-04-01"),
        ],
        window_days=30,
    )  # fmt: skip
    assert answer.total == 1


def test_the_outcome_must_start_in_the_period_the_origin_need_not(flow: Ask) -> None:
    answer = flow(
        [
            ("Ann", "HVB", "2018-01-01", "2018-06-01"), ("Ann", "SiS", "2019-01-01", "2019-02-01"),
            ("Ann", "HVB", "2020-01-01", "2020-02-01"),
        ],
        from_date=date(2019, 1, 1), to_date=date(2019, 12, 31),
    )  # fmt: skip
    assert (answer.total, answer.notes["outcomes"]) == (1, 1)


def test_a_type_named_na_and_one_with_no_name_are_types_like_others(flow: Ask) -> None:
    answer = flow([
        ("Ann", "HVB", "2019-01-01", "2019-02-01"), ("Ann", "NA", "2019-02-01", "2019-03-01"),
        ("Ann", "", "2019-03-01", "2019-04-01"), ("Ann", "SiS", "2019-04-01", "2019-05-01"),
    ])  # fmt: skip
    assert paths(answer) == {(HVB, "NA", "", HVB): 1}


def test_only_listed_states_lie_on_the_path_when_states_are_listed(flow: Ask) -> None:
    answer = flow(
        [
            ("Ann", "HVB", "2019-01-01", "2019-02-01"),
            ("Ann", "Skolbyte", "2019-02-01", "2019-02-01"),
            ("Ann", "Jourhem", "2019-02-02", "2019-03-01"),
            ("Ann", "SiS", "2019-03-01", "2019-04-01"),
        ],
        states=("HVB", "SiS", "Jourhem"),
    )
    assert paths(answer) == {(HVB, "Jourhem", HVB): 1}


def test_a_condition_on_the_people_holds_in_the_year_of_the_outcome(flow: Ask) -> None:
    lives = [
        (who, *episode)
        for who in ("Ann", "Bo", "Cia")
        for episode in (("HVB", "2019-01-01", "2019-02-01"), ("SiS", "2019-02-01", "2019-03-01"))
    ]
    people = pd.DataFrame({
        "person_id": ["Ann", "Bo", "Bo"], "year": [2019, 2019, 2018], "sex": ["w", "m", "w"],
    })  # fmt: skip
    girls = Condition("sex", "w", "flickor")
    answer = flow(lives, people=people, conditions=(girls,))
    assert answer.total == 1  # Ann; Bo was a girl in the year before only, Cia is not among them
    assert flow(lives, people=people).notes["not_in_people"] == 1
