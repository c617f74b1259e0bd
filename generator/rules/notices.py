"""Notices: whether all who are told may see what the words name, at the time when they are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.app import App, Portal, Record
from generator.expressions.scope import YES_NO
from generator.expressions.tree import Constant, Get, Items, Node, Variable, Within
from generator.expressions.types import Type
from generator.noticed import Mail
from generator.notices import CREATED, Named, Notice
from generator.problems import Problem
from generator.rules.certainty import certain_in
from generator.rules.inputs import Reader
from generator.rules.readers import visible

GIVEN = frozenset({"number", "created"})
"""What the product says of a record to whoever sent it in."""


def judge(record: Record, app: App) -> Iterator[Problem]:
    for notice in record.notices:
        yield from _of_guest(record, notice, app) if notice.email else _of_people(record, notice, app)


def judge_mails(mails: Mapping[str, Mail], sent: frozenset[str]) -> Iterator[Problem]:
    """Of all mails; `sent` are those that some record type sends."""
    for key, mail in mails.items():
        if key not in sent:
            hint = "name it under 'notify' of a record type, or remove the file"
            yield Problem("S368", f"nothing sends the mail '{key}'", mail.at, hint, "warning")


def sent(record: Record) -> frozenset[str]:
    return frozenset(notice.mail.key for notice in record.notices if notice.mail is not None)


# People


@dataclass(frozen=True, slots=True)
class _Told:
    """Readers of one role of one portal who are told, and when."""

    reader: Reader
    record: Record
    notice: Notice
    conditions: Sequence[Node]

    @property
    def words(self) -> str:
        return f"mail '{self.notice.mail.key}'" if self.notice.mail else "'say'"

    def problem(self, named: Named) -> Problem | None:
        """What of the path is not theirs to see; where a link leads to nothing that they see, they are told so."""
        record, conditions = self.record, self.conditions
        if ".".join(named.path) in visible(self.reader.access(record)):
            return self._of_field(record, ".".join(named.path), named, conditions)
        for step in named.path:
            problem = self._of_field(record, step, named, conditions)
            field = record.field(step)
            if problem is not None or field is None or field.target is None:
                return problem
            record, conditions = self.reader.app.records[field.target], ()
        return None

    def _of_field(self, record: Record, name: str, named: Named, conditions: Sequence[Node]) -> Problem | None:
        seen, who = visible(self.reader.access(record)), self.reader.name
        is_own = record is self.record
        of = "" if is_own else f" '{name}' of '{record.key}'"
        what = f"{self.words} names '{named.name}', {f'which {who}' if is_own else f'and {who}'}"
        if name not in seen:
            hint = f"take it out, or list '{name}' under 'see' of {who} in '{record.key}'"
            return Problem("S369", f"{what} does not show{of}", named.at, hint)
        if not self.reader.sees_while(record, name, conditions):
            hint = "take it out, or tell them when it is shown: by 'when', or after another move"
            return Problem("S370", f"{what} does not always show{of or ' then'}", named.at, hint)
        return None


def _of_people(record: Record, notice: Notice, app: App) -> Iterator[Problem]:
    certain, conditions = certain_in(app), [*_conditions(record, notice, app)]
    readers = [
        Reader(app, portal.key, role, certain)
        for portal in app.portals.values()
        if portal.who == notice.people
        for role in _roles(portal, app)
    ]
    told = [_Told(each, record, notice, conditions) for each in readers if record.shows(each.portal, each.role)]
    if not told:
        message = f"nobody is told: no '{notice.people}' sees any '{record.key}'"
        yield Problem("S371", message, notice.at, f"give '{record.key}' a block for a portal in which they log in")
    for named in notice.named:
        found = (problem for each in told if (problem := each.problem(named)) is not None)
        yield from list(found)[:1]


def _roles(portal: Portal, app: App) -> tuple[str, ...]:
    """Those that its people can have."""
    held = app.records[portal.who].always_has(portal.role) if portal.role else None
    return portal.roles if held else ("", *portal.roles)


def _conditions(record: Record, notice: Notice, app: App) -> Iterator[Node]:
    """What is known of the record when they are told: its state, and what `when` says."""
    states = [_state_after(record, event) for event in notice.after]
    if states and None not in states:
        yield _in_states(record, tuple(dict.fromkeys(filter(None, states))), app)
    yield from (rule.expression.tree for rule in record.rules if rule.name == notice.when)


def _state_after(record: Record, event: str) -> str | None:
    """None where that is not known."""
    if record.workflow is None:
        return None
    move = record.workflow.move(event)
    return record.workflow.start if event == CREATED else move.target if move is not None else None


def _in_states(record: Record, states: tuple[str, ...], app: App) -> Node:
    field = app.vocabulary.records[record.key].fields["state"]
    this = Variable(Type("link", record=record.key), record.at, "this")
    several = Type("choice", many=True, options=field.type.options)
    items = Items(several, record.at, tuple(Constant(field.type, record.at, state) for state in states))
    return Within(YES_NO, record.at, Get(field.type, record.at, this, field), items)


# Addresses


def _of_guest(record: Record, notice: Notice, app: App) -> Iterator[Problem]:
    """Who reads there gave no more than what was entered with the address, outside."""
    forms = [
        frozenset(access.create)
        for access in record.accesses
        if access.create and notice.email in access.create and not app.portals[access.portal].inside
    ]
    if not forms:
        message = f"nobody is told at '{notice.email}': no portal outside enters it in a new '{record.key}'"
        yield Problem(
            "S365", message, notice.at, "list it under 'create' of a portal that is not inside, or write to a person"
        )
        return
    given = forms[0].intersection(*forms) | GIVEN
    for named in notice.named:
        if len(named.path) > 1 or named.path[0] not in given or _is_link(record, named.path[0]):
            assert notice.mail is not None
            message = (
                f"mail '{notice.mail.key}' names '{named.name}', which was not entered together with '{notice.email}'"
            )
            known = ", ".join(f"'{name}'" for name in sorted(given) if not _is_link(record, name))
            yield Problem("S365", message, named.at, f"such a mail may name {known}")


def _is_link(record: Record, name: str) -> bool:
    field = record.field(name)
    return field is not None and field.target is not None
