"""What a workflow names: states, moves, roles, fields, and the ways to other records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.expressions.types import Names
from generator.problems import Text
from generator.renaming.things import Thing
from generator.renaming.world import names_with
from generator.resolve.workflow.actors import actors_of
from generator.spec import Consequence, Move, Record

if TYPE_CHECKING:
    from generator.renaming.records import Records


def read_workflow(record: Record, records: Records) -> None:
    """Adds its names to the mentions of `records`."""
    if record.workflow is None:
        return
    for state in record.workflow.final:
        name_state(state, record, records)
    for move in record.workflow.moves.values():
        _move(move, record, records)


def name_state(state: Text, record: Record, records: Records) -> None:
    records.mentions.whole(state, *records.world.choice(str(record.key), "state", str(state)))


def _move(move: Move, record: Record, records: Records) -> None:
    key, mentions = str(record.key), records.mentions
    for name in (move.name, *move.not_by):
        mentions.whole(name, Thing("move", key, str(name)))
    for state in (*move.source, move.target):
        name_state(state, record, records)
    for name in move.by:
        _role(name, records)
    actors = actors_of(move, records.world.context.roles, frozenset(), [])
    names = [records.world.names(portal, role, key) for portal, role in actors] or [Names(this=key)]
    records.each(move.when, names)
    records.fields(move.needs, key)
    name_values(move.set, key, names, records)
    for each in move.then:
        _consequence(each, record, names, records)


def _role(name: Text, records: Records) -> None:
    roles = records.world.context.roles
    portal, dot, role = name.partition(".")
    if not dot:
        portal, role = next(((each, name) for each, of in roles.items() if name in (of or ())), ("", ""))
    if name not in roles and role:
        of = records.world.roles(portal)
        records.mentions.part(name, len(name) - len(role), len(role), *([Thing("choice", of, role)] if of else []))


def name_values(values: Mapping[Text, Text], target: str, names: Sequence[Names], records: Records) -> None:
    """Of fields of the record type `target`; the expressions are about the moved record."""
    for name, text in values.items():
        records.fields([name], target)
        records.value(text, target, str(name), names)


def _consequence(each: Consequence, record: Record, names: Sequence[Names], records: Records) -> None:
    target = str(each.create) if each.create else follow(each.on or each.change, str(record.key), records)
    if each.create is not None:
        records.mentions.whole(each.create, Thing("record", "", target))
    if each.do is not None:
        records.mentions.whole(each.do, Thing("move", target, str(each.do)))
    records.each(each.where, [names_with(found, target) for found in names])
    records.each(each.times, names)
    name_values(each.set, target, names, records)


def follow(path: Text | None, record: str, records: Records) -> str:
    """The record type at the end of a path, whose steps are named on the way."""
    at = 0
    for word in str(path).split("."):
        shape = records.world.shape(record)
        name = shape.parent if word == "parent" and shape.parent else word
        is_set = name in shape.backs and name not in shape.fields
        if name == word and path is not None:
            records.mentions.part(path, at, len(word), Thing("back" if is_set else "field", record, name))
        record = shape.backs[name].record if name in shape.backs else str(shape.fields[name].type.record)
        at += len(word) + 1
    return record
