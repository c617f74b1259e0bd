"""The number of a new record. Where its links are looked up anyway, it comes with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.declarations.access import RecordType
from runtime.numbers import Counting, counting_of, is_counted, next_number
from runtime.service.change import Change
from runtime.service.rows import connection_of

TRIES = 20


def counted_along(change: Change) -> Counting | None:
    """What counts the number of a new record, where it may be taken by a part of another statement."""
    record, pattern = change.record, change.record.number
    if pattern is None or not (change.fresh and is_counted(pattern)):
        return None
    if connection_of(change.session).dialect.name != "postgresql":
        return None
    return counting_of(record.table, pattern, change.given.moment.astimezone(change.given.zone))


def give_number(session: Session, record: RecordType, entity: Any, moment: datetime) -> None:
    """`moment` in the site's zone. A random number may be taken, a counted one is not. One that came along stays."""
    if record.number is None or entity.number is not None:
        return
    model, connection = record.model, connection_of(session)
    for _ in range(TRIES):
        number = next_number(connection, record.table, record.number, moment)
        if is_counted(record.number) or not session.scalar(sa.select(sa.exists().where(model.number == number))):
            entity.number = number
            return
    raise RuntimeError(f"{record.key}: nearly all numbers of the form {record.number} are taken")
