"""The rows of mails, and the jobs that are stored with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from runtime import ids, tables
from runtime.engine import Engines
from runtime.jobs import Job
from runtime.jobs import store as store_job
from runtime.jobs.clock import now
from runtime.seam import passed

KIND = "mail"
_mail = tables.mail.c


@dataclass(frozen=True, slots=True)
class Mail:
    """`html` says the same as `body`. `secret`: it holds a one-time link, which nobody but its reader may follow."""

    to: str
    subject: str
    body: str
    html: str | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail that is to be sent."""

    id: int
    to: str
    subject: str
    body: str
    html: str | None
    secret: bool
    message_id: str
    created: datetime
    sent: datetime | None


def store(connection: Connection, mail: Mail) -> None:
    """Raises ValueError for an address that is none: it would begin another header, or another recipient."""
    if not mail.to.isprintable() or mail.to.count("@") != 1 or set(mail.to) & set(' ,;:<>()"') or "=?" in mail.to:
        raise ValueError("a mail goes to one address")
    mail_id = ids.new_id()
    row = {
        "id": mail_id,
        "to": mail.to,
        "subject": _one_line(mail.subject),
        "body": mail.body,
        "html": mail.html,
        "secret": mail.secret,
        "created": now(connection),
    }
    connection.execute(passed(tables.mail.insert().values(row), "mail"))
    store_job(connection, _job_of(mail_id))


def adopt_unsent(connection: Connection) -> None:
    """Mails that were stored before there were jobs get one each."""
    unsent = select(_mail.id).where(_mail.sent.is_(None))
    for mail_id in connection.scalars(passed(unsent, "mail")).all():
        store_job(connection, _job_of(mail_id))


def load(engines: Engines, mail_id: int, host: str) -> StoredMail | None:
    """With its Message-ID, which it gets here once and keeps, however often it is sent and from wherever."""
    with engines.write.begin() as connection:
        unnamed = update(tables.mail).where(_mail.id == mail_id, _mail.message_id.is_(None))
        connection.execute(passed(unnamed.values(message_id=f"<{mail_id}@{host}>"), "mail"))
        row = connection.execute(passed(select(tables.mail).where(_mail.id == mail_id), "mail")).first()
    if row is None:
        return None
    told = {name: getattr(row, name) for name in ("id", "to", "subject", "body", "html", "message_id", "sent")}
    return StoredMail(**told, secret=bool(row.secret), created=row.created)


def mark_sent(engines: Engines, mail: StoredMail, *, kept: bool) -> None:
    """A link that is for one person is not kept here longer than it takes to send it."""
    with engines.write.begin() as connection:
        values = {"sent": now(connection), "kept": kept, **({"body": "", "html": None} if mail.secret else {})}
        connection.execute(passed(update(tables.mail).where(_mail.id == mail.id).values(values), "mail"))


def _job_of(mail_id: int) -> Job:
    return Job(KIND, str(mail_id), {"mail": mail_id})


def _one_line(subject: str) -> str:
    """A line break would begin another header; what cannot be seen has no place in a subject either."""
    return " ".join("".join(each if each.isprintable() else " " for each in subject).split())
