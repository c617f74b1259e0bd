"""The matrix of access: portal, role, record type, field, state and operation, each with yes, no or "if …".

A record type with a choice field `state` has a column for each of its states, another has one; a condition is judged
with the state known, and what is left of it is said. Plain values, which `table` draws and JSON takes as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.access.fieldnames import field_label
from generator.access.moving import move_label, moves_of
from generator.access.partial import Known, judged
from generator.access.rights import Key, Operation, Right, access_of, record_rights, roles_of
from generator.access.telling import node_words
from generator.app import Access, App, Field, Portal, Record
from generator.expressions.assuming import everything
from generator.expressions.tree import Fixed, Node
from generator.words import AS_EVERYWHERE
from generator.workflow import Move

STATE = "state"


@dataclass(frozen=True, slots=True)
class State:
    """A state of a record type and its label. Both are "" for a type without states; `key` is "" for having none.

    Where a portal has a word for it, it is that: `of` are the labels of the states that are one there.
    """

    key: str
    label: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether something is allowed in a state; `words` is the condition of an "if"."""

    answer: Literal["yes", "no", "if"]
    words: str = ""


NO = Answer("no")
Answers = tuple[Answer, ...]
"""One for each state."""


@dataclass(frozen=True, slots=True)
class FieldAccess:
    """One field, or one value a link away. `create`: it stands in the form of a new record."""

    name: str
    label: str
    see: Answers
    create: bool
    edit: Answers


