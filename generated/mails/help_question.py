# Generated from specs/mails/help_question.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "help_question",
    "Questions about what I asked the help desk",
    "A question about {number}",
    ("Before we can go on with **{subject}** we have a question. Answer it here: {link}",),
)
