"""Where is a group: the areas that it is bound to, or where its people are over-represented?

Counts by area are the sums of the years' protected cells, as on every other page.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.answers.map.geometry import map_levels
from analysis.answers.people.group_counts import GroupCells
from analysis.answers.people.protected_counts import lattice_of
from analysis.answers.target_groups.custom_group import Conditions, GroupQuestion, values_of
from analysis.disclosure.gate import Gate, reason_in_words
from store.read import Store

LEVELS = ("district", "regso", "deso")  # the coarsest that can be drawn is
OFTEN = 1.25  # times: from there on a group lives in an area more than people do
LEAST_SHOWN = 0.5  # of the areas
CLEAR_Z = 2.0  # and beyond what chance and protection give


@dataclass(frozen=True)
class Drawn:
    """A level of areas that has boundaries: whose shapes, and of which vintage."""

    level: str
    vintage: int


@dataclass(frozen=True)
class Places:
    """Where a group is.

    ground   the areas that are drawn; None where no boundaries are known
    bound    the areas that the group is bound to, and the level that they are of; else None
    names    what those areas are called
    areas    one row an area of `ground` where the group is not bound: area_code, label, people
             (person-years, protected), expected (if they lived as everyone asked), times (people
             over that), often (bool), withheld ('' or why, in words)
    """

    ground: Drawn | None
    bound: tuple[Drawn, tuple[str, ...]] | None
    areas: pd.DataFrame
    names: tuple[str, ...] = ()

    @property
    def often(self) -> list[str]:
        """Labels of the areas where they live more often than people do, the clearest first."""
        if not len(self.areas):
            return []
        shown = self.areas[self.areas["often"]]
        return shown.sort_values("times", ascending=False)["label"].tolist()


def target_places(store: Store, question: GroupQuestion, gate: Gate) -> Places:
    """Where a group is, to be drawn small.

    question  with its years given; `others` are not looked at
    raises    UnknownCategory, NotOpen
    """
    lattice = lattice_of(store)
    levels = lattice.dimensions.query("role == 'area'").set_index("name")["level"].astype("str")
    can_draw = _drawn(store)
    by_level = {level: name for name, level in levels.items()}
    ground = next((can_draw[level] for level in LEVELS if level in can_draw), None)
    nothing = pd.DataFrame()
    for name, chosen in question.conditions:
        if name in levels.index:
            shape = can_draw.get(levels[name])
            if shape is None:
                return Places(None, None, nothing)
            values, labels = values_of(chosen), lattice.labels(name)
            names = tuple(labels.get(value, value) for value in values)
            return Places(ground, (shape, values), nothing, names)
    if ground is None or ground.level not in by_level:
        return Places(None, None, nothing)
    return Places(ground, None, _areas(store, question, gate, by_level[ground.level]))


def _drawn(store: Store) -> dict[str, Drawn]:
    """The newest vintage of each level that has boundaries."""
    rows = map_levels(store).sort_values("vintage")
    return {row.level: Drawn(row.level, int(row.vintage)) for row in rows.itertuples()}


def _areas(store: Store, question: GroupQuestion, gate: Gate, name: str) -> pd.DataFrame:
    group = _by_area(store, question, question.conditions, gate, name)
    everyone = _by_area(store, question, (), gate, name)
    rows = group.merge(everyone, on=name, how="right", suffixes=("", "_all"))
    people, of_all = rows["people"].astype(float), rows["people_all"].astype(float)
    expected = people.sum() * of_all / of_all[people.notna()].sum()
    noise = gate.noise_variance * (question.last_year - question.first_year + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        times = people / expected
        clear = (people - expected) / np.sqrt(expected + noise)
    # of a few areas that can be shown none is "more often": the others may be so too
    enough = people.notna().mean() > LEAST_SHOWN
    labels = lattice_of(store).labels(name)
    codes = rows[name].astype("str")
    return pd.DataFrame(
        {
            "area_code": codes,
            "label": codes.map(labels).fillna(codes),
            "people": people,
            "expected": expected,
            "times": times,
            "often": (times >= OFTEN) & (clear >= CLEAR_Z) & enough,
            "withheld": [
                "" if pd.notna(n) else reason_in_words(_reason(code), gate.policy)
                for n, code in zip(people, rows["withheld"], strict=True)
            ],
        }
    )


def _reason(code: object) -> str:
    return "few_people" if pd.isna(code) else str(code)


def _by_area(
    store: Store, question: GroupQuestion, conditions: Conditions, gate: Gate, name: str
) -> pd.DataFrame:
    """People of each area over the years, each year's protected count put together."""
    group = GroupCells(store, gate, {n: values_of(chosen) for n, chosen in conditions})
    cells, apart = group.cells(question.outcome, [name])
    inside = cells["year"].between(question.first_year, question.last_year)
    cells, apart = cells[inside].reset_index(drop=True), apart[inside].reset_index(drop=True)
    cells = cells.assign(cases=0, cases_key=0)
    return group.gate.union(cells, by=[name], apart=apart)[[name, "people", "withheld"]]
