"""Which indexes a record type has beyond those that its fields ask for: those that its portals' lists are read by.

`docs/decisions/0025` says which there are, and why no more. Who reads what is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.app import Access, Record, Rule
from generator.expressions.tree import All, Compare, Get, Missing, Node, Some, Variable, Within
from generator.expressions.walking import everything, flat
from generator.fields import KINDS
from generator.indexes import Index
from generator.resolve.lines_rows import EVERYTHING

NEWEST = ("id",)
UPDATED = ("updated", "id")
DUE_BY = "due_by"
QUEUE = (DUE_BY, "id")
"""The orders of lists: as they open, by the last change, and what is due first."""

Saved = Mapping[str, Sequence[str]]
"""The rules of a portal's menu about the record type, by the portal's key."""


def with_indexes(record: Record, saved: Saved) -> Record:
    """Joint indexes for the rows of one person and for all rows, each in the order of the list; and one of a single
    field for each other rule that reads own fields and none with an index."""
    rules = {rule.name: rule for rule in record.rules}
    saved = {portal: names for portal, names in saved.items() if _shows_many(record, portal, rules)}
    joint = tuple(sorted(dict.fromkeys(_joint(record, rules, saved)), key=lambda index: index.fields))
    begun = {index.fields[0] for index in joint}
    begun |= {unique.fields[0] for unique in record.unique if unique.unless is None}
    indexed = begun | {field.name for field in record.fields if field.index or field.unique}
    for rule in _asked(record, rules, saved):
        if indexed.isdisjoint(rule.expression.reads):
            indexed |= set(_fit(record, rule.expression.tree)[:1])
    fields = tuple(replace(field, index=field.name in indexed - begun and not field.unique) for field in record.fields)
    return replace(record, fields=fields, indexes=joint)


def _joint(record: Record, rules: Mapping[str, Rule], saved: Saved) -> Iterator[Index]:
    for access in record.accesses:
        orders = list(_orders(record, access))
        rule = rules.get(access.rows or "")
        if rule is not None:
            yield from _of_person(record, rule, orders)
        if _is_many(access, rules):
            yield from (Index(order, access.at) for order in orders if order != NEWEST)
    for portal, names in saved.items():
        opened = [next(_orders(record, access)) for access in record.accesses if access.portal == portal][:1]
        for name in names:
            yield from _of_person(record, rules[name], opened)


def _shows_many(record: Record, portal: str, rules: Mapping[str, Rule]) -> bool:
    """Whether a menu there picks from more than the rows of one person."""
    return any(_is_many(access, rules) for access in record.accesses if access.portal == portal)


def _is_many(access: Access, rules: Mapping[str, Rule]) -> bool:
    """Whether the rows are the same whoever asks."""
    rule = rules.get(access.rows or "")
    return access.rows == EVERYTHING or (rule is not None and not rule.expression.me)


def _of_person(record: Record, rule: Rule, orders: Sequence[tuple[str, ...]]) -> Iterator[Index]:
    fit = {field.name for field in record.fields if KINDS[field.kind].column and not field.unique}
    for name in _tied(rule.expression.tree):
        if name in fit:
            yield from (Index((name, *order), rule.expression.source.at) for order in orders if name not in order)


def _orders(record: Record, access: Access) -> Iterator[tuple[str, ...]]:
    """Those in which the list is opened and, where it shows the last change, looked through for what is new; as far as
    a column is compared as it is stored."""
    always = {name for grant in access.see if grant.when is None for name in grant.fields}
    plain = always.intersection(access.list)
    yield QUEUE if record.service_level is not None and DUE_BY in plain else NEWEST
    if "updated" in plain and not access.words.updated:
        yield UPDATED


def _tied(condition: Node) -> tuple[str, ...]:
    """The own fields by which rows belong to whoever asks: of an `and` those of one part, of an `or` those of each part
    that reads the record at all."""
    if isinstance(condition, All):
        found = [tied for part in flat(condition) if (tied := _tied(part))]
        return min(found, key=len) if found else ()
    if isinstance(condition, Some):
        found = [_tied(part) for part in flat(condition) if _reads(part, "this")]
        return tuple(name for tied in found for name in tied) if all(found) else ()
    if isinstance(condition, Compare) and condition.operator == "==":
        sides = (condition.left, condition.right), (condition.right, condition.left)
        return tuple(_own(one) for one, other in sides if _own(one) and _reads(other, "me"))
    return ()


def _own(node: Node) -> str:
    """The name of the field, where it is one of the record's own."""
    if isinstance(node, Get) and isinstance(node.owner, Variable) and node.owner.name == "this":
        return node.field.name
    return ""


def _reads(node: Node, name: str) -> bool:
    return any(isinstance(each, Variable) and each.name == name for each in everything(node))


def _asked(record: Record, rules: Mapping[str, Rule], saved: Saved) -> Iterator[Rule]:
    """The rules of rows and those of menus."""
    names = [access.rows or "" for access in record.accesses]
    names += [name for of_portal in saved.values() for name in of_portal]
    return (rules[name] for name in names if name in rules)


def _fit(record: Record, condition: Node) -> list[str]:
    """The fields that are compared so that an index helps: not yes or no, which halves the rows at best. Choices come
    last, of which many rows have the same."""
    kinds = {field.name: KINDS[field.kind] for field in record.fields if KINDS[field.kind].column}
    names = (name for name in _compared(condition) if name in kinds and kinds[name].base != "yesno")
    return sorted(names, key=lambda name: kinds[name].base == "choice")


def _compared(condition: Node) -> Iterator[str]:
    """The own fields that are looked for by a value, a list of values or the lack of one; of an `or` in each part."""
    if isinstance(condition, All):
        yield from (name for part in flat(condition) for name in _compared(part))
    elif isinstance(condition, Some):
        found = [list(_compared(part)) for part in flat(condition) if _reads(part, "this")]
        yield from (name for names in found[:1] for name in names if all(name in others for others in found))
    elif isinstance(condition, Compare):
        sides = (condition.left, condition.right), (condition.right, condition.left)
        yield from (_own(one) for one, other in sides if not _reads(other, "this"))
    elif isinstance(condition, Within | Missing):
        yield _own(condition.value)
