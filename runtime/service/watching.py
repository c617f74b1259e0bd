"""Who watches a record: whoever wants to, and whoever said something about it. Telling them is not done here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from runtime.engine import Engines
from runtime.records import fields_of
from runtime.scope import Principal, Scopes
from runtime.scope.saying import target_of, threads_on
from runtime.service.change import Change
from runtime.service.outcomes import Missing
from runtime.tables import watch

_INSERTS = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


class Watching:
    """Of a site: begun and ended by people themselves."""

    def __init__(self, engines: Engines, scopes: Scopes) -> None:
        self._engines, self._scopes = engines.made_by("service"), scopes

    def begin(self, principal: Principal, key: str, record_id: int) -> None:
        """Raises Missing where the person sees no comments on such a record now."""
        with self._engines.write.begin() as connection:
            moment = datetime.now(UTC)
            permits = self._scopes.reader(principal, connection, moment).permits(key, record_id)
            if permits is None or not permits.say or principal.account_id is None:
                raise Missing
            table = self._scopes.site.records[key].table
            begin_watching(connection, table, record_id, [principal.account_id], moment)

    def end(self, principal: Principal, record_id: int) -> None:
        """Also of a record that the person does not see any more."""
        own = watch.c.account_id == principal.account_id
        with self._engines.write.begin() as connection:
            connection.execute(sa.delete(watch).where(watch.c.record_id == record_id, own))


def begin_watching(
    connection: sa.Connection, table: str, record_id: int, accounts: Iterable[int], moment: datetime
) -> None:
    """Who does so already goes on."""
    rows = [{"record": table, "record_id": record_id, "account_id": each, "since": moment} for each in accounts]
    if rows:
        insert: Any = _INSERTS[connection.dialect.name](watch)
        connection.execute(insert.values(rows).on_conflict_do_nothing())


def note_comment(change: Change) -> None:
    """Of a comment that was added: its author watches from now on."""
    record = change.record
    about = target_of(record)
    if record.thread is None or about is None or not change.fresh:
        return
    connection, account = change.session.connection(), change.principal.account_id
    about_id = getattr(change.entity, fields_of(record.model)[record.thread.about].column)
    watching = [] if account is None else [account]
    begin_watching(connection, change.site.records[about].table, about_id, watching, change.given.moment)


def forget_watching(change: Change) -> None:
    """Of a record that is removed."""
    if next(threads_on(change.site, change.record.key), None) is not None:
        change.session.execute(sa.delete(watch).where(watch.c.record_id == change.entity.id))
