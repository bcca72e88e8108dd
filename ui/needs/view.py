"""Which need is open? One by the address, else the list."""

from language import _
from ui.ask import needs as needs_door
from ui.needs import list, page
from ui.page import tables
from ui.state import session

NONE = "0"


def show(show_evidence: page.ShowEvidence) -> None:
    """The list of needs, or one need; raises NeedsAway, which the frame shows."""
    needs = needs_door.needs()
    by_number = {str(need.id): need for need in needs}
    session.claim("behov", by_number)
    now = session.current()
    chosen = by_number.get(now.own("behov", NONE))
    if chosen is None:
        list.show(needs)
        return
    tables.show(tables.links_html((_("All needs"), now.link("behov"))))
    page.show(chosen, show_evidence)
