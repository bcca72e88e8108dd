"""What can be wrong with a delivered file as such, before its rows are looked at?"""

from difflib import get_close_matches

from language import _
from language.errors import BehovsbildError
from language.identity_numbers import masked


class UnreadableFile(BehovsbildError, OSError):
    """The file cannot be opened as what its name says that it is."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(_("Cannot read {name}: {reason}.").format(name=name, reason=reason))

    def __str__(self) -> str:
        """The sentence alone: OSError would show it as a tuple."""
        return str(self.args[0])


class WrongEncoding(BehovsbildError, ValueError):
    """The letters of the file are coded in another way than said or guessed."""

    def __init__(self, name: str, encoding: str, row: int) -> None:
        super().__init__(
            _(
                "{name} is not written in {encoding}: row {row} has a letter that does not exist "
                "there. Save the file as UTF-8, or say in the mapping what it is, "
                "for example 'encoding: cp1252'."
            ).format(name=name, encoding=encoding, row=row)
        )


class SheetNotFound(BehovsbildError, LookupError):
    """The mapping names a sheet that the workbook does not have."""

    def __init__(self, name: str, sheet: str, sheets: list[str]) -> None:
        super().__init__(
            _("{name} has no sheet {sheet!r}; it has {sheets}.").format(
                name=name, sheet=sheet, sheets=", ".join(sheets)
            )
        )


class UnknownCoordinates(BehovsbildError, ValueError):
    """Boundaries without a word of which coordinate system they are in."""

    def __init__(self, name: str, looks_like: str) -> None:
        super().__init__(
            _(
                "{name} does not say which coordinate system (CRS) its boundaries are in "
                "({looks_like}). Deliver the .prj file with a shapefile, or say it in the mapping: "
                "'crs: EPSG:3006' for SWEREF 99 TM."
            ).format(name=name, looks_like=looks_like)
        )


class IdentityNumberInHeader(BehovsbildError, ValueError):
    """A column is called by somebody's number: the file has no header row, or a spoilt one."""

    def __init__(self, name: str, position: int, column: str) -> None:
        super().__init__(
            _(
                "{name}: the name of column {n}, {column}, holds a personal identity number. "
                "Nothing was loaded. Give the file a first row with the names of the columns, or "
                "take the number out of the name."
            ).format(name=masked(name), n=position, column=masked(column))
        )


class ColumnsNotFound(BehovsbildError, LookupError):
    """Columns that this kind of file must have are not there under any known name."""

    def __init__(self, missing: list[str], kind: str, found: list[str]) -> None:
        lines = [
            _("No column for {missing} in this file of {kind}.").format(
                missing=", ".join(missing), kind=kind
            ),
            _("The file has: {found}.").format(found=", ".join(found) or "-"),
        ]
        for name in missing:
            near = get_close_matches(name, [column.casefold() for column in found], n=2)
            if near:
                lines.append(
                    _("Closest to {name}: {near}.").format(name=name, near=", ".join(near))
                )
        lines.append(
            _(
                "Write a mapping with --propose-mapping FILE.yml, fill in the columns and "
                "load with --mapping FILE.yml."
            )
        )
        super().__init__("\n".join(lines))


class ColumnInDoubt(BehovsbildError, LookupError):
    """Two columns could be the same thing; guessing would be a coin toss."""

    def __init__(self, name: str, candidates: list[str]) -> None:
        super().__init__(
            _(
                "Several columns could be {name}: {candidates}. Say which in a mapping "
                "(--propose-mapping FILE.yml writes one to start from)."
            ).format(name=name, candidates=", ".join(candidates))
        )


class BadMapping(BehovsbildError, ValueError):
    """The mapping file says something that cannot be followed."""


class NoPseudonymKey(BehovsbildError, KeyError):
    """Hashing identity numbers needs a secret that never lies in a file of the project."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The mapping says person_id: pseudonymise, which needs a secret key of at least 16 "
                "characters in the setting BEHOVSBILD_PSEUDONYM_KEY. Use the same key for every "
                "delivery, or persons cannot be followed between them."
            )
        )

    def __str__(self) -> str:
        """The sentence alone: KeyError would show it in quotes."""
        return str(self.args[0])


class RoundedNumbers(BehovsbildError, ValueError):
    """A column of ids or codes that a spreadsheet has rounded."""

    def __init__(self, name: str, column: str, row: int, example: str) -> None:
        super().__init__(
            _(
                "{name}, row {row}, column {column}: {example}. The column holds rounded numbers, "
                "so who or what they are can no longer be told; export it as text."
            ).format(name=masked(name), row=row, column=column, example=example)
        )
