# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request.py.
"""Who is told of what happens."""

from generated.mails import return_approved as return_approved_mail
from generated.mails import return_finished as return_finished_mail
from runtime.declarations.notices import Notice

NOTICES = (
    Notice(
        "return_approved",
        after=("approve",),
        people="contact",
        through=("contact",),
        mail=return_approved_mail.MAIL,
    ),
    Notice(
        "return_finished",
        after=("repair", "exchange", "credit_it", "refuse"),
        people="contact",
        through=("contact",),
        mail=return_finished_mail.MAIL,
    ),
)
