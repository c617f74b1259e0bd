# Generated from specs/mails/ticket_question.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "ticket_question",
    "Questions about my tickets",
    "We have a question about {number}",
    (
        "Dear {me},",
        "",
        "to go on with **{subject}** we need to know something from you. Read the question and answer it here: {link}",
    ),
)
