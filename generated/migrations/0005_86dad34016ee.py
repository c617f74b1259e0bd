# Generated from specs/. Databases have run it: never edit it.
"""4 changes.

Field article of help_request is new
Field article of ticket is new
Field article of help_request gets an index
Field article of ticket gets an index
"""

from runtime import migrations as M

revision = "86dad34016ee"
down_revision = "37c0b4aae864"

OPERATIONS: tuple[M.Operation, ...] = (
    M.AddColumn("help_request", "article_id", "link", to="article"),
    M.AddColumn("ticket", "article_id", "link", to="article"),
    M.AddIndex("help_request", "article_id"),
    M.AddIndex("ticket", "article_id"),
)


def upgrade() -> None:
    M.carry_out(OPERATIONS)


def downgrade() -> None:
    M.take_back(OPERATIONS)
