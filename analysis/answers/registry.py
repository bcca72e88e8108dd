"""Who answers which question? The table, and the one function that goes by it."""

from collections.abc import Callable
from typing import Any, TypeVar

from analysis.answers import questions as asked
from analysis.answers.asked import asked_indicator
from analysis.answers.asked_queries import with_queries
from analysis.answers.breakdown.breakdown import breakdown
from analysis.answers.choices import choices
from analysis.answers.flows.background import flow_background
from analysis.answers.flows.choices import flow_choices
from analysis.answers.flows.forward import ForwardQuestion, forward
from analysis.answers.flows.missed_support import missed_chances
from analysis.answers.flows.paths import flow
from analysis.answers.flows.sequences import transitions, variants
from analysis.answers.flows.years import years
from analysis.answers.key_figures.overview import overview
from analysis.answers.map.area_map import map_answer
from analysis.answers.map.choices import map_choices
from analysis.answers.map.correlation import RelationQuestion, relation
from analysis.answers.map.geometry import DrawnQuestion, areas_drawn, map_shapes
from analysis.answers.map.index import IndexQuestion, index
from analysis.answers.map.own_area import OwnAreaQuestion, own_area
from analysis.answers.map.question import MapQuestion
from analysis.answers.status import definition, status
from analysis.answers.target_groups.choices import condition_choices
from analysis.answers.target_groups.custom_group import GroupQuestion, group_over_years
from analysis.answers.target_groups.finder import target_groups
from analysis.answers.target_groups.places import target_places
from analysis.answers.target_groups.question import TargetQuestion
from analysis.answers.target_groups.spread import VariationQuestion, variation_over_years
from analysis.answers.target_groups.theme import ThemeQuestion, target_theme
from analysis.disclosure.gate import Gate
from analysis.flows.question import FlowQuestion
from analysis.question import Question
from store.read import Store

Answer = TypeVar("Answer")

# Question -> what answers it, with (store, question, gate). A new question is a line here.
ANSWERED_BY: dict[type[Question], Callable[[Store, Any, Gate], Any]] = {
    asked.ChoicesQuestion: lambda store, _question, gate: choices(store, gate),
    asked.IndicatorQuestion: lambda store, question, _gate: asked_indicator(
        store, question.indicator
    ),
    asked.StatusQuestion: lambda store, _question, _gate: status(store),
    asked.DefinitionQuestion: lambda store, question, _gate: definition(store, question.indicator),
    asked.OverviewQuestion: overview,
    asked.BreakdownQuestion: breakdown,
    asked.MapChoicesQuestion: lambda store, _question, gate: map_choices(
        store, choices(store, gate), gate
    ),
    asked.MapShapesQuestion: lambda store, question, _gate: map_shapes(
        store, question.level, question.vintage
    ),
    DrawnQuestion: areas_drawn,
    MapQuestion: map_answer,
    IndexQuestion: index,
    RelationQuestion: relation,
    OwnAreaQuestion: own_area,
    asked.FlowChoicesQuestion: lambda store, _question, _gate: flow_choices(store),
    FlowQuestion: flow,
    ForwardQuestion: forward,
    asked.BackgroundQuestion: lambda store, question, gate: flow_background(
        store, question.flow, gate, path=question.path
    ),
    asked.MissedSupportQuestion: lambda store, question, gate: missed_chances(
        store, question.flow, gate
    ),
    asked.YearsQuestion: lambda store, question, gate: years(store, question.outcomes, gate),
    asked.VariantsQuestion: lambda store, question, gate: variants(
        store, gate, kinds=question.kinds
    ),
    asked.TransitionsQuestion: lambda store, question, gate: transitions(
        store, gate, kinds=question.kinds
    ),
    asked.ConditionChoicesQuestion: lambda store, _question, _gate: condition_choices(store),
    TargetQuestion: target_groups,
    ThemeQuestion: target_theme,
    GroupQuestion: group_over_years,
    VariationQuestion: variation_over_years,
    asked.PlacesQuestion: lambda store, question, gate: target_places(store, question.group, gate),
}


def ask(store: Store, question: Question[Answer], gate: Gate) -> Answer:
    """The answer, of no more than `gate` lets through; raises what the question's function says.

    The one way out of analysis: commands ask here, and pages through ui/ask, which keeps answers.
    """
    return with_queries(lambda: ANSWERED_BY[type(question)](store, question, gate))
