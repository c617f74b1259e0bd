"""Required fields of records that exist already: filled with a constant default, or found missing and told.

A rule may rely on a required field being there, so that none may come to be missing behind its back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.declarations.rules import Formula
from runtime.declarations.site import Site
from runtime.records import fields_of
from runtime.service.values import normalise
from runtime.words import inside


def fill_defaults(connection: sa.Connection, site: Site, added: Iterable[tuple[str, str]]) -> None:
    """Gives columns (table, column) that were added the constant defaults of their required fields."""
    for table, column in added:
        record = site.records.get(table)
        field = _required(record).get(column) if record else None
        if record is None or field is None or field.name not in record.default:
            continue
        value = record.default[field.name]
        if not isinstance(value, Formula):
            target = record.model.__table__
            connection.execute(sa.update(target).values({column: normalise(field, value)}))


def find_missing(connection: sa.Connection, site: Site) -> Iterator[str]:
    """In words: the required fields that some record does not have."""
    for record in site.records.values():
        table = record.model.__table__
        for column, field in _required(record).items():
            lacking = sa.select(sa.func.count()).where(table.c[column].is_(None))
            count = connection.execute(lacking).scalar_one()
            if count:
                yield (
                    f"{count} {inside(record.plural)} have no {inside(field.label)}, which {record.key}.{field.name} "
                    "now requires: give it a default, or do not require it"
                )


def _required(record: RecordType) -> dict[str, Field]:
    """By column: what is required of every record, whatever else it says."""
    return {
        field.column: field
        for field in fields_of(record.model).values()
        if field.required and field.column and not field.computed and field.name not in record.show
    }
