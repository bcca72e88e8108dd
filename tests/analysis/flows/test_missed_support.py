"""Points before an outcome at which some had support and others on the same path had not."""

import pandas as pd

from analysis.flows.missed_support import MissedChance, as_rows, points, ranked
from analysis.flows.paths import OTHER
from language import use


def chance(path=("HVB", "no placement", "HVB"), **changed) -> MissedChance:
    return MissedChance(**{
        "path": path, "so_far": path[:2], "flows": 60, "supported": 12, "others": 80,
        "others_supported": 20, "days_before": 168,
    } | changed)  # fmt: skip


def test_those_with_the_same_path_so_far_are_counted_whichever_way_they_went_on():
    counted = pd.DataFrame(
        [
            ("000200000002", 1, 0, 168, 48, 480),
            ("000200000002", 1, 1, 30, 12, 120),
            ("0002000000010002", 1, 0, 300, 7, 70),
            ("0002000000010002", 1, 0, 310, 5, 50),
            ("0002000000010002", 1, 1, 200, 8, 80),
            ("0002000000010002", 2, 0, 100, 20, 200),
        ],
        columns=["path", "ordinal", "is_supported", "days_before", "flows", "flows_key"],
    )
    persons = {"people": 9, "people_key": 90, "others_people": 11, "others_people_key": 110}
    found = points(counted.assign(**persons)).set_index(["path", "ordinal"])
    at_home = found.loc[("000200000002", 1)]
    assert at_home["so_far"] == "00020000"
    assert (at_home["flows"], at_home["supported"], at_home["supported_key"]) == (60, 12, 120)
    assert (at_home["others"], at_home["others_supported"]) == (80, 20)
    assert (at_home["people"], at_home["others_people"]) == (9, 11)  # of the step, not of its rows
    later = found.loc[("0002000000010002", 2)]
    assert (later["so_far"], later["others"]) == ("000200000001", 20)


def test_where_most_were_missed_stands_first():
    few, many = chance(flows=20, supported=10), chance()
    assert ranked([few, many]) == [many, few]


def test_where_nobody_got_support_or_everybody_did_no_chance_was_missed():
    assert ranked([chance(supported=0, others_supported=0), chance(supported=60)]) == []


def test_the_rare_paths_together_have_no_steps_to_speak_of():
    assert ranked([chance(path=(OTHER,))]) == []


def test_a_missed_chance_is_a_sentence():
    use("en")
    assert chance().sentence() == (
        "48 of 60 had no support during “no placement”, half of them at least 168 days before the "
        "outcome."
    )
    use("sv")


def test_a_row_says_how_many_and_what_the_others_had():
    row = as_rows([chance()])[0]
    assert (row["missed"], row["same_path_so_far"], row["same_path_supported"]) == (48, 80, 20)
