# Generated from specs/mails/time_card_sent_back.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "time_card_sent_back",
    "Time cards that came back",
    "Your time card for {week} came back",
    ("{answer}", "", "Correct it and submit it again: {link}"),
)
