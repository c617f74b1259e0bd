"""One person's transaction about one record type: the record that it is about, locked, and the change that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from runtime import ids
from runtime import values as rules
from runtime.declarations.access import Access, RecordType
from runtime.declarations.site import Site
from runtime.declarations.workflow import Move
from runtime.ids import read_id
from runtime.scope import Permits, Principal
from runtime.scope.reader import Reader
from runtime.service.before import complete, look_before
from runtime.service.change import (
    Before,
    Change,
    Entry,
    filled_by_move,
    filled_in_new,
    form_of_edit,
    form_of_new,
    normalised,
)
from runtime.service.clocks import Judges
from runtime.service.lines import with_lines
from runtime.service.outcomes import Conflict, Forbidden, Missing, NotNow
from runtime.service.reacting import Handlers
from runtime.service.rows import locked


@dataclass(frozen=True, slots=True)
class Turn:
    """The reader reads in the transaction; `given` has the same moment."""

    site: Site
    record: RecordType
    access: Access
    principal: Principal
    session: Session
    reader: Reader
    given: rules.Given
    handlers: Handlers
    judges: Judges

    # The record that it is about

    def opened(self, record_id: int, revision: int) -> tuple[Any, Permits]:
        """To be edited or deleted; a change by somebody else is a Conflict.

        Who may do nothing to it now is told so whatever the revision: it would tell them of changes that they do not
        see.
        """
        entity, permits = self._locked(record_id)
        if not permits.edit and not permits.delete:
            raise Forbidden("You may not change this now.")
        if permits.revision != revision:
            raise Conflict(permits.revision)
        return entity, permits

    def opened_to(self, move: Move, record_id: int, revision: int) -> Any:
        """To be moved. What is not open now is told so whatever the revision, for the same reason."""
        entity, permits = self._locked(record_id)
        if move.name not in permits.moves:
            row = self.reader.record(self.record.key, record_id)
            raise NotNow(self.reader.state_in_words(self.record.key, row), permits.moves)
        if permits.revision != revision:
            raise Conflict(permits.revision)
        return entity

    def _locked(self, record_id: int) -> tuple[Any, Permits]:
        """The record, and what this person may do to it. Raises Missing."""
        known = read_id(record_id)
        if known is None:
            raise Missing
        entity = locked(self.session, self.record.model, known)
        permits = self.reader.permits(self.record.key, known)
        if entity is None or permits is None:
            raise Missing
        return entity, permits

    # The change

    def new(self, entry: Entry) -> Change:
        entity, access = self.record.model(id=ids.new_id()), self.access
        filled = filled_in_new(self.record, access.preset, self.given.moment)
        return with_lines(
            Change(
                site=self.site,
                record=self.record,
                access=access,
                principal=self.principal,
                session=self.session,
                reader=self.reader,
                given=self.given,
                entity=entity,
                entry=normalised(self.record, entry),
                before=Before(),
                fresh=True,
                form=form_of_new(access),
                filled=filled,
                handlers=self.handlers,
                judges=self.judges,
            )
        )

    def edited(self, entry: Entry, entity: Any, permits: Permits) -> Change:
        return with_lines(self._there(entry, entity, frozenset(permits.edit), form_of_edit(self.access), None))

    def moved(self, entry: Entry, entity: Any, move: Move) -> Change:
        needs = frozenset(move.needs)
        return self._there(entry, entity, needs, needs, move)

    def _there(
        self, entry: Entry, entity: Any, editable: frozenset[str], form: frozenset[str], move: Move | None
    ) -> Change:
        """Of a record that is there. `editable` are the fields that may be set now, `form` those at some time."""
        ready = normalised(self.record, entry)
        before = look_before(self.session, self.record, entity, ready)
        return Change(
            site=self.site,
            record=self.record,
            access=self.access,
            principal=self.principal,
            session=self.session,
            reader=self.reader,
            given=self.given,
            entity=entity,
            entry=complete(ready, before, self.record, self.reader, editable),
            before=before,
            fresh=False,
            form=form,
            filled={} if move is None else filled_by_move(self.record, move, self.principal, self.given.moment),
            handlers=self.handlers,
            judges=self.judges,
            move=move,
        )
