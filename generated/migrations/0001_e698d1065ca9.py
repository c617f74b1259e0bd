# Generated from specs/. Databases have run it: never edit it.
"""What there was before the first revision."""

from runtime import migrations as M

revision = "e698d1065ca9"
down_revision = None

OPERATIONS: tuple[M.Operation, ...] = ()


def upgrade() -> None:
    M.carry_out(OPERATIONS)


def downgrade() -> None:
    M.take_back(OPERATIONS)
