"""How far has a need come, and which of the guide's three "make sure that" hold?"""

from enum import StrEnum

from language import _


class Status(StrEnum):
    """The steps of a need, in order; a need can be set aside from any of them."""

    NOTICED = "noticed"
    VERIFIED = "verified"
    AGREED = "agreed"
    IN_IDEA_REVIEW = "in_idea_review"
    HANDED_OVER = "handed_over"
    SET_ASIDE = "set_aside"

    @property
    def words(self) -> str:
        """The status as it is shown."""
        return {
            Status.NOTICED: _("noticed"),
            Status.VERIFIED: _("verified"),
            Status.AGREED: _("agreed"),
            Status.IN_IDEA_REVIEW: _("in idea review"),
            Status.HANDED_OVER: _("handed over"),
            Status.SET_ASIDE: _("set aside"),
        }[self]


class Check(StrEnum):
    """The guide's three "make sure that"."""

    WELL_DEFINED = "well_defined"
    TARGET_GROUP = "target_group"
    KNOWN_AND_AGREED = "known_and_agreed"

    @property
    def words(self) -> str:
        """The check as the guide puts it."""
        return {
            Check.WELL_DEFINED: _(
                "The need is well defined and verified by quantitative and qualitative data"
            ),
            Check.TARGET_GROUP: _("There is an idea of the target group"),
            Check.KNOWN_AND_AGREED: _(
                "The need is known and agreed among decision makers, managers and departments"
            ),
        }[self]
