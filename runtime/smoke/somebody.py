"""Somebody who has a role now, or nobody with that role: as whom something is tried. Nobody logs in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select

from runtime.declarations.site import Portal, Site
from runtime.scope import Principal
from runtime.security.membership import Membership

NOBODY = 0
"""The id of whom there is not: no record links to them."""


def somebody(connection: Connection, site: Site, portal: Portal, role: str) -> Principal | None:
    people, now = Membership(site, portal), datetime.now(UTC)
    moment = people.at(now)
    email = connection.scalar(_addresses(people, portal, role), moment)
    if email is None:
        return None
    for row in connection.execute(people.known(email.lower()), moment):
        principal, _, _ = people.read_known(row)
        if principal.role == role:
            return principal
    return None


def nobody(site: Site, portal: Portal, role: str) -> Principal:
    """Rules then compare with what is not there, and give no rows."""
    values: dict[str, object] = {column.key: None for column in site.records[portal.who].model.__table__.c}
    values |= {"id": NOBODY} | ({portal.role: role} if portal.role else {})
    return Principal(portal.key, role, 0, NOBODY, portal.who, "", "nobody@example.invalid", values)


def _addresses(people: Membership, portal: Portal, role: str) -> Select[Any]:
    person = people.person.c
    found = people.people([person[portal.email]]).where(person[portal.email].is_not(None))
    return (found.where(person[portal.role] == role) if portal.role and role else found).limit(1)
