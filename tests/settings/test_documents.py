"""What is written about settings is what is read."""

import re
from pathlib import Path

from settings.reading import VARIABLES
from settings.table import README, with_table

ROOT = Path(__file__).parent.parent.parent
WRITTEN_IN = {".md", ".yml", ".py", ".po"}
NAMED = re.compile(r"\bBEHOVSBILD_[A-Z_]*[A-Z]\b")


def test_the_readme_has_the_table_that_the_settings_give():
    text = README.read_text(encoding="utf-8")
    assert with_table(text) == text, "run `make settings`"
    assert all(f"| `{name}` |" in text for name in VARIABLES)


def test_no_document_message_or_line_of_code_names_a_variable_that_nothing_reads():
    ours = [place for place in ROOT.iterdir() if not place.name.startswith(".")]
    files = [file for place in ours for file in (place, *place.rglob("*")) if file.is_file()]
    wrong = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in files
        if file.suffix in WRITTEN_IN and file.parent != Path(__file__).parent
        for name in NAMED.findall(file.read_text(encoding="utf-8"))
        if name not in VARIABLES
    ]
    assert wrong == []
