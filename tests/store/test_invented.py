"""Real people are never called invented: the sample and real data are never in one store."""

from hashlib import sha256

import duckdb
import numpy as np
import pytest

import language
from analysis.answers import ChoicesQuestion
from data_pipeline.__main__ import main
from data_pipeline.commands.publish import publish
from store.errors import InventedAmongReal
from store.location import newest_file
from store.read import open_store
from store.writing.write import new_version
from tests.small_store import _columns, _load, _people, build
from ui.access import middleware
from ui.ask import ask, cache

PEOPLE = "person_id;year;sex;placed\nreal1;2024;boy;1\nreal2;2024;girl;0\n"
OWN = {
    "people": PEOPLE,
    "events": "person_id;kind;type;start_date;end_date\nreal1;placement;HVB;2021-01-01;\n",
    "observations": "indicator;area;year;value\nN15428;1780;2021;0,8\n",
    "areas": "kod;namn\nA1;Haga\nA2;Råtorp\n",
    "comparison_groups": "group_id;title;theme;member_code\nG1;Lika;ifo;1780\n",
}


@pytest.fixture
def sample(tmp_path, monkeypatch):
    path = build(tmp_path / "store.duckdb")
    monkeypatch.setenv("BEHOVSBILD_STORE", str(path))
    monkeypatch.setenv("BEHOVSBILD_LANGUAGE", "en")
    language.use("en")
    return path


@pytest.fixture
def mixed(sample):
    """A store of an earlier program: the sample's flag, and a load of own people in it."""
    with duckdb.connect(str(newest_file(sample))) as con:
        con.execute("UPDATE load SET source = 'own' WHERE target = 'person_year'")
    return sample


def record_keys(path):
    with duckdb.connect(str(newest_file(path)), read_only=True) as con:
        return dict(
            con.execute("SELECT person_id::VARCHAR, record_key FROM person_year").fetchall()
        )


@pytest.mark.parametrize("kind", OWN)
def test_an_own_file_takes_the_place_of_the_sample(sample, kind, capsys):
    file = sample.parent / f"{kind}.csv"
    file.write_text(OWN[kind], encoding="utf-8")
    assert main(["load", str(file), "--as", kind]) == 0
    assert "gives place" in capsys.readouterr().out
    store = open_store()
    assert not store.meta.is_sample
    assert set(store.query("loads/loads")["source"]) == {"own", "catalogue"}
    assert not set(store.query("people/known")["person_id"]) & set(_people()["person_id"])


def test_real_persons_never_get_the_public_secret(sample):
    file = sample.parent / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    main(["load", str(file), "--as", "people"])
    public = {
        p: int(sha256(f"exempelby{p}".encode()).hexdigest()[:3], 16) for p in ("real1", "real2")
    }
    assert set(record_keys(sample)) == set(public)
    assert record_keys(sample) != public
    assert cache.holds_real_people()


def test_the_door_lets_no_own_persons_into_the_sample(sample):
    before = open_store().data_version
    with pytest.raises(InventedAmongReal), new_version() as draft:
        draft.put_people(_people(), _columns(), _load(draft, "own", "person_year", "Karlstad"))
    assert open_store().data_version == before


def test_own_persons_in_the_sample_would_not_get_its_secret(sample):
    with pytest.raises(InventedAmongReal), new_version() as draft:
        draft.put_people(_people(), _columns(), _load(draft, "own", "person_year", "Karlstad"))
        [(person, key)] = draft.con.execute(
            "SELECT person_id, list(record_key) FROM person_year GROUP BY person_id LIMIT 1"
        ).fetchall()
        assert key[0] != int(sha256(f"exempelby{person}".encode()).hexdigest()[:3], 16)


def test_a_store_of_real_people_is_never_called_the_sample(tmp_path):
    path = build(tmp_path / "store.duckdb", is_sample=False)
    with pytest.raises(InventedAmongReal), new_version(path) as draft:
        draft.set_meta(is_sample=True)


def test_the_sample_is_never_called_real(sample):
    with pytest.raises(InventedAmongReal), new_version() as draft:
        draft.set_meta(is_sample=False)


def test_only_the_sample_writes_its_source(tmp_path):
    with pytest.raises(InventedAmongReal), new_version(tmp_path / "store.duckdb") as draft:
        _load(draft, "sample", "observation", "Karlstad")


def test_a_store_that_is_mixed_already_is_taken_for_real(mixed, monkeypatch, capsys):
    store = open_store()
    assert (store.meta.is_sample, store.meta.is_mixed) == (False, True)
    assert not ask(ChoicesQuestion()).is_sample
    cache.note_view("Maria", "karta")
    assert "Maria" in (mixed.parent / "access.log").read_text(encoding="utf-8")
    monkeypatch.setenv("BEHOVSBILD_OPEN", "1")
    assert not middleware.is_open_to_all(cache.holds_real_people)
    assert main(["status"]) == 0
    assert "BEHOVSBILD_STORE" in capsys.readouterr().out


def test_a_store_that_is_mixed_takes_nothing_more_in(mixed, capsys):
    before = open_store().data_version
    file = mixed.parent / "people.csv"
    file.write_text(PEOPLE.replace("2024", "2023"), encoding="utf-8")
    assert main(["load", str(file), "--as", "people"]) == 2
    assert "BEHOVSBILD_STORE" in capsys.readouterr().err
    assert open_store().data_version == before
    with pytest.raises(InventedAmongReal), new_version() as draft:
        draft.set_meta(is_sample=False)


def test_a_store_that_is_mixed_is_not_published_nor_replaced_by_the_sample(mixed, tmp_path):
    with pytest.raises(InventedAmongReal):
        publish(open_store(), tmp_path / "out.duckdb", rng=np.random.default_rng(1))
    assert main(["sample", "--scale", "0.005"]) == 2
