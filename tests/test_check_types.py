"""The list of known type errors may only shrink."""

from collections import Counter

from tests.check_types import KNOWN, ROOT, count_errors, faults, read_known, written

KNOWN_ERRORS = Counter({"ui/a.py": 2, "store/read.py": 1})


def test_as_many_errors_as_are_known_are_no_fault():
    assert faults(KNOWN_ERRORS, KNOWN_ERRORS) == []


def test_one_more_error_in_a_file_is_a_fault_though_another_has_one_fewer():
    found = Counter({"ui/a.py": 3})
    more, fewer = faults(found, KNOWN_ERRORS)
    assert more.startswith("ui/a.py: 3 type errors, 2 known.")
    assert fewer.startswith("store/read.py: 0 type errors, 1 listed. Shrink the list")


def test_an_error_in_a_file_that_had_none_is_a_fault():
    [fault] = faults(KNOWN_ERRORS + Counter({"app.py": 1}), KNOWN_ERRORS)
    assert fault.startswith("app.py: 1 type errors, 0 known.")


def test_errors_are_counted_by_file_and_notes_are_not():
    lines = [
        'ui/a.py:3: error: Incompatible return value type: error: "x"  [return-value]',
        "ui/a.py:9: note: See the documentation",
        "app.py:1: error: Missing  [attr-defined]",
    ]
    assert count_errors(lines) == Counter({"ui/a.py": 1, "app.py": 1})


def test_the_list_is_sorted_and_names_files_that_exist():
    text = KNOWN.read_text(encoding="utf-8")
    assert written(read_known(text)) == text
    assert [path for path in read_known(text) if not (ROOT / path).is_file()] == []
