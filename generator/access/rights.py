"""What one role of one portal may do, each right with the condition under which it holds.

A right is about the record type, or about one field of it. The reader's role and portal are put into the conditions.
Rights to a record's fields hold only within the rows, which are a right of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from generator.access.moving import moves_of, open_while, origin_of
from generator.access.partial import Known, judged
from generator.app import Access, App, Grant, Origin, Portal, Record, Rule
from generator.expressions.assuming import anything, fixed
from generator.expressions.tree import Fixed, Node
from generator.problems import Position

EVERYTHING = "everything"

Operation = Literal["rows", "see", "create", "edit", "delete", "history", "move", "need", "tell"]
Key = tuple[str, Operation, str]
"""The record type, what is done, and the field; "" for the record as a whole. Of a move its name, of what is entered
with one `move.field`."""


@dataclass(frozen=True, slots=True)
class Right:
    """`sources` are the grants that it comes from: each condition with its place and as it was typed. `others`: of a
    move, those that somebody else has to have done."""

    condition: Node
    sources: tuple[tuple[Node, Origin], ...]
    others: tuple[str, ...] = ()

    @property
    def always(self) -> bool:
        return isinstance(self.condition, Fixed)


def roles_of(portal: Portal, app: App) -> tuple[str, ...]:
    """The roles that people of the portal can have; "" for having none, where that is possible."""
    who = app.records[portal.who]
    held = next((field for field in who.fields if field.name == portal.role), None)
    roles = (*(() if held and held.required and not held.from_now else ("",)), *portal.roles)
    return tuple(role for role in roles if _may_log_in(portal, role, who))


def _may_log_in(portal: Portal, role: str, who: Record) -> bool:
    if portal.where is None:
        return True
    own = {} if portal.role is None else {portal.role: role or None}
    return not _is(judged(_tree(portal.where, who), Known(fields=own, portal=portal.key)), holds=False)


def access_of(record: Record, portal: str, role: str) -> Access | None:
    """What holds for a role: its own block, else its portal's."""
    found = {access.role: access for access in record.accesses if access.portal == portal}
    return found.get(role) or found.get("")


def all_rights(app: App, portal: Portal, role: str) -> Mapping[Key, Right]:
    """Every right of the role."""
    found: dict[Key, Right] = {}
    for record in app.records.values():
        found.update(record_rights(record, portal, role))
    return found


def record_rights(record: Record, portal: Portal, role: str) -> dict[Key, Right]:
    """The rights to one record type; without any rows there is only `create`."""
    access = access_of(record, portal.key, role)
    if access is None:
        return {}
    known = Known(role=role, portal=portal.key, role_field=portal.role)
    rules = {rule.name: rule for rule in record.rules}
    found = {
        (record.key, operation, name): right
        for operation, name, right in (*_rights(access, rules, known), *_moves(record, rules, known))
        if not _is(right.condition, holds=False)
    }
    within = (record.key, "rows", "") in found
    return {key: right for key, right in found.items() if within or key[1] == "create"}


def _rights(access: Access, rules: Mapping[str, Rule], known: Known) -> Iterator[tuple[Operation, str, Right]]:
    def one(rule: str | None, origin: str) -> Right:
        stated = access.origins.get(origin) or Origin(access.at)
        condition = _condition(rule, rules, known, stated.at)
        return Right(condition, ((condition, stated),))

    if access.rows is not None:
        yield "rows", "", one(access.rows, "rows")
    for name, right in _granted(access.see, rules, known, access.at).items():
        yield "see", name, right
    for name in ("", *access.create) if access.create is not None else ():
        yield "create", name, one(None, "create")
    for name, right in _granted(access.edit, rules, known, access.at).items():
        yield "edit", name, right
    if access.delete is not None:
        yield "delete", "", one(access.delete, "delete")
    if access.history:
        yield "history", "", one(None, "history")


def _moves(record: Record, rules: Mapping[str, Rule], known: Known) -> Iterator[tuple[Operation, str, Right]]:
    for move in moves_of(record, known.portal or "", known.role or ""):
        condition = open_while(move, record, partial(_condition, rules=rules, known=known, at=move.at))
        right = Right(condition, ((condition, origin_of(move, record)),), move.not_by)
        yield "move", move.name, right
        yield from (("need", f"{move.name}.{name}", right) for name in move.entered)


def _granted(grants: Iterable[Grant], rules: Mapping[str, Rule], known: Known, at: Position) -> dict[str, Right]:
    """Groups add up: a field of several is granted while the condition of any of them holds."""
    sources: dict[str, list[tuple[Node, Origin]]] = {}
    for grant in grants:
        stated = grant.origin or Origin(at)
        source = (_condition(grant.when, rules, known, stated.at), stated)
        for name in grant.fields:
            sources.setdefault(name, []).append(source)
    return {name: Right(anything(*(each for each, _ in found)), tuple(found)) for name, found in sources.items()}


def _condition(name: str | None, rules: Mapping[str, Rule], known: Known, at: Position) -> Node:
    if name is None or name == EVERYTHING:
        return fixed(at, holds=True)
    return judged(rules[name].expression.tree, known)


def _tree(name: str, record: Record) -> Node:
    return next(rule.expression.tree for rule in record.rules if rule.name == name)


def _is(condition: Node, *, holds: bool) -> bool:
    return isinstance(condition, Fixed) and condition.holds is holds
