"""Conditions with the meaning of the rules' language: two-valued, exact, the same on every database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, literal, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import Integer

from runtime.columns import as_stored, stored_choices

Words = ColumnElement[str] | str


class position_of(GenericFunction[int]):  # noqa: N801 - SQLAlchemy calls a function as its class
    """Where a text begins in another, from 1, or 0; case matters, unlike with SQLite's LIKE."""

    type = Integer()
    inherit_cache = True


@compiles(position_of, "postgresql")
def _strpos(element: position_of, compiler: SQLCompiler, **options: Any) -> str:
    return f"strpos{compiler.process(element.clause_expr, **options)}"


@compiles(position_of)
def _instr(element: position_of, compiler: SQLCompiler, **options: Any) -> str:
    return f"instr{compiler.process(element.clause_expr, **options)}"


def not_true(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """False or missing: the exact opposite of a condition that counts missing as false."""
    return condition.is_not(true())


def truth(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition as a value, never missing."""
    return case((condition, true()), else_=false())


def has(choices: ColumnElement[Any], choice: Words) -> ColumnElement[bool]:
    """A column of several choices holds this one."""
    kept = stored_choices(choices.type)
    if isinstance(choice, ColumnElement):
        return position_of(choices, literal("|").concat(as_stored(choice, kept)).concat("|")) > 0
    return position_of(choices, literal(f"|{kept.stored(choice)}|")) > 0


def contains(text: Words, part: Words) -> ColumnElement[bool]:
    return position_of(_words(text), _words(part)) > 0


def starts_with(text: Words, part: Words) -> ColumnElement[bool]:
    whole, beginning = _words(text), _words(part)
    return func.substr(whole, 1, func.length(beginning)) == beginning


def ends_with(text: Words, part: Words) -> ColumnElement[bool]:
    whole, end = _words(text), _words(part)
    start = func.length(whole) - func.length(end) + 1
    return and_(start >= 1, func.substr(whole, start) == end)


def _words(text: Words) -> ColumnElement[str]:
    return text if isinstance(text, ColumnElement) else literal(text)
