"""What can go wrong between us and a service, said so that the reader knows what to do."""

from difflib import get_close_matches
from pathlib import Path

from language import _
from language.errors import BehovsbildError

EXCERPT = 200  # characters of a service's own words; more is mostly markup


class ServiceDown(BehovsbildError, ConnectionError):
    """A service did not give a whole answer, however often it was asked."""

    def __init__(self, service: str, address: str, reason: str, attempts: int) -> None:
        super().__init__(
            _(
                "{service} gave no whole answer in {attempts} attempts ({reason}). "
                "Asked: {address} "
                "The store is as it was. What had come is kept in the cache: run the same command "
                "again later and it goes on from there."
            ).format(service=service, attempts=attempts, reason=reason, address=address)
        )


class ServiceRefused(BehovsbildError, ConnectionError):
    """A service answered that it will not answer; asking again would not help."""

    def __init__(self, service: str, address: str, status: int, said: str) -> None:
        super().__init__(
            _(
                "{service} refused the question with status {status}: {said} Asked: {address} "
                "The store is as it was. Is the base address right (BEHOVSBILD_KOLADA_URL, "
                "BEHOVSBILD_SCB_URL, BEHOVSBILD_WFS_URL)?"
            ).format(
                service=service, status=status, said=said[:EXCERPT].strip() or "-", address=address
            )
        )


class UnexpectedAnswer(BehovsbildError, ValueError):
    """A whole answer that does not look like what the service is known to give."""

    def __init__(self, service: str, address: str, what: str) -> None:
        super().__init__(
            _(
                "The answer of {service} is not what was expected: {what}. Asked: {address} "
                "The store is as it was. Has the service changed, or the base address?"
            ).format(service=service, what=what, address=address)
        )


class CacheNotWritten(BehovsbildError, OSError):
    """A raw answer could not be kept."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            _(
                "An answer could not be kept in {folder}: {reason}. Make room or name another "
                "folder with BEHOVSBILD_CACHE. The store is as it was."
            ).format(folder=folder, reason=reason)
        )


class UnknownMunicipality(BehovsbildError, LookupError):
    """No municipality has that code or name."""

    def __init__(self, asked: str, known: dict[str, str]) -> None:
        named = {name.casefold(): code for code, name in known.items()}
        near = get_close_matches(asked, list(known), n=3)
        near += [named[name] for name in get_close_matches(asked.casefold(), list(named), n=3)]
        super().__init__(
            _(
                "{asked} is not the code of a municipality (nearest: {near}). Codes have four "
                "digits with the leading zero kept: 0180, not 180. Nothing was changed."
            ).format(
                asked=asked, near=", ".join(f"{code} {known[code]}" for code in near) or _("none")
            )
        )


class UnreadableYears(BehovsbildError, ValueError):
    """The years asked for are not a year or a span of years."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _(
                "--years {text} is not a span of years. Write 2010- (from 2010), 2010-2022 "
                "or 2022, between 1990 and this year."
            ).format(text=text)
        )


class StoreOfAnotherMunicipality(BehovsbildError, RuntimeError):
    """The store holds another real municipality, perhaps with its own files."""

    def __init__(self, path: str, present: str, asked: str) -> None:
        super().__init__(
            _(
                "The store {path} is about municipality {present}, not {asked}, and may hold its "
                "own files. Name another place with BEHOVSBILD_STORE. Nothing was changed."
            ).format(path=path, present=present, asked=asked)
        )
