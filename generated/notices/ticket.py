# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket.py.
"""Who is told of what happens."""

from generated.mails import ticket_assigned as ticket_assigned_mail
from generated.mails import ticket_late as ticket_late_mail
from generated.mails import ticket_question as ticket_question_mail
from generated.mails import ticket_received as ticket_received_mail
from generated.mails import ticket_resolved as ticket_resolved_mail
from runtime.declarations.notices import Notice

NOTICES = (
    Notice(
        "ticket_received",
        after=("created",),
        people="contact",
        through=("contact",),
        mail=ticket_received_mail.MAIL,
    ),
    Notice(
        "ticket_assigned",
        after=("created",),
        people="employee",
        through=("assignee",),
        mail=ticket_assigned_mail.MAIL,
    ),
    Notice("ticket_question", after=("ask",), people="contact", through=("contact",), mail=ticket_question_mail.MAIL),
    Notice(
        ":reply:reopen",
        after=("reply", "reopen"),
        people="employee",
        through=("assignee",),
        say="{number}: the customer wrote",
    ),
    Notice(
        "ticket_resolved",
        after=("resolve",),
        people="contact",
        through=("contact",),
        mail=ticket_resolved_mail.MAIL,
    ),
    Notice(
        ":resolve:80",
        after=("resolve:80",),
        people="employee",
        through=("assignee",),
        say="80 % of the time until the end has passed",
    ),
    Notice(
        "ticket_late",
        after=("resolve:100",),
        people="employee",
        through=("team", "lead"),
        mail=ticket_late_mail.MAIL,
    ),
)
