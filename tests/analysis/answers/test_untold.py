"""What cannot be told is never said to be no difference."""

from dataclasses import replace

import pandas as pd
import pytest

import language
from analysis.answers import BreakdownQuestion, ask, sex_signs
from analysis.disclosure.gate import Gate
from analysis.sentences import groups_sentence
from indicators.catalogue import load_catalogue
from store.read import open_store
from tests import small_store as ten_years
from ui.page.words import breakdown_answer

UNTOLD = {"state": "cannot_tell", "direction": "neither", "because": "unknown_people"}
SAME = {"state": "no_clear_difference", "direction": "neither", "because": None}
FEW = {**UNTOLD, "because": "few_people"}
WORSE = {"state": "worse", "direction": "higher", "because": None}


@pytest.fixture(autouse=True)
def swedish():
    language.use("sv")


def said(*rows):
    table = pd.DataFrame([{"value": 0.2, "reference": 0.1, "difference": 0.1, **r} for r in rows])
    indicator = load_catalogue().find("not_eligible")
    return groups_sentence(indicator, table, [f"grupp {n}" for n in range(len(rows))])


def test_where_nothing_can_be_told_the_sentence_says_why():
    told = said(UNTOLD, UNTOLD)
    assert (
        told == "Om grupperna skiljer sig går inte att avgöra: antalet personer är inte publicerat."
    )


def test_none_differs_is_said_only_of_those_that_can_be_told():
    told = said(SAME, SAME, UNTOLD, FEW, FEW)
    assert told.startswith("Ingen av de 2 grupper som går att avgöra skiljer sig tydligt")
    assert "För 3 grupper går det inte att avgöra" in told
    assert "för få personer för att avgöra (2), antalet personer är inte publicerat (1)" in told


def test_a_clear_difference_and_what_cannot_be_told_are_both_said():
    told = said(WORSE, SAME, UNTOLD)
    assert "Det går tydligt sämre för grupp 0" in told
    assert "1 av 3 grupper skiljer sig tydligt." in told
    assert "För 1 grupp går det inte att avgöra" in told


def test_a_withheld_group_is_not_one_without_a_difference():
    told = said(SAME, SAME, {**FEW, "value": float("nan")})
    assert "För 1 grupp går det inte att avgöra om den skiljer sig: siffran är dold" in told


def test_where_every_group_is_told_nothing_is_added():
    assert said(SAME, SAME) == "Ingen grupp skiljer sig tydligt från de övriga."


def test_public_figures_by_sex_are_told_by_the_signs_of_their_years():
    # women are 6 percentage points above men in each of the ten years 2015 to 2024
    store = open_store(ten_years.small_store())
    answer = ask(store, BreakdownQuestion("N15428", by=("sex",)), Gate())
    told = breakdown_answer(answer)
    assert "Ingen grupp" not in told
    assert "antalet personer är inte publicerat" in told
    assert "högre för kvinnor än för män alla 10 år, 2015 till 2024." in told
    assert "10 år högre, 0 lägre, 0 lika" in sex_signs(answer).method()


def test_the_signs_are_those_up_to_the_year_shown():
    store = open_store(ten_years.small_store())
    answer = ask(store, BreakdownQuestion("N15428", by=("sex",), year=2020), Gate())
    assert "alla 6 år, 2015 till 2020" in breakdown_answer(answer)
    few = ask(store, BreakdownQuestion("N15428", by=("sex",), year=2019), Gate())
    assert sex_signs(few) is None


def test_a_sentence_names_whom_the_groups_are_held_against():
    store = open_store(ten_years.small_store())
    of_persons = ask(store, BreakdownQuestion("not_eligible", by=("district",)), Gate())
    assert "över de övriga" in breakdown_answer(of_persons)
    public = ask(store, BreakdownQuestion("N15428", by=("sex",)), Gate())
    told = public.table.assign(state="no_clear_difference", direction="neither", because=None)
    assert "från kommunen i stort" in breakdown_answer(replace(public, table=told))
