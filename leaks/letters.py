"""All that somebody was mailed and told of: for looking whether anything in it was not theirs to see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from runtime import tables


@dataclass(frozen=True, slots=True)
class Letter:
    """`texts` are the subject and the whole of it, in both forms."""

    to: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What its reader finds on their page of notices, which makes its words anew each time."""

    table: str
    record_id: int
    name: str


def letters_to(connection: Connection, address: str) -> Iterator[Letter]:
    """To this address, in the order in which they were stored; but for those with a one-time link, whose text is gone
    once they are sent. The connection is the operator's."""
    mail = tables.mail.c
    wanted = select(mail.subject, mail.body, mail.html).where(mail.to == address.lower()).order_by(mail.id)
    for subject, body, html in connection.execute(wanted):
        yield Letter(address, (subject, body, html or ""))


def notices_to(connection: Connection, portal: str, address: str) -> Iterator[Notice]:
    """Of the account with this address in the portal, the oldest first."""
    notice, account = tables.notice.c, tables.account.c
    wanted = select(notice.record, notice.record_id, notice.name).join(tables.account, account.id == notice.account_id)
    of_account = (account.portal == portal) & (account.email == address.lower())
    for row in connection.execute(wanted.where(of_account).order_by(notice.id)):
        yield Notice(*row)
