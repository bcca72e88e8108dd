"""Which kinds of views can be frozen, and how is each asked again later?"""

from collections.abc import Callable, Mapping

from language import _
from language.errors import BehovsbildError
from needs.figures import Snapshot
from needs.need import Evidence
from ui.access import roles
from ui.ask import cache
from ui.evidence import figures, flows, groups, map
from ui.evidence.savable import CannotAskAgain
from ui.state.selection import Selection

AGAIN: Mapping[str, Callable[[Evidence, Selection], Snapshot]] = {
    figures.BREAKDOWN: figures.breakdown_again,
    figures.OVERVIEW: figures.overview_again,
    map.MAP: map.map_again,
    map.RELATION: map.relation_again,
    flows.FLOW: flows.flow_again,
    groups.GROUP: groups.group_again,
    groups.VARIATION: groups.variation_again,
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
