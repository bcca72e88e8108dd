"""Who sets a group apart from a larger one, counted by hand."""

import pandas as pd

from analysis.disclosure.differencing import Axis, fewest_apart

COLUMNS = ["year", "sex", "age", "broad", "people", "people_key"]
CELLS = pd.DataFrame(
    [
        (2024, "women", "65-79", "65+", 30, 300),
        (2024, "women", "80+", "65+", 40, 400),
        (2024, "men", "65-79", "65+", 20, 200),
        (2024, "men", "80+", "65+", 1, 7),
        (2024, "women", "20-24", "20-64", 50, 500),
        (2023, "women", "80+", "65+", 10, 100),
    ],
    columns=COLUMNS,
)


def told(axes):
    return fewest_apart(CELLS, axes, "year").set_index("year")


def test_one_man_sets_the_women_apart_from_everyone_of_their_age():
    found = told([Axis("sex"), Axis("age", ("broad",), "80+")])
    women = found[found["sex"] == "women"].loc[2024]
    assert (women["people"], women["people_key"]) == (1, 7)
    men = found[found["sex"] == "men"].loc[2024]
    assert men["people"] == 20  # the men of 65-79 set him apart from the men of 65 or more


def test_a_coarser_level_is_a_larger_group():
    found = told([Axis("age", ("broad",))])
    by_age = found.loc[2024].set_index("age")["people"]
    assert by_age["80+"] == 50  # 65-79, both sexes
    assert by_age["20-24"] == 91  # its broad group is itself; all others


def test_where_every_larger_group_is_the_same_nobody_sets_apart():
    found = told([Axis("sex", (), "women"), Axis("age", ("broad",), "80+")])
    assert found.loc[2023, "people"] == 0


def test_leaving_out_two_conditions_at_once_counts():
    cells = pd.DataFrame(
        [(2024, "women", "80+", "65+", 20, 20), (2024, "men", "65-79", "65+", 1, 1)],
        columns=COLUMNS,
    )
    found = fewest_apart(cells, [Axis("sex", (), "women"), Axis("age", (), "80+")], "year")
    assert found["people"].tolist() == [1]


def test_a_category_that_nobody_is_in_has_no_row():
    assert told([Axis("age", ("broad",), "0-5")]).empty


def test_an_area_is_set_apart_by_its_neighbours_in_the_district_not_by_the_others():
    areas = [(2024, "a", "north", 50, 1), (2024, "b", "north", 2, 2), (2024, "c", "south", 100, 4)]
    cells = pd.DataFrame(areas, columns=["year", "area", "district", "people", "people_key"])
    found = fewest_apart(cells, [Axis("area", ("district",), "a")], "year")
    assert found[["people", "people_key"]].to_numpy().tolist() == [[2, 2]]
