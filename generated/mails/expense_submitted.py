# Generated from specs/mails/expense_submitted.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "expense_submitted",
    "Expense claims to approve",
    "To approve: {purpose}",
    ("{amount}, spent on {spent_on}. Approve it or send it back: {link}",),
)
