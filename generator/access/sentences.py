"""Changes of access as sentences: "Customers can now read Resolution of an order while its state is Shipped."

Roles that change alike are said together, fields that change alike too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.access.audience import audience
from generator.access.difference import Change, Kind
from generator.access.fieldnames import field_label, listed_label
from generator.access.implication import added
from generator.access.labels import lowered
from generator.access.moving import move_label, needs_of
from generator.access.phrases import article, listed
from generator.access.reach import states_reached
from generator.access.rights import Operation, Right
from generator.access.telling import condition_words, node_words
from generator.app import App
from generator.expressions.walking import meaning

WHOLE: Mapping[Operation, str] = {
    "rows": "see",
    "create": "create",
    "delete": "delete",
    "history": "see the history of",
}
KINDS: tuple[Kind, ...] = ("gain", "loss", "both", "change")
OPERATIONS: tuple[Operation, ...] = ("rows", "see", "create", "edit", "delete", "history", "move", "need", "tell")
AT_ANY_TIME = "at any time"


@dataclass(frozen=True, slots=True)
class Statement:
    """A change but for the fields and the roles. `pattern` has a place for what is done: "can now {} while …".

    `at` and `at_before` are the lines that say so, now and then; `before` and `after` the conditions in words, ""
    for always, None for no such right. `states`: those in which it makes a difference; none: all of them.
    """

    kind: Kind
    portal: str
    record: str
    operation: Operation
    pattern: str
    at: str | None
    at_before: str | None
    before: str | None
    after: str | None
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A change of access in words, for these roles of a portal; `fields` is empty for the record as a whole."""

    statement: Statement
    roles: tuple[str, ...]
    fields: tuple[str, ...]
    text: str


def put_into_words(changes: Iterable[Change], before: App, after: App) -> list[Sentence]:
    """In no order."""
    fields: dict[tuple[Statement, str], list[str]] = {}
    for change in changes:
        fields.setdefault((_statement(change, before, after), change.role), []).append(change.field)
    roles: dict[tuple[Statement, tuple[str, ...]], list[str]] = {}
    for (statement, role), names in fields.items():
        roles.setdefault((statement, tuple(names)), []).append(role)
    return [
        Sentence(statement, tuple(held), tuple(filter(None, names)), _text(statement, names, held, before, after))
        for (statement, names), held in roles.items()
    ]


def sorted_sentences(sentences: Iterable[Sentence]) -> list[Sentence]:
    """By portal, record type, kind and words."""
    return sorted(sentences, key=_order)


def _order(sentence: Sentence) -> tuple[str | int, ...]:
    statement = sentence.statement
    kind, operation = KINDS.index(statement.kind), OPERATIONS.index(statement.operation)
    return statement.portal, statement.record, kind, operation, sentence.text


def _statement(change: Change, before: App, after: App) -> Statement:
    then, now = change.before, change.after
    old = None if then is None else condition_words(then, before, change.portal, change.record)
    new = None if now is None else condition_words(now, after, change.portal, change.record)
    return Statement(
        kind=change.kind,
        portal=change.portal,
        record=change.record,
        operation=change.operation,
        pattern=_pattern(change, old, new, before, after),
        at=_place(now, then),
        at_before=_place(then, now),
        before=old,
        after=new,
        states=states_reached(change, before, after),
    )


def _pattern(change: Change, old: str | None, new: str | None, before: App, after: App) -> str:
    if old is None:
        return f"can now {{}}{_while(new)}."
    if new is None:
        return f"can no longer {{}}{', which they could' + _while(old) if old else ''}."
    assert change.before is not None
    assert change.after is not None
    was, is_now = change.before.condition, change.after.condition
    more, less = added(was, is_now), added(is_now, was)
    now = node_words(more, after, change.portal, change.record) if more else ""
    no_longer = node_words(less, before, change.portal, change.record) if less else ""
    if change.kind == "gain" and now:
        return f"can now {{}} also while {now}."
    if change.kind == "loss" and no_longer:
        return f"can no longer {{}} while {no_longer}."
    if change.kind == "both" and now and no_longer:
        return f"can now {{}} while {now}, but no longer while {no_longer}."
    only, only_before = " only" * (change.kind == "loss"), " only" * (change.kind == "gain")
    return f"can now {{}}{only}{_when(new)} (before{only_before or ':'}{_when(old)})."


def _when(words: str | None) -> str:
    return _while(words) or f" {AT_ANY_TIME}"


def _while(words: str | None) -> str:
    return f" while {words}" if words else ""


def _place(right: Right | None, other: Right | None) -> str | None:
    """The line of the grant that the other state of the specs does not have, else of the first."""
    if right is None:
        return None
    known = {meaning(condition) for condition, _ in other.sources} if other else set()
    new = [origin for condition, origin in right.sources if meaning(condition) not in known]
    at = (new or [right.sources[0][1]])[0].at
    return f"{at.file}:{at.line}"


def _text(statement: Statement, names: Sequence[str], roles: Sequence[str], before: App, after: App) -> str:
    app = before if statement.after is None else after
    if statement.portal not in app.portals or statement.record not in app.records:
        app = before
    who = audience(app.portals[statement.portal], roles, app)
    return f"{who} {statement.pattern.replace('{}', _deed(statement, names, roles[0], app), 1)}"


def _deed(statement: Statement, names: Sequence[str], role: str, app: App) -> str:
    """ "read Number and State of an order", "create an order, entering Number and State", "see every order"."""
    record = app.records[statement.record]
    one = article(lowered(record.label))
    if statement.operation in ("move", "need"):
        return _move_deed(statement, names, role, one, app)
    labels = [listed_label(field_label(name, record, statement.portal, role, app)) for name in names if name]
    fields = listed(labels, "and") if labels else ""
    match statement.operation:
        case "see":
            return f"read {fields} of {one}"
        case "edit":
            return f"change {fields} of {one}"
        case "create" if "" not in names:
            return f"enter {fields} when they create {one}"
    verb = WHOLE[statement.operation]
    if statement.operation == "rows" and (statement.after is None or not statement.after):
        return f"{verb} {'any' if statement.after is None else 'every'} {lowered(record.label)}"
    return f"{verb} {one}{f', entering {fields}' if fields else ''}"


def _move_deed(statement: Statement, names: Sequence[str], role: str, one: str, app: App) -> str:
    """ "do “Close” and “Cancel” of an order, entering Reason", "enter Reason with “Cancel” of an order"."""
    record = app.records[statement.record]

    def label(name: str) -> str:
        return listed_label(field_label(name, record, statement.portal, role, app))

    if statement.operation == "need":
        pairs = [name.partition(".") for name in names]
        each = [f"{label(field)} with {move_label(record, move)}" for move, _, field in pairs]
        return f"enter {listed(each, 'and')} of {one}"
    entered = dict.fromkeys(field for name in names for field in needs_of(record, name))
    fields = f", entering {listed([label(field) for field in entered], 'and')}," if entered else ""
    if statement.after is None or statement.before is not None:
        fields = ""
    return f"do {listed([move_label(record, name) for name in names], 'and')} of {one}{fields}"
