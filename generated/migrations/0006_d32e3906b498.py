# Generated from specs/. Databases have run it: never edit it.
"""49 changes.

Field kind of account gets an index
Field review_by of article gets an index
Field state of data_change gets an index
Field kind of download gets an index
Field state of help_request gets an index
Field answer_by of lead gets an index
Field published of manual gets an index
Field state of order gets an index
Records of acknowledgement get an index by person and id
Records of asset get an index by holder and id
Records of contact get an index by account and id
Records of data_change get an index by person and id
Records of expense get an index by person and id
Records of help_request get an index by person and id
Records of invoice get an index by account and id
Records of lead get an index by owner and id
Records of lead get an index by partner and id
Records of literature_order get an index by account and id
Records of opportunity get an index by partner and id
Records of order get an index by account and id
Records of purchase get an index by account and id
Records of quote get an index by partner and id
Records of return_request get an index by account and id
Records of ticket get an index by account and id
Records of ticket get an index by assignee, due_by and id
Records of ticket get an index by due_by and id
Records of time_card get an index by person and id
Field account of account_plan needs no index of its own
Field person of acknowledgement needs no index of its own
Field holder of asset needs no index of its own
Field account of contact needs no index of its own
Field person of data_change needs no index of its own
Field person of expense needs no index of its own
Field person of help_request needs no index of its own
Field account of invoice needs no index of its own
Field partner of lead needs no index of its own
Field owner of lead needs no index of its own
Field account of literature_order needs no index of its own
Field department of manual needs no index of its own
Field partner of opportunity needs no index of its own
Field account of order needs no index of its own
Field account of purchase needs no index of its own
Field partner of quote needs no index of its own
Field product of release needs no index of its own
Field account of return_request needs no index of its own
Field account of ticket needs no index of its own
Field assignee of ticket needs no index of its own
Field due_by of ticket needs no index of its own
Field person of time_card needs no index of its own
"""

from runtime import migrations as M

revision = "d32e3906b498"
down_revision = "86dad34016ee"

OPERATIONS: tuple[M.Operation, ...] = (
    M.AddIndex("account", "kind"),
    M.AddIndex("article", "review_by"),
    M.AddIndex("data_change", "state"),
    M.AddIndex("download", "kind"),
    M.AddIndex("help_request", "state"),
    M.AddIndex("lead", "answer_by"),
    M.AddIndex("manual", "published"),
    M.AddIndex("order", "state"),
    M.AddJointIndex("acknowledgement", ("person_id", "id")),
    M.AddJointIndex("asset", ("holder_id", "id")),
    M.AddJointIndex("contact", ("account_id", "id")),
    M.AddJointIndex("data_change", ("person_id", "id")),
    M.AddJointIndex("expense", ("person_id", "id")),
    M.AddJointIndex("help_request", ("person_id", "id")),
    M.AddJointIndex("invoice", ("account_id", "id")),
    M.AddJointIndex("lead", ("owner_id", "id")),
    M.AddJointIndex("lead", ("partner_id", "id")),
    M.AddJointIndex("literature_order", ("account_id", "id")),
    M.AddJointIndex("opportunity", ("partner_id", "id")),
    M.AddJointIndex("order", ("account_id", "id")),
    M.AddJointIndex("purchase", ("account_id", "id")),
    M.AddJointIndex("quote", ("partner_id", "id")),
    M.AddJointIndex("return_request", ("account_id", "id")),
    M.AddJointIndex("ticket", ("account_id", "id")),
    M.AddJointIndex("ticket", ("assignee_id", "due_by", "id")),
    M.AddJointIndex("ticket", ("due_by", "id")),
    M.AddJointIndex("time_card", ("person_id", "id")),
    M.DropIndex("account_plan", "account_id"),
    M.DropIndex("acknowledgement", "person_id"),
    M.DropIndex("asset", "holder_id"),
    M.DropIndex("contact", "account_id"),
    M.DropIndex("data_change", "person_id"),
    M.DropIndex("expense", "person_id"),
    M.DropIndex("help_request", "person_id"),
    M.DropIndex("invoice", "account_id"),
    M.DropIndex("lead", "partner_id"),
    M.DropIndex("lead", "owner_id"),
    M.DropIndex("literature_order", "account_id"),
    M.DropIndex("manual", "department"),
    M.DropIndex("opportunity", "partner_id"),
    M.DropIndex("order", "account_id"),
    M.DropIndex("purchase", "account_id"),
    M.DropIndex("quote", "partner_id"),
    M.DropIndex("release", "product_id"),
    M.DropIndex("return_request", "account_id"),
    M.DropIndex("ticket", "account_id"),
    M.DropIndex("ticket", "assignee_id"),
    M.DropIndex("ticket", "due_by"),
    M.DropIndex("time_card", "person_id"),
)


def upgrade() -> None:
    M.carry_out(OPERATIONS)


def downgrade() -> None:
    M.take_back(OPERATIONS)
