"""Every text for people has Swedish, with the same placeholders, and the catalogue no more."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

import language

ROOT = Path(__file__).parent.parent.parent
ROOMS = ["analysis", "data_pipeline", "geo", "indicators", "language", "needs", "pages", "reports"]
ROOMS += ["sample_data", "store", "ui"]
PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")


def texts_in_code():
    for room in ROOMS:
        for file, line, message, _comments, _context in extract_from_dir(
            str(ROOT / room),
            method_map=[("**.py", "python")],
            keywords={"_": None, "ngettext": (1, 2)},
        ):
            yield f"{room}/{file}:{line}", message if isinstance(message, tuple) else (message,)
    for file in ("app.py", "server.py"):
        for line, message, *_more in extract_from_file(
            "python", ROOT / file, keywords={"_": None, "ngettext": (1, 2)}
        ):
            yield f"{file}:{line}", message if isinstance(message, tuple) else (message,)


@pytest.fixture(scope="module")
def swedish():
    path = ROOT / "locale" / "sv" / "LC_MESSAGES" / "behovsbild.po"
    return {
        message.id if isinstance(message.id, tuple) else (message.id,): (
            message.string if isinstance(message.string, tuple) else (message.string,)
        )
        for message in read_po(path.open("rb"), locale="sv")
        if message.id
    }


def test_every_text_in_the_code_has_swedish(swedish):
    missing = [
        f"{where}: {message[0][:70]!r}"
        for where, message in texts_in_code()
        if not all(swedish.get(message, ("",)))
    ]
    assert missing == []


def test_no_text_stands_inside_an_f_string_where_it_would_not_be_found():
    hidden = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        for joined in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("_", "ngettext")
    ]
    assert hidden == []


def test_the_catalogue_holds_no_text_that_nobody_says(swedish):
    said = {message for _where, message in texts_in_code()}
    assert set(swedish) - said == set()


def test_a_translation_keeps_its_placeholders(swedish):
    wrong = [
        said
        for message, translated in swedish.items()
        for said, text in zip(message, translated, strict=True)
        if text and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(said))
    ]
    assert wrong == []


def test_swedish_is_spoken_unless_somebody_chose_english():
    language.use("sv")
    assert language._("Everyone") == "Alla"
    language.use("en")
    assert language._("Everyone") == "Everyone"
    language.use("klingon")
    assert language._("Everyone") == "Alla"
