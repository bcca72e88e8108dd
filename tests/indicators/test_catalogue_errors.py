"""Does a fault in a catalogue file name the file, the entry, the field, the value and the cure?"""

import shutil
from pathlib import Path

import pytest

from indicators.catalogue import CATALOGUE_FOLDER, CatalogueError, load_catalogue


@pytest.fixture
def folder(tmp_path) -> Path:
    copy = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE_FOLDER, copy)
    return copy


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def fault(folder: Path) -> CatalogueError:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    return caught.value


def test_a_unit_that_does_not_exist(folder):
    change(folder, "school.yml", "unit: share\n    better_is: higher", "unit: procent")
    error = fault(folder)
    assert (error.file, error.entry, error.field) == ("school.yml", "N15428", "unit")
    assert error.value == "procent"
    assert "share" in error.expected
    for part in ("school.yml", "N15428", "unit", "procent", "share"):
        assert part in str(error)


def test_a_text_without_english(folder):
    change(folder, "school.yml", "{sv: Gymnasiebehörighet, en: Eligible for upper secondary}",
           "{sv: Gymnasiebehörighet}")  # fmt: skip
    error = fault(folder)
    assert (error.entry, error.field) == ("N15428", "short_title")
    assert "'en'" in error.expected


def test_a_text_that_was_copied_and_not_translated(folder):
    change(folder, "school.yml", "en: Eligible for upper secondary}", "en: Gymnasiebehörighet}")
    error = fault(folder)
    assert (error.entry, error.field) == ("N15428", "short_title")
    assert error.expected == "a translation"


def test_no_warning_at_all(folder):
    text = (folder / "population.yml").read_text(encoding="utf-8")
    start, end = text.index("    watch_out:"), text.index("    unit: count")
    (folder / "population.yml").write_text(
        text[:start] + "    watch_out: []\n" + text[end:], encoding="utf-8"
    )
    assert fault(folder).field == "watch_out"


def test_a_field_that_the_schema_does_not_know(folder):
    change(folder, "school.yml", "better_is: higher", "better: higher")
    error = fault(folder)
    assert error.entry == "N15428"
    assert "better" in error.expected


def test_a_share_without_words_for_those_who_have_it(folder):
    change(
        folder,
        "school.yml",
        "    having: {sv: är behöriga till yrkesprogram, en: are eligible for vocational"
        " programmes}\n",
        "",
    )
    error = fault(folder)
    assert (error.entry, error.field) == ("N15428", "having")


def test_a_phrase_that_ends_in_a_full_stop(folder):
    change(folder, "school.yml", "{sv: elever i årskurs 9,", "{sv: Elever i årskurs 9.,")
    error = fault(folder)
    assert (error.entry, error.field) == ("N15428", "who.sv")


def test_the_same_id_in_two_files(folder):
    change(folder, "work.yml", "  N02797:", "  N15428:")
    assert "no other file" in fault(folder).expected


def test_the_same_id_twice_in_one_file(folder):
    change(folder, "school.yml", "  N15436:", "  N15428:")
    error = fault(folder)
    assert error.file == "school.yml"
    assert "N15428" in str(error)


def test_two_indicators_with_one_kolada_source(folder):
    change(folder, "school.yml", "source: {kind: kolada}", "source: {kind: kolada, id: N15436}")
    assert fault(folder).field == "source"


def test_a_twin_that_does_not_exist(folder):
    change(folder, "school.yml", "public_twin: N15428", "public_twin: N00000")
    error = fault(folder)
    assert (error.entry, error.field, error.value) == ("not_eligible", "public_twin", "N00000")


def test_a_cost_of_an_outcome_that_does_not_exist(folder):
    change(folder, "unit_costs.yml", "outcomes: [placed]", "outcomes: [removed]")
    assert fault(folder).value == "removed"


def test_a_file_named_otherwise_than_its_theme(folder):
    (folder / "work.yml").rename(folder / "jobs.yml")
    assert fault(folder).field == "id"


def test_codes_that_yaml_read_as_numbers(folder):
    change(folder, "areas.yml", 'UtbildningsNiva: ["5", "6"]', "UtbildningsNiva: [5, 6]")
    error = fault(folder)
    assert error.entry == "post_secondary_share"
    assert error.field.startswith("source.tables.0.numerator")


def test_text_that_is_no_yaml(folder):
    (folder / "work.yml").write_text("theme: {id: work", encoding="utf-8")
    error = fault(folder)
    assert error.file == "work.yml"
    assert error.entry.startswith("line")


def test_a_file_that_is_missing(folder):
    (folder / "unit_costs.yml").unlink()
    assert fault(folder).file == "unit_costs.yml"
