"""What a statement reads from: aliases of tables, each with the reader's rule of its record type in force.

The root's rule goes into WHERE, that of a linked record into the ON of its LEFT JOIN: what the reader may not see is
not joined. An alias without a rule stands only behind a dotted grant, for that one value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, false, or_, true

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.declarations.rules import Rule
from runtime.scope.policy import Policy, Readable
from runtime.scope.results import ScopeError
from runtime.scope.worded import worded_column
from runtime.sql import Given


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A record type among what a statement reads from."""

    record: RecordType
    alias: FromClause

    @property
    def id(self) -> ColumnElement[int]:
        return self.alias.c.id


class Sources:
    """The sources of one statement, joined on demand and each only once."""

    def __init__(self, policy: Policy, given: Given, key: str) -> None:
        self.policy = policy
        self.given = given
        self.root = self._source(key)
        self.clause: FromClause = self.root.alias
        self._joined: dict[tuple[Source, str, tuple[Rule, ...], bool], Source] = {}

    def rows(self, source: Source) -> ColumnElement[bool]:
        """Which rows of a source the reader may see: none where no rule says so."""
        access = self.policy.access(source.record.key)
        if access is None or access.rows is None:
            return false()
        return self.judged(access.rows, source)

    def judged(self, rule: Rule, source: Source) -> ColumnElement[bool]:
        return judged(rule, source.alias, self.given)

    def holds(self, conditions: Iterable[Rule], source: Source) -> ColumnElement[bool]:
        """One of the conditions holds; without any, always."""
        rules = [self.judged(rule, source) for rule in conditions]
        return or_(*rules) if rules else true()

    def visible(self, source: Source, readable: Readable) -> ColumnElement[Any]:
        """The column of a field as the reader sees it: missing where its condition fails."""
        return self.shown(source, readable, self.worded(source, readable.field.column))

    def worded(self, source: Source, column: str) -> ColumnElement[Any]:
        """A column in the portal's words, whether or not it is seen."""
        return worded_column(source.alias, column, self.policy.words(source.record.key))

    def shown(self, source: Source, readable: Readable, value: ColumnElement[Any]) -> ColumnElement[Any]:
        if not readable.conditions:
            return value
        return case((self.holds(readable.conditions, source), value))

    def linked(self, source: Source, readable: Readable) -> Source | None:
        """What a link points to, where the reader may see it; None where they may see no such record at all."""
        target = _target(readable.field)
        access = self.policy.access(target)
        if access is None or access.rows is None:
            return None
        return self._join(source, readable, target, seen=True)

    def granted(self, source: Source, readable: Readable) -> Source:
        """What the link of a dotted grant points to, whether or not the reader may see that record."""
        assert readable.link is not None
        here = Readable(readable.link.name, readable.link, readable.conditions)
        return self._join(source, here, _target(readable.link), seen=False)

    def _join(self, source: Source, readable: Readable, target: str, *, seen: bool) -> Source:
        key = (source, readable.name, readable.conditions, seen)
        if key not in self._joined:
            found = self._source(target)
            on = found.id == self.visible(source, readable)
            self.clause = self.clause.outerjoin(found.alias, and_(on, self.rows(found)) if seen else on)
            self._joined[key] = found
        return self._joined[key]

    def _source(self, key: str) -> Source:
        record = self.policy.site.records[key]
        return Source(record, record.model.__table__.alias())


def judged(rule: Rule, this: FromClause, given: Given) -> ColumnElement[bool]:
    """The rule as a condition. Raises ScopeError."""
    if rule.sql is None:
        raise ScopeError(f"The rule of {rule.place} cannot be asked of the database.")
    return rule.sql(this, given)


def _target(field: Field) -> str:
    assert field.target is not None
    return field.target
