"""A record type as one role of a portal has it in the interface: which fields for what. Values only, no JSON.

The same as `runtime.scope.policy` says when it is asked; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.app import Access, App, Field, Portal, Record
from generator.render.api import (
    ALWAYS,
    access_of,
    built_in_fields,
    edited_names,
    entered_names,
    is_wanted,
    one_away,
    seen_names,
)
from generator.workflow import Move

UNSORTABLE = frozenset({"links", "lines", "files", "choices", "file", "image", "longtext", "richtext", "address"})
UNFILTERABLE = frozenset({"lines", "file", "files", "image", "longtext", "richtext", "address", "duration"})
RANGES = frozenset({"integer", "decimal", "percent", "money", "date", "datetime"})
FILES = frozenset({"file", "files", "image"})


@dataclass(frozen=True, slots=True)
class Part:
    """`seen` without what every answer says, which `granted` makes columns as well.

    `always`: the names among `seen` that no condition hides.
    `wanted`: the fields that a new record needs. `views`: the lists of the portal's menu. `entered`: the fields of a
    line, which is created and edited with its owner only. `moves`: those of the role, each with what it needs.
    """

    record: Record
    access: Access
    seen: tuple[Field, ...]
    granted: tuple[str, ...]
    always: frozenset[str]
    created: tuple[Field, ...] | None
    wanted: frozenset[str]
    edited: tuple[Field, ...]
    deletes: bool
    sorted_by: tuple[Field, ...]
    filtered_by: tuple[Field, ...]
    views: tuple[str, ...]
    entered: tuple[Field, ...] = ()
    moves: tuple[tuple[Move, tuple[Field, ...]], ...] = ()

    @property
    def reads(self) -> bool:
        return self.access.rows is not None

    @property
    def links(self) -> tuple[str, ...]:
        """The links that may be set, whose options can be asked for."""
        needed = (field for _, fields in self.moves for field in fields)
        every = {field.name: field for field in (*(self.created or ()), *self.edited, *self.entered, *needed)}
        return tuple(name for name, field in every.items() if field.target)

    @property
    def lines(self) -> frozenset[str]:
        """The record types of the lines among them."""
        every = (*self.seen, *(self.created or ()), *self.edited)
        return frozenset(field.lines.record for field in every if field.lines)

    @property
    def has_files(self) -> bool:
        return any(field.kind in FILES and "." not in field.name for field in self.seen)


def part_of(record: Record, app: App, portal: Portal, role: str) -> Part | None:
    """None where the role has nothing to do with the record type."""
    access = access_of(record, portal.key, role)
    if access is None or (access.rows is None and access.create is None):
        return None
    return replace(_part(app, portal, role, record, access), moves=_moves(record, access, app, portal, role))


def moves_of(record: Record, portal: str, role: str) -> tuple[Move, ...]:
    """Those that people of this role may make; lines move with their owner only."""
    moves = record.workflow.moves if record.workflow and record.parent is None else ()
    return tuple(move for move in moves if move.open_to(portal, role))


def _moves(
    record: Record, access: Access, app: App, portal: Portal, role: str
) -> tuple[tuple[Move, tuple[Field, ...]], ...]:
    theirs = moves_of(record, portal.key, role) if access.rows is not None else ()
    return tuple(
        (
            replace(move, label=access.words.label_of_move(move.name) or move.label),
            (*_worded(record.fields, access, move.needs), *_comment(move, app)),
        )
        for move in theirs
    )


def _comment(move: Move, app: App) -> Iterator[Field]:
    """What is sent of a comment with a move that asks for one."""
    fields = app.records[move.comment].fields if move.comment else ()
    names = {"text": "comment", "attachments": "comment_files"}
    return (replace(field, name=names[field.name]) for field in fields if field.name in names)


def _part(app: App, portal: Portal, role: str, record: Record, access: Access) -> Part:
    names = seen_names(access)
    seen = _seen(app, role, record, access, names)
    granted = _granted(access)
    ordered = [*seen, *(_whole(name, record) for name in granted)]
    is_line = record.parent is not None
    plain = [field for field in ordered if "." not in field.name and field.kind != "account"]
    return Part(
        record=record,
        access=access,
        seen=seen,
        granted=granted,
        always=frozenset(name for grant in access.see if grant.when is None for name in grant.fields) & names,
        created=None if access.create is None or is_line else _worded(record.fields, access, access.create),
        wanted=frozenset(field.name for field in record.fields if is_wanted(field, access)),
        edited=() if is_line else _worded(record.fields, access, edited_names(access)),
        deletes=access.rows is not None and access.delete is not None and not is_line,
        sorted_by=tuple(field for field in plain if field.kind not in UNSORTABLE),
        filtered_by=tuple(field for field in plain if field.kind not in UNFILTERABLE),
        views=tuple(entry.name for entry in portal.menu if entry.record == record.key),
        entered=_worded(record.fields, access, entered_names(access)) if is_line else (),
    )


def _granted(access: Access) -> tuple[str, ...]:
    """Built-in fields that every answer has by itself, where the spec grants them."""
    granted = {name for grant in access.see for name in grant.fields}
    return tuple(sorted(ALWAYS & granted)) if access.rows else ()


def _seen(app: App, role: str, record: Record, access: Access, names: frozenset[str]) -> tuple[Field, ...]:
    own = (*(_with_words(field, access) for field in record.fields), *built_in_fields(names, record))
    beyond = [
        (name, _with_words(one_away(name, record, app), _of_link(name, record, app, access.portal, role)))
        for name in sorted(names)
        if "." in name
    ]
    return (
        *_worded(own, access, names),
        *(replace(field, name=name, label=f"{name.partition('.')[0]}: {field.label}") for name, field in beyond),
    )


def _of_link(name: str, record: Record, app: App, portal: str, role: str) -> Access | None:
    """What the same people have of the record type that a dotted name leads to."""
    link = record.field(name.partition(".")[0])
    assert link is not None
    return access_of(app.records[link.target or ""], portal, role)


def _with_words(field: Field, access: Access | None) -> Field:
    """The state with the choices that people there know."""
    if field.name != "state" or field.choices is None or access is None or not access.words.states:
        return field
    options = tuple((word.name, word.label) for word in access.words.states)
    return replace(field, choices=replace(field.choices, options=options))


def _worded(fields: Iterable[Field], access: Access, names: Iterable[str]) -> tuple[Field, ...]:
    """Those of the fields that are named, in the portal's words."""
    wanted, overrides = frozenset(names), dict(access.overrides)
    return tuple(
        replace(field, label=override.label or field.label, hint=field.hint if override.hint is None else override.hint)
        if (override := overrides.get(field.name))
        else field
        for field in fields
        if field.name in wanted
    )


def _whole(name: str, record: Record) -> Field:
    return Field(name, "integer", name.capitalize(), "", record.at)
