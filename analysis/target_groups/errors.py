"""What can be wrong with a question about target groups, said so that the reader can mend it?"""

from language import _, whole
from language.errors import BehovsbildError


class NobodyOrEveryone(BehovsbildError, ValueError):
    """The outcome hardly varies: there is nobody to compare with.

    Without saying which, or of how many: an error is no way round disclosure control.
    """

    def __init__(self) -> None:
        super().__init__(
            _(
                "The outcome is the same for everyone, or for all but a few, so no group can stand "
                "out. Choose another outcome or more years, or check how the column was read."
            )
        )


class FewerThanTheSmallest(BehovsbildError, ValueError):
    """Fewer people in all than the smallest group may have; how many is not said."""

    def __init__(self, smallest: float) -> None:
        super().__init__(
            _(
                "There are fewer people in all than the {smallest} that a group must have. "
                "Choose more years, or a smaller --min-size."
            ).format(smallest=whole(smallest))
        )


class TooFine(BehovsbildError, ValueError):
    """A dimension has so many values that groups of it say nothing."""

    def __init__(self, name: str, values: int, limit: int) -> None:
        super().__init__(
            _(
                "{name} has {values} values and is too fine to search; the limit is {limit}. Group "
                "them (for instance amounts into fifths, dates into years), or leave the column "
                "out with --dimensions."
            ).format(name=name, values=whole(values), limit=limit)
        )


class TooManyGroups(BehovsbildError, ValueError):
    """The dimensions together give more combinations than can be held."""

    def __init__(self, groups: int, limit: int) -> None:
        super().__init__(
            _(
                "The dimensions give {groups} combinations, and at most {limit} can be searched: "
                "choose fewer with --dimensions, or a smaller --depth."
            ).format(groups=whole(groups), limit=whole(limit))
        )


class NoDimensions(BehovsbildError, ValueError):
    """Nothing to divide the people by."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            _(
                "None of the dimensions ({names}) divides the people: each has one value only. "
                "Load a file with background columns, or choose others."
            ).format(names=", ".join(names) or "-")
        )


class BadYears(BehovsbildError, ValueError):
    """Years that cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("Expected years as 2019-2024 or 2024, the earlier first; came {text!r}.").format(
                text=text
            )
        )
