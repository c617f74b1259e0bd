"""The order in which operations are carried out: what is needed first, and nothing is taken away before the end."""

from __future__ import annotations

from collections.abc import Iterable

from generator.changes import operations as o

ORDER: tuple[type[o.Operation], ...] = (
    o.RenameRecord,
    o.RestoreRecord,
    o.AddRecord,
    o.RenameField,
    o.RestoreField,
    o.RenameChoice,
    o.AddChoice,
    o.ConvertField,
    o.RelinkField,
    o.MergeChoice,
    o.RetireChoice,
    o.AddField,
    o.RequireField,
    o.AnswerField,
    o.ComputeField,
    o.WidenField,
    o.NarrowField,
    o.AddUnique,
    o.AddIndex,
    o.AddJointIndex,
    o.DropUnique,
    o.DropIndex,
    o.DropJointIndex,
    o.RetireField,
    o.RetireRecord,
)
"""All kinds of operations: new tables before links to them, conversions before what reads their values."""


def in_order(operations: Iterable[o.Operation]) -> tuple[o.Operation, ...]:
    """Those of one kind as they come."""
    rank = {kind: number for number, kind in enumerate(ORDER)}
    return tuple(sorted(operations, key=lambda operation: rank[type(operation)]))
