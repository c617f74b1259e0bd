"""The matrix folded for people: answers of all states as one clause, fields with the same answers as one line, roles
that may do the same together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.access.fieldnames import listed_label
from generator.access.matrix import Answer, Answers, FieldAccess, PortalAccess, RecordAccess, State
from generator.access.phrases import listed

Deed = Literal["see", "as one", "read", "read by a link", "enter", "change", "delete", "history", "do"]


@dataclass(frozen=True, slots=True)
class Line:
    """What may be done, with which fields (none: the record as a whole), and when ("" always)."""

    deed: Deed
    fields: tuple[str, ...]
    occasion: str


@dataclass(frozen=True, slots=True)
class Share:
    """What some roles may do alike with a record type; None: nothing."""

    roles: tuple[str, ...]
    access: RecordAccess | None


def shares(portal: PortalAccess, record: str) -> list[Share]:
    """The roles by what they may do with the record type, those first of which the portal has most."""
    found: dict[RecordAccess | None, list[str]] = {}
    for role in portal.roles:
        access = next((each for each in role.records if each.record == record), None)
        found.setdefault(access, []).append(role.role)
    listed_roles = [Share(tuple(roles), access) for access, roles in found.items()]
    return sorted(listed_roles, key=lambda share: (share.access is None, -len(share.roles)))


def lines(access: RecordAccess) -> list[Line]:
    """All that may be done, fields with the same occasion together."""
    here = [field for field in access.fields if "." not in field.name]
    away = [field for field in access.fields if "." in field.name]
    found = _whole("see", access.rows, access) + [
        Line("as one", (f"“{state.label}”: {listed(state.of, 'and')}",), "") for state in access.states if state.of
    ]
    found += _fields("read", [(field, field.see) for field in here], access)
    found += _fields("read by a link", [(field, field.see) for field in away], access)
    if access.create:
        found.append(Line("enter", tuple(listed_label(field.label) for field in access.fields if field.create), ""))
    found += _fields("change", [(field, field.edit) for field in here], access)
    found += _whole("delete", access.delete, access) + _whole("history", access.history, access)
    return found + list(_moves(access))


def _moves(access: RecordAccess) -> Iterator[Line]:
    """Each by itself."""
    for move in access.moves:
        when = _within(move.open, access)
        if when is not None:
            entering = f"entering {listed([listed_label(each) for each in move.enters], 'and')}" if move.enters else ""
            others = f"if somebody else did {listed(move.others, 'and')}" if move.others else ""
            words = [f"“{move.label}”", f"to {move.to}", entering]
            yield Line("do", tuple(filter(None, words)), ", ".join(filter(None, [when, others])))


def _whole(deed: Deed, answers: Answers, access: RecordAccess) -> list[Line]:
    when = occasion(answers, access.states) if deed == "see" else _within(answers, access)
    return [] if when is None else [Line(deed, (), when)]


def _fields(deed: Deed, fields: Sequence[tuple[FieldAccess, Answers]], access: RecordAccess) -> list[Line]:
    """What is always so stands first."""
    found: dict[str, list[str]] = {}
    for field, answers in fields:
        when = _within(answers, access)
        if when is not None:
            found.setdefault(when, []).append(listed_label(field.label))
    return [Line(deed, tuple(labels), when) for when, labels in sorted(found.items(), key=lambda each: each[0] != "")]


def _within(answers: Answers, access: RecordAccess) -> str | None:
    """When something is allowed with a record that is seen: states of which none is seen do not count."""
    kept = [index for index, row in enumerate(access.rows) if row.answer != "no"]
    return occasion(tuple(answers[index] for index in kept), [access.states[index] for index in kept])


def occasion(answers: Answers, states: Sequence[State]) -> str | None:
    """When something is allowed, as a clause: "" always, None never."""
    by_answer: dict[Answer, list[str]] = {}
    for answer, state in zip(answers, states, strict=True):
        if answer.answer != "no":
            by_answer.setdefault(answer, []).append(state.label)
    if len(by_answer) == 1 and "no" not in {answer.answer for answer in answers}:
        words = answers[0].words
        return f"while {words}" if words else ""
    return "; ".join(_in_states(answer, labels) for answer, labels in by_answer.items()) or None


def _in_states(answer: Answer, labels: Sequence[str]) -> str:
    rest = f", if {answer.words}" if answer.words else ""
    return f"while its state is {listed(labels, 'or')}{rest}"
