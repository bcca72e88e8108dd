"""`status` tells a strategist what is there, how old it is, and which command brings the rest."""

import pytest

from data_pipeline.__main__ import main


def test_the_store_is_told_in_plain_words(small_store, capsys):
    assert main(["status", "--store", str(small_store)]) == 0
    told = capsys.readouterr().out
    assert "Exempelby (9999): påhittade exempeldata" in told
    assert "Exempelby (påhittad kommun): person_year.csv, 1 rader" in told
    assert "N15428" in told
    assert "Karta: gränser" in told


def test_without_a_store_the_next_step_is_named(tmp_path, capsys):
    code = main(["status", "--store", str(tmp_path / "none.duckdb")])
    assert code == 2
    assert "data_pipeline sample" in capsys.readouterr().err


@pytest.fixture(autouse=True)
def swedish():
    import language

    language.use("sv")
