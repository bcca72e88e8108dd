"""What may leave of a flow: protected by persons, forwards, over the years and as sequences."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.answers.flows.forward import ForwardQuestion, forward
from analysis.answers.flows.missed_support import missed_chances
from analysis.answers.flows.paths import flow
from analysis.answers.flows.sequences import UnknownKind, counted_transitions, transitions, variants
from analysis.answers.flows.years import years
from analysis.disclosure.gate import Gate
from analysis.flows.paths import OTHER
from analysis.flows.question import FlowQuestion, UnknownEventType
from tests.people_with_events import store_of

EXACT, PROTECTED = Gate(exact=True), Gate()
QUESTION = FlowQuestion(("SiS",), ("HVB",), support=("Öppenvård",))


def direct(who: str, first: int = 2010, moves: int = 1) -> list[tuple]:
    """From HVB to SiS on the same day, so many times."""
    return [
        episode
        for year in range(first, first + moves)
        for episode in (
            (who, "HVB", f"{year}-01-01", f"{year}-02-01"),
            (who, "SiS", f"{year}-02-01", f"{year}-03-01"),
        )
    ]


def by_foster_home(who: str, *, supported: bool = False) -> list[tuple]:
    life = [
        (who, "HVB", "2015-01-01", "2015-02-01"),
        (who, "Familjehem", "2015-02-01", "2015-06-01"),
        (who, "SiS", "2015-06-01", "2015-07-01"),
    ]
    return [*life, (who, "Öppenvård", "2015-03-01", "2015-04-01")] if supported else life


@pytest.fixture
def lives() -> list[tuple]:
    """60 went directly, 40 by a foster home (15 with support); one alone by two of another kind."""
    lives = [e for n in range(60) for e in direct(f"direct {n:02d}", 2015)]
    lives += [e for n in range(40) for e in by_foster_home(f"foster {n:02d}", supported=n < 15)]
    lives += [("first ever", "SiS", "2015-01-01", "2015-02-01")] * 20
    for year in range(2000, 2012):  # twelve flows, but all of them one person's
        lives += [
            ("restless", "HVB", f"{year}-01-01", f"{year}-02-01"),
            ("restless", "Jourhem", f"{year}-02-01", f"{year}-03-01"),
            ("restless", "SiS", f"{year}-03-01", f"{year}-04-01"),
        ]
    return lives


def test_a_path_of_one_person_is_rare_however_often_it_was_taken(
    tmp_path: Path, lives: list[tuple]
) -> None:
    store = store_of(tmp_path, lives)
    exact = flow(store, QUESTION, EXACT).paths.set_index("path")["count"]
    assert exact[("HVB", "Jourhem", "SiS")] == 12
    shown = flow(store, QUESTION, PROTECTED).paths.set_index("path")
    assert ("HVB", "Jourhem", "SiS") not in shown.index
    assert pd.isna(shown.loc[[(OTHER,)], "count"].iloc[0])
    assert shown.loc[[(OTHER,)], "withheld"].iloc[0] == "few_people"


def test_the_same_question_always_gets_the_same_protected_figure(
    tmp_path: Path, lives: list[tuple]
) -> None:
    store = store_of(tmp_path, lives)
    first, again = (flow(store, QUESTION, PROTECTED).paths for _time in range(2))
    pd.testing.assert_frame_equal(first, again)
    counts = first.set_index("path")["count"]
    assert abs(counts[("HVB", "SiS")] - 60) <= 5
    assert abs(counts[("HVB", "Familjehem", "SiS")] - 40) <= 5


def test_nearly_everyone_on_one_path_is_shown_where_others_had_the_outcome_without_an_origin(
    tmp_path: Path,
) -> None:
    lives = [e for n in range(60) for e in direct(f"direct {n:02d}", 2015)]
    lives += [(f"first ever {n:02d}", "SiS", "2015-01-01", "2015-02-01") for n in range(30)]
    question = FlowQuestion(("SiS",), ("HVB",))
    shown = flow(store_of(tmp_path, lives), question, PROTECTED).paths
    assert shown["withheld"].isna().all()
    assert shown["share"].iloc[0] == pytest.approx(1, abs=0.1)


def test_that_all_with_the_outcome_took_one_path_is_not_told(tmp_path: Path) -> None:
    lives = [e for n in range(60) for e in direct(f"direct {n:02d}", 2015)]
    shown = flow(store_of(tmp_path, lives), FlowQuestion(("SiS",), ("HVB",)), PROTECTED).paths
    assert shown["withheld"].tolist() == ["few_others"]
    assert shown["count"].isna().all()


def test_no_single_persons_days_are_told(tmp_path: Path) -> None:
    lives = [e for n in range(12) for e in direct(f"direct {n:02d}", 2015)]
    lives += [(f"first ever {n:02d}", "SiS", "2015-01-01", "2015-02-01") for n in range(30)]
    shown = flow(store_of(tmp_path, lives), FlowQuestion(("SiS",), ("HVB",)), PROTECTED).paths
    assert shown["count"].notna().all()
    assert shown["days_median"].isna().all()  # a quartile of twelve is three persons


def test_a_type_that_nobody_has_is_told_with_the_nearest(tmp_path: Path) -> None:
    store = store_of(tmp_path, direct("Ann"))
    with pytest.raises(UnknownEventType, match="SiS"):
        flow(store, FlowQuestion(("SIS",), ("HVB",)), EXACT)


def test_the_step_at_which_support_was_missing_is_found(tmp_path: Path, lives: list[tuple]) -> None:
    store = store_of(tmp_path, lives)
    (chance,) = missed_chances(store, QUESTION, EXACT)
    assert chance.so_far == ("HVB", "Familjehem")
    assert (chance.flows, chance.missed, chance.others_supported) == (40, 25, 15)
    assert chance.days_before == 120  # 1 February to 1 June
    (protected,) = missed_chances(store, QUESTION, PROTECTED)
    assert abs(protected.flows - 40) <= 5


def test_support_before_the_step_is_not_support_during_it(tmp_path: Path) -> None:
    lives = [
        ("Ann", "HVB", "2015-01-01", "2015-02-01"),
        ("Ann", "Familjehem", "2015-02-01", "2015-03-01"),
        ("Ann", "SiS", "2015-09-01", "2015-10-01"),
        ("Ann", "Öppenvård", "2015-02-10", "2015-02-20"),
        ("Bo", "HVB", "2015-01-01", "2015-02-01"),
        ("Bo", "Familjehem", "2015-02-01", "2015-03-01"),
        ("Bo", "SiS", "2015-09-01", "2015-10-01"),
        ("Bo", "Öppenvård", "2015-05-01", "2015-06-01"),
    ]
    chances = missed_chances(store_of(tmp_path, lives), QUESTION, EXACT)
    told = {c.so_far[-1]: (c.flows, c.supported, c.days_before) for c in chances}
    # From 1 February to 1 September, and from 2 March.
    assert told == {"Familjehem": (2, 1, 212), "no placement": (2, 1, 183)}


def test_what_followed_a_first_support_and_how_soon(tmp_path: Path) -> None:
    lives = [
        ("Ann", "Öppenvård", "2021-01-01", "2021-06-30"), ("Ann", "HVB", "2021-04-11", None),
        ("Bo", "Öppenvård", "2021-02-01", "2021-06-30"), ("Bo", "Öppenvård", "2021-09-01", None),
        ("Cia", "Öppenvård", "2020-12-31", "2021-06-30"), ("Cia", "HVB", "2021-05-01", None),
        ("Dan", "HVB", "2020-01-01", "2021-12-31"),
    ]  # fmt: skip
    people = pd.DataFrame({"person_id": ["Ann", "Bo"], "year": 2021, "sex": ["w", "m"]})
    store = store_of(tmp_path, lives, people=people)
    in_2021 = {"from_date": pd.Timestamp("2021-01-01"), "to_date": pd.Timestamp("2021-12-31")}
    answer = forward(
        store, ForwardQuestion(("Öppenvård",), ("HVB",), by="sex", **in_2021), EXACT
    )  # fmt: skip
    assert (answer.curve.people, answer.curve.outcomes) == (2, 1)  # Cia's first was the year before
    assert answer.curve.share_by(99) == 0
    assert answer.curve.share_by(100) == pytest.approx(0.5)  # 1 January to 11 April
    assert [curve.group for curve in answer.curves] == ["w", "m"]
    assert answer.test.degrees_of_freedom == 1
    next_types = answer.came_next.set_index("type")["people"]
    assert next_types["HVB"] == 1  # Bo's next support is of the first events' own kind
    assert "effect" in answer.caveat or "effekt" in answer.caveat


def test_a_protected_curve_counts_in_steps_and_ends_where_few_are_left(tmp_path: Path) -> None:
    lives = [
        event
        for n in range(200)
        for event in (
            (f"p{n:03d}", "Öppenvård", "2020-01-01", "2020-02-01"),
            (f"p{n:03d}", "HVB", f"202{n % 2}-0{1 + n % 9}-15", None),
        )
    ]
    lives += [(f"q{n:03d}", "Öppenvård", "2020-01-01", "2021-12-31") for n in range(100)]
    answer = forward(
        store_of(tmp_path, lives), ForwardQuestion(("Öppenvård",), ("HVB",)), PROTECTED
    )
    assert answer.days_a_step >= 30
    assert (answer.curve.steps["at_risk"] >= 5).all()
    assert answer.curve.share_by(730) == pytest.approx(200 / 300, abs=0.1)


def test_are_they_the_same_individuals_from_year_to_year(tmp_path: Path) -> None:
    lives = [
        ("Ann", "HVB", "2015-01-01", "2018-12-31"),  # all four years
        ("Bo", "HVB", "2016-02-01", "2016-05-01"), ("Bo", "HVB", "2018-02-01", "2018-05-01"),
        ("Cia", "HVB", "2017-12-31", "2018-01-01"),
    ]  # fmt: skip
    table = years(store_of(tmp_path, lives), ("HVB",), EXACT).table.set_index("year")
    assert table["there"].tolist() == [1, 2, 2, 3]
    assert table.loc[2016, ["stayed", "new", "returned", "left"]].tolist() == [1, 1, 0, 0]
    assert table.loc[2017, ["stayed", "new", "returned", "left"]].tolist() == [1, 1, 0, 1]
    assert table.loc[2018, ["stayed", "new", "returned", "left"]].tolist() == [2, 0, 1, 0]
    assert table.loc[2018, ["ago_1", "ago_2", "ago_3"]].tolist() == [2, 2, 1]
    assert table.loc[2018, ["row_1", "row_2", "row_3"]].tolist() == [1, 1, 1]
    assert table.loc[2015, ["stayed", "new", "ago_1"]].isna().all()  # before the data: not known


def test_someone_who_is_still_there_is_there_every_year_since(tmp_path: Path) -> None:
    lives = [("Ann", "HVB", "2015-01-01", None), ("Bo", "HVB", "2017-06-01", "2017-12-31")]
    table = years(store_of(tmp_path, lives), ("HVB",), EXACT).table
    assert table["there"].tolist() == [1, 1, 2]


def test_too_few_in_a_year_look_like_nobody_or_are_withheld(tmp_path: Path) -> None:
    lives = [("Ann", "HVB", "2015-01-01", "2018-12-31")]
    table = years(store_of(tmp_path, lives), ("HVB",), PROTECTED).table
    assert table["there"].fillna(0).eq(0).all()


def test_sequences_go_by_time_then_by_the_order_of_the_file(tmp_path: Path) -> None:
    lives = [
        ("Ann", "C", "2020-01-02", "2020-01-02"), ("Ann", "A", "2020-01-01", "2020-01-01"),
        ("Ann", "B", "2020-01-01", "2020-01-01"), ("Bo", "A", "2020-01-01", "2020-01-01"),
    ]  # fmt: skip
    store = store_of(tmp_path, lives)
    told = variants(store, EXACT)
    assert (told["cases"], told["events"], told["activities"]) == (2, 4, 3)
    assert told["variants"] == [
        {"path": ["A"], "count": 1}, {"path": ["A", "B", "C"], "count": 1},
    ]  # fmt: skip
    pairs = transitions(store, EXACT)["transitions"]
    assert [(p["from"], p["to"], p["count"], p["share"]) for p in pairs] == [
        ("A", "B", 1, 1.0), ("B", "C", 1, 1.0),
    ]  # fmt: skip


def test_sequences_longer_than_the_packed_numbers_are_told_apart_too(tmp_path: Path) -> None:
    # Two types are two bits: four numbers hold 124 steps; the lives differ in the very last.
    days = pd.date_range("2020-01-01", periods=130).strftime("%Y-%m-%d")
    lives = [(who, "A", day, day) for who in ("Ann", "Bo", "Cia") for day in days]
    lives += [("Cia", "B", "2021-01-01", "2021-01-01"), ("Bo", "A", "2021-01-01", "2021-01-01")]
    lives += [("Ann", "A", "2021-01-01", "2021-01-01"), ("Dan", "B", "2020-01-01", "2020-01-01")]
    told = variants(store_of(tmp_path, lives), EXACT)["variants"]
    assert [(len(v["path"]), v["path"][-1], v["count"]) for v in told] == [
        (131, "A", 2), (1, "B", 1), (131, "B", 1),
    ]  # fmt: skip


def test_the_short_way_to_transitions_counts_what_the_long_way_counts(
    tmp_path: Path, lives: list[tuple]
) -> None:
    store = store_of(tmp_path, lives)
    short = counted_transitions(store)
    long = store.query("events/transitions", kinds=[])
    pd.testing.assert_frame_equal(short, long, check_dtype=False)
    only = counted_transitions(store, ("placement",))  # support left out: another sequence
    assert only["n"].sum() < short["n"].sum()


def test_protected_sequences_leave_out_the_rare_and_say_how_many(
    tmp_path: Path, lives: list[tuple]
) -> None:
    store = store_of(tmp_path, lives)
    told = variants(store, PROTECTED)
    assert "events" not in told
    assert all(v["count"] >= 5 for v in told["variants"])
    pairs = {(p["from"], p["to"]) for p in transitions(store, PROTECTED)["transitions"]}
    assert ("HVB", "SiS") in pairs
    assert ("HVB", "Jourhem") not in pairs  # twelve times, but one person


def test_an_unknown_kind_is_told_with_the_known(tmp_path: Path) -> None:
    with pytest.raises(UnknownKind, match="placement"):
        variants(store_of(tmp_path, direct("Ann")), EXACT, kinds=("plasering",))
