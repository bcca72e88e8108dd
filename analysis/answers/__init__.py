"""The one door: every answer that leaves analysis leaves here, and through disclosure control.

A package rather than a file, one module a question; pages and commands import from here only.
"""

from analysis.answers.breakdown.breakdown import BreakdownAnswer, breakdown, group_labels
from analysis.answers.breakdown.gap import Gap, mix_sentence
from analysis.answers.key_figures.overview import OverviewAnswer, overview
from analysis.answers.provenance import Source
from analysis.answers.questions import BreakdownQuestion, OverviewQuestion
from analysis.answers.status import DefinitionAnswer, StatusAnswer, definition, status

__all__ = [
    "BreakdownAnswer",
    "BreakdownQuestion",
    "DefinitionAnswer",
    "Gap",
    "OverviewAnswer",
    "OverviewQuestion",
    "Source",
    "StatusAnswer",
    "breakdown",
    "definition",
    "group_labels",
    "mix_sentence",
    "overview",
    "status",
]
