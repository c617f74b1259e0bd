"""Who belongs to a portal right now: the account, the person's own record and the portal's rule for it, in one SELECT.

Whatever ends a membership (deactivation, another state of the person's record) shows at the next request, because
nothing of it is kept between two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import (
    Alias,
    BindParameter,
    ColumnElement,
    Date,
    FromClause,
    Row,
    Select,
    bindparam,
    literal,
    select,
    true,
)

from runtime import tables
from runtime.columns import UtcDateTime
from runtime.declarations.site import Portal, Site
from runtime.records import fields_of
from runtime.scope import Principal
from runtime.scope.titles import read_title, words_of

GRANTS = "portal grants"
"""The name of the sequence that tells which state of the permissions is the present one."""

_ab_user: FromClause = User.__table__


@dataclass(frozen=True, slots=True)
class _Given:
    """What a portal's rule for its people may use, besides the person: the moment, filled in by `Membership.at`."""

    me: Alias
    role: ColumnElement[Any]
    portal: ColumnElement[str]
    seconds: dict[str, int]
    days: dict[str, int]

    def now(self, seconds: int = 0) -> BindParameter[datetime]:
        name = f"now_{seconds}"
        self.seconds[name] = seconds
        return bindparam(name, type_=UtcDateTime())

    def today(self, days: int = 0) -> BindParameter[Any]:
        name = f"today_{days}"
        self.days[name] = days
        return bindparam(name, type_=Date())


class Membership:
    """The members of one portal. `select()` is to be narrowed by its user, `principal()` reads a row of it."""

    def __init__(self, site: Site, portal: Portal) -> None:
        self._portal = portal
        self._record = site.records[portal.who]
        self._zone = ZoneInfo(site.time_zone)
        self.person: Alias = self._record.model.__table__.alias("person")
        role = self.person.c[portal.role] if portal.role else literal("")
        self._given = _Given(self.person, role, literal(portal.key), {}, {})
        self._fixed: list[ColumnElement[Any]] = [
            tables.account.c.id.label("account_id"),
            tables.account.c.ab_user_id,
            tables.account.c.email.label("login"),
        ]
        self._names = [column.name for column in self.person.c]

    def select(self, extra: list[ColumnElement[Any]], source: FromClause | None = None) -> Select[Any]:
        """`extra` columns first, then those of a member. `source`: a table to join to, with an `account_id`."""
        account = tables.account
        joined: Any = account if source is None else source.join(account, source.c.account_id == account.c.id)
        joined = joined.join(_ab_user, _ab_user.c.id == account.c.ab_user_id)
        joined = joined.join(self.person, self.person.c.id == account.c.person_id)
        grants = select(tables.sequence.c.value).where(tables.sequence.c.name == GRANTS).scalar_subquery().label("grants")
        return select(*extra, *self._fixed, grants, *self.person.c).select_from(joined).where(self._belongs())

    def people(self, extra: list[ColumnElement[Any]]) -> Select[Any]:
        """The persons who may log in, with an account or without."""
        return select(*extra).select_from(self.person).where(self._rule())

    def _belongs(self) -> ColumnElement[bool]:
        account = tables.account.c
        realm = (account.portal == self._portal.key) & (account.record == self._portal.who)
        return realm & account.active & _ab_user.c.active & self._rule()

    def _rule(self) -> ColumnElement[bool]:
        rule = self._portal.where
        return true() if rule is None or rule.sql is None else rule.sql(self.person, self._given)

    def at(self, moment: datetime) -> dict[str, object]:
        """The parameters of the rule at this moment."""
        today = moment.astimezone(self._zone).date()
        values: dict[str, object] = {
            name: moment + timedelta(seconds=seconds) for name, seconds in self._given.seconds.items()
        }
        return values | {name: today + timedelta(days=days) for name, days in self._given.days.items()}

    def principal(self, row: Row[Any]) -> Principal:
        values = dict(zip(self._names, row[-len(self._names) :], strict=True))
        return Principal(
            portal=self._portal.key,
            role=self.role(values),
            account_id=row.account_id,
            person_id=values["id"],
            record=self._portal.who,
            name=self.name(values) or row.login,
            email=row.login,
            values=values,
        )

    def role(self, values: Mapping[str, Any]) -> str:
        """The role that the person's record says, "" where the portal has none or does not know it."""
        role = values.get(self._portal.role or "")
        return role if role in self._portal.roles else ""

    def name(self, values: Mapping[str, Any]) -> str:
        """The title of the person's record, made of its own columns."""
        title = read_title(self._record.title)
        fields = fields_of(self._record.model)
        words = {name: words_of(fields[name], values.get(name)) for name in title.names if name in fields}
        return title.compose(words, "")
