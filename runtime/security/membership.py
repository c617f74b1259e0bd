"""Who belongs to a portal right now: the account, the person's own record and the portal's rule for it, in one SELECT.

Whatever ends a membership (deactivation, another state of the person's record) shows at the next request, because
nothing of it is kept between two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import (
    Alias,
    BindParameter,
    ColumnElement,
    FromClause,
    Row,
    Select,
    bindparam,
    func,
    literal,
    select,
    true,
)

from runtime import sql, tables
from runtime.declarations.site import Portal, Site
from runtime.records import fields_of
from runtime.scope import Principal
from runtime.scope.titles import read_title, words_of
from runtime.seam import passed

GRANTS = "portal grants"
"""The name of the sequence that tells which state of the permissions is the present one."""

_ab_user: FromClause = User.__table__


class _Given(sql.Given):
    """What a portal's rule for its people may use: `me` is whom it is about. Notes the moments asked for."""

    def __init__(self, person: Alias, role: ColumnElement[Any], portal: str) -> None:
        super().__init__(person)
        self._person, self._role, self._portal = person, role, portal
        self.seconds: dict[str, int] = {}
        self.days: dict[str, int] = {}

    @property
    def me(self) -> Any:
        return self._person

    @property
    def role(self) -> Any:
        return self._role

    @property
    def portal(self) -> Any:
        return sql.literal(self._portal)

    def now(self, seconds: int = 0) -> BindParameter[datetime]:
        parameter = super().now(seconds)
        self.seconds[parameter.key] = seconds
        return parameter

    def today(self, days: int = 0) -> BindParameter[Any]:
        parameter = super().today(days)
        self.days[parameter.key] = days
        return parameter


@dataclass(frozen=True, slots=True)
class Found:
    """A member: the principal, the `ab_user`'s id, the version of the permissions and the extra columns asked for."""

    principal: Principal
    user_id: int
    grants: int
    extra: tuple[Any, ...]


