"""Accounts: one for each person in each portal, joining Flask-AppBuilder's user with the person's own record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from flask_appbuilder.security.sqla.models import Role, User, assoc_user_role
from sqlalchemy import Connection, Row, Table, delete, func, select, update

from runtime import ids, tables
from runtime.declarations.site import Portal, Site
from runtime.security.membership import Membership
from runtime.security.names import normal, role_name, stored_role, user_email, user_name
from runtime.security.passwords import hashed
from runtime.security.sessions import end_all
from runtime.security.tokens import fresh_token

_user = cast("Table", User.__table__)
_role = cast("Table", Role.__table__)


class AccountError(Exception):
    """Why there can be no such account, in words for the operator."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may log in to a portal, by their own record."""

    id: int
    email: str
    name: str
    role: str


def create_account(connection: Connection, site: Site, portal: str, person_id: int, password: str | None = None) -> int:
    """The id of a new account. Without a password nobody can log in until an invitation is accepted."""
    declared = site.portals[portal]
    person = _person(connection, site, declared, person_id)
    _refuse_taken(connection, declared, person)
    user_id = _create_user(connection, portal, person, password)
    role = stored_role(site, declared, person.role)
    account_id = ids.new_id()
    row = {
        "id": account_id,
        "portal": portal,
        "record": site.records[declared.who].table,
        "person_id": person_id,
        "ab_user_id": user_id,
        "role": role,
        "name": person.name,
        "email": person.email,
    }
    connection.execute(tables.account.insert(), row)
    _assign_role(connection, user_id, role_name(portal, role))
    return account_id


def renew_account(connection: Connection, site: Site, account_id: int) -> None:
    """Take over name, role and address from the person's record as it is now."""
    account = tables.account
    row = connection.execute(select(account).where(account.c.id == account_id)).one()
    person = _person(connection, site, site.portals[row.portal], row.person_id)
    _refuse_taken(connection, site.portals[row.portal], person)
    role = stored_role(site, site.portals[row.portal], person.role)
    now = {"name": person.name, "role": role, "email": person.email}
    connection.execute(update(account).where(account.c.id == account_id).values(now))
    names = {"username": user_name(row.portal, person.email), "email": user_email(row.portal, person.email)}
    connection.execute(update(_user).where(_user.c.id == row.ab_user_id).values(names))
    if role != row.role:
        _assign_role(connection, row.ab_user_id, role_name(row.portal, role))


def set_password(connection: Connection, account_id: int, stored: str) -> None:
    """A new password, given by its hash: ends every session of the account and voids its links."""
    user_id = select(tables.account.c.ab_user_id).where(tables.account.c.id == account_id).scalar_subquery()
    connection.execute(update(_user).where(_user.c.id == user_id).values(password=stored))
    end_all(connection, account_id)
    connection.execute(delete(tables.link).where(tables.link.c.account_id == account_id, tables.link.c.used.is_(None)))


def deactivate(connection: Connection, account_id: int) -> None:
    """Nobody logs in with this account any more; its sessions end at their next request."""
    account = tables.account
    user_id = select(account.c.ab_user_id).where(account.c.id == account_id).scalar_subquery()
    connection.execute(update(_user).where(_user.c.id == user_id).values(active=False))
    connection.execute(update(account).where(account.c.id == account_id).values(active=False))
    end_all(connection, account_id)
    connection.execute(delete(tables.link).where(tables.link.c.account_id == account_id))


def find_account(connection: Connection, portal: str, person_id: int) -> Row[Any] | None:
    account = tables.account
    wanted = select(account).where(account.c.portal == portal, account.c.person_id == person_id)
    return connection.execute(wanted).first()


def find_person(connection: Connection, site: Site, portal: Portal, email: str) -> Person:
    """Who may log in under this address, by their own record. Raises AccountError."""
    membership = Membership(site, portal)
    person = membership.person.c
    wanted = membership.people([person.id]).where(func.lower(person[portal.email]) == normal(email)).limit(2)
    found = connection.execute(wanted, membership.at(datetime.now(UTC))).all()
    label = site.records[portal.who].label
    if not found:
        raise AccountError(f"There is no {label} with the address {email} who may use {portal.label}.")
    if len(found) > 1:
        raise AccountError(f"Several records of {label} have the address {email}; give each its own.")
    return _person(connection, site, portal, found[0].id)


def _person(connection: Connection, site: Site, portal: Portal, person_id: int) -> Person:
    membership = Membership(site, portal)
    row = connection.execute(membership.one(person_id)).first()
    label = site.records[portal.who].label
    if row is None:
        raise AccountError(f"There is no {label} with the id {person_id}.")
    values = membership.values(row)
    email = normal(values[portal.email] or "")
    if not email:
        raise AccountError(f"The {label} with the id {person_id} has no address to log in by.")
    return Person(person_id, email, membership.name(values) or email, membership.role(values))


def _refuse_taken(connection: Connection, portal: Portal, person: Person) -> None:
    """The address may still be that of an account whose person has a new one by now."""
    account = tables.account.c
    same = (account.portal == portal.key) & (account.email == person.email) & (account.person_id != person.id)
    other = connection.scalar(select(account.name).where(same))
    if other is not None:
        raise AccountError(
            f"{other} signs in to {portal.label} with the address {person.email}; invite them anew first."
        )


def _create_user(connection: Connection, portal: str, person: Person, password: str | None) -> int:
    first, _space, last = person.name.partition(" ")
    moment = datetime.now(UTC).replace(tzinfo=None)
    row = {
        "first_name": first[:64],
        "last_name": last[:64],
        "username": user_name(portal, person.email),
        "email": user_email(portal, person.email),
        "password": hashed(password) if password else _no_password(),
        "active": True,
        "login_count": 0,
        "fail_login_count": 0,
        "created_on": moment,
        "changed_on": moment,
    }
    user_id: int = connection.execute(_user.insert().values(row).returning(_user.c.id)).scalar_one()
    return user_id


@cache
def _no_password() -> str:
    """The hash of a password that nobody knows: it takes as long to refuse as any other."""
    return hashed(fresh_token().text)


def _assign_role(connection: Connection, user_id: int, name: str) -> None:
    connection.execute(delete(assoc_user_role).where(assoc_user_role.c.user_id == user_id))
    role_id = connection.scalar(select(_role.c.id).where(_role.c.name == name))
    if role_id is None:
        raise AccountError(f"The role {name} is not there yet; run `portal apply` first.")
    connection.execute(assoc_user_role.insert(), {"user_id": user_id, "role_id": role_id})
