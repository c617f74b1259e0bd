"""Passing on: jobs that look whether a record waits too long where routing gave it to, and give it to the next one.

A job only says where to look. Whether it is to be passed on is judged when it runs: not if the record was moved, given
to somebody else, or is nothing for the rule any more. So nothing has to be cancelled.
"""

from __future__ import annotations

from runtime.declarations.access import RecordType
from runtime.declarations.workflow import SINCE
from runtime.jobs.kinds import Arguments
from runtime.records import fields_of
from runtime.routing.words import passed_on
from runtime.service.assignments import Assignment, Slot, last_of
from runtime.service.change import Change
from runtime.service.deadlocks import unless_deadlocked
from runtime.service.desk import Desk, Numbered
from runtime.service.routing import Routed, decide
from runtime.service.unattended import Unattended


def pass_on(unattended: Unattended, arguments: Arguments) -> None:
    """Looks at the record of a job, in one transaction. Raises Refused."""
    record = unattended.record(arguments["table"])
    if record is not None:
        unless_deadlocked(lambda: _look(unattended, record, arguments))


def _look(unattended: Unattended, record: RecordType, arguments: Arguments) -> None:
    with unattended.looking(record, arguments["id"]) as look:
        if look is None:
            return
        change = look.change({})
        routed = _next(change, arguments)
        if routed is not None:
            look.give(change, routed)


def _next(change: Change, arguments: Arguments) -> Routed | None:
    """What routing does about a record that nobody has done anything about; None if it is not for this job."""
    numbered = _rule_of(change.record, arguments["rule"])
    if numbered is None:
        return None
    _, rule = numbered
    slot = Slot(change.record.table, change.fields[rule.fill].stored)
    last = last_of(change.session.connection(), slot, change.entity.id)
    if last is None or last.id != arguments["assignment"] or not _waits(change, rule.fill, last):
        return None
    desk = Desk([change], _from_on(change.record, numbered))
    if rule.again_after is None or not desk.counts(change, numbered):
        return None
    return decide(change, passed_on(rule.again_after), desk)


def _rule_of(record: RecordType, number: int) -> Numbered | None:
    """The rule that gave it; the specs may have changed, so that there is another one in its place."""
    rule = record.routing[number - 1] if number <= len(record.routing) else None
    return (number, rule) if rule is not None and rule.fill and rule.again_after is not None else None


def _from_on(record: RecordType, numbered: Numbered) -> list[Numbered]:
    """It, and those after it for the same event."""
    first, rule = numbered
    return [
        (number, each)
        for number, each in enumerate(record.routing, start=1)
        if number >= first and each.after == rule.after
    ]


def _waits(change: Change, fill: str, last: Assignment) -> bool:
    """Whether it is still where it was given to, and was not moved since then."""
    if getattr(change.entity, change.fields[fill].column) != last.candidate_id:
        return False
    if change.record.workflow is None:
        return True
    since = getattr(change.entity, fields_of(change.record.model)[SINCE].column)
    return since is None or since <= last.at
