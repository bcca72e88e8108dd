"""Which questions with free parameters may be asked of protected figures?

Every free choice of a period, a window or a set of types would be a filter that can be moved by one
person: the counts before and after differ by her, each time with another change of the cell-key
method, and the mean of many differences is the truth. So periods are whole years, days are taken
from a short list, and types go one by one or in the sets that the catalogue declares. A smallest
size that could be moved person by person would count a group exactly: the group goes when the size
passes its true number. Exact figures know no such limits.
"""

from collections.abc import Iterable
from datetime import date

from language import _
from language.errors import BehovsbildError

GAP_DAYS = (0, 1, 7, 14, 30, 62)
WINDOW_DAYS = (365, 730, 1095, 1460)
SMALLEST_SIZES = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)  # of a group that is looked for


class OffLattice(BehovsbildError, ValueError):
    """A question that protected figures do not answer, since many like it would tell a person."""

    def __init__(self, wrong: str) -> None:
        super().__init__(
            _(
                "{wrong} Figures are protected, and questions that can be moved person by person "
                "are not answered."
            ).format(wrong=wrong)
        )


def require_sets(chosen: Iterable[tuple[str, ...]], declared: Iterable[tuple[str, ...]]) -> None:
    """Raise OffLattice for a set of types that is neither one type nor declared."""
    known = {frozenset(types) for types in declared}
    for types in chosen:
        if len(set(types)) > 1 and frozenset(types) not in known:
            raise OffLattice(
                _("{types} is no set of types that the catalogue has ready; ask for one.").format(
                    types=", ".join(types)
                )
            )


def require_days(
    gap: int | None, window: int | None, *, gaps: Iterable[int] = (), windows: Iterable[int] = ()
) -> None:
    """Raise OffLattice for days that are not in the lists (with `gaps` and `windows` beside)."""
    for value, known in ((gap, {*GAP_DAYS, *gaps}), (window, {*WINDOW_DAYS, *windows})):
        if value is not None and value not in known:
            raise OffLattice(
                _("{n} days is not among {known}.").format(
                    n=value, known=", ".join(str(days) for days in sorted(known))
                )
            )


def require_size(smallest: int) -> None:
    """Raise OffLattice for a smallest size that is not in the list."""
    if smallest not in SMALLEST_SIZES:
        raise OffLattice(
            _("{n} is not among the smallest sizes that can be asked for: {known}.").format(
                n=smallest, known=", ".join(str(size) for size in SMALLEST_SIZES)
            )
        )


def require_whole_years(first: date | None, last: date | None) -> None:
    """Raise OffLattice unless the period is all there is, or one calendar year."""
    if first is None and last is None:
        return
    one_year = first and last and first.year == last.year
    if not one_year or (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        raise OffLattice(_("A period is everything there is, or one calendar year."))
