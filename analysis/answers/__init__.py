"""The one door: every answer that leaves analysis leaves here, and through disclosure control.

`ask(store, question, gate)` and the values that go in and come out; nothing deeper is imported from
outside (tests/test_rooms.py). A package rather than a file, one module a question.
"""

from analysis.answers.asked import NotBrokenDown, NothingThere
from analysis.answers.asked_queries import BEFORE_THE_GATE, AskedQuery, queries_of
from analysis.answers.breakdown.breakdown import BreakdownAnswer, group_labels
from analysis.answers.breakdown.gap import Gap, mix_sentence
from analysis.answers.breakdown.signs import SexSigns, sex_signs
from analysis.answers.choices import Choices, IndicatorChoice
from analysis.answers.flows.choices import FlowChoices
from analysis.answers.flows.forward import ForwardAnswer, ForwardQuestion
from analysis.answers.flows.sequences import UnknownKind
from analysis.answers.flows.years import YearsAnswer
from analysis.answers.key_figures.overview import OverviewAnswer
from analysis.answers.map.area_values import LEVELS, WHOLE, UnknownLevel
from analysis.answers.map.choices import MapChoices
from analysis.answers.map.correlation import RelationAnswer, RelationQuestion, standing_in_words
from analysis.answers.map.geometry import DrawnQuestion, MapShapes
from analysis.answers.map.index import OFFICIAL, IndexAnswer, IndexQuestion
from analysis.answers.map.own_area import MOST_AREAS, BadOwnArea, OwnAreaAnswer, OwnAreaQuestion
from analysis.answers.map.question import INDEX, Figure, MapAnswer, MapQuestion, NotBesideItself
from analysis.answers.opening import Store, holds_people, newest_version, note, open_version
from analysis.answers.people.dimensions import TwoLevelsOfOne, UnknownCategory, UnknownDimension
from analysis.answers.people.group_counts import NobodyLeft, values_in_words
from analysis.answers.people.protected_counts import gate_before
from analysis.answers.provenance import Source
from analysis.answers.questions import (
    BackgroundQuestion,
    BreakdownQuestion,
    ChoicesQuestion,
    ConditionChoicesQuestion,
    DefinitionQuestion,
    FlowChoicesQuestion,
    IndicatorQuestion,
    MapChoicesQuestion,
    MapShapesQuestion,
    MissedSupportQuestion,
    OverviewQuestion,
    PlacesQuestion,
    StatusQuestion,
    TransitionsQuestion,
    VariantsQuestion,
    YearsQuestion,
)
from analysis.answers.registry import ANSWERED_BY, ask
from analysis.answers.status import DefinitionAnswer, StatusAnswer
from analysis.answers.target_groups.choices import ConditionChoice
from analysis.answers.target_groups.custom_group import (
    Conditions,
    GroupAnswer,
    GroupQuestion,
    values_of,
)
from analysis.answers.target_groups.finder import TargetAnswer
from analysis.answers.target_groups.places import Drawn, Places
from analysis.answers.target_groups.question import NoSuchYears, TargetQuestion, UnknownOutcome
from analysis.answers.target_groups.shown import TargetGroup
from analysis.answers.target_groups.spread import Variation, VariationQuestion
from analysis.answers.target_groups.theme import ThemeAnswer, ThemeGroup, ThemeQuestion
from analysis.flows.answer import FlowAnswer
from analysis.flows.background import Background
from analysis.flows.missed_support import MissedChance
from analysis.flows.question import FlowQuestion

__all__ = [
    "AskedQuery",
    "BEFORE_THE_GATE",
    "gate_before",
    "queries_of",
    "ANSWERED_BY",
    "Background",
    "BackgroundQuestion",
    "BadOwnArea",
    "BreakdownAnswer",
    "BreakdownQuestion",
    "Choices",
    "ChoicesQuestion",
    "ConditionChoice",
    "ConditionChoicesQuestion",
    "Conditions",
    "DefinitionAnswer",
    "DefinitionQuestion",
    "Drawn",
    "DrawnQuestion",
    "Figure",
    "FlowAnswer",
    "FlowChoices",
    "FlowChoicesQuestion",
    "FlowQuestion",
    "ForwardAnswer",
    "ForwardQuestion",
    "Gap",
    "GroupAnswer",
    "GroupQuestion",
    "INDEX",
    "IndexAnswer",
    "IndexQuestion",
    "IndicatorChoice",
    "IndicatorQuestion",
    "LEVELS",
    "MOST_AREAS",
    "MapAnswer",
    "MapChoices",
    "MapChoicesQuestion",
    "MapQuestion",
    "MapShapes",
    "MapShapesQuestion",
    "MissedChance",
    "MissedSupportQuestion",
    "NoSuchYears",
    "NobodyLeft",
    "NotBesideItself",
    "NotBrokenDown",
    "NothingThere",
    "OFFICIAL",
    "OverviewAnswer",
    "OverviewQuestion",
    "OwnAreaAnswer",
    "OwnAreaQuestion",
    "Places",
    "PlacesQuestion",
    "RelationAnswer",
    "RelationQuestion",
    "SexSigns",
    "Source",
    "StatusAnswer",
    "StatusQuestion",
    "Store",
    "TargetAnswer",
    "TargetGroup",
    "TargetQuestion",
    "ThemeAnswer",
    "ThemeGroup",
    "ThemeQuestion",
    "TransitionsQuestion",
    "TwoLevelsOfOne",
    "UnknownCategory",
    "UnknownDimension",
    "UnknownKind",
    "UnknownLevel",
    "UnknownOutcome",
    "VariantsQuestion",
    "Variation",
    "VariationQuestion",
    "WHOLE",
    "YearsAnswer",
    "YearsQuestion",
    "ask",
    "group_labels",
    "holds_people",
    "mix_sentence",
    "newest_version",
    "note",
    "open_version",
    "standing_in_words",
    "values_in_words",
    "values_of",
    "sex_signs",
]