@dataclass(frozen=True, slots=True)
class MoveAccess:
    """A move. `others`: somebody else has to have done these; `enters` are the labels of what is entered with it."""

    name: str
    label: str
    to: str
    open: Answers
    others: tuple[str, ...]
    enters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordAccess:
    """What a role may do with a record type. What is seen, changed and deleted is within `rows`."""

    record: str
    label: str
    plural: str
    states: tuple[State, ...]
    rows: Answers
    create: bool
    delete: Answers
    history: Answers
    fields: tuple[FieldAccess, ...]
    list: tuple[str, ...]
    title: str
    moves: tuple[MoveAccess, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleAccess:
    """All record types of which a role may see or create records."""

    role: str
    records: tuple[RecordAccess, ...]


@dataclass(frozen=True, slots=True)
class PortalAccess:
    portal: str
    label: str
    inside: bool
    roles: tuple[RoleAccess, ...]


def build_matrix(app: App, portals: Sequence[str], records: Sequence[str]) -> tuple[PortalAccess, ...]:
    """Of these portals and record types."""
    return tuple(_portal(app.portals[key], [app.records[record] for record in records], app) for key in portals)


def _portal(portal: Portal, records: Sequence[Record], app: App) -> PortalAccess:
    roles = [RoleAccess(role, tuple(_records(records, portal, role, app))) for role in roles_of(portal, app)]
    return PortalAccess(portal.key, portal.label, portal.inside, tuple(roles))


def _records(records: Sequence[Record], portal: Portal, role: str, app: App) -> list[RecordAccess]:
    found = [_Judge(record, portal, role, app).access() for record in records]
    return [each for each in found if each is not None]


def states_of(record: Record) -> tuple[State, ...]:
    """The choices of its field `state`, and having none where that may be; else one nameless state."""
    field = _state_field(record)
    if field is None or field.choices is None:
        return (State("", ""),)
    named = [State(key, label) for key, label in field.choices.options]
    return tuple(named) if field.required and not field.from_now else (*named, State("", "no state"))


def states_for(access: Access, record: Record) -> tuple[tuple[State, str], ...]:
    """As people of a portal know them, each with a state that stands for it: all under one word are alike to them."""
    if not access.words.states:
        return tuple((state, state.key) for state in states_of(record))
    labels = record.choices_of(STATE)
    return tuple(
        (
            State(word.name, word.label, tuple(labels[each] for each in word.states) if word.joins else ()),
            word.states[0],
        )
        for word in access.words.states
    )


def _state_field(record: Record) -> Field | None:
    return next((field for field in record.fields if field.name == STATE and field.kind == "choice"), None)


class _Judge:
    """Answers for one record type and role; a condition that many fields share is judged once."""

    def __init__(self, record: Record, portal: Portal, role: str, app: App) -> None:
        self._record, self._portal, self._role, self._app = record, portal, role, app
        access = access_of(record, portal.key, role)
        states = states_for(access, record) if access is not None else ()
        self._states = tuple(state for state, _ in states)
        self._standing = tuple(standing for _, standing in states)
        self._known: dict[tuple[int, ...], Answers] = {}

    def access(self) -> RecordAccess | None:
        record, key = self._record, self._record.key
        granted = access_of(record, self._portal.key, self._role)
        rights = record_rights(record, self._portal, self._role)
        if granted is None or not rights:
            return None
        rows = rights.get((key, "rows", ""))
        return RecordAccess(
            record=key,
            label=record.label,
            plural=record.plural,
            states=self._states,
            rows=self._answers([rows]) if rows else (NO,) * len(self._states),
            create=(key, "create", "") in rights,
            delete=self._within(rights.get((key, "delete", "")), rows),
            history=self._within(rights.get((key, "history", "")), rows),
            fields=tuple(self._field(name, rights, rows) for name in _names(rights, record)),
            list=granted.list,
            title=granted.title,
            moves=tuple(self._move(move, rights, rows) for move in moves_of(record, self._portal.key, self._role)),
        )

    def _move(self, move: Move, rights: Mapping[Key, Right], rows: Right | None) -> MoveAccess:
        record = self._record
        access = access_of(record, self._portal.key, self._role)
        words = access.words if access is not None else AS_EVERYWHERE
        others = [move_label(record, other) for other in move.not_by]
        enters = [field_label(name, record, self._portal.key, self._role, self._app) for name in move.entered]
        return MoveAccess(
            name=move.name,
            label=words.label_of_move(move.name) or move.label,
            to=words.label_of(move.target) or record.choices_of(STATE).get(move.target, move.target),
            open=self._within(rights.get((record.key, "move", move.name)), rows),
            others=tuple(others),
            enters=tuple(enters),
        )

    def _field(self, name: str, rights: Mapping[Key, Right], rows: Right | None) -> FieldAccess:
        def right(operation: Operation) -> Right | None:
            return rights.get((self._record.key, operation, name))

        return FieldAccess(
            name=name,
            label=field_label(name, self._record, self._portal.key, self._role, self._app),
            see=self._within(right("see"), rows),
            create=right("create") is not None,
            edit=self._within(right("edit"), rows),
        )

    def _within(self, right: Right | None, rows: Right | None) -> Answers:
        """The right's answers, "no" in states of which no record is seen."""
        if right is None or rows is None:
            return (NO,) * len(self._states)
        shown = self._answers([rows])
        return tuple(NO if row == NO else own for row, own in zip(shown, self._answers([right]), strict=True))

    def _answers(self, rights: Sequence[Right]) -> Answers:
        key = tuple(id(condition) for right in rights for condition, _ in right.sources)
        if key not in self._known:
            condition = everything(*(right.condition for right in rights))
            self._known[key] = tuple(self._answer(condition, state) for state in self._standing)
        return self._known[key]

    def _answer(self, condition: Node, state: str) -> Answer:
        known = Known(fields={STATE: state or None}) if len(self._states) > 1 else Known()
        left = judged(condition, known)
        if isinstance(left, Fixed):
            return Answer("yes") if left.holds else NO
        return Answer("if", node_words(left, self._app, self._portal.key, self._record.key) or "a rule allows it")


def _names(rights: Mapping[Key, Right], record: Record) -> list[str]:
    """All fields of which there is a right: in the order of the record type, then what is one link away or built in."""
    named = dict.fromkeys(name for _, operation, name in rights if name and operation not in ("move", "need"))
    own = [field.name for field in record.fields if field.name in named]
    return [*own, *(name for name in named if name not in own)]
