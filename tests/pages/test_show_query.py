"""The query that a page shows, run in plain DuckDB, gives the counts behind the figures."""

import html as markup
import re

import duckdb
import index_store
import pytest

from analysis.answers import BreakdownQuestion, MapQuestion, ask
from analysis.disclosure.gate import Gate
from store.read import open_store
from tests.flow_people import flow_store
from tests.pages.conftest import html
from tests.small_store import small_store

EXACT = Gate(exact=True)


def shown(app):
    """Each statement that the page shows, by the file that it comes from."""
    texts = re.findall(r"<pre [^>]*><code>(.*?)</code></pre>", html(app), flags=re.DOTALL)
    return [
        (re.match(r"-- store/queries/(\S+)\.sql\n", text)[1], text)
        for text in map(markup.unescape, texts)
    ]


def run(path, text):
    """What DuckDB itself says, of the file and nothing else."""
    with duckdb.connect(str(path.resolve()), read_only=True) as connection:
        return connection.execute(text).df()


def by(path, app, column):
    """People and cases of the newest year by a column, out of the first statement that has it."""
    for name, text in shown(app):
        found = run(path, text)
        if name == "people/breakdown" and column in found:
            newest = found[found["year"] == found["year"].max()]
            counts = newest.astype({column: "str"}).groupby(column)[["people", "cases"]].sum()
            return counts.astype(int).to_dict("index")
    raise AssertionError(f"no statement by {column}")


def test_the_query_of_a_breakdown_gives_the_counts_that_exact_gives(app, opened):
    path = small_store()
    app = opened(app, "bryt_ner", nyckeltal="not_eligible", uppdelning="area_code_district")
    question = BreakdownQuestion(indicator="not_eligible", by=("district",))
    table = ask(open_store(path), question, EXACT).table.set_index("area_code_district")
    assert by(path, app, "area_code_district") == table[["people", "cases"]].astype(int).to_dict(
        "index"
    )


def test_the_query_of_a_map_gives_the_counts_that_exact_gives(app, opened, tmp_path, monkeypatch):
    path = index_store.build(tmp_path / "store.duckdb", with_people=True)
    monkeypatch.setenv("BEHOVSBILD_STORE", str(path))
    app = opened(app, "karta", visa="nyckeltal", nyckeltal="not_eligible")
    answer = ask(open_store(path), MapQuestion("not_eligible"), EXACT)
    table = answer.table.set_index("area_code").dropna(subset=["people"])
    found = by(path, app, "area_code")
    assert len(found) == 5
    assert {code: counts["people"] for code, counts in found.items()} == table["people"].to_dict()


def test_the_query_of_a_flow_gives_the_counts_that_exact_gives(app, opened, tmp_path, monkeypatch):
    store = flow_store(tmp_path)
    monkeypatch.setenv("BEHOVSBILD_STORE", str(store.path))
    statements = dict(shown(opened(app, "floden")))
    followed = run(store.path, statements["flows/summary"]).set_index("measure").loc["followed"]
    assert followed["n"] == 240
    assert run(store.path, statements["flows/paths"])["flows"].sum() == 240


@pytest.mark.parametrize("page", ["", "nyckeltal", "bryt_ner", "malgrupper"])
def test_a_page_shows_the_query_of_its_figures_and_what_was_done_to_them(app, opened, page):
    told = html(opened(app, page))
    assert told.count("Visa frågan") == told.count("Så vet vi") > 0
    assert "visas som de är" in told or "cellnyckelmetoden" in told


def test_counts_of_persons_say_that_they_passed_the_protection(app, opened):
    told = html(opened(app, "bryt_ner", nyckeltal="not_eligible", uppdelning="sex"))
    assert "med högst 5, och färre än 5 personer" in told
