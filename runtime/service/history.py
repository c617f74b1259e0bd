"""What changed, written in the transaction of the change. Append-only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import sqlalchemy as sa

from runtime import ids
from runtime.scope import Principal
from runtime.service.change import Change
from runtime.tables import history

Plain = str | int | bool | list[str] | None
Changes = Mapping[str, tuple[Plain, Plain]]


def snapshot(change: Change) -> Changes:
    """The record's values by field name, each as a change from nothing; sets of links and files are not in it."""
    return {
        name: (None, _plain(getattr(change.entity, field.column)))
        for name, field in change.fields.items()
        if field.column and getattr(change.entity, field.column) is not None
    }


def difference(before: Changes, after: Changes) -> Changes:
    """What differs between two snapshots."""
    names = [*before, *(name for name in after if name not in before)]
    nothing = (None, None)
    pairs = {name: (before.get(name, nothing)[1], after.get(name, nothing)[1]) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def add(change: Change, action: str, changes: Changes, form_token: str | None = None) -> None:
    """One row; `form_token` may stand in the table once only, so that one form makes one record."""
    change.session.execute(
        sa.insert(history).values(
            id=ids.new_id(),
            record=change.record.key,
            record_id=change.entity.id,
            at=change.given.moment,
            account_id=change.principal.account_id,
            action=action,
            changes=json.dumps(changes, ensure_ascii=False),
            form_token=form_token,
        )
    )


def made_by_form(principal: Principal, key: str, form_token: str) -> sa.Select[tuple[int]]:
    """Selects the id of the record that this person's form made."""
    own = (history.c.account_id == principal.account_id, history.c.record == key)
    return sa.select(history.c.record_id).where(history.c.form_token == form_token, *own)


def _plain(value: object) -> Plain:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, tuple):
        return list(value)
    assert value is None or isinstance(value, str | int)
    return value
