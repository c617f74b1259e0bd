"""Record types: their parts resolved and put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import app
from generator.backs import BackLink
from generator.expressions.types import Use
from generator.fields import KINDS
from generator.naming import key_plural, label, plural, slug
from generator.notices import Notice
from generator.problems import Position, Problem, Text
from generator.python import model_name
from generator.resolve.access import resolve_access
from generator.resolve.asked import rules_asked, saved_rules
from generator.resolve.blocks import Block
from generator.resolve.context import Context
from generator.resolve.fields import FieldPlace, number_field, resolve_field
from generator.resolve.grants import Place
from generator.resolve.indexes import with_indexes
from generator.resolve.lines_unique import within_owner
from generator.resolve.names import FIXED_ROUTES
from generator.resolve.notices.resolving import resolve_notices
from generator.resolve.problems import missing
from generator.resolve.routing.resolving import resolve_routing
from generator.resolve.service_level.resolving import resolve_service_level
from generator.resolve.titles import derived_title, number_problems, title_problems
from generator.resolve.workflow.resolving import resolve_workflow
from generator.routing import Route
from generator.service_level import ServiceLevel
from generator.spec import Check, Record, Unique
from generator.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Parts:
    """What is resolved of a record type before portals add the rules of their menus."""

    fields: tuple[app.Field, ...]
    checks: tuple[app.Check, ...]
    unique: tuple[app.Unique, ...]
    accesses: tuple[app.Access, ...]
    workflow: Workflow | None
    service_level: ServiceLevel | None
    notices: tuple[Notice, ...]
    routing: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A record type, and the names of the rules that portals ask of it, by the places where they do."""

    record: app.Record
    asked: Mapping[Position, str | None]


def resolve_record(record: Record, context: Context) -> Resolved:
    """Looks at other record types through the context only, which notes it."""
    parts = _parts(record, context)
    context.problems.extend(_template_problems(record, context))
    asked = rules_asked(record, context)
    return Resolved(with_indexes(_assemble(record, parts, context), saved_rules(record, asked, context)), asked)


def _parts(record: Record, context: Context) -> Parts:
    fields = tuple(_fields(record, context))
    checks = tuple(check for each in record.checks.values() if (check := _check(each, record, context)))
    unique = tuple(_unique(each, index, record, context) for index, each in enumerate(record.unique, start=1))
    fields, unique = within_owner(context.vocabulary.records[record.key].parent or None, fields, unique)
    parts = Parts(
        fields=fields,
        checks=checks,
        unique=unique,
        accesses=tuple(_access(block, record, context) for block in context.blocks[record.key].values()),
        workflow=resolve_workflow(record, context),
        service_level=resolve_service_level(record, context),
        notices=resolve_notices(record, context),
        routing=resolve_routing(record, context),
    )
    for rule in record.rules.values():
        context.books[record.key].look_at(rule, context.askers(record))
    return parts


def _assemble(record: Record, parts: Parts, context: Context) -> app.Record:
    """The whole record type; its rules are those that anything named."""
    words = str(record.label or label(record.key))
    many = str(record.plural or plural(words))
    address = slug(record.plural or "") or slug(key_plural(record.key))
    if address in FIXED_ROUTES:
        at = record.plural.at if record.plural else record.key.at
        message = f"'{address}' cannot be the address of a record type: the product uses it itself"
        context.problems.append(Problem("S204", message, at, "give the record type another 'plural'"))
    return app.Record(
        key=str(record.key),
        class_name=model_name(record.key),
        label=words,
        plural=many,
        address=address,
        title=_title_of(record, context),
        number=str(record.number) if record.number else None,
        file=record.at.file,
        fields=parts.fields,
        back_links=tuple(
            BackLink(back.name, back.record, back.field, back.many)
            for back in context.vocabulary.records[record.key].backs.values()
        ),
        rules=context.books[record.key].rules,
        checks=parts.checks,
        unique=parts.unique,
        accesses=parts.accesses,
        at=record.at,
        was=record.was,
        retired=record.retired,
        parent=context.vocabulary.records[record.key].parent or None,
        workflow=parts.workflow,
        service_level=parts.service_level,
        notices=parts.notices,
        thread=record.thread,
        routing=parts.routing,
    )


