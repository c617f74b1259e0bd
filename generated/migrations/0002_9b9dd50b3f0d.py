# Generated from specs/. Databases have run it: never edit it.
"""11 changes.

Choice submitted of expense.state is new
Field state_since of expense is new
Field submit_by of expense is new
Field more_details of help_request is new
Field state_since of help_request is new
Field state_since of lead is new
Field state_since of return_request is new
Field state_since of ticket is new
Field state_since of time_card is new
Field submit_by of time_card is new
Field state of expense gets an index
"""

from runtime import migrations as M

revision = "9b9dd50b3f0d"
down_revision = "e698d1065ca9"

OPERATIONS: tuple[M.Operation, ...] = (
    M.AddChoice("expense", "state", "submitted"),
    M.AddColumn("expense", "state_since", "datetime"),
    M.AddColumn("expense", "submit_by", "account"),
    M.AddColumn("help_request", "more_details", "longtext"),
    M.AddColumn("help_request", "state_since", "datetime"),
    M.AddColumn("lead", "state_since", "datetime"),
    M.AddColumn("return_request", "state_since", "datetime"),
    M.AddColumn("ticket", "state_since", "datetime"),
    M.AddColumn("time_card", "state_since", "datetime"),
    M.AddColumn("time_card", "submit_by", "account"),
    M.AddIndex("expense", "state"),
)


def upgrade() -> None:
    M.carry_out(OPERATIONS)


def downgrade() -> None:
    M.take_back(OPERATIONS)
