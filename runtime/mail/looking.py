"""Mails as staff look at them. What holds a one-time link is told of, and never shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from runtime import tables
from runtime.seam import passed

_mail = tables.mail.c


@dataclass(frozen=True, slots=True)
class Envelope:
    """A mail from outside. `is_open`: it was kept here for want of a mail server, and holds no one-time link, so that
    it can be read."""

    id: int
    to: str
    subject: str
    created: datetime
    sent: datetime | None
    kept: bool
    secret: bool

    @property
    def is_open(self) -> bool:
        return self.kept and not self.secret


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that can be read."""

    envelope: Envelope
    body: str


_OUTSIDE = (_mail.id, _mail.to, _mail.subject, _mail.created, _mail.sent, _mail.kept, _mail.secret)


def list_latest(connection: Connection, limit: int) -> Sequence[Envelope]:
    wanted = select(*_OUTSIDE).order_by(_mail.id.desc()).limit(limit)
    return [_envelope(row) for row in connection.execute(passed(wanted, "mail"))]


def find_envelopes(connection: Connection, ids: Collection[int]) -> Mapping[int, Envelope]:
    wanted = select(*_OUTSIDE).where(_mail.id.in_(ids))
    return {row.id: _envelope(row) for row in connection.execute(passed(wanted, "mail"))} if ids else {}


def open_letter(connection: Connection, mail_id: int) -> Letter | None:
    """None where there is no such mail, or it may not be read."""
    envelope = find_envelopes(connection, [mail_id]).get(mail_id)
    if envelope is None or not envelope.is_open:
        return None
    wanted = select(_mail.body).where(_mail.id == mail_id)
    return Letter(envelope, connection.execute(passed(wanted, "mail")).scalar_one())


def _envelope(row: Row[*tuple[Any, ...]]) -> Envelope:
    """A mail of before there was such a column may hold a link: it is taken for one that does."""
    is_secret = row.secret is None or row.secret
    return Envelope(row.id, row.to, row.subject, row.created, row.sent, bool(row.kept), is_secret)
