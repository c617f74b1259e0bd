"""What an apply does to the database to bring it from the specs of the last apply to those of today: a closed list.

Values only: `diff` makes them, `generator.render.migrations` writes them as a revision, `portal plan` tells them.
Names of tables, columns and choices are stored names; `record`, `field` and `choice` are those of today's specs
(of what is gone: its last ones), for words. `at` is the line that asks for it: of the specs, or of the lock for what
is gone. Each tells itself: `words()`, and `effect(rows)` for what becomes of the rows that it is about.
"""

from __future__ import annotations

from generator.changes.choice_operations import AddChoice, MergeChoice, RenameChoice, RetireChoice
from generator.changes.column_operations import ConvertField, RelinkField
from generator.changes.columns import Column, Fill, Limit, Option
from generator.changes.field_operations import (
    AddField,
    AddIndex,
    AnswerField,
    ComputeField,
    DropIndex,
    NarrowField,
    RenameField,
    RequireField,
    RestoreField,
    RetireField,
    WidenField,
)
from generator.changes.record_operations import (
    AddJointIndex,
    AddRecord,
    AddUnique,
    DropJointIndex,
    DropUnique,
    RenameRecord,
    RestoreRecord,
    RetireRecord,
)

__all__ = [
    "AddChoice",
    "AddField",
    "AddIndex",
    "AddJointIndex",
    "AddRecord",
    "AddUnique",
    "AnswerField",
    "Column",
    "ComputeField",
    "ConvertField",
    "DropIndex",
    "DropJointIndex",
    "DropUnique",
    "Fill",
    "Limit",
    "MergeChoice",
    "NarrowField",
    "Operation",
    "Option",
    "RelinkField",
    "RenameChoice",
    "RenameField",
    "RenameRecord",
    "RequireField",
    "RestoreField",
    "RestoreRecord",
    "RetireChoice",
    "RetireField",
    "RetireRecord",
    "WidenField",
    "tables_of",
]

Operation = (
    AddRecord
    | AddField
    | RenameRecord
    | RenameField
    | RenameChoice
    | RetireRecord
    | RetireField
    | RestoreRecord
    | RestoreField
    | AddChoice
    | RetireChoice
    | MergeChoice
    | WidenField
    | NarrowField
    | ConvertField
    | RequireField
    | AnswerField
    | RelinkField
    | AddUnique
    | DropUnique
    | AddIndex
    | DropIndex
    | AddJointIndex
    | DropJointIndex
    | ComputeField
)


def tables_of(operation: Operation) -> tuple[str, ...]:
    """The stored tables whose rows it is about, sorted."""
    match operation:
        case RenameChoice() | AddChoice() | RetireChoice() | MergeChoice():
            return tuple(sorted({column.table for column in operation.columns}))
    return (operation.table,)
