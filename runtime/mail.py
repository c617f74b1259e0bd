"""Mails: stored in the transaction of what they tell of, sent after its commit by SMTP or kept as files in `var/mail`.

A mail is claimed before it is sent, so that two processes do not send it at once. One that fails stays and goes with
the next; after a crash a mail may come twice, then with the same Message-ID.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from sqlalchemy import ColumnElement, Connection, Row, or_, select, update

from runtime import ids, tables
from runtime.engine import Engines
from runtime.settings import LOOPBACK, Settings

LEASE = timedelta(minutes=5)
TIMEOUT = 15.0

Delivery = Callable[[EmailMessage, int], None]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mail:
    to: str
    subject: str
    body: str


def store(connection: Connection, mail: Mail) -> None:
    """Keep `mail` for sending; `send_stored` is to be called after the commit."""
    subject = " ".join(mail.subject.split())  # a line break would begin another header
    row = {"id": ids.new_id(), "to": mail.to, "subject": subject, "body": mail.body, "created": datetime.now(UTC)}
    connection.execute(tables.mail.insert(), row)


def send_stored(engines: Engines, settings: Settings) -> int:
    """Send what waits and is not claimed by another process; the number sent. A mail server's fault is only logged."""
    with engines.read.connect() as connection:
        waiting = connection.execute(
            select(tables.mail).where(_is_waiting()).order_by(tables.mail.c.id).limit(100)
        ).all()
    return sum(_send(engines, settings, row) for row in waiting) if waiting else 0


def _send(engines: Engines, settings: Settings, row: Row[Any]) -> bool:
    if not _claim(engines, row.id):
        return False
    try:
        with _delivery(settings) as deliver:
            deliver(_message(row, settings), row.id)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail %s was not sent and will be tried again with the next: %s", row.id, type(error).__name__)
        _mark(engines, row.id, {"claimed": None})
        return False
    _mark(engines, row.id, {"sent": datetime.now(UTC)})
    return True


def _is_waiting() -> ColumnElement[bool]:
    mail = tables.mail.c
    return mail.sent.is_(None) & or_(mail.claimed.is_(None), mail.claimed < datetime.now(UTC) - LEASE)


def _claim(engines: Engines, mail_id: int) -> bool:
    with engines.write.begin() as connection:
        wanted = update(tables.mail).where(tables.mail.c.id == mail_id, _is_waiting())
        return connection.execute(wanted.values(claimed=datetime.now(UTC))).rowcount == 1


def _mark(engines: Engines, mail_id: int, moments: dict[str, datetime | None]) -> None:
    with engines.write.begin() as connection:
        connection.execute(update(tables.mail).where(tables.mail.c.id == mail_id).values(moments))


def _message(row: Row[Any], settings: Settings) -> EmailMessage:
    host = urlsplit(settings.base_url).hostname or "localhost"
    asked = parse_qs(urlsplit(settings.mail_url or "").query).get("from")
    message = EmailMessage()
    message["From"] = asked[0] if asked else f"no-reply@{host}"
    message["To"] = row.to
    message["Subject"] = row.subject
    message["Date"] = format_datetime(row.created)
    message["Message-ID"] = f"<{row.id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(row.body)
    return message


@contextmanager
def _delivery(settings: Settings) -> Iterator[Delivery]:
    if settings.mail_url is None:
        yield lambda message, mail_id: _keep(settings.var / "mail", message, mail_id)
        return
    with _connected(urlsplit(settings.mail_url)) as server:
        yield lambda message, _mail_id: _submit(server, message)


def _submit(server: smtplib.SMTP, message: EmailMessage) -> None:
    server.send_message(message)


def _keep(folder: Path, message: EmailMessage, mail_id: int) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{mail_id}.eml"
    path.touch(mode=0o600)  # it may hold a one-time link
    path.write_bytes(message.as_bytes())


@contextmanager
def _connected(address: SplitResult) -> Iterator[smtplib.SMTP]:
    """`tls` in the address is `starttls` (the default to another machine), `tls` (from the first byte) or `no`."""
    host = address.hostname or "localhost"
    tls = parse_qs(address.query).get("tls", ["no" if host in LOOPBACK else "starttls"])[0]
    safe = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, address.port or 465, timeout=TIMEOUT, context=safe)
        if tls == "tls"
        else smtplib.SMTP(host, address.port or (587 if tls == "starttls" else 25), timeout=TIMEOUT)
    )
    with server:
        if tls == "starttls":
            server.starttls(context=safe)
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        yield server
