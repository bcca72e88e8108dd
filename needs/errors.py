"""What can go wrong with what people write, said so that the reader knows what to do."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from language import _
from language.errors import BehovsbildError

if TYPE_CHECKING:
    from needs.need import Need


class NeedsAway(BehovsbildError, ConnectionError):
    """The database of needs cannot be reached; everything that needs it waits, nothing else."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            _(
                "The database of needs cannot be reached at {where} ({reason}). The figures can "
                "still be looked at; needs can be read and written when it is back. "
                "BEHOVSBILD_NEEDS_URL says where it is."
            ).format(where=where, reason=reason)
        )


class NeedsNewer(BehovsbildError, ValueError):
    """The database was written by a newer Behovsbild."""

    def __init__(self, where: str, revision: str) -> None:
        super().__init__(
            _(
                "The database of needs at {where} is of a newer version ({revision}) than this "
                "program knows. Update the program; nothing was changed."
            ).format(where=where, revision=revision)
        )


class BadNeedsUrl(BehovsbildError, ValueError):
    """BEHOVSBILD_NEEDS_URL is no address of a database that we know."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            _(
                "BEHOVSBILD_NEEDS_URL is to begin with sqlite:/// or postgresql://; it begins with "
                "{kind!r}."
            ).format(kind=kind)
        )


class UnknownNeed(BehovsbildError, LookupError):
    """No need, evidence or voice with this number."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _("There is no need or part of one with number {number}; it may be removed.").format(
                number=number
            )
        )


class NotEditable(BehovsbildError, ValueError):
    """A field that an edit may not change."""

    def __init__(self, names: list[str], known: tuple[str, ...]) -> None:
        super().__init__(
            _("Expected fields among {known}; came {names}.").format(
                known=", ".join(known), names=", ".join(names)
            )
        )


class EmptyText(BehovsbildError, ValueError):
    """A text that something cannot do without is empty."""

    def __init__(self, what: str) -> None:
        super().__init__(_("{what} is empty. Write something there.").format(what=what))


class TextTooLong(BehovsbildError, ValueError):
    """A text that nobody will read to its end."""

    def __init__(self, what: str, length: int, most: int) -> None:
        super().__init__(
            _("{what} is {length} characters long; at most {most} fit. Shorten it.").format(
                what=what, length=length, most=most
            )
        )


class StillNeeded(BehovsbildError, ValueError):
    """A part cannot be taken away while the need's status rests on it."""

    def __init__(self, missing: tuple[str, ...], status: str) -> None:
        super().__init__(
            _(
                "It cannot be taken away while the need is marked '{status}'. {missing} Set the "
                "status back first."
            ).format(status=status, missing=" ".join(missing))
        )


class StaleEdit(BehovsbildError, RuntimeError):
    """Somebody else saved the need in between; nothing of this edit was saved.

    theirs   the need as it is saved now
    mine     field -> the value that was not saved
    """

    def __init__(self, theirs: "Need", mine: Mapping[str, Any]) -> None:
        self.theirs, self.mine = theirs, dict(mine)
        super().__init__(
            _(
                "Somebody else saved this need at {time}, after you had opened it. Nothing of "
                "theirs was overwritten: compare the two versions and choose."
            ).format(time=theirs.changed_at.astimezone().strftime("%H:%M"))
        )
