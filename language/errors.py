"""The base of every error that a person is meant to read.

An error says what was expected, what came, and what to do; its text is shown as it is, on the
command line and in the app.
"""


class BehovsbildError(Exception):
    """Something that the reader can do something about; its text is written for them."""


class MissingColumns(BehovsbildError, ValueError):
    """A table lacks columns that the calculation reads."""

    def __init__(self, missing: list[str], present: list[str]) -> None:
        from language import _

        super().__init__(
            _("The table lacks {missing}; it has {present}.").format(
                missing=", ".join(missing), present=", ".join(present) or "-"
            )
        )
