"""Which kinds of views can be frozen, and how is each asked again later?"""

from collections.abc import Callable, Mapping

from language import _
from language.errors import BehovsbildError
from needs.figures import Snapshot
from needs.need import Evidence
from ui import (
    cache,
    needs_freeze_figures,
    needs_freeze_flows,
    needs_freeze_groups,
    needs_freeze_places,
    roles,
)
from ui.needs_seen import CannotAskAgain
from ui.selection import Selection

AGAIN: Mapping[str, Callable[[Evidence, Selection], Snapshot]] = {
    needs_freeze_figures.BREAKDOWN: needs_freeze_figures.breakdown_again,
    needs_freeze_figures.OVERVIEW: needs_freeze_figures.overview_again,
    needs_freeze_places.MAP: needs_freeze_places.map_again,
    needs_freeze_places.RELATION: needs_freeze_places.relation_again,
    needs_freeze_flows.FLOW: needs_freeze_flows.flow_again,
    needs_freeze_groups.GROUP: needs_freeze_groups.group_again,
    needs_freeze_groups.VARIATION: needs_freeze_groups.variation_again,
}


class ClosedView(BehovsbildError, PermissionError):
    """New figures of a page that the reader's role does not open."""

    def __init__(self) -> None:
        super().__init__(
            _("Your role does not open the page that shows it; what was saved stands as it was.")
        )


def again(evidence: Evidence, now: Selection) -> Snapshot:
    """The same question asked of the data there is now, as whoever reads.

    raises  CannotAskAgain; ClosedView; what the question raises where the data no longer has it,
            or the role may not ask it
    """
    ask = AGAIN.get(evidence.kind)
    if ask is None:
        raise CannotAskAgain(evidence.kind)
    if not roles.may_open(cache.role(), evidence.link.removeprefix("./").partition("?")[0]):
        raise ClosedView
    return ask(evidence, now)
