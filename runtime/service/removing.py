"""Deleting a record: refused while anything links to it, in the same words whether that is visible or not."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.declarations.site import Site
from runtime.records import fields_of, links_table
from runtime.service.change import Change
from runtime.service.outcomes import GENERAL, Refused
from runtime.tables import account
from runtime.tables import file as files

LINKED = "This cannot be deleted while other records refer to it."


def refuse_while_linked(session: Session, site: Site, key: str, record_id: int) -> None:
    """Raises Refused if any record, or an account, points to this one."""
    pointing = [sa.exists().where(account.c.record == key, account.c.person_id == record_id)]
    for record in site.records.values():
        for name, field in fields_of(record.model).items():
            if field.target != key:
                continue
            if field.kind == "link":
                pointing.append(sa.exists().where(record.model.__table__.c[field.column] == record_id))
            else:
                pointing.append(sa.exists().where(links_table(record.model.__name__, name).c.target_id == record_id))
    if session.execute(sa.select(sa.or_(*pointing))).scalar():
        raise Refused({GENERAL: [LINKED]})


def remove(change: Change) -> list[str]:
    """Deletes the record with its sets of links and its files; returns the stored names of the files."""
    session = change.session
    for name, field in change.fields.items():
        if field.kind == "links":
            table = links_table(change.record.model.__name__, name)
            session.execute(sa.delete(table).where(table.c.owner_id == change.entity.id))
    own = (files.c.record == change.record.key, files.c.record_id == change.entity.id)
    stored = list(session.scalars(sa.select(files.c.stored).where(*own)))
    session.execute(sa.delete(files).where(*own))
    session.delete(change.entity)
    session.flush()
    return stored
