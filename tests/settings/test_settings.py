"""Settings come from the environment or a file, are typed, and all that is wrong is told."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

import settings
from language.wrong_settings import BadSettings, check_settings
from settings.reading import IN_FILE, VARIABLES, is_secret

ROOT = Path(__file__).parent.parent.parent
WRONG = {
    "BEHOVSBILD_OPEN": ("yes", "1 (yes) or 0 (no)"),
    "BEHOVSBILD_LANGUAGE": ("fi", "one of sv, en"),
    "BEHOVSBILD_SCB_URL": ("scb.se", "https:// or http://"),
    "BEHOVSBILD_TILES": ("//karta.example/{z}", "or one /"),
    "BEHOVSBILD_NEEDS_URL": ("mysql://behov:hemligt@db/behov", "sqlite:/// or postgresql://"),
    "BEHOVSBILD_PSEUDONYM_KEY": ("hemligt", "at least 16 characters"),
}


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Writes a TOML file that the environment names."""

    def written(text):
        path = tmp_path / f"settings{len(list(tmp_path.iterdir()))}.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("BEHOVSBILD_SETTINGS", str(path))

    return written


def told():
    """What is said of wrong settings, in English, a line for each."""
    import language

    language.use("en")
    with pytest.raises(BadSettings) as bad:
        check_settings(warn=print)
    return str(bad.value).splitlines()


def test_what_is_set_holds_at_once_and_is_otherwise_read_once(monkeypatch):
    assert settings.current().store == Path("data/store.duckdb")
    assert settings.current() is settings.current()
    monkeypatch.setenv("BEHOVSBILD_STORE", "/srv/a.duckdb")
    assert settings.current().store == Path("/srv/a.duckdb")


def test_what_is_empty_counts_as_absent(monkeypatch, file):
    file('cache = ""\npolicy = "own.yml"')
    for name in VARIABLES[1:]:
        monkeypatch.setenv(name, "")
    assert settings.current().store == Path("data/store.duckdb")
    assert settings.current().cache == Path("data/cache")
    assert settings.current().policy == Path("own.yml")
    assert settings.current().record_key is None


def test_the_file_holds_where_the_environment_is_silent(monkeypatch, file):
    file('store = "file.duckdb"\ncache = "file"\nopen = true\nallow_load = 1\nlanguage = "en"')
    monkeypatch.setenv("BEHOVSBILD_STORE", "environment.duckdb")
    now = settings.current()
    assert (str(now.store), str(now.cache)) == ("environment.duckdb", "file")
    assert now.open is now.allow_load is True
    assert now.language == "en"


@pytest.mark.parametrize(("value", "is_open"), [("1", True), ("0", False), ("", False)])
def test_only_1_opens(monkeypatch, value, is_open):
    monkeypatch.setenv("BEHOVSBILD_OPEN", value)
    assert settings.current().open is is_open


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_told_with_what_was_expected(monkeypatch, name):
    value, expected = WRONG[name]
    monkeypatch.setenv(name, value)
    [line] = told()
    assert line.startswith(name)
    assert expected in line
    with pytest.raises(settings.WrongSettings):
        settings.current()


def test_every_wrong_value_has_a_line_and_no_secret_is_shown(monkeypatch):
    for name, (value, _expected) in WRONG.items():
        monkeypatch.setenv(name, value)
    lines = told()
    assert len(lines) == len(WRONG)
    assert "'yes'" in "".join(lines)
    assert "hemligt" not in "".join(lines)


def test_secrets_are_those_that_could_do_harm():
    assert {name for name in settings.Settings.model_fields if is_secret(name)} == {
        "pseudonym_key",
        "record_key",
        "needs_url",
    }


def test_no_secret_is_shown_with_the_settings(monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_RECORD_KEY", "hemligt")
    assert settings.current().record_key == SecretStr("hemligt")
    assert "hemligt" not in repr(settings.current())


def test_a_wrong_value_in_the_file_is_told_by_file_and_key(file):
    file('open = "ja"\nstore = 3\nstoer = "x"\nsettings = "other.toml"')
    lines = told()
    assert len(lines) == 4
    assert all("settings0.toml: " in line for line in lines)
    assert any("'stoer'; nearest: store" in line for line in lines)


@pytest.mark.parametrize("text", ["open = ja", 'open = 1\nopen = 1\ntext = "x"'])
def test_a_file_that_is_no_toml_is_told(file, text):
    file(text)
    [line] = told()
    assert "BEHOVSBILD_SETTINGS" in line
    assert "line" in line


def test_a_file_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_SETTINGS", "/nowhere/settings.toml")
    [line] = told()
    assert "/nowhere/settings.toml" in line
    with pytest.raises(settings.WrongSettings):
        settings.current()


def test_wrong_settings_are_told_in_the_language_that_is_set(monkeypatch):
    from language import current

    monkeypatch.setenv("BEHOVSBILD_OPEN", "yes")
    assert current() == "sv"
    monkeypatch.setenv("BEHOVSBILD_LANGUAGE", "en")
    assert current() == "en"


def test_a_variable_that_nothing_reads_is_warned_of_with_the_nearest(monkeypatch):
    warnings = []
    monkeypatch.setenv("BEHOVSBILD_POLCIY", "own.yml")
    monkeypatch.setenv("behovsbild_open", "1")
    check_settings(warn=warnings.append)
    assert len(warnings) == 2
    assert any("BEHOVSBILD_POLCIY" in w and "BEHOVSBILD_POLICY" in w for w in warnings)
    assert settings.current().open is False


@pytest.mark.parametrize("command", [["analysis", "index"], ["data_pipeline", "status"]])
def test_a_command_ends_before_it_begins_where_a_setting_is_wrong(command, monkeypatch):
    monkeypatch.setenv("BEHOVSBILD_ALLOW_EXACT", "ja")
    monkeypatch.setenv("BEHOVSBILD_STORRE", "x")
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    warning, wrong = done.stderr.splitlines()
    assert warning.startswith("BEHOVSBILD_STORRE")
    assert wrong == "BEHOVSBILD_ALLOW_EXACT är 'ja'; väntade 1 (ja) eller 0 (nej)."


def test_the_app_does_not_start_where_a_setting_is_wrong(monkeypatch, caplog):
    monkeypatch.setenv("BEHOVSBILD_OPEN", "yes")
    monkeypatch.setenv("BEHOVSBILD_STORRE", "x")
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "server.py"))
    assert ended.value.code == 2
    assert "BEHOVSBILD_OPEN" in caplog.text
    assert "BEHOVSBILD_STORRE" in caplog.text


def test_every_setting_but_the_files_own_name_may_stand_in_the_file():
    assert {*IN_FILE, "settings"} == set(settings.Settings.model_fields)
