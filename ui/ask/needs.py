"""Where do the pages find the needs, and as whom do they write?"""

from functools import lru_cache

from analysis.answers import ChoicesQuestion
from needs.database import Database, needs_url, open_database
from needs.need import Need
from needs.repository import all_needs
from needs.status import Status
from ui.ask import ask, cache

PRIORITISED = (Status.VERIFIED, Status.AGREED, Status.IN_IDEA_REVIEW, Status.HANDED_OVER)


def database() -> Database:
    """The database of needs, opened once; raises NeedsAway and the like, and then tries anew."""
    return _opened(needs_url().render_as_string(hide_password=False))


def needs() -> tuple[Need, ...]:
    """Every need, the latest changed first."""
    return all_needs(database())


def in_the_running(every: tuple[Need, ...]) -> tuple[Need, ...]:
    """Those that are not set aside and rest on some figures: what can be put in order."""
    return tuple(n for n in every if n.status is not Status.SET_ASIDE and n.evidence)


def role() -> str:
    """As whom is written: the reader's role, never a name, which is what the log of changes says.

    raises  NotLoggedIn
    """
    return cache.role()


def municipality() -> str:
    """The municipality's name, for documents and slides."""
    return ask(ChoicesQuestion()).municipality_name


@lru_cache(maxsize=2)
def _opened(url: str) -> Database:
    return open_database(url)
