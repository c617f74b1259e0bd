"""What the required fields of an older generation lack in records that were made under a newer one, after a rollback.

A rule may rely on a required field being there: a constant default fills it, and what is left is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.declarations.rules import Formula
from runtime.declarations.site import Site
from runtime.records import fields_of
from runtime.service.values import normalise
from runtime.words import inside


def fill_defaults(connection: sa.Connection, site: Site, since: datetime) -> None:
    """Gives records made since then the constant defaults of their required fields, where they lack a value."""
    for record in site.records.values():
        table = record.model.__table__
        for column, field in _required(record).items():
            value = record.default.get(field.name)
            if value is not None and not isinstance(value, Formula):
                lacking = sa.update(table).where(table.c[column].is_(None), table.c.created >= since)
                connection.execute(lacking.values({column: normalise(field, value)}))


def find_missing(connection: sa.Connection, site: Site, since: datetime) -> Iterator[str]:
    """In words: the required fields that some record made since then does not have."""
    for record in site.records.values():
        table = record.model.__table__
        for column, field in _required(record).items():
            lacking = (table.c[column].is_(None), table.c.created >= since)
            count = connection.execute(sa.select(sa.func.count()).select_from(table).where(*lacking)).scalar_one()
            if count:
                yield (
                    f"{count} {inside(record.plural)} made since have no {inside(field.label)}, which "
                    f"{record.key}.{field.name} requires"
                )


def _required(record: RecordType) -> dict[str, Field]:
    """By column: what is required of every record, whatever else it says."""
    return {
        field.column: field
        for field in fields_of(record.model).values()
        if field.required and field.column and not field.computed and field.name not in record.show
    }
