"""Sessions: a row each, found by the hash of what the cookie holds. Not a signed cookie that is valid until it expires:
logout, a new password and deactivation delete rows, and the session has ended.

A view, by which staff look on as somebody else, is a session of another kind; see `runtime.security.viewing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, cast

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    false,
    func,
    null,
    or_,
    select,
    update,
)

from runtime import tables
from runtime.declarations.site import Portal, Site, tells
from runtime.engine import Engines
from runtime.notices.rows import unread_of
from runtime.scope import Principal
from runtime.scope.shape import Shape
from runtime.seam import Planning
from runtime.security.membership import Membership
from runtime.security.names import role_name, stored_role
from runtime.security.tokens import Token, digest, fresh_token
from runtime.settings import Settings
from runtime.touches import Act, Door, Way
from runtime.touches import log as touches

SEEN_EVERY = timedelta(minutes=1)
VIEW = "view."
"""How the token of a view begins."""
KEPT_FOR = timedelta(days=1)
"""How long what has ended stays in its table."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is logged in: what Flask-Login and Flask-AppBuilder take for the user. `id` is the `ab_user`'s.

    `role_name` is the Flask-AppBuilder role that holds this member's permissions. In a view, `viewer` is the hash of
    the session of the member of staff who looks on as this person, and `viewer_id` their account. `unread`: how many
    notices wait for them.
    """

    id: int
    token: str
    principal: Principal
    seen: datetime
    grants: int
    role_name: str
    viewer: str | None = None
    viewer_id: int | None = None
    unread: int = 0

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the cookie holds."""
        return self.token


class Sessions:
    """The sessions of one portal."""

    def __init__(self, site: Site, portal: Portal, engines: Engines, settings: Settings) -> None:
        self._site, self._portal = site, portal
        self._engines = engines.made_by("security")
        self._settings = settings
        self._membership = Membership(site, portal)
        dialect = self._engines.read.dialect
        self._statement = Shape(self._by_token(), dialect, Planning.ONCE)
        views, members = self._by_view(site)
        self._views = Shape(views, dialect, Planning.ONCE), members
        self._role_name = cache(lambda role: role_name(portal.key, stored_role(site, portal, role)))

    def start(self, connection: Connection, account_id: int) -> Token:
        """A new session with a new token; what has ended long ago is cleared away."""
        moment = datetime.now(UTC)
        token = fresh_token()
        version = connection.scalar(select(tables.account.c.version).where(tables.account.c.id == account_id))
        row = {
            "id": token.digest,
            "account_id": account_id,
            "created": moment,
            "seen": moment,
            "expires": moment + self._settings.session_life,
            "version": version,
        }
        connection.execute(tables.session.insert(), row)
        clear(connection, moment)
        return token

    def begin(self, user_id: int, password: str) -> Token | None:
        """A session for a user whose password was right; None when the person may not log in (any more).

        `password` is the stored hash that was compared: one that was replaced meanwhile admits nobody.
        """
        moment = datetime.now(UTC)
        user = User.__table__.c
        wanted = self._membership.select().where(user.id == user_id, user.password == password)
        with self._engines.write.begin() as connection:
            row = connection.execute(wanted, self._membership.at(moment)).first()
            if row is None:
                return None
            count_login(connection, user_id, moment)
            principal = self._membership.read(row).principal
            assert principal.account_id is not None  # a member has an account
            door = Door(principal.account_id, None, principal.portal, principal.role, Way.PAGE)
            touches.write(connection, Act.ENTER, door)
            return self.start(connection, principal.account_id)

    def find(self, token: str) -> Member | None:
        """The member whose session this is, in one statement; None when it has ended or its person may not log in."""
        moment = datetime.now(UTC)
        known = {"token": digest(token), "moment": moment, "idle": moment - self._settings.session_idle}
        statement, given = self._views if token.startswith(VIEW) else (self._statement, [self._membership])
        known |= {name: value for each in given for name, value in each.at(moment).items()}
        rows = statement.run(self._engines.read, known)
        if not rows:
            return None
        found = self._membership.read(rows[0])
        role = self._role_name(found.principal.role)
        return Member(found.user_id, token, found.principal, found.extra[0], found.grants, role, *found.extra[1:])

    def touch(self, member: Member) -> None:
        """Note that the member is still here, at most once a minute."""
        moment = datetime.now(UTC)
        if moment - member.seen < SEEN_EVERY or member.viewer is not None:
            return
        session = tables.session
        with self._engines.write.begin() as connection:
            here = update(session).where(session.c.id == digest(member.token), session.c.seen < moment)
            connection.execute(here.values(seen=moment))

    def end(self, token: str) -> None:
        with self._engines.write.begin() as connection:
            connection.execute(delete(tables.session).where(tables.session.c.id == digest(token)))

    def _by_token(self) -> Select[Any]:
        session = tables.session
        idle = session.c.seen > bindparam("idle")
        return self._select(null()).where(idle, session.c.viewer.is_(None))

    def _by_view(self, site: Site) -> tuple[Select[Any], list[Membership]]:
        """The statement for views, and whose parameters it takes: a view ends with the session of whoever looks on."""
        staff = [portal for portal in site.portals.values() if portal.view_as]
        members = [Membership(site, portal) for portal in staff]
        pairs = zip(members, staff, strict=True)
        stands = [each.stands(tables.session.c.viewer, portal.view_as) for each, portal in pairs]
        own = tables.session.alias("looking_on")
        viewer_id = select(own.c.account_id).where(own.c.id == tables.session.c.viewer).scalar_subquery()
        return self._select(viewer_id).where(or_(false(), *stands)), [self._membership, *members]

    def _select(self, viewer_id: ColumnElement[Any]) -> Select[Any]:
        session = tables.session
        current = session.c.version == tables.account.c.version
        extra = [session.c.seen, session.c.viewer, viewer_id]
        if tells(self._site, self._portal):
            extra.append(unread_of(tables.account.c.id))
        wanted = self._membership.select(extra, session)
        return wanted.where(session.c.id == bindparam("token"), session.c.expires > bindparam("moment"), current)


def count_login(connection: Connection, user_id: int, moment: datetime) -> None:
    user = cast("Table", User.__table__)
    count = func.coalesce(user.c.login_count, 0) + 1
    seen = {"login_count": count, "last_login": moment.replace(tzinfo=None), "fail_login_count": 0}
    connection.execute(update(user).where(user.c.id == user_id).values(seen))


def end_all(connection: Connection, account_id: int) -> None:
    """End every session of an account."""
    connection.execute(delete(tables.session).where(tables.session.c.account_id == account_id))
    newer = update(tables.account).where(tables.account.c.id == account_id)
    connection.execute(newer.values(version=tables.account.c.version + 1))


def clear(connection: Connection, moment: datetime) -> None:
    """Remove what has ended: sessions, links, counters and drafts."""
    long_ago = moment - KEPT_FOR
    connection.execute(delete(tables.session).where(tables.session.c.expires < long_ago))
    connection.execute(delete(tables.link).where(tables.link.c.expires < long_ago))
    connection.execute(delete(tables.attempt).where(tables.attempt.c.until < moment))
    connection.execute(delete(tables.draft).where(tables.draft.c.expires < moment))
