"""What changed, written in the transaction of the change, and never changed after it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from runtime import ids
from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.rowwise import insert_row, update_row
from runtime.scope import Principal
from runtime.service.change import Change, current_values
from runtime.service.rows import add, add_with, connection_of
from runtime.tables import history
from runtime.values.kept import Plain, plain

ENCODER = json.JSONEncoder(ensure_ascii=False)
Changes = Mapping[str, tuple[Plain, Plain]]


def add_record(change: Change) -> None:
    """Writes a new record, and that it was made unless more is to come: given by routing, computed of others."""
    if not change.record.is_known_at_once:
        add(change.session, change.entity)
        return
    after = _values(change)
    row = _created(change, after)
    add_with(change.session, change.entity, history, row)
    change.recorded.row, change.recorded.after = row, after


def complete_created(change: Change) -> None:
    """When all is written: that a record was made, unless it says so already; what differs from what was said."""
    recorded, after = change.recorded, _values(change)
    if recorded.row is None:
        insert_row(connection_of(change.session), history, _created(change, after))
    elif after != recorded.after:
        row = {"id": recorded.row["id"], "changes": _as_text(change, {}, after)}
        update_row(connection_of(change.session), history, ("changes",), row)


def add_edited(change: Change) -> None:
    lines = {name: each.before for name, each in change.lines.items()}
    before = {**change.before.values, **change.before.sets, **lines, **_files_before(change)}
    _add(change, "edit", before, _values(change))


def add_moved(change: Change, token: str | None) -> None:
    """`token`: of the request, so that it makes the move once."""
    before = {**change.before.values, **change.before.sets, **_files_before(change)}
    _add(change, "move", before, _values(change), token)


def add_deleted(change: Change) -> None:
    _add(change, "delete", change.before.values, {})


def made_once(token: str) -> sa.Select[tuple[int]]:
    """Selects the id of the record that a request with this token made or moved."""
    return sa.select(history.c.record_id).where(history.c.form_token == token)


def token_of_form(principal: Principal, record: RecordType, form_token: str) -> str:
    """A token counts for one person and record type, whatever it looks like: nobody can use up another's."""
    return _digest(f"{principal.account_id} {record.table} {form_token}")


def token_of_move(principal: Principal, record: RecordType, record_id: int, move: str, revision: int) -> str:
    """One person makes a move of a record as it was then only once."""
    return _digest(f"move {move} {record_id} {revision} {principal.account_id} {record.table}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _values(change: Change) -> dict[str, Any]:
    """Columns, sets of links, ids of lines and names of files as they now are, as far as the change is about them."""
    fields = change.fields
    sets = {name: value for name, value in change.entry.values.items() if fields[name].kind == "links"}
    lines = {name: each.after for name, each in change.lines.items()}
    return {**current_values(change.record, change.entity), **sets, **lines, **_files_after(change)}


def _files_before(change: Change) -> dict[str, tuple[str, ...]]:
    return {name: tuple(old.values()) for name, old in change.before.files.items()}


def _files_after(change: Change) -> dict[str, tuple[str, ...]]:
    removed, fresh, old = change.entry.removed, change.entry.files, change.before.files
    names = {*fresh, *old}
    if not names:
        return {}
    return {
        name: (
            *(text for file_id, text in old.get(name, {}).items() if file_id not in removed),
            *(file.name for file in fresh.get(name, ())),
        )
        for name in change.fields
        if name in names
    }


def _changes(fields: Mapping[str, Field], before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """What differs, by the names that the database keeps for fields and choices, so that no rename has to look into
    old rows."""
    found: dict[str, tuple[Plain, Plain]] = {}
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        pair = None if old is None else plain(old), None if new is None else plain(new)
        if pair[0] != pair[1]:
            field = fields[name]
            found[field.stored] = (_choice(field, pair[0]), _choice(field, pair[1])) if field.stored_choices else pair
    return found


def _choice(field: Field, value: Plain) -> Plain:
    kept = field.stored_choices
    if isinstance(value, list):
        return [kept.stored(each) for each in value if isinstance(each, str)]
    return kept.stored(value) if isinstance(value, str) else value


def _add(
    change: Change, action: str, before: Mapping[str, Any], after: Mapping[str, Any], token: str | None = None
) -> None:
    insert_row(connection_of(change.session), history, _row(change, action, before, after, token))


def _created(change: Change, after: Mapping[str, Any]) -> dict[str, Any]:
    """Its token may be used once only, so that one form makes one record."""
    return _row(change, "create", {}, after, change.entry.token)


def _row(
    change: Change, action: str, before: Mapping[str, Any], after: Mapping[str, Any], token: str | None
) -> dict[str, Any]:
    return {
        "id": ids.new_id(),
        "record": change.record.table,
        "record_id": change.entity.id,
        "at": change.given.moment,
        "account_id": change.principal.account_id,
        "action": action,
        "changes": _as_text(change, before, after),
        "form_token": token,
        "move": None if change.move is None else change.move.name,
    }


def _as_text(change: Change, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    return ENCODER.encode(_changes(change.fields, before, after))
