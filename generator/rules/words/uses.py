"""Rules by which a portal would tell states under one of its words apart: whatever is judged for its people when they
look at records, fill in forms, save them or open lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.app import Access, App, Field, Record, RuleName, Value
from generator.expressions.tree import Get, Node
from generator.expressions.types import Expression
from generator.expressions.walking import everything
from generator.names import shown
from generator.problems import Problem
from generator.rules.readers import reader, visible
from generator.rules.words.apart import STATE, Apart, may_tell
from generator.rules.words.words import in_all, remedy, tells

Asked = Mapping[str, Expression]
"""Rules of a record type that ask for something that may tell, by name. Most ask for nothing of that kind."""


def uses_that_may_tell(record: Record, _app: App) -> Asked:
    return {rule.name: rule.expression for rule in record.rules if _asks(rule.expression.tree)}


def _asks(tree: Node) -> bool:
    return any(isinstance(part, Get) and may_tell(part) for part in everything(tree))


@dataclass(frozen=True, slots=True)
class Use:
    """A rule by its name, and as messages call where it stands."""

    rule: str | None
    where: str


def telling_rules(record: Record, asked: Asked, apart: Apart) -> Iterator[Problem]:
    access = apart.access(record)
    uses = [*_of_portal(record, apart), *(_of_access(record, access, apart) if access is not None else ())]
    for use in uses if asked else ():
        expression = asked.get(use.rule or "")
        word = apart.told_by(expression.tree) if expression is not None else None
        if word is None or expression is None:
            continue
        whose = reader(access) if access is not None else f"portal {apart.portal}"
        source = expression.source
        message = f"'{shown(source)}' in {use.where} {tells(word)} for {whose}"
        hint = remedy(word, f"let it hold {in_all(word)}")
        yield Problem("S346", message, source.at, hint)
    if access is not None:
        yield from _unique(record, access, apart)


def _unique(record: Record, access: Access, apart: Apart) -> Iterator[Problem]:
    """What is refused as taken would be taken in one of the states only."""
    entered = entered_by(record, access, apart)
    for unique in record.unique:
        for word in apart.joined(record) if STATE in unique.fields and entered & {*unique.fields} else ():
            message = f"'unique' with '{STATE}' {tells(word)} for {reader(access)}"
            yield Problem("S346", message, unique.at, remedy(word, f"take '{STATE}' out of its 'fields'"))


def _of_portal(record: Record, apart: Apart) -> Iterator[Use]:
    portal = apart.app.portals[apart.portal]
    if portal.who == record.key:
        yield Use(portal.where, f"'where' of portal {portal.key}")
    for entry in portal.menu:
        if entry.record == record.key:
            yield Use(entry.where, f"menu entry '{entry.name}'")


def _of_access(record: Record, access: Access, apart: Apart) -> Iterator[Use]:
    yield Use(access.rows, "'rows'")
    yield Use(access.delete, "'delete'")
    for key, grants in (("see", access.see), ("edit", access.edit)):
        yield from (Use(grant.when, f"'{key}'") for grant in grants)
    entered = entered_by(record, access, apart)
    seen = visible(access)
    yield from (_value(value, f"'preset' of '{name}'") for name, value in access.preset if name in seen)
    for name, override in access.overrides:
        yield Use(override.require, f"'require' of '{name}'")
        yield Use(override.where, f"'where' of '{name}'")
        yield _value(override.default, f"'default' of '{name}'")
    if entered:
        yield from _of_forms(record, entered)


def entered_by(record: Record, access: Access, apart: Apart) -> frozenset[str]:
    """All that these people enter, when they create, edit or move."""
    moves = record.workflow.moves if record.workflow is not None else ()
    needed = [move.needs for move in moves if move.open_to(apart.portal, apart.role)]
    return frozenset(access.create or ()).union(*(grant.fields for grant in access.edit), *needed)


def _of_forms(record: Record, entered: Iterable[str]) -> Iterator[Use]:
    for field in (each for each in record.fields if each.name in entered):
        yield from _of_field(field)
    for check in record.checks:
        yield Use(check.rule, f"check '{check.name}'")
    for unique in record.unique:
        yield Use(unique.unless, "'unless' of 'unique'")


def _of_field(field: Field) -> Iterator[Use]:
    for key, rule in (("show", field.show), ("require", field.require), ("where", field.where)):
        yield Use(rule, f"'{key}' of '{field.name}'")
    for key, value in (("default", field.default), ("min", field.minimum), ("max", field.maximum)):
        yield _value(value, f"'{key}' of '{field.name}'")


def _value(value: Value | None, where: str) -> Use:
    return Use(value.name if isinstance(value, RuleName) else None, where)
