"""Accounts for trying the portals with demo records: in each portal, for each role, two people of one company and one
of another, with random passwords. They are made only where demo records were loaded.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from runtime.declarations.site import Portal, Site
from runtime.engine import Engines
from runtime.records import fields_of
from runtime.security.accounts import create_account
from runtime.security.membership import Membership

FILE = "demo-accounts.json"
WORD = "bcdfghjkmnpqrstvwxz23456789"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    portal: str
    url: str
    email: str
    password: str
    name: str
    about: str


def make_accounts(engines: Engines, site: Site, base_url: str) -> list[DemoAccount]:
    """Creates the accounts; one transaction."""
    made = []
    with engines.write.begin() as connection:
        for portal in site.portals.values():
            membership = Membership(site, portal)
            for row in _choose(_people(connection, membership), membership, site, portal):
                password = "-".join("".join(secrets.choice(WORD) for _ in range(4)) for _ in range(4))
                create_account(connection, site, portal.key, row["id"], password)
                made.append(_account(site, portal, row, password, base_url))
    return made


def write_accounts(accounts: Iterable[DemoAccount], var: Path) -> Path:
    """The file that only the operator may read."""
    target = var / FILE
    text = json.dumps([asdict(account) for account in accounts], indent=1, ensure_ascii=False) + "\n"
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    return target


def _people(connection: sa.Connection, membership: Membership) -> list[Mapping[str, Any]]:
    wanted = membership.people(list(membership.person.c)).order_by(membership.person.c.id)
    return [dict(row) for row in connection.execute(wanted, membership.at(datetime.now(UTC))).mappings()]


def _choose(
    people: Iterable[Mapping[str, Any]], membership: Membership, site: Site, portal: Portal
) -> list[Mapping[str, Any]]:
    company = _company_column(site, portal)
    by_role: dict[str, list[Mapping[str, Any]]] = {}
    for row in people:
        if row[portal.email]:
            by_role.setdefault(membership.role(dict(row)), []).append(row)
    return [row for rows in by_role.values() for row in _three(rows, company)]


def _three(rows: list[Mapping[str, Any]], company: str | None) -> list[Mapping[str, Any]]:
    if company is None:
        return rows[:2]
    members: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        members.setdefault(row[company], []).append(row)
    largest = max(members.values(), key=len)
    others = [several[0] for several in members.values() if several is not largest]
    return [*largest[:2], *others[:1]]


def _company_column(site: Site, portal: Portal) -> str | None:
    """The first required link of the people's record type, or the first link: whom they belong to."""
    links = [field for field in fields_of(site.records[portal.who].model).values() if field.kind == "link"]
    links.sort(key=lambda field: not field.required)
    return links[0].column if links else None


def _account(site: Site, portal: Portal, row: Mapping[str, Any], password: str, base_url: str) -> DemoAccount:
    membership = Membership(site, portal)
    role = membership.role(dict(row))
    about = f"{portal.label}: {site.records[portal.who].label}" + (f", role {role}" if role else "")
    email = str(row[portal.email]).lower()
    name = membership.name(dict(row)) or email
    return DemoAccount(portal.key, f"{base_url}{portal.at}/", email, password, name, about)
