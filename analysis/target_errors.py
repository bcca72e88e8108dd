"""What can be wrong with a question about target groups, said so that the reader can mend it?"""

from language import _, whole
from language.errors import BehovsbildError


class NobodyOrEveryone(BehovsbildError, ValueError):
    """The outcome does not vary: there is nobody to compare with."""

    def __init__(self, cases: float, people: float) -> None:
        said = (
            _("None of the {people} people has the outcome")
            if cases <= 0
            else _("All {people} people have the outcome")
        )
        super().__init__(
            _(
                "{said}, so no group can stand out. Choose another outcome or more years, or check "
                "how the column was read."
            ).format(said=said.format(people=whole(people)))
        )


class FewerThanTheSmallest(BehovsbildError, ValueError):
    """Fewer people in all than the smallest group may have."""

    def __init__(self, people: float, smallest: float) -> None:
        super().__init__(
            _(
                "There are {people} people in all, and a group must have at least {smallest}. "
                "Choose more years, or a smaller --min-size."
            ).format(people=whole(people), smallest=whole(smallest))
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
