# Generated from specs/mails/data_change_refused.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "data_change_refused",
    "Changes of my data that were refused",
    "We could not change your personal data",
    ("You asked on {asked} for a change. The answer: {answer}", "", "{link}"),
)
