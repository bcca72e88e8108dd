"""Which municipalities does Kolada hold to be comparable with this one?

Kolada names a group after its kind, its owner and its year: 'Liknande kommuner grundskola,
Karlstad, 2024', and the overall kind with one more comma: 'Liknande kommuner, övergripande,
Karlstad, 2025'. A municipality owns one group of each kind; membership in others' says nothing.
"""

import re
from dataclasses import dataclass

from data_pipeline.fetch.cache import Answer, younger_than
from data_pipeline.fetch.http import Service
from data_pipeline.fetch.kolada import CURRENT_DAYS, all_pages

TITLE = re.compile(r"Liknande kommuner,? ?(?P<kind>[^,]*), (?P<owner>.+), (?P<year>\d{4})")
OVERALL = "övergripande"


@dataclass(frozen=True)
class Group:
    """A group of comparable municipalities; `kind` in lower case ('grundskola', 'ifo')."""

    group_id: str
    title: str
    kind: str
    year: int
    members: tuple[str, ...]


def owned_groups(service: Service, owner: str) -> tuple[list[Group], list[Answer]]:
    """The newest group of each kind that `owner` (a municipality's name) has, by kind."""
    newest: dict[str, Group] = {}
    for searched in (owner, "Liknande kommuner"):  # the longer list only where the name finds none
        pages = all_pages(
            service, "/municipality_groups", {"title": searched}, younger_than(CURRENT_DAYS)
        )
        for row in (row for page in pages for row in page.json()["values"]):
            group = _read(row, owner)
            if group and (group.kind not in newest or newest[group.kind].year < group.year):
                newest[group.kind] = group
        if newest:
            break
    return [newest[kind] for kind in sorted(newest)], pages


def _read(row: dict, owner: str) -> Group | None:
    named = TITLE.fullmatch(row["title"].strip())
    if not named or named["owner"].casefold() != owner.casefold():
        return None
    members = tuple(member["member_id"] for member in row["members"])
    kind = named["kind"].strip().casefold() or OVERALL
    return Group(row["id"], row["title"].strip(), kind, int(named["year"]), members)
