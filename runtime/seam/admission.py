"""Looks at every statement before it goes to the driver: whose it is, and which tables it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Delete, Insert, TableClause, TextClause, Update
from sqlalchemy.engine import Compiled
from sqlalchemy.engine.interfaces import ExecutionContext
from sqlalchemy.sql import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.visitors import ExternallyTraversible, iterate

from runtime.seam.errors import SeamError
from runtime.seam.passes import Pass, pass_of

OPTION = "portal_pass"
OWN_OPTION = "portal_own_pass"
"""Of a statement; one of the same name as that of its connection would give way to it."""
BEGIN = "BEGIN IMMEDIATE"
"""The one text that everybody may run: it begins a transaction and is about no table."""

Statement = TypeVar("Statement", bound=Executable)


class Guarded(Protocol):
    """A cursor that runs only what it was told to admit."""

    admitted: object


@dataclass(frozen=True, slots=True)
class Touched:
    """The tables that a statement is about, by name; `text`: parts of it are text, which may be about others."""

    read: frozenset[str]
    written: frozenset[str]
    text: bool


def passed(statement: Statement, room: str) -> Statement:
    """The statement with a pass of its own, which holds instead of that of its connection."""
    return statement.execution_options(**{OWN_OPTION: pass_of(room)})


def admit(
    _connection: Connection, cursor: Guarded, statement: str, _values: object, context: ExecutionContext, _many: object
) -> None:
    """Listens to `before_cursor_execute`. Raises SeamError."""
    options = context.execution_options
    given: Pass | None = options.get(OWN_OPTION) or options.get(OPTION)
    if given is None:
        raise SeamError("This statement was made neither by scope nor by service, and by no room with a pass.")
    if statement != BEGIN:
        _judge(given, context.compiled)
    cursor.admitted = statement


def _judge(given: Pass, compiled: Compiled | None) -> None:
    if compiled is None:
        if not given.text:
            raise SeamError(f"The pass of {given.room} is not for statements that are text.")
        return
    if given in _FITS.setdefault(compiled, set()):
        return
    touched = _look(compiled)
    if touched.text and not given.text:
        raise SeamError(f"The pass of {given.room} is not for statements that are text.")
    foreign = {name for name in touched.read if not given.reads(name)}
    foreign |= {name for name in touched.written if not given.writes(name)}
    if foreign:
        raise SeamError(f"The pass of {given.room} is not for {', '.join(sorted(foreign))}.")
    _FITS[compiled].add(given)


_FITS: WeakKeyDictionary[Compiled, set[Pass]] = WeakKeyDictionary()
"""Statements are compiled once and kept: so is which passes they were found to fit."""


def _look(compiled: Compiled) -> Touched:
    if not isinstance(compiled, SQLCompiler) or compiled.statement is None:  # makes or drops a table
        return Touched(frozenset(), frozenset(), text=True)
    parts = list(iterate(compiled.statement))
    written = {name for part in parts if isinstance(part, Insert | Update | Delete) for name in _names(part.table)}
    mentioned = {name for part in parts for name in _names(part)}
    return Touched(frozenset(mentioned - written), frozenset(written), any(map(_is_text, parts)))


def _names(part: object) -> list[str]:
    """The table that a part of a statement is, or is a column of."""
    table = part.table if isinstance(part, ColumnClause) else part
    return [table.name] if isinstance(table, TableClause) else []


def _is_text(part: ExternallyTraversible) -> bool:
    return isinstance(part, TextClause) or (isinstance(part, ColumnClause) and part.is_literal)
