# Generated from specs/mails/ticket_received.md. Do not edit.
"""What the mail says."""

from runtime.declarations.notices import Mail

MAIL = Mail(
    "ticket_received",
    "Tickets that we received",
    "We have your ticket {number}",
    (
        "Dear {me},",
        "",
        "we have your ticket **{subject}** for {product}. Its number is {number}.",
        "",
        "You can follow it, and add to it, here: {link}",
    ),
)
