"""Does the command line list what every figure means?"""

import argparse
import csv
import io
import json

import pytest

from data_pipeline.commands import definitions
from indicators.catalogue import UnknownTheme, load_catalogue
from language import use


def ask(*words: str) -> int:
    use("sv")
    parser = argparse.ArgumentParser()
    definitions.add_to(parser.add_subparsers())
    return definitions.run(parser.parse_args(["definitions", *words]))


def test_the_table_has_every_indicator(capsys):
    assert ask() == 0
    shown = capsys.readouterr().out
    assert all(f"  {known}  " in shown for known in load_catalogue().indicators)


def test_csv_has_a_row_an_indicator_with_what_to_watch_out_for(capsys):
    ask("--theme", "placements", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["id"] for row in rows] == list(load_catalogue().themes["placements"].indicator_ids)
    assert all(row["watch_out"] and row["means"] for row in rows)
    assert rows[0]["source"] == "Kolada N33816"


def test_json_is_the_catalogues_own_entry_in_both_languages(capsys):
    ask("--theme", "school", "--format", "json")
    entries = json.loads(capsys.readouterr().out)["indicators"]
    assert entries[0]["id"] == "N15428"
    assert set(entries[0]["title"]) == {"sv", "en"}


def test_a_theme_that_is_not_there_is_refused():
    with pytest.raises(UnknownTheme):
        ask("--theme", "housing")
