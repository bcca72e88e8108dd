"""In which words is a comparison told?

Four states, the direction behind them, and the reasons for which nothing can be told. A frame holds
them as text; `State(text).words` is what a person reads.
"""

from enum import StrEnum

from language import _
from language.errors import BehovsbildError


class State(StrEnum):
    """How a figure stands to its reference."""

    BETTER = "better"
    WORSE = "worse"
    NO_CLEAR_DIFFERENCE = "no_clear_difference"
    CANNOT_TELL = "cannot_tell"

    @property
    def words(self) -> str:
        """The state as it is shown, beside colour and never by colour alone."""
        return {
            State.BETTER: _("better"),
            State.WORSE: _("worse"),
            State.NO_CLEAR_DIFFERENCE: _("no clear difference"),
            State.CANNOT_TELL: _("cannot tell"),
        }[self]


class Direction(StrEnum):
    """Which way a clear difference goes; NEITHER where none is clear."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"

    @property
    def words(self) -> str:
        """The direction as it is shown."""
        return {
            Direction.HIGHER: _("higher"),
            Direction.LOWER: _("lower"),
            Direction.NEITHER: _("neither higher nor lower"),
        }[self]


class Because(StrEnum):
    """Why a comparison cannot be told."""

    FEW_PEOPLE = "few_people"
    FEW_CASES = "few_cases"
    UNKNOWN_PEOPLE = "unknown_people"
    NO_FIGURE = "no_figure"
    NO_POLARITY = "no_polarity"

    @property
    def words(self) -> str:
        """The reason as it is shown."""
        return {
            Because.FEW_PEOPLE: _("too few people to tell"),
            Because.FEW_CASES: _("too few cases to tell"),
            Because.UNKNOWN_PEOPLE: _("the number of people is not published"),
            Because.NO_FIGURE: _("a figure is missing"),
            Because.NO_POLARITY: _("clearly different, but neither way is better in itself"),
        }[self]


class UnknownPolarity(BehovsbildError, ValueError):
    """A `better_is` that is none of those known."""

    def __init__(self, better_is: object) -> None:
        super().__init__(
            _(
                "Expected better_is to be 'higher', 'lower', or left out where neither is better; "
                "came {better_is!r}. Mend the indicator's entry in the catalogue."
            ).format(better_is=better_is)
        )
