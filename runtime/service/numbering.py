"""The number of a new record."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.declarations.access import RecordType
from runtime.numbers import is_counted, next_number
from runtime.service.rows import connection_of

TRIES = 20


def give_number(session: Session, record: RecordType, entity: object, moment: datetime) -> None:
    """`moment` in the site's zone. A random number may be taken, a counted one is not."""
    if record.number is None:
        return
    model, connection = record.model, connection_of(session)
    for _ in range(TRIES):
        number = next_number(connection, record.table, record.number, moment)
        if is_counted(record.number) or not session.scalar(sa.select(sa.exists().where(model.number == number))):
            entity.number = number  # type: ignore[attr-defined]
            return
    raise RuntimeError(f"{record.key}: nearly all numbers of the form {record.number} are taken")
