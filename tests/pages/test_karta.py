"""Karta on five districts counted by hand: question, figures, withheld, own area, refusals."""

import re

import index_store
import pytest

from store.writing.write import new_version
from tests.pages.conftest import html


@pytest.fixture(scope="module")
def districts(tmp_path_factory):
    return index_store.build(tmp_path_factory.mktemp("karta") / "store.duckdb", with_people=True)


@pytest.fixture
def page(app, opened, districts, monkeypatch):
    """(query) -> the page as opened by that link."""
    monkeypatch.setenv("BEHOVSBILD_STORE", str(districts))
    return lambda **query: opened(app, "karta", **query)


def rows_of(app, caption):
    """The rows of the table whose caption begins so, as lists of texts."""
    tables = re.findall(r"<table.*?</table>", html(app), flags=re.DOTALL)
    [table] = [t for t in tables if f"<caption>{caption}" in t]
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1], flags=re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL) for row in rows]


def test_the_index_stands_in_the_table_highest_first(page):
    app = page()
    assert not app.exception
    values = [row[2] for row in rows_of(app, "Socioekonomiskt index")]
    assert values == ["10,0", "6,4", "5,0", "3,6", "0,0"]
    assert "bättre" in app.title[0].value


def test_the_table_is_sorted_by_name_when_asked(page):
    rows = rows_of(page(sortera="namn"), "Socioekonomiskt index")
    assert [row[0] for row in rows] == [f"Område {letter}" for letter in "ABCDE"]


def test_a_withheld_area_is_named_with_its_reason(page):
    app = page(visa="nyckeltal", nyckeltal="not_eligible")
    last = rows_of(app, "Elever")[-1]
    assert last[0] == "Område E"
    assert "färre än 5" in last[2] or "ingen siffra" in last[2]


def test_a_relation_over_too_few_areas_is_refused_in_words_and_the_page_stands(page):
    """Four districts have both figures: one too few."""
    told = html(page(visa="nyckeltal", nyckeltal="not_eligible"))
    assert "färre än 5" in told
    assert "Ett eget område" in told


def test_five_areas_are_a_hint_only(page):
    app = page(visa="index", nyckeltal="scb_low_economic_standard_share")
    told = html(app)
    assert "Bara 5 områden" in told
    assert "Detta gäller områden, inte personer" in told
    assert len(app.get("plotly_chart")) == 1


def test_an_own_area_in_the_link_is_one_figure(page):
    app = page(visa="nyckeltal", nyckeltal="not_eligible", eget="9999A,9999B")
    assert "Område A, Område B" in html(app)


def test_nonsense_in_the_link_keeps_the_default_and_is_told(page):
    app = page(visa="moln", niva="planet", eget="9999Z", index="a:up")
    assert not app.exception
    assert "9999Z" in app.warning[0].value
    assert rows_of(app, "Socioekonomiskt index")


def test_other_variables_make_another_index(page):
    rows = rows_of(page(index="employed_share:low", sortera="namn"), "Socioekonomiskt index")
    assert [row[2] for row in rows] == ["10,0", "5,0", "7,5", "2,5", "0,0"]


def test_too_few_areas_for_patterns_are_told_and_the_map_stays(page):
    app = page(kluster="ja")
    assert "minst 10 områden" in html(app)
    assert rows_of(app, "Socioekonomiskt index")
    assert not app.error


@pytest.fixture
def changed(app, opened, tmp_path, monkeypatch):
    """(statement) -> opens the page on the districts after that change of the store."""
    path = index_store.build(tmp_path / "changed.duckdb")

    def opener(statement, **query):
        with new_version(path) as draft:
            draft.con.execute(statement)
        monkeypatch.setenv("BEHOVSBILD_STORE", str(path))
        return opened(app, "karta", nyckeltal="scb_low_economic_standard_share", **query)

    return opener


ALIKE = "UPDATE observation SET value = 0.3 WHERE indicator_id = '{}'"


def test_an_index_without_a_scale_is_an_error_in_words_with_a_way_out(changed):
    """All districts are alike in the chosen variable: another one can be chosen on the page."""
    name = "scb_low_economic_standard_share"
    app = changed(ALIKE.format(name), index=f"{name}:low")
    assert "0.3" in app.error[0].value
    assert "Variabler" in [box.label for box in app.multiselect]
    assert app.title


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (ALIKE.format("employed_share"), "employed_share är 0.3 i alla"),
        (
            "UPDATE observation SET value = NULL, status = 'missing' "
            "WHERE indicator_id = 'employed_share'",
            "därför inte ingå i indexet",
        ),
        ("DELETE FROM observation WHERE area_code <> '9999A'", "bara ett"),
    ],
)
def test_where_the_guides_index_cannot_be_made_the_map_stands_and_says_why(
    changed, statement, reason
):
    app = changed(statement, visa="index")
    assert not app.exception
    assert not app.error
    assert reason in html(app)
    assert rows_of(app, "")


def test_a_link_that_says_the_only_choice_is_understood(page):
    assert not page(niva="district").warning
