"""What can be asked? The questions as frozen values: they are cache keys as they stand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BreakdownQuestion:
    """One indicator, split by at most two dimensions, for those whom the narrowings leave.

    indicator  catalogue id, Kolada id, or the name of an outcome of the store's people
    by         dimension names, roles ('sex', 'age', 'area') or levels ('district')
    year       None: the latest there is
    sex, age, area  single categories; None: everyone
    within     conditions of a group of one's own, which narrow further: dimension or level, and
               the values of which a member has one
    """

    indicator: str
    by: tuple[str, ...] = ()
    year: int | None = None
    sex: str | None = None
    age: str | None = None
    area: str | None = None
    within: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class OverviewQuestion:
    """The indicators of a theme for the municipality; `theme` None: every theme."""

    theme: str | None = None
    year: int | None = None
    sex: str = "total"
