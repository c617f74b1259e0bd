"""One-time links: to accept an invitation, to choose a new password, to claim a new site. Tokens are kept as hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, select, update

from runtime import ids, tables
from runtime.security.tokens import Token, digest, fresh_token


class Purpose(StrEnum):
    INVITE = "invite"
    RESET = "reset"
    CLAIM = "claim"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class Link:
    """`account_id` None: whoever claims the site has no account yet."""

    id: int
    purpose: Purpose
    account_id: int | None


def make_link(connection: Connection, purpose: Purpose, portal: str, account_id: int | None, life: timedelta) -> Token:
    """A new link; the earlier ones for the same purpose are void."""
    link = tables.link
    connection.execute(
        delete(link).where(link.c.purpose == purpose, link.c.portal == portal, link.c.account_id == account_id)
    )
    moment = datetime.now(UTC)
    token = fresh_token()
    row = {
        "id": ids.new_id(),
        "token": token.digest,
        "purpose": purpose,
        "portal": portal,
        "account_id": account_id,
        "created": moment,
        "expires": moment + life,
    }
    connection.execute(link.insert(), row)
    return token


def find_link(connection: Connection, portal: str, token: str, purposes: tuple[Purpose, ...]) -> Link | None:
    """The link with this token, while it can be used."""
    link = tables.link.c
    valid = link.used.is_(None) & (link.expires > datetime.now(UTC)) & link.purpose.in_(purposes)
    wanted = select(link.id, link.purpose, link.account_id).where(
        link.token == digest(token), link.portal == portal, valid
    )
    row = connection.execute(wanted).first()
    return None if row is None else Link(row.id, Purpose(row.purpose), row.account_id)


def use_link(connection: Connection, link: Link) -> bool:
    """Whether the link was free until now: of two at once only one gets it."""
    table = tables.link
    free = update(table).where(table.c.id == link.id, table.c.used.is_(None))
    return connection.execute(free.values(used=datetime.now(UTC))).rowcount == 1
