"""How is a need, or a signal in the data, told on one card that is understood in ten seconds?

A sentence, one picture, how large, which way it goes, and from where we know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from language import _


@dataclass(frozen=True)
class Card:
    """One card; `picture` is markup made by ui itself, everything else is plain text.

    facts   short: size, direction, status
    links   text and address
    more    markup below the facts, as the parts of a score
    label   above the title: what it is about, where the cards are about several things
    """

    title: str
    sentence: str
    picture: str
    facts: tuple[str, ...]
    source: str
    links: tuple[tuple[str, str], ...]
    place: int | None = None
    more: str = ""
    label: str = ""


def cards_html(cards: Sequence[Card], *, in_order: bool) -> str:
    """The cards as a list, numbered where the order means something."""
    kind = "ol" if in_order else "ul"
    return f'<{kind} class="bb-cards">{"".join(map(_card, cards))}</{kind}>'


def _card(card: Card) -> str:
    place = ""
    if card.place is not None:
        told = _("Place {n}").format(n=card.place)
        place = f'<span class="bb-place">{escape(told)}</span>'
    if card.label:
        place += f'<span class="bb-place">{escape(card.label)}</span>'
    facts = "".join(f"<span>{escape(fact)}</span>" for fact in card.facts if fact)
    links = " ".join(f'<a href="{escape(to)}">{escape(text)}</a>' for text, to in card.links)
    sentence = f"<p>{escape(card.sentence)}</p>" if card.sentence else ""
    return (
        f'<li class="bb-card">{place}<h2>{escape(card.title)}</h2>{sentence}{card.picture}'
        f'<div class="bb-card-facts">{facts}</div>{card.more}<p class="bb-links">{links}</p>'
        f'<p class="bb-card-source">{escape(card.source)}</p></li>'
    )
