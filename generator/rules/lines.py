"""Lines that a portal lets people enter with their owner: whether anything can be entered in them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import Access, App, Field, Record
from generator.expressions.tree import Get, Node, Variable
from generator.expressions.walking import everything
from generator.problems import Problem
from generator.rules.readers import access_of, reader


def judge(owner: Record, app: App) -> Iterator[Problem]:
    for field in owner.fields:
        if field.lines is not None:
            line = app.records[field.lines.record]
            for access in owner.accesses:
                yield from _entered(field, access, line)


def _entered(field: Field, access: Access, line: Record) -> Iterator[Problem]:
    """An owner whose lines can be entered, though nothing can be entered in them."""
    own = access_of(line, access.portal, access.role)
    if field.name in (access.create or ()):
        if own is None or own.create is None:
            yield _nothing(field, access, line, "a new record has none", "'create'")
        else:
            yield from _choices(field, access, own, line)
    elif any(field.name in grant.fields for grant in access.edit) and _is_fixed(own):
        yield _nothing(field, access, line, "none can be added, changed or removed", "'create', 'edit' or 'delete'")


def _is_fixed(own: Access | None) -> bool:
    return own is None or not (own.create is not None or own.edit or own.delete)


def _nothing(field: Field, access: Access, line: Record, why: str, keys: str) -> Problem:
    message = f"{reader(access)} lets people enter '{field.name}', and of '{line.key}' {why}"
    hint = f"give '{line.key}' {keys} for it, or take '{field.name}' out"
    return Problem("S317", message, access.at, hint)


def _choices(field: Field, access: Access, own: Access, line: Record) -> Iterator[Problem]:
    """Links of a new line whose choices depend on the owner, which may be just as new."""
    rules = {rule.name: rule.expression for rule in line.rules}
    overrides = dict(own.overrides)
    for each in line.fields:
        override = overrides.get(each.name)
        where = override.where if override and override.where else each.where
        if each.name in (own.create or ()) and where is not None and _asks_parent(rules[where].tree, line.parent):
            message = f"the choices of '{each.name}' depend on 'parent', which {reader(access)} may be just entering"
            hint = f"say 'where' for that portal without 'parent', or take '{field.name}' out of its 'create'"
            yield Problem("S319", message, rules[where].source.at, hint)


def _asks_parent(tree: Node, link: str | None) -> bool:
    return any(
        isinstance(node, Get)
        and node.field.name == link
        and isinstance(node.owner, Variable)
        and node.owner.name == "this"
        for node in everything(tree)
    )
