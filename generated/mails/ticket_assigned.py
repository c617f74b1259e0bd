# Generated from specs/mails/ticket_assigned.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "ticket_assigned",
    "Tickets given to me",
    "{number} is yours: {subject}",
    ("{account}, {product}, severity {severity}. The answer is due by {respond_by}.", "", "{link}"),
)
