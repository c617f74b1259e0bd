# Generated from specs/. Databases have run it: never edit it.
"""22 changes.

Record type data_change is new
Record type help_request_comment is new
Record type help_request_note is new
Record type lead_comment is new
Record type lead_note is new
Record type return_request_comment is new
Record type return_request_note is new
Record type ticket_comment is new
Record type ticket_note is new
Choice review of article.state is new
Field state_since of article is new
Field submit_by of article is new
Field state_since of download is new
Field submit_by of download is new
Field routed of lead is new
Field routed_since of lead is new
Field state_since of manual is new
Field submit_by of manual is new
Field state_since of news is new
Field submit_by of news is new
Field routed of ticket is new
Field routed_since of ticket is new
"""

from runtime import migrations as M

revision = "37c0b4aae864"
down_revision = "9c50cd5e9349"

OPERATIONS: tuple[M.Operation, ...] = (
    M.AddTable("data_change"),
    M.AddTable("help_request_comment"),
    M.AddTable("help_request_comment_tell_employee"),
    M.AddTable("help_request_note"),
    M.AddTable("help_request_note_tell_employee"),
    M.AddTable("lead_comment"),
    M.AddTable("lead_comment_tell_contact"),
    M.AddTable("lead_comment_tell_employee"),
    M.AddTable("lead_note"),
    M.AddTable("lead_note_tell_employee"),
    M.AddTable("return_request_comment"),
    M.AddTable("return_request_comment_tell_contact"),
    M.AddTable("return_request_comment_tell_employee"),
    M.AddTable("return_request_note"),
    M.AddTable("return_request_note_tell_employee"),
    M.AddTable("ticket_comment"),
    M.AddTable("ticket_comment_tell_contact"),
    M.AddTable("ticket_comment_tell_employee"),
    M.AddTable("ticket_note"),
    M.AddTable("ticket_note_tell_employee"),
    M.AddChoice("article", "state", "review"),
    M.AddColumn("article", "state_since", "datetime"),
    M.AddColumn("article", "submit_by", "account"),
    M.AddColumn("download", "state_since", "datetime"),
    M.AddColumn("download", "submit_by", "account"),
    M.AddColumn("lead", "routed", "longtext"),
    M.AddColumn("lead", "routed_since", "datetime"),
    M.AddColumn("manual", "state_since", "datetime"),
    M.AddColumn("manual", "submit_by", "account"),
    M.AddColumn("news", "state_since", "datetime"),
    M.AddColumn("news", "submit_by", "account"),
    M.AddColumn("ticket", "routed", "longtext"),
    M.AddColumn("ticket", "routed_since", "datetime"),
)


def upgrade() -> None:
    M.carry_out(OPERATIONS)


def downgrade() -> None:
    M.take_back(OPERATIONS)
