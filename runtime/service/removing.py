"""Deleting a record: refused while anything links to it, in the same words whether that is visible or not."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from runtime.columns import Id
from runtime.declarations.site import Site
from runtime.records import fields_of, links_table
from runtime.service.assignments import forget
from runtime.service.attaching import Attachments
from runtime.service.change import Change
from runtime.service.outcomes import GENERAL, Refused
from runtime.service.watching import forget_watching
from runtime.tables import account
from runtime.tables import file as files

LINKED = "This cannot be deleted while other records refer to it."


def refuse_while_linked(change: Change) -> None:
    """Raises Refused if any other record, or an account, points to this one; one statement."""
    if change.session.scalar(sa.select(sa.or_(*_pointers(change)))):
        raise Refused({GENERAL: [LINKED]})


def remove(change: Change, attachments: Attachments) -> None:
    """Deletes the record with its sets of links and its files."""
    session, record_id = change.session, change.entity.id
    for name, field in change.fields.items():
        if field.kind == "links":
            table = links_table(change.record.model.__name__, name)
            session.execute(sa.delete(table).where(table.c.owner_id == record_id))
    attachments.drop(session, sa.and_(files.c.record == change.record.table, files.c.record_id == record_id))
    forget_watching(change)
    for pairs in _retired_sets(change.site):
        session.execute(sa.delete(pairs).where(pairs.c.owner_id == record_id))
    if any(record.routing for record in change.site.records.values()):
        forget(session.connection(), record_id)
    table = change.record.model.__table__
    session.execute(sa.delete(table).where(table.c.id == record_id))
    session.expunge(change.entity)  # the mapper would delete a record that links to itself after itself


def _retired_sets(site: Site) -> Iterator[sa.TableClause]:
    """The tables of sets of links that are gone from the specs. Whose they were does not matter: no two records, of
    whatever types, have one id. Other retired links keep the record; the database says so.

    A retired record type has an `id`, and a table in use may have lost links of these names.
    """
    used = {record.table for record in site.records.values()}
    for table, columns in site.retired.items():
        if table not in used and set(columns) == {"owner_id", "target_id"}:
            yield sa.table(table, sa.column("owner_id", Id), sa.column("target_id", Id))


def _pointers(change: Change) -> Iterator[sa.ColumnElement[bool]]:
    """What a record says of itself does not keep it."""
    key, record_id = change.record.key, change.entity.id
    yield sa.exists().where(account.c.record == change.record.table, account.c.person_id == record_id)
    for record in change.site.records.values():
        for name, field in fields_of(record.model).items():
            if field.target != key:
                continue
            if field.kind == "link":
                rows = record.model.__table__.alias()
                to_it, owner = rows.c[field.column] == record_id, rows.c.id
            else:
                rows = links_table(record.model.__name__, name).alias()
                to_it, owner = rows.c.target_id == record_id, rows.c.owner_id
            yield sa.exists().where(to_it, *([owner != record_id] if record.key == key else []))
