"""By what can people be broken down here, and to which single categories narrowed?

The lattice of disclosure control in the store's own words: its dimensions, their coarser levels
and values. Whatever a reader asks for is resolved here, or refused with the nearest names.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

import pandas as pd

from language import _, current
from language.errors import BehovsbildError
from store.conditions import Condition
from store.read import Store

AREA_LEVELS_COARSE_FIRST = ("district", "regso", "deso")


class UnknownDimension(BehovsbildError, LookupError):
    """A breakdown that the store's people do not have."""

    def __init__(self, name: str, known: list[str]) -> None:
        near = get_close_matches(name, known, n=3) or known
        super().__init__(
            _("The people in the store cannot be broken down by {name!r}. Nearest: {near}.").format(
                name=name, near=", ".join(near) or "-"
            )
        )


class UnknownCategory(BehovsbildError, LookupError):
    """A category that no dimension of the store's people has."""

    def __init__(self, value: str, known: list[str]) -> None:
        near = get_close_matches(value, known, n=3) or known[:5]
        super().__init__(
            _("{value!r} is no group among the people in the store. Nearest: {near}.").format(
                value=value, near=", ".join(near) or "-"
            )
        )


class TwoLevelsOfOne(BehovsbildError, ValueError):
    """Two levels of one dimension in one question."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            _("{names} are levels of the same thing; choose one of them.").format(
                names=", ".join(names)
            )
        )


@dataclass(frozen=True)
class Lattice:
    """The dimensions and values of the store's people.

    dimensions  as store/queries/people/dimensions.sql
    values      as store/queries/people/dimension_values.sql
    """

    dimensions: pd.DataFrame
    values: pd.DataFrame

    @classmethod
    def of(cls, store: Store) -> "Lattice":
        """The lattice of this version of the store."""
        return cls(store.query("people/dimensions"), store.query("people/dimension_values"))

    @property
    def names(self) -> list[str]:
        """Every dimension and coarser level, in order."""
        return self.dimensions["name"].tolist()

    def role(self, name: str) -> str:
        """Sex, age, area or background."""
        return self._row(name)["role"]

    def finest(self, name: str) -> str:
        """The dimension that `name` is a level of; itself where it is the finest."""
        derived_from = self._row(name)["derived_from"]
        return name if pd.isna(derived_from) else derived_from

    def with_role(self, role: str) -> list[str]:
        """The dimensions with this role, levels among them."""
        return self.dimensions.query("role == @role")["name"].tolist()

    def label(self, name: str) -> str:
        """What a dimension is called on screen."""
        return self._row(name)[f"label_{current()}"]

    def labels(self, name: str) -> dict[str, str]:
        """Value -> what it is called on screen, in the order of the screen."""
        rows = self.values[self.values["name"] == name]
        return dict(zip(rows["value"], rows[f"label_{current()}"], strict=True))

    def resolve(self, asked: list[str] | tuple[str, ...]) -> list[str]:
        """Dimension names for what was asked by name, role or level ('area', 'district').

        raises  UnknownDimension, TwoLevelsOfOne
        """
        names = [self._resolve_one(word) for word in asked]
        finest = [self.finest(name) for name in names]
        if len(set(finest)) < len(finest):
            raise TwoLevelsOfOne(names)
        return names

    def narrow(
        self, *, sex: str | None = None, age: str | None = None, area: str | None = None
    ) -> list[Condition]:
        """Conditions for single categories; None leaves a dimension whole.

        area    a code of any level; the municipality's own code narrows nothing
        raises  UnknownCategory
        """
        wanted = [("sex", sex), ("age", age), ("area", area)]
        return [self._condition(role, value) for role, value in wanted if value is not None]

    def _condition(self, role: str, value: str) -> Condition:
        names = self.with_role(role)
        for name in names:
            labels = self.labels(name)
            if value in labels:
                return Condition(name, value, labels[value])
        raise UnknownCategory(value, self.values.query("name in @names")["value"].tolist())

    def _resolve_one(self, word: str) -> str:
        if word in self.names:
            return word
        by_level = self.dimensions.query("level == @word")["name"].tolist()
        if by_level:
            return by_level[0]
        if word == "area":
            of_areas = self.dimensions[self.dimensions["role"] == "area"].set_index("level")
            for level in AREA_LEVELS_COARSE_FIRST:
                if level in of_areas.index:
                    return of_areas.loc[level, "name"]
        role = "age" if word == "age_group" else word
        if with_role := self.with_role(role):
            return with_role[0]
        raise UnknownDimension(word, self.names)

    def _row(self, name: str) -> dict[str, Any]:
        return self._rows[name]

    @cached_property
    def _rows(self) -> dict[str, dict[str, Any]]:
        return self.dimensions.set_index("name").to_dict("index")
