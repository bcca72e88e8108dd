"""What is too small to be shown, and to whom is what open? The policy file, checked at start.

A municipality may make its own stricter (BEHOVSBILD_POLICY names the file); what a file leaves out
keeps its safe default, and what would not protect is refused before anything is shown.
"""

from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np
import yaml

import settings
from analysis.disclosure.perturbation import TABLE, BadTable, change_table
from language import _
from language.errors import BehovsbildError

POLICY = Path(__file__).parent / "policy.yml"
ROLES = ("politician", "preparation_group", "strategist", "administrator")
INSIDE_SECRECY = ("strategist", "administrator")  # the only ones that may ever see exact figures
DIMENSION_ROLES = ("sex", "age", "area", "background")
SMALLEST = ("smallest_people", "smallest_cases", "smallest_apart")
LEAST = 3  # 1 and 2 never appear, so a lower threshold would withhold nothing


class BadPolicy(BehovsbildError, ValueError):
    """The policy file says something that would not protect."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True)
class Policy:
    """The rules of disclosure control.

    smallest_people, smallest_cases   the smallest counts that may be shown (of cases also the
                    others, who have the outcome not)
    smallest_apart  a group that fewer than this set apart from a larger group is withheld
    perturbation    the table of changes (analysis/disclosure/perturbation.py)
    open_dimensions role -> what it may break down by and narrow to: sex, age, area, background
    exact_on_screen roles inside the secrecy that may see exact figures on screen, never in a file
    groups          the log-in's group claim -> role
    session_hours   how long a log-in lasts
    """

    smallest_people: int = 5
    smallest_cases: int = 5
    smallest_apart: int = 5
    perturbation: Path = TABLE
    open_dimensions: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "politician": ("sex", "age", "area"),
            "preparation_group": DIMENSION_ROLES,
            "strategist": DIMENSION_ROLES,
            "administrator": DIMENSION_ROLES,
        },
        hash=False,
    )
    exact_on_screen: tuple[str, ...] = ()
    groups: dict[str, str] = field(
        default_factory=lambda: {
            "behovsbild-politiker": "politician",
            "behovsbild-beredning": "preparation_group",
            "behovsbild-strateg": "strategist",
            "behovsbild-admin": "administrator",
        },
        hash=False,
    )
    session_hours: int = 8

    @classmethod
    def from_file(cls, path: Path | None = None) -> "Policy":
        """The policy of a YAML file: BEHOVSBILD_POLICY, else the one that is shipped.

        raises  BadPolicy for an unknown key or role, a threshold under 3, a table of changes that
                would not protect, exact figures for a role outside the secrecy
        """
        path = path or settings.current().policy or POLICY
        given = _read(path)
        known = [f.name for f in fields(cls)]
        for key in given:
            if key not in known:
                near = get_close_matches(str(key), known, n=1) or known
                raise BadPolicy(
                    path,
                    _("{key!r} is not known. A policy has {keys}; nearest: {near}.").format(
                        key=key, keys=", ".join(known), near=near[0]
                    ),
                )
        checks = {
            **dict.fromkeys(SMALLEST, _threshold),
            "perturbation": _table,
            "open_dimensions": _open_dimensions,
            "exact_on_screen": _exact_on_screen,
            "groups": _groups,
            "session_hours": _hours,
        }
        return cls(**{key: checks[key](path, key, value) for key, value in given.items()})

    def changes(self) -> np.ndarray:
        """The table of changes: a row a count, a column a key."""
        return change_table(self.perturbation)

    def opens(self, role: str, dimension_role: str) -> bool:
        """Whether `role` may break down by dimensions of this kind."""
        return dimension_role in self.open_dimensions.get(role, ())


def _read(path: Path) -> dict[str, Any]:
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except OSError as error:
        raise BadPolicy(path, _("it cannot be read ({reason}).").format(reason=error)) from error
    except yaml.YAMLError as error:
        raise BadPolicy(path, _("it is not YAML: {reason}").format(reason=error)) from error
    if not isinstance(given, dict):
        raise BadPolicy(path, _("expected keys with values, such as 'smallest_people: 5'."))
    return given


def _threshold(path: Path, key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < LEAST:
        raise BadPolicy(
            path,
            _("{key} is {value!r}; expected a whole number of at least {least}.").format(
                key=key, value=value, least=LEAST
            ),
        )
    return value


def _table(path: Path, key: str, value: object) -> Path:
    table = path.parent / str(value)
    try:
        change_table(table)
    except (OSError, BadTable) as error:
        raise BadPolicy(
            path, _("{key}: {table} will not do: {reason}").format(
                key=key, table=table, reason=error
            )
        ) from error  # fmt: skip
    return table


def _open_dimensions(path: Path, key: str, value: object) -> dict[str, tuple[str, ...]]:
    stated = _of_roles(path, key, value)
    for role, dimensions in stated.items():
        wrong = [d for d in _listed(dimensions) if d not in DIMENSION_ROLES]
        if wrong:
            raise BadPolicy(
                path,
                _("{key}, {role}: {wrong} is not one of {known}.").format(
                    key=key, role=role, wrong=wrong[0], known=", ".join(DIMENSION_ROLES)
                ),
            )
    return Policy().open_dimensions | {role: tuple(_listed(d)) for role, d in stated.items()}


def _exact_on_screen(path: Path, key: str, value: object) -> tuple[str, ...]:
    roles = _listed(value)
    outside = [role for role in roles if role not in INSIDE_SECRECY]
    if outside:
        raise BadPolicy(
            path,
            _("{key}: {role} may not see exact figures; only {inside} may.").format(
                key=key, role=outside[0], inside=", ".join(INSIDE_SECRECY)
            ),
        )
    return tuple(roles)


def _groups(path: Path, key: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise BadPolicy(path, _("{key}: expected 'group: role', one a line.").format(key=key))
    _of_roles(path, key, dict.fromkeys(value.values()))
    return {str(group): role for group, role in value.items()}


def _hours(path: Path, key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 24:
        raise BadPolicy(
            path,
            _("{key} is {value!r}; expected 1 to 24 hours.").format(key=key, value=value),
        )
    return value


def _of_roles(path: Path, key: str, value: object) -> dict[str, Any]:
    """`value` as role -> something; refused where a role is not known."""
    stated = value if isinstance(value, dict) else {str(value): None}
    for role in stated:
        if role not in ROLES:
            raise BadPolicy(
                path,
                _("{key}: {role!r} is no role; the roles are {known}.").format(
                    key=key, role=role, known=", ".join(ROLES)
                ),
            )
    return stated


def _listed(value: object) -> list[str]:
    """A list, a single word, or nothing, as a list."""
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]
