"""How is HTML told as lines that a person can compare?

A line per block, a line per table row; links with their address, pictures by what they are called.
What no reader sees (classes, widths, an SVG's paths) is told by a digest alone.
"""

from hashlib import sha256
from html.parser import HTMLParser

INLINE = {"a", "abbr", "b", "br", "em", "i", "small", "span", "strong", "sub", "sup", "tspan"}
CELLS = {"td", "th"}
UNSEEN = {"script", "style"}
NAMES = ("alt", "aria-label", "title", "data-open")


def lines_of(html: str) -> list[str]:
    """What a reader is told by it, a line per block."""
    reader = _Lines()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.lines


def digest(text: str | bytes) -> str:
    """Ten signs that change when anything does."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()[:10]


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.words: list[str] = []
        self.block = ""
        self.unseen = 0
        self.links: list[str] = []

    def end_line(self) -> None:
        text = " ".join("".join(self.words).split(" ")).strip()
        if text:
            self.lines.append(f"{self.block}: {text}" if self.block else text)
        self.words = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in UNSEEN:
            self.unseen += 1
        if tag in CELLS:
            if self.words:
                self.words.append(" | ")
        elif tag not in INLINE:
            self.end_line()
            self.block = tag
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag == "br":
            self.words.append(" / ")
        self.words += [f"[{name}: {given[name]}] " for name in NAMES if given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen -= 1
        if tag == "a" and self.links:
            self.words.append(f" -> {self.links.pop()}")
        elif tag not in INLINE and tag not in CELLS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.words.append(data.replace("\n", " "))
