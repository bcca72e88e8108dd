"""What can be asked? The questions as frozen values: they are cache keys as they stand.

Those of a topic lie with it; here are the ones of every page, and the short ones.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.flows.question import FlowQuestion
from analysis.question import Question

if TYPE_CHECKING:
    from analysis.answers.breakdown.breakdown import BreakdownAnswer
    from analysis.answers.choices import Choices
    from analysis.answers.flows.choices import FlowChoices
    from analysis.answers.flows.years import YearsAnswer
    from analysis.answers.key_figures.overview import OverviewAnswer
    from analysis.answers.map.choices import MapChoices
    from analysis.answers.map.geometry import MapShapes
    from analysis.answers.status import DefinitionAnswer, StatusAnswer
    from analysis.answers.target_groups.choices import ConditionChoice
    from analysis.answers.target_groups.custom_group import GroupQuestion
    from analysis.answers.target_groups.places import Places
    from analysis.flows.background import Background
    from analysis.flows.missed_support import MissedChance
    from indicators.entry import Indicator


@dataclass(frozen=True)
class BreakdownQuestion(Question["BreakdownAnswer"]):
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
class OverviewQuestion(Question["OverviewAnswer"]):
    """The indicators of a theme for the municipality; `theme` None: every theme."""

    theme: str | None = None
    year: int | None = None
    sex: str = "total"


@dataclass(frozen=True)
class ChoicesQuestion(Question["Choices"]):
    """What can be chosen: indicators, groups, areas and years with figures."""


@dataclass(frozen=True)
class IndicatorQuestion(Question["Indicator"]):
    """The catalogue's indicator, else the store's own column."""

    indicator: str


@dataclass(frozen=True)
class StatusQuestion(Question["StatusAnswer"]):
    """What the store holds, from where and how fresh."""


@dataclass(frozen=True)
class DefinitionQuestion(Question["DefinitionAnswer"]):
    """What an indicator means, and the loads behind it."""

    indicator: str


@dataclass(frozen=True)
class MapChoicesQuestion(Question["MapChoices"]):
    """What the map can show: levels, vintages, the index and figures."""


@dataclass(frozen=True)
class MapShapesQuestion(Question["MapShapes"]):
    """The shapes of a level in one vintage: places, not persons."""

    level: str
    vintage: int


@dataclass(frozen=True)
class FlowChoicesQuestion(Question["FlowChoices"]):
    """What flows can be followed: event types, and questions made ready."""


@dataclass(frozen=True)
class BackgroundQuestion(Question["list[Background]"]):
    """Who they are that a flow follows; path None: all of them."""

    flow: FlowQuestion
    path: tuple[str, ...] | None = None


@dataclass(frozen=True)
class MissedSupportQuestion(Question["list[MissedChance]"]):
    """When support could have been given on the paths of a flow."""

    flow: FlowQuestion


@dataclass(frozen=True)
class YearsQuestion(Question["YearsAnswer"]):
    """How many events of these types begin each year."""

    outcomes: tuple[str, ...]


@dataclass(frozen=True)
class VariantsQuestion(Question[dict[str, Any]]):
    """Which whole sequences of event types persons have; no kinds: all."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class TransitionsQuestion(Question[dict[str, Any]]):
    """How often one event type follows on another; no kinds: all."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConditionChoicesQuestion(Question["tuple[ConditionChoice, ...]"]):
    """What a group delimited by hand can be put together of."""


@dataclass(frozen=True)
class PlacesQuestion(Question["Places"]):
    """Where the people of a group live."""

    group: "GroupQuestion"
