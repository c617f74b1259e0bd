# Generated from specs/mails/help_answered.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "help_answered",
    "Answers of the help desk",
    "{number} is answered",
    ("**{subject}**", "", "{answer}", "", "{link}"),
)
