"""The README says how large each planted need is; here the generator is asked."""

import json
import re
from pathlib import Path

import pytest

import sample_data
from sample_data.planted import NEEDS

README = (Path(sample_data.__file__).parent / "README.md").read_text(encoding="utf-8")


def percent(share):
    return f"{share * 100:.1f} %"


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.key)
def test_the_readme_tells_the_true_size_of_a_need(world, need):
    [size] = [size for size in world.planted["needs"] if size["key"] == need.key]
    [row] = re.findall(rf"^\| `{need.key}` .*$", README, flags=re.MULTILINE)
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[1] == need.outcome
    assert cells[3] == f"{size['first_year']}-{size['last_year']}"
    assert cells[4] == str(need.relative_risk)
    counts = ("persons", "person_years", "cases", "excess_cases")
    assert [int(cell) for cell in cells[5:9]] == [size[name] for name in counts]
    assert cells[9] == f"{percent(size['share'])}, {percent(size['share_without_planting'])}"


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.key)
def test_a_need_is_large_enough_to_be_found(world, need):
    [size] = [size for size in world.planted["needs"] if size["key"] == need.key]
    assert size["excess_cases"] >= 30
    expected = size["cases_without_planting"]
    assert size["excess_cases"] > 4 * expected**0.5  # far beyond chance (Poisson)


def test_needs_outside_their_group_change_nothing(world):
    for need in NEEDS:
        drawn = world.outcomes[need.outcome]
        outside = ~need.members(world.panel, world.places)
        if need.outcome != "social_assistance":  # a spell goes on when its person leaves the group
            assert (drawn.came[outside] == drawn.without_planting[outside]).all()


def test_boys_without_support_come_back_to_care(world):
    flow = world.planted["flow"]
    boys, girls = flow["group"], flow["everyone_else"]
    assert boys["supported"] / boys["homecomings"] < 0.2
    assert girls["supported"] / girls["homecomings"] > 0.5
    assert boys["returned"] - flow["returned_in_group_without_planting"] >= 30
    names = ("homecomings", "persons", "supported", "returned")
    names += ("returned_of_supported", "returned_of_unsupported")
    for word, side in (("boys", boys), ("girls", girls)):
        assert f"| {word} | " + " | ".join(str(side[name]) for name in names) + " |" in README


def test_the_trap_looks_bad_and_vanishes_when_age_is_standardised(world):
    trap = world.planted["trap"]
    crude = trap["share"] / trap["share_of_everyone_else"]
    assert crude > 1.2
    assert trap["age_standardised_ratio"] == pytest.approx(1, abs=0.05)
    for told in ("cases", "person_years", "cases_expected_from_age", "age_standardised_ratio"):
        assert str(trap[told]) in README


def test_the_files_come_with_what_is_planted_in_them(small_folder):
    planted = json.loads((small_folder / "planted.json").read_text(encoding="utf-8"))
    assert [need["key"] for need in planted["needs"]] == [need.key for need in NEEDS]
