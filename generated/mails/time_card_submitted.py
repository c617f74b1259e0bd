# Generated from specs/mails/time_card_submitted.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "time_card_submitted",
    "Time cards to approve",
    "To approve: a time card for {week}",
    ("{total} hours, {overtime} of them overtime. Approve it or send it back: {link}",),
)
