"""Which groups are saved, which of them can be chosen here, and what is the chosen one called?

Every rerun asks, so what the database said is kept for half a minute, that it was away too: a page
never waits for it twice. What is saved here is seen at once.
"""

import time
from functools import lru_cache

from analysis.answers import Choices, values_in_words
from language.errors import BehovsbildError
from needs.database import needs_url
from needs.saved_groups import SavedGroup, saved_groups
from ui.ask import needs
from ui.state.group_address import Group, group_of, is_known

SECONDS_KEPT = 30


def all_kept() -> tuple[SavedGroup, ...]:
    """Every saved group, by name; none where the database is away."""
    try:
        url = needs_url().render_as_string(hide_password=False)
    except BehovsbildError:
        return ()
    return _kept(url, int(time.monotonic() // SECONDS_KEPT))


def usable(choices: Choices) -> tuple[SavedGroup, ...]:
    """Those whose conditions the store's people have, and the reader's role may ask for."""
    return tuple(
        group for group in all_kept() if is_known(of(group), choices.values, choices.finest)
    )


def of(saved: SavedGroup) -> Group:
    """The conditions of a saved group, as a selection holds them."""
    return group_of(dict(saved.conditions))


def name_of(group: Group) -> str:
    """What a group is saved as; '' where it is not."""
    return next((saved.name for saved in all_kept() if of(saved) == group), "")


def in_words(group: Group, choices: Choices) -> str:
    """The conditions by their labels, as on screen: 'Män, Norra Åsen eller Centrum'."""
    told = []
    for column, labels in choices.values.items():
        values = dict(group).get(column, ())
        told += [values_in_words([label for v, label in labels.items() if v in values])]
    return ", ".join(filter(None, told))


def forget() -> None:
    """Ask the database again: something was saved, changed or deleted."""
    _kept.cache_clear()


@lru_cache(maxsize=2)
def _kept(_url: str, _when: int) -> tuple[SavedGroup, ...]:
    try:
        return saved_groups(needs.database())
    except BehovsbildError:
        return ()
