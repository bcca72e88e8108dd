"""Exempelby comes in by the same path as a real municipality's files."""

import pytest

from data_pipeline.__main__ import main
from data_pipeline.commands.sample import load_sample
from sample_data import FILES, STEPS, generate
from store.read import open_store
from store.writing.write import new_version


@pytest.fixture(scope="module")
def store(tmp_path_factory, small_folder):
    path = tmp_path_factory.mktemp("store") / "store.duckdb"
    load_sample(small_folder, path)
    store = open_store(path)
    yield store
    store.close()


def test_the_store_says_that_it_is_a_sample(store):
    assert store.meta.is_sample
    assert store.meta.municipality_code == "9999"


def test_every_load_names_the_invented_municipality(store):
    loads = store.query("loads/loads")
    own = loads[loads["source"] == "sample"]
    assert set(own["address"]) == {name for name, _kind in FILES}
    assert (own["producer"] == "Exempelby (påhittad kommun)").all()
    assert (own["rows_refused"] == 0).all()


def test_every_small_area_has_its_border_in_the_store(store):
    areas = store.query("areas/areas")
    assert (areas["level"] == "deso").sum() == 91
    assert areas.loc[areas["level"] == "deso", "has_boundary"].all()


def test_the_progress_bar_knows_how_many_steps_there_are(tmp_path):
    steps = []
    generate(tmp_path, scale=0.005, step=lambda: steps.append(1))
    assert len(steps) == STEPS


def test_a_real_municipality_is_not_replaced_by_the_sample(tmp_path, monkeypatch, capsys):
    path = tmp_path / "store.duckdb"
    monkeypatch.setenv("BEHOVSBILD_STORE", str(path))
    with new_version(path) as draft:
        draft.set_meta(municipality_code="1780", is_sample=False)
    assert main(["sample", "--scale", "0.005"]) == 2
    assert "1780" in capsys.readouterr().err


def test_only_the_files_are_written_when_only_they_are_asked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_STORE", str(tmp_path / "store.duckdb"))
    folder = tmp_path / "files"
    assert main(["sample", "--scale", "0.005", "--files-only", "--to", str(folder)]) == 0
    assert {path.name for path in folder.iterdir()} == {*(n for n, _k in FILES), "planted.json"}
    assert not (tmp_path / "store.duckdb").exists()
