"""Values of one column converted into another, and back when a generation is left. The other column stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

import sqlalchemy as sa

from runtime.migrations.batches import Row, in_batches
from runtime.migrations.conversions import Form, UnfitError, converter
from runtime.migrations.kinds import column_type, rows_of
from runtime.migrations.remembering import MISSING, Changed, last_entered, last_values, remember, replacing, write
from runtime.migrations.tables import UNSETTLED, ever_added
from runtime.migrations.vocabulary import Convert
from runtime.migrations.work import Faults, Work
from runtime.values.kept import plain


class Columns:
    """Both columns of a conversion, with the functions between them."""

    def __init__(self, conversion: Convert, zone: tzinfo) -> None:
        source = Form(conversion.source, zone, conversion.source_places, conversion.source_choices)
        target = Form(conversion.target, zone, conversion.places, conversion.choices)
        types = {
            conversion.column: column_type(conversion.source, conversion.source_places),
            conversion.into: column_type(conversion.target, conversion.places),
        }
        self.rows = rows_of(conversion.table, **types)
        self.old, self.new = self.rows.c[conversion.column], self.rows.c[conversion.into]
        self.forth = converter(source, target)
        self.back = converter(target, source)

    def comes_of(self, old: Any, new: Any) -> bool:
        """Whether the old value is what became of the new one, when a generation was left."""
        try:
            return new not in MISSING and bool(self.back(new) == old)
        except UnfitError:
            return False

    def select(self) -> sa.Select[Any]:
        return sa.select(self.rows.c.id, self.old, self.new)


def convert(work: Work, conversion: Convert) -> None:
    """All rows that have an old value and no new one, and those that an older server wrote meanwhile."""
    columns, queued = Columns(conversion, work.zone), _queued(conversion)
    faults, again = Faults(), (conversion.table, conversion.into) in ever_added(work.connection)
    work.connection.rollback()
    wanted = columns.select()
    if work.swapped is None:
        untouched = sa.and_(columns.new.is_(None), columns.old.is_not(None))
        wanted = wanted.where(sa.or_(untouched, columns.rows.c.id.in_(queued)))
    else:
        wanted = wanted.where(columns.rows.c.id.in_(queued))  # what has no value now was emptied by somebody

    def apply(connection: sa.Connection, rows: Sequence[Row]) -> int:
        changes = []
        for record_id, old, new in rows:
            value = None
            try:
                value = None if old in MISSING else columns.forth(old)
            except UnfitError as error:
                faults.add(record_id, old, error.words)
            if value != new and not (value in MISSING and new in MISSING):
                changes.append(Changed(record_id, conversion.into, new, value))
        if again:
            changes = _unless_newer(connection, columns, changes, {row[0]: row[1] for row in rows})
        write(connection, columns.rows, columns.new, changes)
        remember(connection, conversion.table, changes if again else replacing(changes), work.moment)
        _forget(connection, conversion, [row[0] for row in rows])
        return len(changes)

    words = f"converting {conversion.table}.{conversion.column}"
    changed = in_batches(work.connection, wanted, apply, work.reporter(words))
    work.note(conversion.table, f"{conversion.column} is converted into {conversion.into}", changed)
    if faults.count and conversion.unfit == "blocks":
        work.blocking.append(_unfit(conversion, faults))
    elif faults.count and conversion.unfit == "stays":
        work.lost.append(_unfit(conversion, faults))


def _unless_newer(
    connection: sa.Connection, columns: Columns, changes: list[Changed], old: Mapping[int, Any]
) -> list[Changed]:
    """Without those that would replace what is newer than the old value, or what that came of. What stands in the old
    column since may be a default that a rollback filled in, which nobody entered."""
    found = last_values(connection, columns.rows.name, [change.record_id for change in changes])

    def is_newer(change: Changed) -> bool:
        last, before = found.get(change.record_id, {}), old[change.record_id]
        if columns.comes_of(before, change.before):
            return True
        known = [name for name in last if name in {columns.old.name, columns.new.name}]
        return columns.new.name in known and (known[-1] == columns.new.name or last[columns.old.name] != plain(before))

    return [change for change in changes if not is_newer(change)]


def doubt_all(connection: sa.Connection, conversion: Convert) -> None:
    """All rows that have a new value are to be converted once more. In the connection's transaction."""
    rows = rows_of(conversion.table, **{conversion.into: column_type(conversion.target, conversion.places)})
    table, column = sa.literal(conversion.table), sa.literal(conversion.into)
    known = sa.exists().where(
        UNSETTLED.c.table == table, UNSETTLED.c.column == column, UNSETTLED.c.record_id == rows.c.id
    )
    doubted = sa.select(table, column, rows.c.id).where(rows.c[conversion.into].is_not(None), ~known)
    connection.execute(sa.insert(UNSETTLED).from_select(["table", "column", "record_id"], doubted))


def convert_back(work: Work, conversion: Convert) -> None:
    """Rows whose new value somebody entered get an old one; where that cannot be, they are counted and named."""
    columns, faults = Columns(conversion, work.zone), Faults()

    def apply(connection: sa.Connection, rows: Sequence[Row]) -> int:
        differing = [(record_id, old, new) for record_id, old, new in rows if not _agrees(columns, old, new)]
        entered = last_entered(connection, conversion.table, conversion.into, [each[0] for each in differing])
        changes = []
        for record_id, old, new in differing:
            if record_id not in entered or entered[record_id] != plain(new):
                continue  # a fill, or what became of an earlier value: nobody entered it
            try:
                value = None if new in MISSING else columns.back(new)
            except UnfitError as error:
                faults.add(record_id, new, error.words)
                continue
            changes.append(Changed(record_id, conversion.column, old, value))
        write(connection, columns.rows, columns.old, changes)
        remember(connection, conversion.table, replacing(changes), work.moment)
        _forget(connection, conversion, [each.record_id for each in changes])
        return len(changes)

    words = f"taking back {conversion.table}.{conversion.into}"
    changed = in_batches(work.connection, columns.select(), apply, work.reporter(words))
    work.note(conversion.table, f"{conversion.into} is written into {conversion.column}", changed)
    if faults.count:
        remedy = f"they keep what {conversion.column} held; the later value stays in {conversion.into}"
        what = f"{faults.count} values of {conversion.table}.{conversion.into} have no counterpart"
        work.lost.append(faults.finding(conversion.at, conversion.table, what, remedy))


def _agrees(columns: Columns, old: Any, new: Any) -> bool:
    """Whether the new value is what became of the old one, so that there is nothing to take back."""
    try:
        value = None if old in MISSING else columns.forth(old)
    except UnfitError:
        return new in MISSING
    return bool(value == new) or (value in MISSING and new in MISSING)


def _queued(conversion: Convert) -> sa.Select[Any]:
    kept = UNSETTLED.c
    return sa.select(kept.record_id).where(kept.table == conversion.table, kept.column == conversion.into)


def _forget(connection: sa.Connection, conversion: Convert, records: list[int]) -> None:
    kept = UNSETTLED.c
    if records:
        own = (kept.table == conversion.table, kept.column == conversion.into, kept.record_id.in_(records))
        connection.execute(sa.delete(UNSETTLED).where(*own))


def _unfit(conversion: Convert, faults: Faults) -> Any:
    words = f"{faults.count} values of {conversion.table}.{conversion.column} cannot be {conversion.target}"
    remedy = f"they stay in the retired column {conversion.column}"
    return faults.finding(conversion.at, conversion.table, words, remedy)
