# Generated from specs/mails/ticket_late.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "ticket_late",
    "Tickets of my team that are late",
    "{number} is late: {subject}",
    ("It should have been resolved by {resolve_by}. {link}",),
)
