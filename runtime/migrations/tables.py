"""What the product's own tables keep about revisions. The version table itself, `portal_revision`, is Alembic's."""

from __future__ import annotations

import json

import sqlalchemy as sa

from runtime.columns import Id, UtcDateTime
from runtime.records import Base

VERSION_TABLE = "portal_revision"

GENERATION = sa.Table(
    "portal_generation",
    Base.metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("applied", UtcDateTime, nullable=False),
)
"""The generations that the database was brought to, the present one last."""

CHANGE = sa.Table(
    "portal_change",
    Base.metadata,
    sa.Column("revision", sa.String(32), primary_key=True),
    sa.Column("carried", UtcDateTime, nullable=False),
    sa.Column("settled", UtcDateTime),
    sa.Column("added", sa.Text, nullable=False),  # JSON: [[table, column, form], …]; column "": the table itself
)
"""The revisions that were carried out, and whether what older servers wrote meanwhile was taken over.

What a revision added is known here even after it was taken back, and its file with it.
"""

UNSETTLED = sa.Table(
    "portal_unsettled",
    Base.metadata,
    sa.Column("table", sa.String(200), primary_key=True),
    sa.Column("column", sa.String(200), primary_key=True),
    sa.Column("record_id", Id, primary_key=True, autoincrement=False),
)
"""Records whose `column` must be converted once more: an older server wrote the column that its values come from.

Triggers write here (see `runtime.migrations.triggers`), while servers of two generations serve side by side.
"""

OWN = frozenset({VERSION_TABLE, GENERATION.name, CHANGE.name, UNSETTLED.name})


def ever_added(connection: sa.Connection) -> frozenset[tuple[str, str]]:
    """Tables with their columns (and ""), as far as any revision that was carried out added them."""
    found = connection.scalars(sa.select(CHANGE.c.added))
    return frozenset((table, column) for added in found for table, column, *_ in json.loads(added))
