"""Views: staff look at a portal as one of its people sees it. Offered by a one-time link, kept as a session of its own
kind, logged. That nothing can be changed is the guard's matter.

A view lasts for half an hour at most, and no longer than the session of whoever looks on: `Sessions.find` judges both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from runtime import ids, oversight, tables
from runtime.declarations.site import Portal
from runtime.oversight import Entry, ViewLine
from runtime.scope import Principal
from runtime.security.links import Purpose
from runtime.security.sessions import VIEW, Member
from runtime.security.tokens import Token, digest, fresh_token

LIFE = timedelta(minutes=30)
OFFERED_FOR = timedelta(seconds=60)
LATEST = 20


@dataclass(frozen=True, slots=True)
class Staff:
    """Who looks on: their session's id, account, and the portal that they come from."""

    session: str
    account_id: int
    portal: str

    @property
    def reason(self) -> str:
        """What the log says of it."""
        return f"from {self.portal}"


def offer_view(connection: Connection, portal: Portal, who: Principal, viewer: Member) -> Token:
    """A link to the portal of `who`, for `viewer` to look at it as them. It can be used once, within a minute."""
    moment, token = datetime.now(UTC), fresh_token()
    row = {
        "id": ids.new_id(),
        "token": token.digest,
        "purpose": Purpose.VIEW,
        "portal": portal.key,
        "account_id": who.account_id,
        "created": moment,
        "expires": moment + OFFERED_FOR,
        "viewer": digest(viewer.token),
    }
    connection.execute(tables.link.insert(), row)
    return token


def begin_view(connection: Connection, portal: Portal, token: str) -> Token | None:
    """A view by the link with this token, which is used up; None where it cannot be used (any more)."""
    link, account, moment = tables.link, tables.account, datetime.now(UTC)
    free = (link.c.used.is_(None)) & (link.c.expires > moment) & (link.c.purpose == Purpose.VIEW)
    mine = (link.c.token == digest(token)) & (link.c.portal == portal.key)
    used = update(link).where(free, mine).values(used=moment).returning(link.c.account_id, link.c.viewer)
    found = connection.execute(used).first()
    staff = None if found is None else staff_of(connection, found.viewer)
    if found is None or staff is None:
        return None
    wanted = select(account.c.email, account.c.version).where(account.c.id == found.account_id)
    person, view = connection.execute(wanted).one(), _fresh_view()
    row = {
        "id": view.digest,
        "account_id": found.account_id,
        "created": moment,
        "seen": moment,
        "expires": moment + LIFE,
        "version": person.version,
        "viewer": staff.session,
    }
    connection.execute(tables.session.insert(), row)
    began = Entry(oversight.VIEW, portal.key, person.email, staff.reason, staff.account_id, view.digest, moment + LIFE)
    oversight.note(connection, began)
    return view


def end_view(connection: Connection, portal: Portal, member: Member) -> Staff | None:
    """Ends the view; whose it was, where they are still logged in."""
    staff = staff_of(connection, member.viewer)
    view = digest(member.token)
    ended = connection.execute(delete(tables.session).where(tables.session.c.id == view)).rowcount == 1
    if ended and staff is not None:
        email = member.principal.email
        oversight.note(connection, Entry(oversight.VIEW_END, portal.key, email, staff.reason, staff.account_id, view))
    return staff


def staff_of(connection: Connection, session_id: str | None) -> Staff | None:
    session, account = tables.session, tables.account
    wanted = (
        select(session.c.id, account.c.id, account.c.portal)
        .join(account, account.c.id == session.c.account_id)
        .where(session.c.id == session_id)
    )
    row = connection.execute(wanted).first()
    return None if row is None else Staff(*row)


def latest(connection: Connection) -> list[ViewLine]:
    return list(oversight.latest_views(connection, LATEST))


def _fresh_view() -> Token:
    text = f"{VIEW}{fresh_token().text}"
    return Token(text, digest(text))
