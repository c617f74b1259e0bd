# Generated from specs/. Databases have run it: never edit it.
"""4 changes.

Field resolve_by of ticket is new
Field due_by of ticket is new
Field service_course of ticket is new
Field due_by of ticket gets an index
"""

from runtime import migrations as M

revision = "9c50cd5e9349"
down_revision = "9b9dd50b3f0d"

OPERATIONS: tuple[M.Operation, ...] = (
    M.AddColumn("ticket", "resolve_by", "datetime"),
    M.AddColumn("ticket", "due_by", "datetime"),
    M.AddColumn("ticket", "service_course", "longtext"),
    M.AddIndex("ticket", "due_by"),
)


def upgrade() -> None:
    M.carry_out(OPERATIONS)


def downgrade() -> None:
    M.take_back(OPERATIONS)
