"""Which statements were asked while an answer was made, and with which values?

Whoever makes an answer records (`recorded`); the store notes what it is asked. What a function
keeps for the next answer brings its statements along (`kept`), so that no answer lacks one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, wraps
from numbers import Integral, Real
from typing import Any, TypeVar, cast

from store.sql import PARAMETER, text_literal

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class AskedQuery:
    """A statement of store/queries as it was asked.

    name       'people/breakdown'
    statement  includes and names filled, values still as $parameters
    values     each parameter and its value as SQL writes it
    """

    name: str
    statement: str
    values: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, name: str, statement: str, params: Mapping[str, object]) -> "AskedQuery":
        """The query with its values as literals."""
        return cls(name, statement, tuple((key, literal(value)) for key, value in params.items()))

    @property
    def text(self) -> str:
        """The statement with its values, ready for DuckDB's own shell over the store."""
        return with_values(self.statement, dict(self.values))


def with_values(statement: str, literals: Mapping[str, str]) -> str:
    """A statement with a literal in the place of each parameter that has one, and its end."""

    def value(found: re.Match[str]) -> str:
        return literals.get(found[1], found[0]) if found[1] else found[0]

    return PARAMETER.sub(value, statement).rstrip() + ";\n"


def literal(value: object) -> str:
    """A value as SQL writes it: texts quoted, lists as [..], dates, true, NULL."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return text_literal(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        return repr(float(value))
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value:%Y-%m-%d %H:%M:%S}'"
    if isinstance(value, date):
        return f"DATE '{value:%Y-%m-%d}'"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    raise TypeError(f"{value!r} has no form in a statement")


_now: ContextVar[list[AskedQuery] | None] = ContextVar("asked", default=None)


@contextmanager
def recorded() -> Iterator[list[AskedQuery]]:
    """The statements that any store is asked inside the block, in order."""
    outer = _now.get()
    inner: list[AskedQuery] = []
    token = _now.set(inner)
    try:
        yield inner
    finally:
        _now.reset(token)
        if outer is not None:
            outer.extend(inner)


def note(name: str, statement: str, params: Mapping[str, object]) -> None:
    """Note a statement that is asked, where somebody records."""
    asked = _now.get()
    if asked is not None:
        asked.append(AskedQuery.of(name, statement, params))


def kept(maxsize: int) -> Callable[[Function], Function]:
    """functools.lru_cache for what asks the store: a kept answer brings its statements along."""

    def keeping(function: Function) -> Function:
        @lru_cache(maxsize=maxsize)
        def remembered(*args: object, **named: object) -> tuple[Any, list[AskedQuery]]:
            with _apart() as asked:
                return function(*args, **named), asked

        @wraps(function)
        def told(*args: object, **named: object) -> Any:
            answer, asked = remembered(*args, **named)
            now = _now.get()
            if now is not None:
                now.extend(asked)
            return answer

        return cast("Function", told)

    return keeping


@contextmanager
def _apart() -> Iterator[list[AskedQuery]]:
    """As `recorded`, and whoever records outside is not told."""
    inner: list[AskedQuery] = []
    token = _now.set(inner)
    try:
        yield inner
    finally:
        _now.reset(token)
