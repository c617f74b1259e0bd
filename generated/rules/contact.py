# Generated from specs/records/contact.yaml. Do not edit; extend in extensions/contact.py.
"""Rules, as the specs state them."""

from generated.models.account import Account
from runtime import sql, values
from runtime.declarations.rules import Formula, Rule

myself = Rule(
    "this == me",
    "specs/records/contact.yaml:32",
    sql=lambda this, given: this.c.id == given.me.c.id,
    python=lambda this, given: values.equal(this.id, given.me.id),
    local=True,
)

customer_rows = Rule(
    "ours and active",
    "specs/records/contact.yaml:36",
    sql=lambda this, given: sql.and_(this.c.account_id == given.me.c.account_id, this.c.active),
    python=lambda this, given: values.equal(this.account_id, given.me.account_id) and this.active is True,
    local=True,
)

customer_manager_preset_account = Formula(
    "me.account",
    "specs/records/contact.yaml:45",
    python=lambda this, given: given.me.account_id,
)

partner_edit = Rule(
    "account.partner == me.account",
    "specs/records/contact.yaml:53",
    sql=lambda this, given: sql.via(
        this.c.account_id,
        Account,
        lambda account: account.c.partner_id == given.me.c.account_id,
    ),
)

partner_rows = Rule(
    "active and account.in_our_care",
    "specs/records/contact.yaml:47",
    sql=lambda this, given: sql.and_(
        this.c.active,
        sql.via(
            this.c.account_id,
            Account,
            lambda account: sql.or_(
                account.c.id == given.me.c.account_id,
                account.c.partner_id == given.me.c.account_id,
            ),
        ),
    ),
)

staff_admin_delete = Rule(
    "active == false",
    "specs/records/contact.yaml:63",
    sql=lambda this, given: this.c.active.is_(False),
    python=lambda this, given: this.active is False,
    local=True,
)

customer_people = Rule(
    'active and account.active and account.kind == "customer"',
    "specs/portals/customer.yaml:6",
    sql=lambda this, given: sql.and_(
        this.c.active,
        sql.via(this.c.account_id, Account, lambda account: sql.and_(account.c.active, account.c.kind == "customer")),
    ),
)

partner_people = Rule(
    'active and account.active and account.kind == "partner"',
    "specs/portals/partner.yaml:6",
    sql=lambda this, given: sql.and_(
        this.c.active,
        sql.via(this.c.account_id, Account, lambda account: sql.and_(account.c.active, account.c.kind == "partner")),
    ),
)
