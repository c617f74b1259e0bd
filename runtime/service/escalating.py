"""Steps of escalation: jobs that look at a record when its next step is due, and take what is due then.

A job only says where to look. Whether a step is due is judged again when it runs, so that one whose clocks stand by
then, or whose promise has changed, does nothing: each change of the clocks has left a job of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime import values
from runtime.clocks import read_course, written
from runtime.declarations.access import Access, Value
from runtime.declarations.service_level import COURSE, Step
from runtime.declarations.site import Portal, Site
from runtime.engine import Engines
from runtime.files import FileStore
from runtime.jobs.clock import now
from runtime.records import fields_of
from runtime.scope import Principal, Scopes
from runtime.service import history
from runtime.service.attaching import attachments
from runtime.service.before import look_before
from runtime.service.change import Change, Entry
from runtime.service.clocks import await_step, judges_of, steps_ahead
from runtime.service.computing import Computing
from runtime.service.reacting import Handlers, Notice, notice_of_saved, tell_committed
from runtime.service.writing import write

PORTAL = "product:clocks"
"""A name that no portal of the specs can have: nobody's, and it sees nothing."""


class Escalating:
    """For a site; made once in each process that runs jobs."""

    def __init__(self, site: Site, engines: Engines, store: FileStore, handlers: Handlers) -> None:
        self._site = _with_portal(site)
        self._engines, self._store, self._handlers = engines.made_by("service"), store, handlers
        self._scopes = Scopes(self._site, engines)
        self._computing, self._judges = Computing(self._site), judges_of(self._site)
        self._who = Principal(
            PORTAL, "", None, 0, self._site.portals[PORTAL].who, "Service level", "", MappingProxyType({})
        )

    def take(self, table: str, record_id: int) -> None:
        """All steps of this record that are due, in one transaction. Raises Refused."""
        key = next((key for key, record in self._site.records.items() if record.table == table), "")
        if key not in self._judges:
            return  # the specs have changed
        notice = Notice()
        with attachments(self._store) as files, self._engines.write.begin() as connection:
            moment = now(connection)  # of the clock by which the job was due
            session = Session(connection, autoflush=False, expire_on_commit=False)
            change = self._change(session, key, record_id, moment)
            if change is not None and write(change, self._computing, files):
                history.add_edited(change)
                notice = notice_of_saved(change)
            session.flush()
        tell_committed(notice, lambda: self._scopes.reader(self._who))

    def _change(self, session: Session, key: str, record_id: int, moment: datetime) -> Change | None:
        record = self._site.records[key]
        entity = session.scalar(
            sa.select(record.model).where(record.model.id == record_id).with_for_update(key_share=True)
        )
        if entity is None:
            return None
        steps = [step for at, step in steps_ahead(self._judges[key], record, entity, moment) if at <= moment]
        if not steps:  # the next one was to come earlier when the job was stored
            await_step(session.connection(), self._judges[key], record, entity, moment)
            return None
        before = look_before(session, record, entity, Entry())
        _remember(entity, fields_of(record.model)[COURSE].column, steps)
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
            before=before,
            fresh=False,
            form=frozenset(),
            filled=_filled(steps),
            handlers=self._handlers,
            judges=self._judges,
        )


def _filled(steps: list[Step]) -> Mapping[str, Value]:
    return {name: value for step in steps for name, value in step.set.items()}


def _remember(entity: Any, column: str, steps: list[Step]) -> None:
    course = read_course(getattr(entity, column))
    taken = (*course.steps, *(step.name for step in steps))
    setattr(entity, column, written(replace(course, steps=taken)))


def _with_portal(site: Site) -> Site:
    first = next(iter(site.portals.values()))
    own = Portal(PORTAL, "Service level", at="", inside=True, who=first.who, email=first.email)
    return replace(site, portals={**site.portals, PORTAL: own})
