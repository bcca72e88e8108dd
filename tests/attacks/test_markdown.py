"""Does a text from outside, a link's or an area's, become a link or formatting on our own page?

Streamlit draws messages as GitHub's Markdown, which finds addresses in the finished text too, after
escapes have been read. So what it looks for is looked for here, in the text as it is drawn.
"""

import ast
import re
from pathlib import Path

import pytest

from ui.page.frame import plain

ROOT = Path(__file__).parent.parent.parent
# mdast-util-gfm-autolink-literal, and Markdown's own signs where no backslash stands before them
ADDRESS = re.compile(r"(https?://|www(?=\.))[-.\w]+|[-.\w+]+@[-\w]+(?:\.[-\w]+)+", re.IGNORECASE)
SIGNS = re.compile(r"(?<!\\)[`*_{}\[\]()<>#+!|:$~-]")
SLY = [
    "http://evil.example/a",
    "HTTPS://evil.example",
    "www.evil.example",
    "WWW.evil.example",
    "chief@evil.example",
    "[Log in](http://evil.example)",
    "<http://evil.example>",
    "![](//evil.example/x.png)",
    ":material/lock: **Log in**",
    "$x$ `code` ~~no~~",
]


def drawn(text):
    """Escapes read: what a search for addresses sees."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


@pytest.mark.parametrize("text", SLY)
def test_an_outside_text_holds_no_link_and_no_formatting(text):
    shown = plain(text)
    assert not ADDRESS.search(drawn(shown))
    assert not SIGNS.search(shown.replace("\\\\", ""))
    assert drawn(shown).replace("\u2060", "") == text  # and every sign is still there to read


def test_escaping_alone_would_leave_the_links():
    """The weak way, which stood here before."""
    told = [text for text in SLY if ADDRESS.search(text)]
    escaped = ["".join(f"\\{c}" if SIGNS.match(c) else c for c in text) for text in told]
    assert len(told) > 5
    assert all(ADDRESS.search(drawn(text)) for text in escaped)


def test_no_error_is_drawn_as_it_came():
    """`st.error(str(error))`: what an error quotes may come from a link."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in [*(ROOT / "ui").glob("*.py"), *(ROOT / "pages").glob("*.py")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("error", "warning", "info", "success", "markdown")
        and any(isinstance(a, ast.Call) and getattr(a.func, "id", "") == "str" for a in node.args)
    ]
    assert wrong == []
