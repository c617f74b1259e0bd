"""Revisions that lie ahead of a database together: what an earlier one asks of rows is answered by a later one.

On the database that the specs were first applied to every row did, so that nothing needed to be said; on this one some
do not. Whoever said so later meant these rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from runtime.migrations.vocabulary import (
    AddChoice,
    Answer,
    Convert,
    Fill,
    Limit,
    MergeChoice,
    Operation,
    Require,
    RetireChoice,
)


def answered(operations: Sequence[Operation], later: Sequence[Operation]) -> tuple[Operation, ...]:
    """What a revision comes to in the light of those after it, which have these operations."""
    return tuple(each for operation in operations for each in _answered(operation, later))


def _answered(operation: Operation, later: Sequence[Operation]) -> Iterator[Operation]:
    if isinstance(operation, RetireChoice):
        if not any(_keeps(each, operation) for each in later):
            yield operation
        return
    settle = _SETTLED.get(type(operation))
    column = operation.into if isinstance(operation, Convert) else getattr(operation, "column", None)
    answers = [
        each for each in later if isinstance(each, Answer) and (each.table, each.column) == (operation.table, column)
    ]
    if settle is None or not answers:
        yield operation
    else:
        yield from settle(operation, answers[-1].fill)


def _keeps(later: Operation, gone: RetireChoice) -> bool:
    """Whether rows that hold the choice become another one after all, or it is there again."""
    if not isinstance(later, MergeChoice | AddChoice) or (later.table, later.column) != (gone.table, gone.column):
        return False
    return gone.choice == (later.old if isinstance(later, MergeChoice) else later.choice)


def _require(change: Require, fill: Fill | None) -> Iterator[Operation]:
    if fill is not None:
        yield replace(fill, required=True)


def _fill(change: Fill, fill: Fill | None) -> Iterator[Operation]:
    if fill is not None:
        yield replace(fill, required=change.required, instead_of=change.instead_of)


def _convert(change: Convert, fill: Fill | None) -> Iterator[Operation]:
    yield replace(change, unfit="filled" if fill else "stays")
    if fill is not None:
        yield replace(fill, required=False, instead_of=change.column)


def _limit(change: Limit, fill: Fill | None) -> Iterator[Operation]:
    """A value for rows without one is none for those that have one."""
    if fill is not None:
        yield change


_SETTLED: Mapping[type[Any], Callable[[Any, Fill | None], Iterator[Operation]]] = {
    Require: _require,
    Fill: _fill,
    Convert: _convert,
    Limit: _limit,
}
