"""How far has a need come, and what does it lack for the next step?

The guide's three "make sure that" are conditions, not decoration: nothing is called verified on
figures alone, and nothing is agreed that decision makers, managers and departments do not know.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from language import _
from language.errors import BehovsbildError

if TYPE_CHECKING:
    from needs.need import Need


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


class NotReady(BehovsbildError, ValueError):
    """A need cannot take a status yet; `missing` says, one sentence each, what it lacks."""

    def __init__(self, status: Status, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(
            _("The need cannot be marked '{status}' yet. {missing}").format(
                status=status.words, missing=" ".join(missing)
            )
        )


def missing_for(need: "Need", status: Status, reason: str = "") -> tuple[str, ...]:
    """What the need lacks for the status, one sentence each; empty where it may take it.

    reason  why it is set aside; only read for that
    """
    if status is Status.SET_ASIDE:
        return () if reason.strip() else (_("Say why it is set aside."),)
    steps = list(_RULES)
    asked = steps[: steps.index(status) + 1]
    return tuple(text for step in asked for rule in _RULES[step] if (text := rule(need)))


def _figures(need: "Need") -> str:
    return "" if need.evidence else _("It lacks figures: save a view as evidence under it.")


def _words(need: "Need") -> str:
    if need.voices:
        return ""
    return _("It lacks people's words: an interview, a focus group, an observation or a document.")


def _agreed_picture(need: "Need") -> str:
    return "" if need.agreed_picture.strip() else _("The agreed picture is not written down.")


def _target_group(need: "Need") -> str:
    return "" if need.target_group.words.strip() else _("The target group is not described.")


def _checks(need: "Need") -> str:
    open_checks = [check.words for check in Check if check not in need.checks]
    if not open_checks:
        return ""
    return _("Not yet ticked: {checks}.").format(checks="; ".join(open_checks))


def _five_answers(need: "Need") -> str:
    n = sum(1 for answer in need.idea_review.answers if not answer.strip())
    if not n:
        return ""
    return _("{n} of the five questions of the idea review have no answer.").format(n=n)


_RULES: dict[Status, tuple[Callable[["Need"], str], ...]] = {
    Status.NOTICED: (),
    Status.VERIFIED: (_figures, _words),
    Status.AGREED: (_target_group, _agreed_picture, _checks),
    Status.IN_IDEA_REVIEW: (),
    Status.HANDED_OVER: (_five_answers,),
}
