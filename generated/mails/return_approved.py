# Generated from specs/mails/return_approved.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "return_approved",
    "Returns that are approved",
    "Please send us {number}",
    ("Dear {me},", "", "your return {number} is approved. The label for the parcel is here: {link}"),
)
