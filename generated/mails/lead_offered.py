# Generated from specs/mails/lead_offered.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "lead_offered",
    "Leads offered to us",
    "A lead for you: {company}",
    ("{company} in {town} is interested in {interest}. Please accept or decline it by {answer_by}: {link}",),
)
