"""Writes a world into a database that `portal apply` has prepared: rows, files, accounts with a password.

In bulk and past the product's rules: what is read afterwards is judged, not how it came there.
"""

from __future__ import annotations

from datetime import UTC
from typing import cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask_appbuilder.security.sqla.models import Role, User, assoc_user_role

from leaks.expectation import account_name
from leaks.storing import insert_files, insert_past, insert_rows, set_links
from leaks.world import Person, World
from runtime import tables
from runtime.declarations.site import Site
from runtime.engine import Engines
from runtime.files import FileStore
from runtime.security.names import role_name, stored_role, user_email, user_name
from runtime.security.passwords import hashed

COUNTED = 50_000
"""Sequences go on from here, whatever numbers the rows have."""

_user = cast("sa.Table", User.__table__)
_role = cast("sa.Table", Role.__table__)


def fill(world: World, site: Site, engines: Engines, store: FileStore) -> None:
    """Into an empty database; one transaction. `engines` are the operator's."""
    with engines.write.begin() as connection:
        for record, rows in world.rows.items():
            insert_rows(connection, rows, site.records[record].model)
        for record, rows in world.rows.items():
            set_links(connection, rows, site.records[record].model)
            insert_files(connection, store, site.records[record].model, rows)
            insert_past(connection, rows, site.records[record].model)
        _insert_sequences(connection, world, site)
        _insert_accounts(connection, world, site)


def _insert_sequences(connection: sa.Connection, world: World, site: Site) -> None:
    """The numbers that the product will give are none that a row has."""
    names = set()
    local = world.moment.astimezone(ZoneInfo(world.app.site.time_zone))
    for record in world.app.records.values():
        if record.number and "{seq" in record.number:
            for year in (local.year - 1, local.year, local.year + 1):
                for month in range(1, 13):
                    dated = record.number.replace("{year}", str(year)).replace("{month}", f"{month:02}")
                    names.add(f"{site.records[record.key].table}:{dated}")
    if names:
        rows = [{"name": name, "value": COUNTED} for name in sorted(names)]
        connection.execute(sa.insert(tables.sequence), rows)


def _insert_accounts(connection: sa.Connection, world: World, site: Site) -> None:
    """All with one password, whose hash is made once."""
    passwords = {person.password: "" for person in world.people}
    passwords = {password: hashed(password) for password in passwords}
    for person in world.people:
        role = stored_role(site, site.portals[person.portal], person.role)
        user_id = _insert_user(connection, world, person, passwords[person.password])
        connection.execute(
            sa.insert(tables.account).values(
                id=person.account_id,
                portal=person.portal,
                record=site.records[person.record].table,
                person_id=person.person_id,
                ab_user_id=user_id,
                role=role,
                name=account_name(world, person),
                email=person.email,
            )
        )
        wanted = role_name(person.portal, role)
        role_id = connection.execute(sa.select(_role.c.id).where(_role.c.name == wanted)).scalar_one()
        connection.execute(sa.insert(assoc_user_role).values(user_id=user_id, role_id=role_id))


def _insert_user(connection: sa.Connection, world: World, person: Person, password: str) -> int:
    first, _, last = account_name(world, person).partition(" ")
    moment = world.moment.astimezone(UTC).replace(tzinfo=None)
    row = {
        "first_name": first[:64],
        "last_name": last[:64],
        "username": user_name(person.portal, person.email),
        "email": user_email(person.portal, person.email),
        "password": password,
        "active": True,
        "login_count": 0,
        "fail_login_count": 0,
        "created_on": moment,
        "changed_on": moment,
    }
    return int(connection.execute(sa.insert(_user).values(row).returning(_user.c.id)).scalar_one())
