# Generated from specs/mails/data_changed.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "data_changed",
    "Changes of my data that are in force",
    "Your personal data have changed",
    ("What you asked for on {asked} is in force. Look at it here: {link}",),
)
