"""Accounts for trying the portals with demo records: in each portal two people of one company, one of another, and two
of each role, with random passwords. They are made only where demo records were loaded.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
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
PAIR = 2
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
            for row in _chosen(connection, site, portal):
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


def _chosen(connection: sa.Connection, site: Site, portal: Portal) -> list[Mapping[str, Any]]:
    membership = Membership(site, portal)
    people = _people(connection, membership, portal)
    return choose(people, lambda row: membership.role(dict(row)), _company_column(site, portal))


def _people(connection: sa.Connection, membership: Membership, portal: Portal) -> list[Mapping[str, Any]]:
    """All who may log in, by their address, so that the choice does not depend on the random part of ids."""
    email = membership.person.c[portal.email]
    wanted = membership.people(list(membership.person.c)).where(email.is_not(None)).order_by(email)
    return [membership.values(row) for row in connection.execute(wanted, membership.at(datetime.now(UTC)))]


def choose(
    people: Sequence[Mapping[str, Any]], role_of: Callable[[Mapping[str, Any]], str], company: str | None
) -> list[Mapping[str, Any]]:
    """Two people of the largest company, one of the next, then whom it takes to have two of each role.

    `company` is the column that tells whom a person belongs to; None where there is none.
    """
    by_company = _grouped(people, lambda row: row[company] if company else None)
    companies = sorted(by_company.values(), key=len, reverse=True)
    chosen = [row for members, count in zip(companies, (PAIR, 1), strict=False) for row in members[:count]]
    for members in _grouped([row for several in companies for row in several], role_of).values():
        missing = PAIR - sum(row in chosen for row in members)
        chosen += [row for row in members if row not in chosen][: max(missing, 0)]
    return chosen


def _grouped(
    people: Iterable[Mapping[str, Any]], key: Callable[[Mapping[str, Any]], Any]
) -> dict[Any, list[Mapping[str, Any]]]:
    groups: dict[Any, list[Mapping[str, Any]]] = {}
    for row in people:
        groups.setdefault(key(row), []).append(row)
    return groups


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
