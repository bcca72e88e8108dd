"""Who reads, and which pages are open to them?

Four roles. A politician reads what is published: needs, key figures, breakdowns, the map. Pages on
persons' paths and on small target groups are for those who work with them inside the secrecy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from analysis.disclosure.policy import ROLES, Policy
from language import _

CLOSED_PAGES = {
    "politician": ("floden", "malgrupper", "data"),
    "preparation_group": ("data",),
}
LOADS_FILES = ("administrator",)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads.

    name   as the log-in says; '' without one
    role   None: logged in, but in no group that the policy knows
    until  when the log-in ends (UTC); None without one
    """

    name: str
    role: str | None
    until: datetime | None = None


WHOEVER_RUNS_IT = Reader("", "administrator")


def role_of(groups: Iterable[str], policy: Policy) -> str | None:
    """The widest role that any of the groups gives; None where none does."""
    given = {policy.groups[group] for group in groups if group in policy.groups}
    return max(given, key=ROLES.index, default=None)


def may_open(role: str, page: str) -> bool:
    """Whether the page is open to the role."""
    return page not in CLOSED_PAGES.get(role, ())


def in_words(role: str) -> str:
    """A role as it is called on screen."""
    return {
        "politician": _("politician"),
        "preparation_group": _("preparation group"),
        "strategist": _("strategist"),
        "administrator": _("administrator"),
    }[role]
