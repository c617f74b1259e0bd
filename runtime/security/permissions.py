"""What each portal and role may do with which record types, as Flask-AppBuilder's permissions.

They say whether a page may be asked for at all; which rows and fields it shows is the business of `runtime.scope`.
Written in bulk: Flask-AppBuilder's own way takes three queries for each permission.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from flask_appbuilder.security.sqla.models import Permission, PermissionView, Role, ViewMenu, assoc_permissionview_role
from sqlalchemy import Connection, Table, bindparam, delete, select, update

from runtime import tables
from runtime.declarations.access import RecordType
from runtime.declarations.site import Site
from runtime.engine import Engines
from runtime.scope.policy import Policy
from runtime.security.membership import GRANTS
from runtime.security.names import role_name, stored_role, view_name

Grant = tuple[str, str]
"""A permission and the view menu that it is for: ("can_edit", "customer.order")."""

ACTIONS = ("can_list", "can_show", "can_create", "can_edit", "can_delete", "can_move")
EXPLAIN, VIEW_AS, DISCLOSURES, CHANGE = "can_explain", "can_view_as", "can_see_disclosures", "can_change"
"""For the portal itself, whose key names the view menu."""

_permission = cast("Table", Permission.__table__)
_view_menu = cast("Table", ViewMenu.__table__)
_permission_view = cast("Table", PermissionView.__table__)
_role = cast("Table", Role.__table__)


def sync_permissions(connection: Connection, site: Site) -> None:
    """Make the permissions of all portals be what the site says, in a fixed number of statements. Idempotent."""
    wanted, roles = _wanted(connection, site)
    granted, removed = _grant(connection, wanted, roles), _withdraw(connection, wanted, roles)
    if granted or removed:
        _renew(connection)


def add_permissions(connection: Connection, site: Site) -> None:
    """Those that the site needs beside those that there are, for servers of an older generation that still answer."""
    wanted, roles = _wanted(connection, site)
    if _grant(connection, wanted, roles):
        _renew(connection)


def _wanted(connection: Connection, site: Site) -> tuple[set[tuple[int, int]], set[int]]:
    """Pairs of a permission for a view and a role, by their ids, and the roles of the site."""
    grants = {(role, *grant) for role, grants in _grants_of(site) for grant in grants}
    roles = _ensure(connection, _role, {role for role, _grants in _grants_of(site)})
    permissions = _ensure(connection, _permission, {*ACTIONS, EXPLAIN, VIEW_AS, DISCLOSURES, CHANGE})
    views = _ensure(connection, _view_menu, {view for _role_name, _action, view in grants})
    pairs = _ensure_pairs(connection, {(permissions[action], views[view]) for _role_name, action, view in grants})
    wanted = {(pairs[permissions[action], views[view]], roles[role]) for role, action, view in grants}
    return wanted, set(roles.values())


def _grants_of(site: Site) -> Iterator[tuple[str, list[Grant]]]:
    for key, portal in site.portals.items():
        for role in ("", *portal.roles):
            policy = Policy(site, key, role)
            grants = [
                (action, view_name(key, record.table))
                for record in site.records.values()
                for action in _actions(record, policy)
            ]
            overseeing = (
                (EXPLAIN, portal.explain),
                (VIEW_AS, portal.view_as),
                (DISCLOSURES, portal.disclosures),
                (CHANGE, portal.change),
            )
            grants += [(action, key) for action, roles in overseeing if role in roles]
            yield role_name(key, stored_role(site, portal, role)), grants


def _actions(record: RecordType, policy: Policy) -> Iterable[str]:
    """Lines are only read by themselves."""
    access = policy.access(record.key)
    if access is None:
        return ()
    reads, alone = access.rows is not None, not record.parent
    given = (
        reads,
        reads,
        alone and access.create is not None,
        alone and bool(access.edit),
        alone and access.delete is not None,
        bool(policy.moves(record.key)),
    )
    return (action for action, is_given in zip(ACTIONS, given, strict=True) if is_given)


def _ensure(connection: Connection, table: Table, names: set[str]) -> dict[str, int]:
    """The ids of `names` in a table of names, those missing added."""
    there = _ids(connection, table)
    if missing := sorted(names - there.keys()):
        connection.execute(table.insert(), [{"name": name} for name in missing])
        there = _ids(connection, table)
    return {name: there[name] for name in names}


def _ids(connection: Connection, table: Table) -> dict[str, int]:
    return {name: number for number, name in connection.execute(select(table.c.id, table.c.name))}


def _ensure_pairs(connection: Connection, wanted: set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    there = _pairs(connection)
    if missing := sorted(wanted - there.keys()):
        rows = [{"permission_id": permission, "view_menu_id": view} for permission, view in missing]
        connection.execute(_permission_view.insert(), rows)
        there = _pairs(connection)
    return there


def _pairs(connection: Connection) -> dict[tuple[int, int], int]:
    pair = _permission_view.c
    rows = connection.execute(select(pair.id, pair.permission_id, pair.view_menu_id))
    return {(permission, view): number for number, permission, view in rows}


def _grant(connection: Connection, wanted: set[tuple[int, int]], roles: set[int]) -> bool:
    """Give the roles what they lack of the `wanted` permissions; whether that was anything."""
    missing = sorted(wanted - _given(connection, roles).keys())
    if missing:
        new = [{"permission_view_id": pair, "role_id": role} for pair, role in missing]
        connection.execute(assoc_permissionview_role.insert(), new)
    return bool(missing)


def _withdraw(connection: Connection, wanted: set[tuple[int, int]], roles: set[int]) -> bool:
    """Take from the roles all but the `wanted` permissions; whether that was anything."""
    stale = [{"stale": number} for pair, number in _given(connection, roles).items() if pair not in wanted]
    if stale:
        _remove(connection, stale)
    return bool(stale)


def _given(connection: Connection, roles: set[int]) -> dict[tuple[int, int], int]:
    given = assoc_permissionview_role.c
    rows = connection.execute(select(given.id, given.permission_view_id, given.role_id).where(given.role_id.in_(roles)))
    return {(pair, role): number for number, pair, role in rows}


def _remove(connection: Connection, stale: list[dict[str, Any]]) -> None:
    connection.execute(
        delete(assoc_permissionview_role).where(assoc_permissionview_role.c.id == bindparam("stale")), stale
    )


def _renew(connection: Connection) -> None:
    """A new version of the permissions: processes that keep the old ones read them again."""
    sequence = tables.sequence
    newer = update(sequence).where(sequence.c.name == GRANTS).values(value=sequence.c.value + 1)
    if connection.execute(newer).rowcount == 0:
        connection.execute(sequence.insert(), {"name": GRANTS, "value": 1})


class Grants:
    """The permissions of roles, kept until their version changes."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines.made_by("security")
        self._kept: dict[tuple[str, int], frozenset[Grant]] = {}

    def of(self, role: str, version: int) -> frozenset[Grant]:
        """`version` comes with the session, so that looking here costs no statement."""
        kept = self._kept.get((role, version))
        if kept is None:
            kept = self._read(role)
            others = {key: value for key, value in self._kept.items() if key[1] == version}
            self._kept = {**others, (role, version): kept}
        return kept

    def _read(self, role: str) -> frozenset[Grant]:
        given, pair = assoc_permissionview_role, _permission_view
        wanted = (
            select(_permission.c.name, _view_menu.c.name)
            .select_from(given)
            .join(_role, _role.c.id == given.c.role_id)
            .join(pair, pair.c.id == given.c.permission_view_id)
            .join(_permission, _permission.c.id == pair.c.permission_id)
            .join(_view_menu, _view_menu.c.id == pair.c.view_menu_id)
            .where(_role.c.name == role)
        )
        with self._engines.read.connect() as connection:
            return frozenset((action, view) for action, view in connection.execute(wanted))
