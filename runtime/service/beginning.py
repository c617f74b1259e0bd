"""Clocks for the records that were there before their service level: they begin when the first server has it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.clocks import Judge
from runtime.declarations.access import RecordType
from runtime.declarations.service_level import COURSE
from runtime.declarations.site import Site
from runtime.declarations.workflow import STATE
from runtime.engine import Engines
from runtime.jobs import store_all
from runtime.records import fields_of
from runtime.service.clocks import judges_of, next_step, set_begun
from runtime.service.rows import save_all

AT_ONCE = 500


def begin_clocks(engines: Engines, site: Site, moment: datetime) -> int:
    """How many records were given clocks. Those that are done have none: nothing is promised of them any more."""
    doors = engines.made_by("service")
    return sum(_begin(doors, site.records[key], judge, moment) for key, judge in judges_of(site).items())


def _begin(doors: Engines, record: RecordType, judge: Judge, moment: datetime) -> int:
    """In small transactions, if at all; a record that somebody is changing gets its clocks by that change."""
    with doors.read.connect() as connection:
        if connection.execute(_without_clocks(record, judge).limit(1)).first() is None:
            return 0
    begun = 0
    while True:
        with doors.write.begin() as connection:
            session = Session(connection, autoflush=False)
            wanted = _without_clocks(record, judge).limit(AT_ONCE)
            found = session.scalars(wanted.with_for_update(skip_locked=True, key_share=True)).all()
            for entity in found:
                set_begun(judge, record, entity, moment)
            store_all(connection, [job for each in found for job in next_step(judge, record, each, moment)])
            save_all(session)
        if not found:
            return begun
        begun += len(found)


def _without_clocks(record: RecordType, judge: Judge) -> sa.Select[tuple[object]]:
    model, fields = record.model, fields_of(record.model)
    course, state = getattr(model, fields[COURSE].column), getattr(model, fields[STATE].column)
    return sa.select(model).where(course.is_(None), state.not_in(judge.level.done)).order_by(model.id)