class Membership:
    """The members of one portal. `select` is to be narrowed by whoever asks, `read` reads a row of it."""

    def __init__(self, site: Site, portal: Portal) -> None:
        self._portal = portal
        self._record = site.records[portal.who]
        self._zone = ZoneInfo(site.time_zone)
        self.person: Alias = self._record.model.__table__.alias("person")
        role = self.person.c[portal.role] if portal.role else sql.literal("")
        self._given = _Given(self.person, role, portal.key)
        grants = select(tables.sequence.c.value).where(tables.sequence.c.name == GRANTS).scalar_subquery()
        account = tables.account.c
        self._fixed = [account.id, account.ab_user_id, account.email, grants]
        self._names = [column.key for column in self.person.c]
        self._title = self._make_title()

    def select(self, extra: Sequence[ColumnElement[Any]] = (), source: FromClause | None = None) -> Select[Any]:
        """Members, to be narrowed and read by `read`; `extra` columns first. `source`: joined by its `account_id`."""
        account = tables.account
        joined: Any = account if source is None else source.join(account, source.c.account_id == account.c.id)
        joined = joined.join(_ab_user, _ab_user.c.id == account.c.ab_user_id)
        joined = joined.join(self.person, self.person.c.id == account.c.person_id)
        found = select(*extra, *self._fixed, *self.person.c).select_from(joined).where(self._belongs())
        return passed(found, "membership")

    def people(self, extra: Sequence[ColumnElement[Any]]) -> Select[Any]:
        """The persons who may log in, with an account or without."""
        return passed(select(*extra).select_from(self.person).where(self._rule()), "membership")

    def known(self, email: str) -> Select[Any]:
        """Whoever has this address, for `read_known`: they may have no account, or not be allowed to log in."""
        account = tables.account
        own = (account.c.portal == self._portal.key) & (account.c.person_id == self.person.c.id)
        joined = self.person.outerjoin(account, own).outerjoin(_ab_user, _ab_user.c.id == account.c.ab_user_id)
        extra = [account.c.id, account.c.active, _ab_user.c.active, sql.truth(self._rule())]
        same = func.lower(self.person.c[self._portal.email]) == email
        return passed(select(*extra, *self.person.c).select_from(joined).where(same), "membership")

    def read_known(self, row: Row[Any]) -> tuple[Principal, bool, bool]:
        """Who they would be when logged in, whether their account is active (a missing one is), and whether the
        portal's rule lets them in. Without an account, the principal's `account_id` is 0."""
        account_id, active, user_active, let_in, *own = tuple(row)
        values = dict(zip(self._names, own, strict=True))
        principal = self._principal(account_id or 0, values[self._portal.email], values)
        return principal, account_id is None or bool(active and user_active), bool(let_in)

    def stands(self, session_id: ColumnElement[Any], roles: Sequence[str]) -> ColumnElement[bool]:
        """Whether a session with that id is going on, of a member with one of these roles. For another statement, which
        has `session_id` and gives `moment`, `idle` and what `at` says."""
        own = tables.session.alias("own")
        lives = (own.c.expires > bindparam("moment")) & (own.c.seen > bindparam("idle"))
        current = (own.c.version == tables.account.c.version) & own.c.viewer.is_(None)
        has_role = self.person.c[self._portal.role or "id"].in_(roles)
        found = self.select([], own).where(own.c.id == session_id, lives, current, has_role)
        return found.with_only_columns(literal(1)).correlate(tables.session).exists()

    def values(self, row: Sequence[Any]) -> dict[str, Any]:
        """The values of a row of `one`, or of all columns of `person`, by what the columns are called today."""
        return dict(zip(self._names, row, strict=True))

    def one(self, person_id: int) -> Select[Any]:
        """The person's own record, whether or not they may log in."""
        return passed(select(*self.person.c).where(self.person.c.id == person_id), "membership")

    def _belongs(self) -> ColumnElement[bool]:
        account = tables.account.c
        realm = (account.portal == self._portal.key) & (account.record == self._record.table)
        return realm & account.active & _ab_user.c.active & self._rule()

    def _rule(self) -> ColumnElement[bool]:
        rule = self._portal.where
        return true() if rule is None or rule.sql is None else rule.sql(self.person, self._given)

    def at(self, moment: datetime) -> dict[str, object]:
        """The parameters of the rule at this moment."""
        given = self._given
        if not given.seconds and not given.days:
            return {}
        today = moment.astimezone(self._zone).date()
        moments: dict[str, object] = {name: moment + timedelta(seconds=by) for name, by in given.seconds.items()}
        return moments | {name: today + timedelta(days=by) for name, by in given.days.items()}

    def read(self, row: Sequence[Any]) -> Found:
        """By position: the person's record may have columns of any name."""
        own = len(row) - len(self._names)
        account_id, user_id, email, grants = row[own - len(self._fixed) : own]
        values = dict(zip(self._names, row[own:], strict=True))
        principal = self._principal(account_id, email, values)
        return Found(principal, user_id, grants or 0, tuple(row[: own - len(self._fixed)]))

    def _principal(self, account_id: int, email: str, values: Mapping[str, Any]) -> Principal:
        return Principal(
            portal=self._portal.key,
            role=self.role(values),
            account_id=account_id,
            person_id=values["id"],
            record=self._portal.who,
            name=self.name(values) or email,
            email=email,
            values=values,
        )

    def role(self, values: Mapping[str, Any]) -> str:
        """The role that the person's record says, "" where the portal has none or does not know it."""
        role = values.get(self._portal.role or "")
        return role if role in self._portal.roles else ""

    def name(self, values: Mapping[str, Any]) -> str:
        """The title of the person's record, made of its own columns."""
        return self._title(values)

    def _make_title(self) -> Callable[[Mapping[str, Any]], str]:
        title, fields = read_title(self._record.title), fields_of(self._record.model)
        seen = [fields[name] for name in title.names if name in fields]
        compose = title.composer([field.name for field in seen], "")
        return lambda values: compose([[words_of(field, values.get(field.name)) for field in seen]])[0]
