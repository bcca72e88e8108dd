"""How long did a path take, and what lay between its ends? A small strip of time in a table's cell.

All strips of a table have one scale: origin to the left, outcome to the right, and between them
as many days as half of those on the path had. Empty time is hatched, a direct move has none. Drawn
with HTML alone, so that it follows the theme.
"""

from dataclasses import dataclass
from html import escape

from language import _, whole

ENDS_WIDTH = 22  # percent of the cell that the two ends take together
HATCHED = "repeating-linear-gradient(135deg, var(--bb-middle) 0 2px, transparent 2px 7px)"


@dataclass(frozen=True)
class Stretch:
    """A path in time.

    middle   what lay between, as called on screen; is_empty says which of them is nothing
    days     median days between the ends; None: cannot be told
    """

    middle: tuple[str, ...]
    is_empty: tuple[bool, ...]
    days: float | None


def strip_html(stretch: Stretch, longest: float) -> str:
    """The strip; `longest` is the days that fill the cell."""
    end = f'<span style="width:{ENDS_WIDTH / 2:.0f}%;background:var(--bb-muted)"></span>'
    inner = f"{end}{''.join(_between(stretch, longest))}{end}"
    return f'<span class="bb-time" role="img" aria-label="{escape(words(stretch))}">{inner}</span>'


def words(stretch: Stretch) -> str:
    """The strip for who cannot see it."""
    way = ", ".join(stretch.middle) or _("nothing in between")
    if stretch.days is None:
        return way
    return _("{way}; half of them at most {days} days").format(way=way, days=whole(stretch.days))


def _between(stretch: Stretch, longest: float) -> list[str]:
    known = stretch.days is not None and longest > 0
    width = (100 - ENDS_WIDTH) * (stretch.days / longest if known else 0.3)
    if not stretch.middle:
        return [f'<span style="width:{width:.1f}%"></span>']
    each = width / len(stretch.middle)
    line = "" if known else ";outline:1px dashed var(--bb-muted);outline-offset:-1px"
    return [
        f'<span title="{escape(name)}" style="width:{each:.1f}%;background:'
        f'{HATCHED if empty else "var(--bb-range)"}{line}"></span>'
        for name, empty in zip(stretch.middle, stretch.is_empty, strict=True)
    ]
