"""Values that are changed in place go into the history too, so that what was there stays readable."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from runtime import ids
from runtime.tables import history
from runtime.values.kept import Plain, plain

ACTION = "apply"
"""Of the entries: no person changed the record, a generation did."""

MISSING: tuple[object, ...] = (None, ())


@dataclass(frozen=True, slots=True)
class Changed:
    """One value of one record: `field` is the field's stored name."""

    record_id: int
    field: str
    before: object
    after: object


def write(
    connection: sa.Connection, rows: sa.TableClause, column: sa.ColumnClause[Any], changes: Sequence[Changed]
) -> None:
    """Stores the values and touches nothing else of the records: no person changed them."""
    if changes:
        update = sa.update(rows).where(rows.c.id == sa.bindparam("of_id"))
        connection.execute(
            update.values({column: sa.bindparam("becomes", type_=column.type)}),
            [{"of_id": change.record_id, "becomes": change.after} for change in changes],
        )


def remember(connection: sa.Connection, table: str, changes: Iterable[Changed], moment: datetime) -> None:
    """One entry for each."""
    rows = [
        {
            "id": ids.new_id(),
            "record": table,
            "record_id": change.record_id,
            "at": moment,
            "account_id": None,
            "action": ACTION,
            "changes": json.dumps({change.field: [plain(change.before), plain(change.after)]}, ensure_ascii=False),
            "form_token": None,
        }
        for change in changes
    ]
    if rows:
        connection.execute(sa.insert(history), rows)


def replacing(changes: Iterable[Changed]) -> list[Changed]:
    """Those that take the place of a value."""
    return [change for change in changes if change.before not in MISSING]


def last_entered(connection: sa.Connection, table: str, field: str, records: list[int]) -> Mapping[int, Plain]:
    """What somebody entered last into the field, for those of the records where anybody did, by their history."""
    return {
        record_id: changes[field][1]
        for record_id, action, changes in _entries(connection, table, records)
        if action != ACTION and field in changes
    }


def last_values(connection: sa.Connection, table: str, records: list[int]) -> Mapping[int, Mapping[str, Plain]]:
    """What somebody or an apply last changed each field to, the field that was changed last at the end. A value that
    was filled in is in no history."""
    found: dict[int, dict[str, Plain]] = {}
    for record_id, _, changes in _entries(connection, table, records):
        fields = found.setdefault(record_id, {})
        for field, (_, after) in changes.items():
            fields.pop(field, None)
            fields[field] = after
    return found


def last_changes(
    connection: sa.Connection, table: str, field: str, records: list[int], since: datetime | None = None
) -> Mapping[int, tuple[str, Plain, Plain]]:
    """The last change of the field of each record: (action, before, after), of those changed `since`. What an apply did
    and a rollback undid is passed over, both of it."""
    found: dict[int, list[tuple[str, Plain, Plain]]] = {}
    for record_id, action, changes in _entries(connection, table, records, since):
        if field in changes:
            _add(found.setdefault(record_id, []), (action, *changes[field]))
    return {record_id: done[-1] for record_id, done in found.items() if done}


def _add(done: list[tuple[str, Plain, Plain]], change: tuple[str, Plain, Plain]) -> None:
    action, before, after = change
    if action == ACTION and done[-1:] == [(ACTION, after, before)]:
        done.pop()
    else:
        done.append(change)


def _entries(
    connection: sa.Connection, table: str, records: list[int], since: datetime | None = None
) -> Iterable[tuple[int, str, Mapping[str, tuple[Plain, Plain]]]]:
    """In the order in which they were written."""
    kept = history.c
    asked = (
        sa.select(kept.record_id, kept.action, kept.changes)
        .where(kept.record == table, kept.record_id.in_(records), *([] if since is None else [kept.at > since]))
        .order_by(kept.record_id, kept.at, kept.id)
    )
    for record_id, action, changes in connection.execute(asked).all():
        yield record_id, action, json.loads(changes)
