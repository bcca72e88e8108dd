"""A page is a table of contents: frame, ask, show, explain."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_short_and_knows_only_ui(page):
    text = page.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 60
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported <= {"ui", "language", "streamlit"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_stands_in_its_frame_before_anything_else(page):
    statements = ast.parse(page.read_text(encoding="utf-8")).body
    first = next(
        node for node in statements[1:] if not isinstance(node, ast.Import | ast.ImportFrom)
    )
    assert ast.unparse(first) == "frame.ensure_frame()"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_pages_name_is_an_address_that_needs_no_escaping(page):
    assert page.stem.isascii()
    assert page.stem == page.stem.lower()


def test_every_page_is_in_the_navigation():
    app = (ROOT / "app.py").read_text(encoding="utf-8")
    assert [page.stem for page in PAGES if f'"{page.stem}"' not in app] == []
