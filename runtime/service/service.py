"""Create, edit, move and delete, each in one transaction. Whatever raises leaves nothing behind, files included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from runtime.declarations.access import Access
from runtime.declarations.site import Site
from runtime.declarations.workflow import Move
from runtime.engine import Engines
from runtime.files import FileStore
from runtime.records import fields_of
from runtime.scope import Principal
from runtime.scope.scopes import Scopes
from runtime.service import history
from runtime.service.attaching import attachments
from runtime.service.change import Change, Entry, make_given, only
from runtime.service.clocks import judges_of
from runtime.service.commenting import add_comments, all_comments, apart
from runtime.service.computing import Computing, Touched, links_in
from runtime.service.deadlocks import unless_deadlocked
from runtime.service.lines import all_lines
from runtime.service.moving import discreetly, make_move
from runtime.service.outcomes import GENERAL, Conflict, Forbidden, Missing, NotNow, Refused, Saved, Upload
from runtime.service.reacting import (
    NOBODY,
    Handlers,
    Notice,
    notice_of_deleted,
    notice_of_saved,
    tell_committed,
    tell_deleted,
)
from runtime.service.receiving import receive
from runtime.service.removing import LINKED, refuse_while_linked, remove
from runtime.service.rows import save_all
from runtime.service.turn import Turn
from runtime.service.watching import Watching
from runtime.service.writing import write
from runtime.service.writing_lines import keep_history, notices_of_lines, notices_of_removed, remove_line
from runtime.words import inside, sentence, with_article

TAKEN = "Somebody else saved the same at this very moment. Check what you entered and save again."
NO_UPLOADS: Mapping[str, tuple[Upload, ...]] = {}


class Service:
    """The changes of a site. Safe to share between threads: every change has its own session."""

    def __init__(
        self, site: Site, engines: Engines, scopes: Scopes, store: FileStore, handlers: Handlers = NOBODY
    ) -> None:
        """`handlers` are told of every change: hand-written code of the site."""
        self._site, self._scopes, self._store, self._handlers = site, scopes, store, handlers
        self._engines = engines.made_by("service")
        self._computing = Computing(site)
        self._judges = judges_of(site)
        self.watching = Watching(engines, scopes)

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
        self._refuse_line(key)
        access = self._access(principal, key)
        if access is None or access.create is None:
            raise Forbidden("You may not add this here.")
        only({*values, *uploads}, access.create)
        record = self._site.records[key]
        token = None if form_token is None else history.token_of_form(principal, record, form_token)

        def act() -> tuple[Saved, list[Notice]]:
            with attachments(self._store) as files:
                arrivals = receive(files, record, access, uploads)
                with self._turn(principal, key, access, TAKEN) as turn:
                    change = turn.new(Entry(values, arrivals, token=token))
                    write(change, self._computing, files)
                    history.complete_created(change)
                    keep_history(change)
                    return _saved(change), [notice_of_saved(change), *notices_of_lines(change)]

        try:  # routing takes its turn when others may hold what it writes then
            saved, notices = unless_deadlocked(act)
        except Refused:
            earlier = self._earlier(key, token)
            if earlier is None:
                raise
            return earlier
        self._tell(notices, principal)
        return saved

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
        self._refuse_line(key)
        access = self._access(principal, key)
        if access is None:
            raise Missing
        only({*values, *uploads}, {name for grant in access.edit for name in grant.fields})
        with attachments(self._store) as files:
            arrivals = receive(files, self._site.records[key], access, uploads)
            with self._turn(principal, key, access, TAKEN) as turn:
                entity, permits = turn.opened(record_id, revision)
                only({*values, *uploads}, permits.edit)
                entry = Entry(values, arrivals, frozenset(removed_files))
                change = turn.edited(entry, entity, permits)
                notices = notices_of_removed(change)
                if write(change, self._computing, files):
                    history.add_edited(change)
                    keep_history(change)
                    notices = (notice_of_saved(change), *notices_of_lines(change), *notices)
                saved = _saved(change)
        self._tell(notices, principal)
        return saved

    def move(
        self,
        principal: Principal,
        key: str,
        record_id: int,
        move: str,
        values: Mapping[str, Any],
        *,
        revision: int,
        uploads: Mapping[str, tuple[Upload, ...]] = NO_UPLOADS,
        removed_files: Iterable[int] = (),
    ) -> Saved:
        """Moves a record, once, with all that follows. Raises Missing, Forbidden, NotNow, Conflict or Refused"""
        self._refuse_line(key)
        access, made = self._move(principal, key, move)
        values, uploads, said = apart(self._site, made, values, uploads)
        only({*values, *uploads}, made.needs)
        record, removed = self._site.records[key], frozenset(removed_files)
        token = history.token_of_move(principal, record, record_id, move, revision)

        def act() -> tuple[Saved, list[Notice]]:
            with attachments(self._store) as files:
                arrivals = receive(files, record, access, uploads)
                comments = [each.received(files) for each in said]
                with self._turn(principal, key, access, TAKEN) as turn:
                    entity = turn.opened_to(made, record_id, revision)
                    added = add_comments(turn, comments, entity.id, self._computing, files)
                    change = turn.moved(Entry(values, arrivals, removed), entity, made)
                    changes = (*added, *make_move(change, self._computing, files, token, discreetly))
                    return _saved(change), list(map(notice_of_saved, changes))

        try:  # what follows takes records in another order than their own changes do
            saved, notices = unless_deadlocked(act)
        except (Missing, NotNow, Conflict, Refused):
            earlier = self._earlier(key, token)
            if earlier is None:
                raise
            return earlier
        self._tell(notices, principal)
        return saved

    def delete(self, principal: Principal, key: str, record_id: int, *, revision: int) -> None:
        """Removes a record that nothing else links to, with its lines and comments.

        Raises Missing, Conflict, Forbidden or Refused.
        """
        self._refuse_line(key)
        access = self._access(principal, key)
        if access is None:
            raise Missing
        with attachments(self._store) as files, self._turn(principal, key, access, LINKED) as turn:
            entity, permits = turn.opened(record_id, revision)
            if not permits.delete:
                raise Forbidden("You may not delete this.")
            change = turn.edited(Entry(), entity, permits)
            lines = [*all_lines(change), *all_comments(change)]
            notices = (notice_of_deleted(change), *map(notice_of_deleted, lines))
            owners = [remove_line(line, self._computing, files) for line in lines]
            refuse_while_linked(change)
            tell_deleted(change)
            touched = Touched(key, entity.id, frozenset(), links_in(entity), whole=True)
            owners.append(self._computing.owners(turn.session, touched))
            history.add_deleted(change)
            remove(change, files)
            self._computing.recompute(turn.session, frozenset().union(*owners), turn.given)
        self._tell(notices, principal)

    def refusals_of_new(self, principal: Principal, key: str, values: Mapping[str, Any]) -> Mapping[str, list[str]]:
        """What a new record with these values would be refused for, by field. Nothing is stored."""
        access = self._access(principal, key)
        if access is None or access.create is None:
            return {}
        return self._try(principal, key, access, lambda turn: turn.new(Entry(values)))

    def refusals_of_edit(
        self, principal: Principal, key: str, record_id: int, values: Mapping[str, Any], *, revision: int
    ) -> Mapping[str, list[str]]:
        """What these changes would be refused for, by field. Nothing is stored."""
        access = self._access(principal, key)
        if access is None:
            return {}
        return self._try(
            principal, key, access, lambda turn: turn.edited(Entry(values), *turn.opened(record_id, revision))
        )

    def _try(
        self, principal: Principal, key: str, access: Access, begin: Callable[[Turn], Change]
    ) -> Mapping[str, list[str]]:
        try:
            with attachments(self._store) as files, self._turn(principal, key, access, TAKEN) as turn:
                write(begin(turn), self._computing, files)
                raise _Undone
        except Refused as reason:
            return reason.errors
        except (_Undone, Conflict):
            return {}

    def _refuse_line(self, key: str) -> None:
        """Whoever asks, and whether or not there is such a line. Raises Forbidden."""
        record = self._site.records.get(key)
        if record is not None and record.parent:
            owner = self._site.records[fields_of(record.model)[record.parent].target or ""]
            words = f"{sentence(with_article(record.label))} is added, changed and removed"
            raise Forbidden(f"{words} with the {inside(owner.label)} that it belongs to.")

    def _tell(self, notices: Iterable[Notice], principal: Principal) -> None:
        for notice in notices:
            tell_committed(notice, lambda: self._scopes.reader(principal))

    def _access(self, principal: Principal, key: str) -> Access | None:
        return self._scopes.policy(principal.portal, principal.role).access(key)

    def _move(self, principal: Principal, key: str, move: str) -> tuple[Access, Move]:
        """Raises Missing, Forbidden."""
        policy = self._scopes.policy(principal.portal, principal.role)
        access, made = policy.access(key), policy.moves(key).get(move)
        if access is None or access.rows is None:
            raise Missing
        if made is None:
            raise Forbidden("You may not do this.")
        return access, made

    @contextmanager
    def _turn(self, principal: Principal, key: str, access: Access, broken: str) -> Iterator[Turn]:
        """One transaction; `broken` is said where the database refuses what was right a moment ago."""
        moment = datetime.now(UTC)
        try:
            with self._engines.write.begin() as connection:
                session = Session(connection, autoflush=False, expire_on_commit=False)
                reader = self._scopes.reader(principal, connection, moment)
                given = make_given(session, self._site, principal, moment)
                yield Turn(
                    site=self._site,
                    record=self._site.records[key],
                    access=access,
                    principal=principal,
                    session=session,
                    reader=reader,
                    given=given,
                    handlers=self._handlers,
                    judges=self._judges,
                )
                save_all(session)
        except IntegrityError as error:
            raise Refused({GENERAL: [broken]}) from error

    def _earlier(self, key: str, token: str | None) -> Saved | None:
        """What this request did when it was sent before, by the same person."""
        if token is None:
            return None
        with self._engines.read.connect() as connection:
            found = connection.execute(history.made_once(token)).first()
            if found is None:
                return None
            entity = Session(connection).get(self._site.records[key].model, found.record_id)
        return Saved(found.record_id, getattr(entity, "number", None), repeated=True)


class _Undone(Exception):  # noqa: N818 - a trial was right, and leaves nothing behind
    pass


def _saved(change: Change) -> Saved:
    return Saved(change.entity.id, getattr(change.entity, "number", None))
