"""A stored mail as a message: plain text, with HTML beside it where there is some."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from runtime.mail.rows import StoredMail


def message_of(mail: StoredMail, sender: str) -> EmailMessage:
    """`sender` is what the operator wrote: an address, or a name and an address."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = Address(addr_spec=mail.to)  # one address, whatever stands in it
    message["Subject"] = mail.subject.replace("=?", "= ?")  # an encoded word is decoded here, with its line breaks
    message["Date"] = format_datetime(mail.created)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    if mail.html is not None:
        message.add_alternative(mail.html, subtype="html")
    return message
