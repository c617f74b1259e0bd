"""Rules as generated code states them: the analyst's words, their place, and what they compile to.

`this` is the record: a table alias (SQL, columns under `.c`) or an entity (Python). `given` is what the request gives:
`.me` (the person's own record), `.role`, `.portal`, `.now(seconds)` and `.today(days)`, in SQL as named parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

SqlRule = Callable[[Any, Any], "ColumnElement[bool]"]
SqlCandidates = Callable[[Any, Any, Any], "ColumnElement[bool]"]
SqlMeasure = Callable[[Any, Any, Any], "ColumnElement[Any]"]
PythonRule = Callable[[Any, Any], bool]
PythonValue = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A yes/no rule over one record. `local`: Python judges it from the record's and the person's own columns."""

    text: str
    place: str
    sql: SqlRule | None = None
    python: PythonRule | None = None
    local: bool = False


@dataclass(frozen=True, slots=True)
class Candidates:
    """Which records (`it`) a link may point to: sql(this, given, it)."""

    text: str
    place: str
    sql: SqlCandidates


@dataclass(frozen=True, slots=True)
class Measure:
    """A number about a candidate (`it`): sql(this, given, it)."""

    text: str
    place: str
    sql: SqlMeasure


@dataclass(frozen=True, slots=True)
class Formula:
    """A value: of a default, preset, minimum or maximum (python(this, given))."""

    text: str
    place: str
    python: PythonValue


@dataclass(frozen=True, slots=True)
class Dependency:
    """A computed value reads `fields` of `record`, reached from its owner by the links and back links `through`."""

    record: str
    fields: tuple[str, ...]
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Computed:
    """A value that is stored and recomputed in the transaction of whatever it depends on."""

    value: Formula
    depends: tuple[Dependency, ...]
