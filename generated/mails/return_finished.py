# Generated from specs/mails/return_finished.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "return_finished",
    "Returns that are finished",
    "Your return {number}: {state}",
    ("Dear {me},", "", "there is news about your return {number}. Read it here: {link}"),
)
