"""The system principal: who asks when no member of a portal does, such as a job of the staff. Named and logged.

It reads nothing: it says of rules whether they hold for a record, and counts. Values and rows come from readers only.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Engine, FromClause, bindparam, func, select
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BooleanClauseList, Grouping

from runtime import oversight
from runtime.columns import Id
from runtime.declarations.rules import Rule
from runtime.declarations.site import Site
from runtime.scope.bindings import Bindings
from runtime.scope.cells import Layout
from runtime.scope.principal import Principal
from runtime.scope.results import ScopeError
from runtime.scope.shape import Shape
from runtime.scope.sources import judged
from runtime.sql import Given

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SystemPrincipal:
    """`name` says which job it is, `reason` what for; `account_id` who asked for it, None for the operator."""

    name: str
    reason: str
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a rule holds; where it is several conditions joined by `and`, also whether each of them does."""

    holds: bool
    parts: tuple[bool, ...] = ()


class System:
    """What a system principal may ask. One question is one row in the log, written before the answer is known."""

    def __init__(self, principal: SystemPrincipal, site: Site, *, read: Engine, log: Engine, moment: datetime) -> None:
        """`moment` is what `now` is to the rules. Raises ScopeError for a principal without a name or a reason."""
        if not principal.name or not principal.reason:
            raise ScopeError("A system principal has a name and says what it asks for.")
        self._principal, self._site, self._moment = principal, site, moment
        self._read, self._log = read, log

    def judge(self, key: str, record_id: int, rules: Sequence[Rule], who: Principal) -> tuple[Judgement, ...] | None:
        """Whether each rule holds for the record as it is stored, with `who` for the reader; None: no such record."""
        self._note(who)
        table = self._table(key)
        layout = Layout()
        laid = [_lay_out(layout, judged(rule, table, self._given(who))) for rule in rules]
        layout.add(table.c.id)
        one = select(*layout.columns).select_from(table).where(table.c.id == bindparam("id", type_=Id))
        found = Shape(one, self._read.dialect).run(self._read, self._bindings(who).having({"id": record_id}))
        if not found:
            return None
        flags = tuple(map(bool, found[0]))
        return tuple(Judgement(flags[at], flags[at + 1 : at + 1 + parts]) for at, parts in laid)

    def count(self, key: str, rule: Rule, who: Principal) -> int:
        """How many records of the type the rule holds for, with `who` for the reader."""
        self._note(who)
        table = self._table(key)
        wanted = select(func.count()).select_from(table).where(judged(rule, table, self._given(who)))
        number: int = Shape(wanted, self._read.dialect).run(self._read, self._bindings(who))[0][0]
        return number

    def _note(self, who: Principal) -> None:
        asked = self._principal
        log.info("%s by account %s as %s of %s: %s", asked.name, asked.account_id, who.email, who.portal, asked.reason)
        entry = oversight.Entry(asked.name, who.portal, who.email, asked.reason, asked.account_id)
        with self._log.begin() as connection:
            oversight.note(connection, entry)

    def _table(self, key: str) -> FromClause:
        table: FromClause = self._site.records[key].model.__table__.alias()
        return table

    def _given(self, who: Principal) -> Given:
        return Given(self._site.records[who.record].model.__table__)

    def _bindings(self, who: Principal) -> Bindings:
        return Bindings(who, self._moment, ZoneInfo(self._site.time_zone))


def _lay_out(layout: Layout, condition: ColumnElement[bool]) -> tuple[int, int]:
    """Where the flag of the condition stands, and how many of its parts follow it."""
    at = layout.flag(condition)
    parts = _parts(condition)
    for part in parts:
        layout.flag(part)
    return at, len(parts)


def _parts(condition: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    """The conditions that `and` joins; none where there are not several."""
    bare = condition.element if isinstance(condition, Grouping) else condition
    if not isinstance(bare, BooleanClauseList) or bare.operator is not operators.and_:
        return []
    return list(bare.clauses)
