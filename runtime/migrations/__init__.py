"""Brings a database to a generation and back, without losing a value: only additions before the servers swap.

Revisions (`generated/migrations/`) are written in the vocabulary below, imported as `M`. Alembic keeps their graph and
the version table `portal_revision`. Knows no web framework; permissions and Flask-AppBuilder's tables are the business
of `runtime.upgrade`, which `portal` calls. Nothing but a purge takes anything away.
"""

from runtime.migrations.carrying import carry_out, take_back
from runtime.migrations.vocabulary import (
    AddChoice,
    AddColumn,
    AddIndex,
    AddJointIndex,
    AddTable,
    AddUnique,
    Answer,
    Compute,
    Convert,
    DropIndex,
    DropJointIndex,
    DropUnique,
    Fill,
    Formula,
    Limit,
    MergeChoice,
    Operation,
    Require,
    RetireChoice,
)

__all__ = [
    "AddChoice",
    "AddColumn",
    "AddIndex",
    "AddJointIndex",
    "AddTable",
    "AddUnique",
    "Answer",
    "Compute",
    "Convert",
    "DropIndex",
    "DropJointIndex",
    "DropUnique",
    "Fill",
    "Formula",
    "Limit",
    "MergeChoice",
    "Operation",
    "Require",
    "RetireChoice",
    "carry_out",
    "take_back",
]
