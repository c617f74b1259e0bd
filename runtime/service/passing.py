"""Passing on: jobs that look whether a record waits too long where routing gave it to, and give it to the next one.

A job only says where to look. Whether it is to be passed on is judged when it runs: not if the record was moved, given
to somebody else, or is nothing for the rule any more. So nothing has to be cancelled.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime import values
from runtime.declarations.access import Access, RecordType
from runtime.declarations.site import Site
from runtime.declarations.workflow import SINCE
from runtime.engine import Engines
from runtime.files import FileStore
from runtime.jobs.clock import now
from runtime.jobs.kinds import Arguments
from runtime.records import fields_of
from runtime.routing.words import passed_on
from runtime.scope import Scopes
from runtime.service import history
from runtime.service.assignments import Assignment, Slot, last_of
from runtime.service.attaching import attachments
from runtime.service.before import look_before
from runtime.service.change import Change, Entry
from runtime.service.clocks import judges_of
from runtime.service.computing import Computing
from runtime.service.deadlocks import unless_deadlocked
from runtime.service.desk import Desk, Numbered
from runtime.service.nobody import nobody_in
from runtime.service.reacting import Handlers, Notice, notice_of_saved, tell_committed
from runtime.service.routing import Routed, decide
from runtime.service.writing import refuse_as_a_whole, store_decided


class Passing:
    """For a site; made once in each process that runs jobs."""

    def __init__(self, site: Site, engines: Engines, store: FileStore, handlers: Handlers) -> None:
        nobody = nobody_in(site, "product:routing", "Routing")
        self._site, self._who = nobody.site, nobody.who
        self._engines, self._store, self._handlers = engines.made_by("service"), store, handlers
        self._scopes = Scopes(self._site, engines)
        self._computing, self._judges = Computing(self._site), judges_of(self._site)

    def look(self, arguments: Arguments) -> None:
        """At the record of a job, in one transaction. Raises Refused."""
        key = next((key for key, record in self._site.records.items() if record.table == arguments["table"]), "")
        if key:
            notice = unless_deadlocked(lambda: self._look(self._site.records[key], arguments))
            tell_committed(notice, lambda: self._scopes.reader(self._who))

    def _look(self, record: RecordType, arguments: Arguments) -> Notice:
        notice = Notice()
        with attachments(self._store) as files, self._engines.write.begin() as connection:
            session = Session(connection, autoflush=False, expire_on_commit=False)
            change = self._locked(session, record, arguments["id"])
            routed = None if change is None else _next(change, arguments)
            if change is not None and routed is not None:
                store_decided([routed], self._computing, files)
                refuse_as_a_whole(change)
                history.add_edited(change)
                notice = notice_of_saved(change)
            session.flush()
        return notice

    def _locked(self, session: Session, record: RecordType, record_id: int) -> Change | None:
        """The record, which nobody else can move meanwhile. The moment is of the clock by which the job was due."""
        model = record.model
        entity: Any = session.scalar(sa.select(model).where(model.id == record_id).with_for_update(key_share=True))
        if entity is None:
            return None
        moment = now(session.connection())
        return Change(
            site=self._site,
            record=record,
            access=Access(),
            principal=self._who,
            session=session,
            reader=self._scopes.reader(self._who, session.connection(), moment),
            given=values.Given(me=None, role=None, portal="", moment=moment, zone=ZoneInfo(self._site.time_zone)),
            entity=entity,
            entry=Entry(),
            before=look_before(session, record, entity, Entry()),
            fresh=False,
            form=frozenset(),
            filled={},
            handlers=self._handlers,
            judges=self._judges,
        )


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
