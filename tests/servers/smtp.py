"""A mail server that keeps what it is sent."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.ports import LOOPBACK, free_port


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message, with the addresses of its envelope."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A running server's deliveries, oldest first; `url` is for PORTAL_MAIL_URL.

    `refusals`: by recipient, what it answers to their next mails; `faults`: the same once it has the whole mail.
    `pace`: the seconds for which a mail is here and its sender has not heard so.
    """

    url: str
    deliveries: list[Delivery] = field(default_factory=list)
    refusals: dict[str, list[str]] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    pace: float = 0

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refusals.get(address):
            return self.refusals[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 aiosmtpd's name
        for address in envelope.rcpt_tos:
            if self.faults.get(address):
                return self.faults[address].pop(0)
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
        self.deliveries.append(Delivery(envelope.mail_from or "", tuple(envelope.rcpt_tos), message))
        await asyncio.sleep(self.pace)
        return "250 OK"


@contextmanager
def running(
    tls: Literal["no", "starttls", "tls"] = "no", certificate: Path | None = None, pace: float = 0
) -> Iterator[Mailbox]:
    """A mail server for the time of the block; with a certificate and its key in one file, it speaks TLS only."""
    port = free_port()
    mailbox = Mailbox(url=f"smtp://{LOOPBACK}:{port}?tls={tls}", pace=pace)
    options: dict[str, Any] = {}
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        options = {"ssl_context": context} if tls == "tls" else {"tls_context": context, "require_starttls": True}
    controller = Controller(mailbox, hostname=LOOPBACK, port=port, **options)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
