"""May this be written about people? Identity numbers never, names not without a second thought.

An identity number is refused. A name is only warned of: the list is short, and 'Björn' may be a
bear; whoever writes decides.
"""

import re
from functools import cache
from pathlib import Path

import yaml

from language import _
from language.errors import BehovsbildError
from language.identity_numbers import holds_number, masked
from needs.errors import EmptyText, TextTooLong

LONGEST = 20_000  # characters; about eight pages
NAMES_FILE = Path(__file__).parent / "common_names.yml"

_WORD = r"[A-ZÅÄÖÉÜ][a-zåäöéü]+(?:-[A-ZÅÄÖÉÜ][a-zåäöéü]+)?"
_CAPITALISED = re.compile(rf"\b{_WORD}(?: (?:(?:von|af|de) )?{_WORD})*")
_SENTENCE_ENDS = (".", "!", "?", ":", "\n", "–", "-", '"', "”", "»")  # noqa: RUF001


class IdentityNumberInText(BehovsbildError, ValueError):
    """A text holds a personal identity number; nothing of it was saved."""

    def __init__(self, what: str, text: str) -> None:
        super().__init__(
            _(
                "{what} holds a personal identity number ({shown}). Nothing was saved: take the "
                "number away; a role or a group is enough."
            ).format(what=what, shown=_shown(text))
        )


def checked(text: str, what: str, *, required: bool = False) -> str:
    """`text` without blanks around it, fit to be saved; `what` names the field for the reader.

    raises  IdentityNumberInText; EmptyText where it is `required`; TextTooLong
    """
    stripped = text.replace("\x00", "").strip()
    if required and not stripped:
        raise EmptyText(what)
    if len(stripped) > LONGEST:
        raise TextTooLong(what, len(stripped), LONGEST)
    if holds_number(stripped):
        raise IdentityNumberInText(what, stripped)
    return stripped


def possible_names(text: str) -> tuple[str, ...]:
    """What in `text` looks like somebody's name, in its order, each once.

    A common first name or surname beside another capitalised word, or one of them alone where no
    sentence begins.
    """
    first, last = _common_names()
    found = []
    for match in _CAPITALISED.finditer(text):
        words = [word for word in match.group().split() if word[0].isupper()]
        begins = _begins_sentence(text[: match.start()])
        for place, word in enumerate(words):
            is_pair = place + 1 < len(words)
            named = _is_common(word, first) and (is_pair or place > 0 or not begins)
            named |= is_pair and words[place + 1] in last
            named |= word in last and not (begins and place == 0)
            if named:
                found.append(" ".join(words[place:]))
                break
    return tuple(dict.fromkeys(found))


def _is_common(word: str, names: frozenset[str]) -> bool:
    """Whether the word, or the first half of a double name, is on the list; 'Annas' is 'Anna'."""
    half = word.split("-")[0]
    return half in names or half.removesuffix("s") in names


def _begins_sentence(before: str) -> bool:
    before = before.rstrip(" ")
    return not before or before.endswith(_SENTENCE_ENDS)


@cache
def _common_names() -> tuple[frozenset[str], frozenset[str]]:
    content = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    return tuple(frozenset(content[kind].split()) for kind in ("first_names", "surnames"))


def _shown(text: str) -> str:
    hidden = re.search(r"\d*\*{4}-\*{4}", masked(text))
    return hidden.group() if hidden else "****"
