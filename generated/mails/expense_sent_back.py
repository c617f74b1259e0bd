# Generated from specs/mails/expense_sent_back.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "expense_sent_back",
    "Expense claims that came back",
    "Your claim “{purpose}” came back",
    ("{answer}", "", "Correct it and submit it again: {link}"),
)