def _title_of(record: Record, context: Context) -> str:
    if record.title is not None:
        return str(record.title)
    return derived_title(record, context.vocabulary.records[record.key].fields)


def _template_problems(record: Record, context: Context) -> list[Problem]:
    """What is wrong with the record type's title and number."""
    problems = title_problems(record.title, context.vocabulary.records[record.key]) if record.title else []
    return problems + (number_problems(record.number) if record.number else [])


def _fields(record: Record, context: Context) -> Iterator[app.Field]:
    place = FieldPlace(
        context.spec,
        record,
        context.vocabulary,
        context.books[record.key],
        context.askers(record),
        context.askers(record, "create", "edit"),
        context.askers(record, "create"),
        {owner.lines: (line, owner) for line, owner in context.owners.items() if owner.record == record.key},
        context.problems,
    )
    if record.number and "number" not in record.fields:
        yield number_field(record.number.at)
    for field in record.fields.values():
        yield resolve_field(field, place)


def _check(check: Check, record: Record, context: Context) -> app.Check | None:
    for name in check.fields:
        if name not in record.fields:
            context.problems.append(missing(f"check '{check.name}'", "field", name, record.fields))
    askers = context.askers(record, "create", "edit")
    rule = context.books[record.key].rule(check.refuse, Use.CONDITION, askers, str(check.name))
    if rule is None:
        return None
    return app.Check(str(check.name), rule, str(check.say), tuple(map(str, check.fields)), check.at)


def _unique(unique: Unique, number: int, record: Record, context: Context) -> app.Unique:
    for name in unique.fields:
        _check_unique_field(name, record, context)
    rule = "unique_unless" if number == 1 else f"unique_{number}_unless"
    unless = None
    if unique.unless is not None:
        unless = context.books[record.key].rule(unique.unless, Use.CONDITION, context.askers(record), rule)
    say = str(unique.say) if unique.say else _words_for(unique, record)
    return app.Unique(tuple(map(str, unique.fields)), unless, say, unique.at)


def _check_unique_field(name: Text, record: Record, context: Context) -> None:
    field = record.fields.get(name)
    if field is None:
        context.problems.append(missing("'unique'", "field", name, record.fields))
    elif not KINDS[field.kind].column:
        message = f"'{name}' cannot be unique: it is of type '{field.kind}'"
        context.problems.append(Problem("S212", message, name.at))


def _words_for(unique: Unique, record: Record) -> str:
    labels = [str(record.fields[name].label or label(name)) for name in unique.fields if name in record.fields]
    listed = " and ".join(filter(None, [", ".join(labels[:-1]), *labels[-1:]]))
    return f"There is one with this {listed} already."


def _access(block: Block, record: Record, context: Context) -> app.Access:
    portal = context.spec.portals[block.portal]
    place = Place(
        record=record,
        portal=portal,
        block=block,
        names=context.names_in(block.portal, block.role, str(record.key)),
        vocabulary=context.vocabulary,
        book=context.books[record.key],
        problems=context.problems,
    )
    return resolve_access(place, _title_of(record, context))


def address_problems(records: Mapping[str, app.Record]) -> list[Problem]:
    """Two record types under one web address or one class."""
    problems: list[Problem] = []
    addresses: dict[str, str] = {}
    classes: dict[str, str] = {}
    for record in records.values():
        for taken, name, what in ((addresses, record.address, "web address"), (classes, record.class_name, "class")):
            other = taken.setdefault(name, record.key)
            if other != record.key:
                message = f"'{record.key}' would have the same {what} as '{other}': {name}"
                problems.append(Problem("S206", message, record.at, "give one of them another name or 'plural'"))
    return problems
