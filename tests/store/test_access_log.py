"""The log says who looked at what and when, a line each, and nothing of what they saw."""

import json

import pytest

from store.access_log import AccessLogNotWritten, note


@pytest.fixture
def log(tmp_path, monkeypatch):
    path = tmp_path / "log" / "access.log"
    monkeypatch.setenv("BEHOVSBILD_ACCESS_LOG", str(path))
    return path


def test_each_view_is_one_line(log):
    note(who="strateg@exempelby.se", view="./bryt_ner?kon=women")
    note(who="kommandorad", view="breakdown --exact", exact=True)
    first, second = [json.loads(line) for line in log.read_text().splitlines()]
    assert (first["who"], first["view"]) == ("strateg@exempelby.se", "./bryt_ner?kon=women")
    assert (first["exact"], second["exact"]) == (False, True)
    assert first["at"].endswith("+00:00")


def test_only_its_owner_may_read_it(log):
    note(who="a", view="b")
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_name_cannot_make_a_line_of_its_own(log):
    note(who='x"}\n{"who": "somebody else"', view="v" * 10_000)
    [line] = log.read_text().splitlines()
    assert json.loads(line)["who"].startswith("x")
    assert len(line) < 1500


def test_what_cannot_be_noted_is_not_shown(tmp_path, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_ACCESS_LOG", str(tmp_path))  # a folder, not a file
    with pytest.raises(AccessLogNotWritten, match="BEHOVSBILD_ACCESS_LOG"):
        note(who="a", view="b")
