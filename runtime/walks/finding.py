"""Looks at each list of each role as somebody would open it who has that role now, on the database as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Index
from sqlalchemy.exc import SQLAlchemyError

from runtime.declarations.rules import Rule
from runtime.declarations.site import Portal, Site
from runtime.scope.asked import List, Statement, lists_of, statements_of
from runtime.scope.bindings import Bindings
from runtime.scope.lists import COUNTED
from runtime.scope.policy import Policy
from runtime.scope.principal import Principal
from runtime.smoke.pages import roles_of
from runtime.smoke.somebody import nobody, somebody
from runtime.walks.plans import Scan, scans_of
from runtime.walks.sizes import MANY, Sizes

FEW = 10
"""Of so many rows that are gone through one comes out, or fewer."""


@dataclass(frozen=True, slots=True)
class Walk:
    """`table` has so many `rows`, the list `found` (counted up to `COUNTED`). `sorts`: it is for their order, since
    many are found."""

    portal: str
    role: str
    of: List
    table: str
    rows: int
    found: int
    sorts: bool


def find_walks(site: Site, connection: Connection, coming: Sequence[Index] = ()) -> Iterator[Walk]:
    """At most one of each list. Those of tables or columns that are to come cannot be asked yet, and are left out, as
    are those that an index may serve that is to come."""
    sizes = Sizes(connection)
    if not any(sizes.is_large(record.table) for record in site.records.values()):
        return
    for portal in site.portals.values():
        for role in roles_of(portal):
            who = _who(site, portal, role, connection)
            asking = _Asking(
                Policy(site, portal.key, role),
                Bindings(who, datetime.now(UTC), ZoneInfo(site.time_zone)),
                connection,
                sizes,
                coming,
            )
            yield from asking.walks()


def _who(site: Site, portal: Portal, role: str, connection: Connection) -> Principal:
    """Nobody also where people are to have columns that are not there yet."""
    try:
        return somebody(connection, site, portal, role) or nobody(site, portal, role)
    except SQLAlchemyError:
        return nobody(site, portal, role)


@dataclass(frozen=True, slots=True)
class _Asking:
    """What one person is shown."""

    policy: Policy
    bindings: Bindings
    connection: Connection
    sizes: Sizes
    coming: Sequence[Index]

    def walks(self) -> Iterator[Walk]:
        for each in lists_of(self.policy):
            if self._reads_many(each):
                try:
                    walk = self._walk(each)
                except SQLAlchemyError:
                    continue
                yield from [walk] if walk else []

    def _reads_many(self, of: List) -> bool:
        """Whether a large table is read: its own, or maybe one that a rule leads to."""
        record = self.policy.site.records[of.record]
        access = self.policy.access(of.record)
        rules = [access.rows if access else None, record.filters.get(f"{self.policy.portal}.{of.view}")]
        return self.sizes.is_large(record.table) or any(isinstance(rule, Rule) and not rule.local for rule in rules)

    def _walk(self, of: List) -> Walk | None:
        statements = statements_of(of, self.policy, self.connection.dialect)
        scans = [(each, scan) for each in statements for scan in self._scans(each)]
        large = [
            (each, scan) for each, scan in scans if self.sizes.is_large(scan.table) and not self._waits(each, scan)
        ]
        if not large:
            return None
        found: int = statements[1].shape.run(self.connection, self.bindings)[0][0]
        whole = self.sizes.whole
        tables = [scan.table for each, scan in large if is_walk(whole(scan.table), found, each.most, ends=scan.ends)]
        if not tables:
            return None
        longest = max(tables, key=whole)
        rows = whole(longest)
        return Walk(self.policy.portal, self.policy.role, of, longest, rows, found, found * FEW > min(rows, COUNTED))

    def _scans(self, statement: Statement) -> Iterator[Scan]:
        return scans_of(self.connection, statement.shape, self.bindings.having(statement.own))

    def _waits(self, statement: Statement, scan: Scan) -> bool:
        """Whether an index is to come on what the statement asks of the table, or orders it by."""
        asked = set(re.findall(r"\w+", statement.shape.text.partition("WHERE")[2]))
        first = (
            index.columns[0].name for index in self.coming if index.table is not None and index.table.name == scan.table
        )
        return not asked.isdisjoint(first)


def is_walk(rows: int, found: int, most: int, *, ends: bool) -> bool:
    """Whether many rows, at least half of a table, are gone through, and a tenth of them or less comes out. A scan that
    ends with the first `most` does so the sooner the more are found; how many they are is not known above `COUNTED`, so
    that they are taken for all."""
    shown = min(found, most)
    read = rows
    if ends and shown:
        read = rows * shown // (rows if found > COUNTED else found)
    return read > MANY and 2 * read >= rows and read >= FEW * shown
