"""What does a reader of a page see? The page run by Streamlit's AppTest, as plain values.

Nothing here names a module of the app: files may move, and what is seen must not.
"""

import json
import re
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

import language
from tests.golden import taken_home
from tests.golden.plain import digest, lines_of
from tests.golden.written import plain_number, rounded

ROOT = Path(__file__).parent.parent.parent
WAIT_SECONDS = 120
Files = dict[str, tuple[str, bytes]]  # key of a button -> name and content
TOLD_IN_WORDS = {"title", "markdown", "caption", "info", "warning", "error", "success", "exception"}


def open_page(page: str, **query: str) -> AppTest:
    """The page at an address, run once in a session of its own."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=WAIT_SECONDS)
    at.query_params.update(query)
    language.use(query.get("sprak", "sv"))  # what the reader picks is read in this thread
    at.switch_page(ROOT / "pages" / f"{page}.py")
    return at.run()


def seen(page: str, **query: str) -> dict[str, Any]:
    """All that the page says, draws and offers, in its order; and the address it wrote."""
    with _downloads_kept() as files:
        at = open_page(page, **query)
    assert not at.exception, at.exception[0].value
    return {
        "address": {name: at.query_params[name] for name in sorted(at.query_params)},
        "sidebar": _elements(at.sidebar, files),
        "page": _elements(at.main, files),
    }


@contextmanager
def _downloads_kept():
    """Key of a button -> the file's name and content."""
    kept: Files = {}
    button = st.download_button

    def offer(label: str, data: Any, *args: Any, **options: Any) -> bool:
        made = data() if callable(data) else data
        kept[options["key"]] = (options["file_name"], made)
        return button(label, data, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "download_button", offer)
        yield kept


def _elements(block: Block, files: Files) -> list[Any]:
    found: list[Any] = []
    for child in block.children.values():
        if isinstance(child, Block):
            label = getattr(child, "label", "") or _label(child)
            inner = _elements(child, files)
            found += [{child.type: label, "holds": inner}] if label else inner
        else:
            found.append(_element(child, files))
    return found


def _label(block: Block) -> str:
    proto = getattr(block, "proto", None)
    return getattr(proto, "label", "") or getattr(getattr(proto, "popover", None), "label", "")


def _element(element: Element, files: Files) -> dict[str, Any]:
    kind = element.type
    if kind == "html":
        return {"html": lines_of(element.body), "markup": digest(element.body)}
    if kind == "plotly_chart":
        return {"chart": _chart(json.loads(element.proto.spec))}
    if kind == "component_instance":
        return {"map": _map(json.loads(element.proto.json_args))}
    if kind == "download_button":
        name, made = files[element.key]
        return {"download": element.label, "file": name, **taken_home.content(name, made)}
    if kind in TOLD_IN_WORDS:
        return {kind: element.value}
    return {kind: element.label, **_widget(element)}


def _widget(element: Element) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name in ("value", "options", "help", "disabled", "placeholder"):
        value = getattr(element, name, None)
        if value not in (None, "", False, [], ()):
            told[name] = _options(value) if name == "options" else rounded(value)
    return told


def _options(options: Any) -> list[str]:
    return [getattr(option, "content", option) for option in options]


def _chart(spec: Any) -> Any:
    """The figure's JSON, its numbers as numbers; a template, which is large, by its digest."""
    layout = spec["layout"]
    if "template" in layout:
        layout["template"] = digest(json.dumps(layout["template"], sort_keys=True))
    return rounded(plain_number(spec))


def _map(arguments: dict[str, Any]) -> Any:
    """What the map is told to show; the scaffolding around it by its digest."""
    told: dict[str, Any] = {}
    for name in ("script", "feature_group"):
        script = arguments.pop(name) or ""
        told[name] = [json.loads(text) for text in _objects(script)]
        told[f"{name} around"] = digest(_without(script))
    told["rest"] = digest(
        json.dumps({k: v for k, v in arguments.items() if k != "key"}, sort_keys=True)
    )
    return rounded(told)


CALL = re.compile(r"^\s*(behovsbild\w+)\((.*)\);$", flags=re.MULTILINE)


def _objects(script: str) -> list[str]:
    """The arguments of our own calls, which are JSON after the first."""
    return [f"[{call[2].split(', ', 1)[1]}]" for call in CALL.finditer(script)]


def _without(script: str) -> str:
    return CALL.sub(r"\1", script)
