"""What does a need lack for the next step?

The guide's three "make sure that" are conditions, not decoration: nothing is called verified on
figures alone, and nothing is agreed that decision makers, managers and departments do not know.
"""

from collections.abc import Callable

from language import _
from language.errors import BehovsbildError
from needs.need import Need
from needs.status import Check, Status


class NotReady(BehovsbildError, ValueError):
    """A need cannot take a status yet; `missing` says, one sentence each, what it lacks."""

    def __init__(self, status: Status, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(
            _("The need cannot be marked '{status}' yet. {missing}").format(
                status=status.words, missing=" ".join(missing)
            )
        )


def missing_for(need: Need, status: Status, reason: str = "") -> tuple[str, ...]:
    """What the need lacks for the status, one sentence each; empty where it may take it.

    reason  why it is set aside; only read for that
    """
    if status is Status.SET_ASIDE:
        return () if reason.strip() else (_("Say why it is set aside."),)
    steps = list(_RULES)
    asked = steps[: steps.index(status) + 1]
    return tuple(text for step in asked for rule in _RULES[step] if (text := rule(need)))


def _figures(need: Need) -> str:
    return "" if need.evidence else _("It lacks figures: save a view as evidence under it.")


def _words(need: Need) -> str:
    if need.voices:
        return ""
    return _("It lacks people's words: an interview, a focus group, an observation or a document.")


def _agreed_picture(need: Need) -> str:
    return "" if need.agreed_picture.strip() else _("The agreed picture is not written down.")


def _target_group(need: Need) -> str:
    return "" if need.target_group.words.strip() else _("The target group is not described.")


def _checks(need: Need) -> str:
    open_checks = [check.words for check in Check if check not in need.checks]
    if not open_checks:
        return ""
    return _("Not yet ticked: {checks}.").format(checks="; ".join(open_checks))


def _five_answers(need: Need) -> str:
    n = sum(1 for answer in need.idea_review.answers if not answer.strip())
    if not n:
        return ""
    return _("{n} of the five questions of the idea review have no answer.").format(n=n)


_RULES: dict[Status, tuple[Callable[[Need], str], ...]] = {
    Status.NOTICED: (),
    Status.VERIFIED: (_figures, _words),
    Status.AGREED: (_target_group, _agreed_picture, _checks),
    Status.IN_IDEA_REVIEW: (),
    Status.HANDED_OVER: (_five_answers,),
}
