"""Which kinds of views can be frozen, and how is each asked again later?"""

from collections.abc import Callable, Mapping

from needs.figures import Snapshot
from needs.need import Evidence
from ui import (
    needs_freeze_figures,
    needs_freeze_flows,
    needs_freeze_groups,
    needs_freeze_places,
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


def again(evidence: Evidence, now: Selection) -> Snapshot:
    """The same question asked of the data there is now.

    raises  CannotAskAgain; what the question raises where the data no longer has it
    """
    ask = AGAIN.get(evidence.kind)
    if ask is None:
        raise CannotAskAgain(evidence.kind)
    return ask(evidence, now)
