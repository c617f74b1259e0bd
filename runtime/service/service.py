"""Create, edit and delete, each in one transaction. Whatever raises leaves nothing behind, files included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from runtime import ids
from runtime.declarations.access import Access
from runtime.declarations.site import Site
from runtime.engine import Engines
from runtime.files import FileStore
from runtime.scope import Permits, Principal
from runtime.scope.scopes import Scopes
from runtime.service import attaching, history
from runtime.service.change import Change, make_given
from runtime.service.computing import Computing, Touched
from runtime.service.outcomes import GENERAL, Conflict, Forbidden, Missing, Refused, Saved, Upload
from runtime.service.removing import refuse_while_linked, remove
from runtime.service.writing import Entry, write

TAKEN = "Somebody else saved the same at this very moment. Check what you entered and save again."
NO_UPLOADS: Mapping[str, tuple[Upload, ...]] = {}


class Service:
    """The changes of a site. Safe to share between threads: every change has its own session."""

    def __init__(self, site: Site, engines: Engines, scopes: Scopes, store: FileStore) -> None:
        self._site, self._engines, self._scopes, self._store = site, engines, scopes, store
        self._computing = Computing(site)

    def create(
        self,
        principal: Principal,
        key: str,
        values: Mapping[str, Any],
        *,
        uploads: Mapping[str, tuple[Upload, ...]] = NO_UPLOADS,
        form_token: str | None = None,
    ) -> Saved:
        """Makes a record; a form token that was used before gives its record again. Raises Refused or Forbidden."""
        access = self._access(principal, key)
        if access is None or access.create is None:
            raise Forbidden("You may not add this here.")
        _only({*values, *uploads}, access.create)
        try:
            with self._transaction() as session, attaching.undone(self._store) as attach:
                change = self._begin(session, principal, key, access, entity=None, names=frozenset({*values, *uploads}))
                write(change, Entry(values, uploads), self._computing, attach)
                history.add(change, "create", history.snapshot(change), form_token)
                return _saved(change)
        except (Refused, IntegrityError) as reason:
            earlier = self._earlier(principal, key, form_token)
            if earlier is not None:
                return earlier
            raise reason if isinstance(reason, Refused) else Refused({GENERAL: [TAKEN]}) from reason

    def edit(
        self,
        principal: Principal,
        key: str,
        record_id: int,
        values: Mapping[str, Any],
        *,
        revision: int,
        uploads: Mapping[str, tuple[Upload, ...]] = NO_UPLOADS,
        removed_files: Iterable[int] = (),
    ) -> Saved:
        """Changes fields of a record. Raises Missing, Conflict, Forbidden or Refused."""
        with self._transaction() as session, attaching.undone(self._store) as attach:
            change, permits = self._open(
                session, principal, key, record_id, revision=revision, names=frozenset({*values, *uploads})
            )
            _only({*values, *uploads}, permits.edit)
            before = history.snapshot(change)
            removed = attaching.select_removed(change, removed_files, permits.edit)
            write(change, Entry(values, uploads, removed), self._computing, attach)
            history.add(change, "edit", history.difference(before, history.snapshot(change)))
            return _saved(change)

    def delete(self, principal: Principal, key: str, record_id: int, *, revision: int) -> None:
        """Removes a record that nothing links to. Raises Missing, Conflict, Forbidden or Refused."""
        with self._transaction() as session:
            change, permits = self._open(session, principal, key, record_id, revision=revision, names=frozenset())
            if not permits.delete:
                raise Forbidden("You may not delete this.")
            refuse_while_linked(session, self._site, key, record_id)
            owners = self._computing.owners(session, Touched(key, record_id, frozenset(), whole=True))
            history.add(change, "delete", history.snapshot(change))
            stored = remove(change)
            self._computing.recompute(session, owners, change.given)
        for name in stored:  # only once the rows are gone for good
            self._store.remove(name)

    def _access(self, principal: Principal, key: str) -> Access | None:
        record = self._site.records.get(key)
        return self._scopes.policy(principal.portal, principal.role).access(key) if record else None

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with self._engines.write.begin() as connection:
            session = Session(connection, autoflush=False, expire_on_commit=False)
            yield session
            session.flush()

    def _open(
        self, session: Session, principal: Principal, key: str, record_id: int, *, revision: int, names: frozenset[str]
    ) -> tuple[Change, Permits]:
        """The record, locked, as this person may change it; somebody else's change in between is a Conflict."""
        access = self._access(principal, key)
        if access is None:
            raise Missing
        entity = session.get(self._site.records[key].model, record_id, with_for_update=True)
        change = self._begin(session, principal, key, access, entity=entity, names=names)
        permits = change.reader.permits(key, record_id)
        if entity is None or permits is None:
            raise Missing
        if permits.revision != revision:
            raise Conflict(permits.revision)
        return change, permits

    def _begin(
        self,
        session: Session,
        principal: Principal,
        key: str,
        access: Access,
        *,
        entity: Any | None,
        names: frozenset[str],
    ) -> Change:
        record, moment = self._site.records[key], datetime.now(UTC)
        return Change(
            site=self._site,
            record=record,
            access=access,
            principal=principal,
            session=session,
            reader=self._scopes.reader(principal, session.connection(), moment),
            given=make_given(session, self._site, principal, moment),
            entity=record.model(id=ids.new_id(), created=moment, updated=moment) if entity is None else entity,
            changed=names | (frozenset(access.preset) if entity is None else frozenset()),
            fresh=entity is None,
        )

    def _earlier(self, principal: Principal, key: str, form_token: str | None) -> Saved | None:
        """What this form made when it was sent before, by the same person."""
        if form_token is None:
            return None
        with self._engines.read.connect() as connection:
            found = connection.execute(history.made_by_form(principal, key, form_token)).first()
            if found is None:
                return None
            entity = Session(connection).get(self._site.records[key].model, found.record_id)
        return Saved(found.record_id, getattr(entity, "number", None), repeated=True)


def _only(names: set[str], allowed: Iterable[str]) -> None:
    beyond = sorted(names - set(allowed))
    if beyond:
        raise Forbidden(f"You may not set {', '.join(beyond)} here.")


def _saved(change: Change) -> Saved:
    return Saved(change.entity.id, getattr(change.entity, "number", None))
