"""Changes that nobody makes: a job looks at a record and changes it as it is then, by the database's clock.

Nobody has no account, is no `me` and sees nothing. What they do passes checks, computed values, history and handlers as
any other change; what speaks against it is told to those who look after jobs, so it is told as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from runtime import values
from runtime.declarations.access import Access, RecordType, Value
from runtime.declarations.site import Portal, Site
from runtime.declarations.workflow import Move
from runtime.engine import Engines
from runtime.files import FileStore
from runtime.jobs.clock import now
from runtime.scope import Principal, Reader, Scopes
from runtime.service import history
from runtime.service.attaching import Attachments, attachments
from runtime.service.before import look_before
from runtime.service.change import Change, Entry, filled_by_move
from runtime.service.clocks import Judges, judges_of
from runtime.service.computing import Computing
from runtime.service.moving import make_move, plainly
from runtime.service.reacting import Handlers, Notice, notice_of_saved, tell_committed
from runtime.service.routing import Routed
from runtime.service.rows import locked, save_all
from runtime.service.writing import refuse_as_a_whole, store_decided, write

PORTAL = "product:itself"
"""A name that no portal of the specs can have: nobody's, and it sees nothing."""


@dataclass(frozen=True, slots=True)
class Look:
    """One transaction about one record, which is locked. `given` has the moment of the database's clock."""

    site: Site
    record: RecordType
    entity: Any
    session: Session
    reader: Reader
    given: values.Given
    judges: Judges
    _principal: Principal
    _computing: Computing
    _files: Attachments
    _handlers: Handlers
    _notices: list[Notice] = field(default_factory=list)

    @property
    def moment(self) -> datetime:
        return self.given.moment

    def change(self, filled: Mapping[str, Value], move: Move | None = None) -> Change:
        """The record as it is counts as what was there before."""
        moved = {} if move is None else filled_by_move(self.record, move, self._principal, self.moment)
        return Change(
            site=self.site,
            record=self.record,
            access=Access(),
            principal=self._principal,
            session=self.session,
            reader=self.reader,
            given=self.given,
            entity=self.entity,
            entry=Entry(),
            before=look_before(self.session, self.record, self.entity, Entry()),
            fresh=False,
            form=frozenset(),
            filled={**filled, **moved},
            handlers=self._handlers,
            judges=self.judges,
            move=move,
        )

    def save(self, change: Change) -> None:
        """Raises Refused."""
        if write(change, self._computing, self._files):
            history.add_edited(change)
            self._notices.append(notice_of_saved(change))

    def give(self, change: Change, routed: Routed) -> None:
        """The record to whom routing decided. Raises Refused."""
        store_decided([routed], self._computing, self._files)
        refuse_as_a_whole(change)
        history.add_edited(change)
        self._notices.append(notice_of_saved(change))

    def make(self, change: Change) -> None:
        """The move of the change, with all that follows. Raises Refused."""
        made = make_move(change, self._computing, self._files, None, plainly)
        self._notices.extend(map(notice_of_saved, made))


class Unattended:
    """For a site; made once in each process that runs jobs."""

    def __init__(self, site: Site, engines: Engines, store: FileStore, handlers: Handlers) -> None:
        self.site = _with_portal(site)
        self.engines = engines.made_by("service")
        self._store, self._handlers = store, handlers
        self._scopes = Scopes(self.site, engines)
        self._computing, self._judges = Computing(self.site), judges_of(self.site)
        who = self.site.portals[PORTAL].who
        self._principal = Principal(PORTAL, "", None, 0, who, "Nobody", "", MappingProxyType({}))

    def record(self, table: str) -> RecordType | None:
        """The record type of a table; None where the specs have none any more."""
        return next((record for record in self.site.records.values() if record.table == table), None)

    def given(self, moment: datetime) -> values.Given:
        return values.Given(me=None, role=None, portal="", moment=moment, zone=ZoneInfo(self.site.time_zone))

    @contextmanager
    def looking(self, record: RecordType, record_id: int) -> Iterator[Look | None]:
        """A transaction until the block ends; None where there is no such record any more."""
        notices: list[Notice] = []
        with attachments(self._store) as files, self.engines.write.begin() as connection:
            session = Session(connection, autoflush=False, expire_on_commit=False)
            entity = locked(session, record.model, record_id)
            moment = now(connection)
            reader = self._scopes.reader(self._principal, connection, moment)
            look = Look(
                self.site, record, entity, session, reader, self.given(moment), self._judges,
                self._principal, self._computing, files, self._handlers, notices,
            )  # fmt: skip
            yield None if entity is None else look
            save_all(session)
        for notice in notices:
            tell_committed(notice, lambda: self._scopes.reader(self._principal))


def _with_portal(site: Site) -> Site:
    first = next(iter(site.portals.values()))
    own = Portal(PORTAL, "The site itself", at="", inside=True, who=first.who, email=first.email)
    return replace(site, portals={**site.portals, PORTAL: own})
