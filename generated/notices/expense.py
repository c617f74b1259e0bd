# Generated from specs/records/expense.yaml. Do not edit; extend in extensions/expense.py.
"""Who is told of what happens."""

from generated.mails import expense_sent_back as expense_sent_back_mail
from generated.mails import expense_submitted as expense_submitted_mail
from runtime.declarations.notices import Notice

NOTICES = (
    Notice(
        "expense_submitted",
        after=("submit",),
        people="employee",
        through=("person", "manager"),
        mail=expense_submitted_mail.MAIL,
    ),
    Notice(
        "expense_sent_back",
        after=("send_back",),
        people="employee",
        through=("person",),
        mail=expense_sent_back_mail.MAIL,
    ),
)
