"""The fields that a workflow brings: the state, since when, and of moves that something names who did them and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from generator.naming import label
from generator.problems import Problem, Text
from generator.resolve.routing.fields import fields_of_routing, taken_by_routing
from generator.resolve.service_level.fields import fields_of_level, taken_by_level, twice_named
from generator.resolve.words.fields import fields_of_words
from generator.resolve.workflow.mentions import Mention, named_in
from generator.resolve.workflow.waiting import WAITS, waiting_fields
from generator.routing import ROUTING_FIELDS
from generator.service_level import LEVEL_FIELDS
from generator.spec import Access, Field, Group, Move, Record, Workflow

PARTS: Mapping[str, tuple[str, str]] = {"by": ("account", "by whom"), "at": ("datetime", "when")}
"""Of the parts of a move: the kind, and the end of the label."""


def with_kept_fields(record: Record, elsewhere: Set[Mention], problems: list[Problem]) -> Record:
    """The record type with them; where it has a field of such a name, that is told and the field gives way.

    `elsewhere` is what is named at the end of paths in all of the specs. The names `approve.by` in its blocks become
    those of the fields.
    """
    if record.workflow is None and not record.routing and not (elsewhere and named_in(record)):
        return record
    asked = named_in(record)
    told = {field.name: field for field in _kept(record.workflow, asked | elsewhere)} if record.workflow else {}
    level = {field.name: field for field in fields_of_level(record)}
    problems += twice_named(record, asked, level)
    routed = {field.name: field for field in fields_of_routing(record)}
    noticed = {field.name: field for field in fields_of_words(record)} if record.workflow else {}
    kept = {**told, **level, **routed, **noticed}
    problems += [_taken(name, kept) for name in record.fields if name in kept]
    own = {name: field for name, field in record.fields.items() if name not in kept}
    names = frozenset(name for name, field in kept.items() if move_of(field))
    return replace(
        record,
        fields={**own, **kept},
        title=_titled(record.title, names),
        portals={portal: _in_block(block, names) for portal, block in record.portals.items()},
    )


def _kept(workflow: Workflow, asked: Set[Mention]) -> Iterator[Field]:
    at = workflow.states.at
    start = workflow.states.options[0][0]
    yield Field(Text("state", at), Text("choice", at), at, required=True, default=start, of=workflow.states, kept=True)
    yield Field(Text("state_since", at), Text("datetime", at), at, label=Text("In this state since", at), kept=True)
    whose = {str(name) for move in workflow.moves.values() for name in move.not_by}
    for move in workflow.moves.values():
        for part in ("by", "at"):
            if (str(move.name), part) in asked or (part == "by" and move.name in whose):
                yield _of_move(move, part)
        yield from waiting_fields(move)


def _of_move(move: Move, part: str) -> Field:
    kind, _ = PARTS[part]
    name = f"{move.name}_{part}"
    words = Text(f"{move.label}: {PARTS[part][1]}" if move.label else kept_label(name), move.at)
    was = Text(f"{move.was}_{part}", move.was.at) if move.was is not None else None
    return Field(Text(name, move.at), Text(kind, move.at), move.at, label=words, was=was, kept=True)


def kept_label(name: str) -> str:
    """What people call a field that tells of a move, from its name."""
    move, _, part = name.rpartition("_")
    if part in WAITS:
        return f"{label(move)}: {part}"
    return f"{label(move)}: {PARTS[part][1]}" if part in PARTS else label(name)


def _taken(name: Text, kept: Mapping[Text, Field]) -> Problem:
    if name == "state":
        message = "the workflow brings the field 'state', so there cannot be another one"
        hint = "remove the field: its choices are the states of the workflow"
    elif name == "state_since":
        message = "the workflow brings the field 'state_since', so there cannot be another one"
        hint = "remove it, or call it something else"
    elif name in LEVEL_FIELDS:
        return taken_by_level(name)
    elif name in ROUTING_FIELDS:
        return taken_by_routing(name)
    else:
        field = next(field for field in kept.values() if field.name == name)
        message = f"the product keeps {_what_is_kept(field)} in a field '{name}', so there cannot be another one"
        hint = "choose another name"
    return Problem("S260", message, name.at, hint)


def _what_is_kept(field: Field) -> str:
    move, _, part = field.name.rpartition("_")
    if move_of(field):
        return f"'{move}.{part}'"
    return "what a move waits for" if part in WAITS else "what words for states need"


def plain_name(name: Text, kept: Set[str]) -> Text:
    """The field that a name in a list means: `approve.by` is `approve_by`, and `order.approve.by` that of the order."""
    start, dot, part = name.rpartition(".")
    if part in PARTS and dot and (f"{start}_{part}" in kept or "." in start):
        return Text(f"{start}_{part}", name.at)
    return name


def move_of(field: Field) -> str:
    """The move of which a field tells who did it, or when; "" for any other."""
    name, _, part = field.name.rpartition("_")
    return name if field.kept and part in PARTS and field.kind == PARTS[part][0] else ""


def spelled(field: Field) -> str:
    """What specs call it: `approve.by`."""
    move = move_of(field)
    return f"{move}.{field.name[len(move) + 1 :]}" if move else str(field.name)


def _titled(title: Text | None, kept: Set[str]) -> Text | None:
    if title is None:
        return None
    words = str(title)
    for name in sorted(kept):
        start, _, part = name.rpartition("_")
        if part in PARTS:
            words = words.replace(f"{{{start}.{part}}}", f"{{{name}}}")
    return Text(words, title.at)


def _in_block(block: Access, kept: Set[str]) -> Access:
    return replace(
        block,
        see=_groups(block.see, kept),
        edit=_groups(block.edit, kept),
        create=_names(block.create, kept),
        hide=_names(block.hide, kept),
        list=_names(block.list, kept),
        title=_titled(block.title, kept),
        roles={role: _in_block(inner, kept) for role, inner in block.roles.items()},
    )


def _groups(groups: tuple[Group, ...] | None, kept: Set[str]) -> tuple[Group, ...] | None:
    if groups is None:
        return None
    return tuple(replace(each, fields=tuple(plain_name(name, kept) for name in each.fields)) for each in groups)


def _names(names: tuple[Text, ...] | None, kept: Set[str]) -> tuple[Text, ...] | None:
    return None if names is None else tuple(plain_name(name, kept) for name in names)
