# Generated from specs/mails/ticket_resolved.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "ticket_resolved",
    "Tickets that are resolved",
    "{number} is resolved",
    (
        "Dear {me},",
        "",
        "we have found an answer to **{subject}**:",
        "",
        "{resolution}",
        "",
        "If it does not help, say so within 14 days, and we look at it again: {link}",
    ),
)
