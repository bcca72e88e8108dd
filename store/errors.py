"""What can be wrong with the store itself, said so that the reader knows what to do."""

from pathlib import Path

from language import _, ngettext
from language.errors import BehovsbildError

LONGEST_SHOWN = 60


class StoreMissing(BehovsbildError, FileNotFoundError):
    """There is no store at the place that was named."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "There is no store at {path}. Build the sample municipality with "
                "'python -m data_pipeline sample', or fetch your own with "
                "'python -m data_pipeline fetch --municipality 1780'."
            ).format(path=path)
        )


class StoreUnreadable(BehovsbildError, OSError):
    """The file is not a store of ours, or is damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            _(
                "{path} cannot be read as a store ({reason}). Name another with BEHOVSBILD_STORE, "
                "or build it anew with 'python -m data_pipeline sample' or 'fetch'."
            ).format(path=path, reason=reason.splitlines()[0] if reason else "?")
        )


class StoreOfOtherVersion(BehovsbildError, ValueError):
    """The store was written by an older or newer Behovsbild than this."""

    def __init__(self, path: Path, found: int, expected: int) -> None:
        advice = (
            _("It is newer than this program: update the program.")
            if found > expected
            else _(
                "It is older than this program: build it anew with "
                "'python -m data_pipeline sample' or 'fetch' (and 'load' for your own files)."
            )
        )
        super().__init__(
            _("The store {path} has schema version {found}; this program reads {expected}.").format(
                path=path, found=found, expected=expected
            )
            + " "
            + advice
        )


class LoadUnderWay(BehovsbildError, RuntimeError):
    """Another load is writing to the same store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "Another load is writing to {path} right now. Wait until it has finished and "
                "try again; nothing was changed."
            ).format(path=path)
        )


class StoreNotWritten(BehovsbildError, OSError):
    """The new version could not be written; the old one is untouched."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            _(
                "The new version of {path} could not be written: {reason}. "
                "The store is as it was before."
            ).format(path=path, reason=reason)
        )


class InventedAmongReal(BehovsbildError, ValueError):
    """The sample's invented people and real data are, or would be, in one store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "The invented sample and real data must not be in one store ({path}). Let "
                "BEHOVSBILD_STORE name a new place and load your own files there."
            ).format(path=path)
        )


class UnknownColumn(BehovsbildError, LookupError):
    """A dimension or outcome that the store's people do not have."""

    def __init__(self, name: str, known: list[str]) -> None:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(name, known, n=3)) or ", ".join(known) or "-"
        super().__init__(
            _("The store's people have no column {name!r}. Nearest: {near}.").format(
                name=name, near=near
            )
        )


class ColumnChanged(BehovsbildError, ValueError):
    """A column that was a background in other years is delivered as an outcome, or the reverse."""

    def __init__(self, name: str, was: str) -> None:
        now, before = (_("an outcome"), _("a background"))
        if was == "outcome":
            now, before = before, now
        super().__init__(
            _(
                "The column {name} is {now} in this file, but {before} in the years that the store "
                "has already. Say the same in both mappings (dimensions, outcomes), and load the "
                "other years again if need be."
            ).format(name=name, now=now, before=before)
        )


class IdentityNumberInStore(BehovsbildError, ValueError):
    """A text on its way into the store holds a personal identity number."""

    def __init__(self, place: str, count: int, shown: str) -> None:
        super().__init__(
            _(
                "Nothing was loaded: the store would have held a personal identity number "
                "({place}, {n}, the first: {shown}). Take it out of the file, its name and the "
                "mapping. If it was in the store before, load the file that it came from again "
                "without it, or build the store anew."
            ).format(
                place=place,
                n=ngettext("{n} text", "{n} texts", count).format(n=count),
                shown=shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "…",
            )
        )
