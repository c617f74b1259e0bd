"""What becomes of the lines of a record that is changed: which are new, changed, removed, and whether that is allowed.

Lines that the person does not see are none of their business: they stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from runtime import ids
from runtime.declarations.access import Access, RecordType
from runtime.declarations.fields import Field
from runtime.records import fields_of
from runtime.scope import Permits
from runtime.service.before import complete, look_before
from runtime.service.change import Before, Change, Entry, LineChanges, normalised, only
from runtime.service.line import Line, place_of_line
from runtime.service.outcomes import Forbidden, Refused
from runtime.words import inside, with_article

GONE = "This line is not here any more. Load the page again."
TWICE = "A line was sent twice. Load the page again."


def with_lines(owner: Change) -> Change:
    """The change with those of its lines. Raises Refused, Forbidden."""
    names = [name for name in owner.entry.values if owner.fields[name].kind == "lines"]
    return replace(owner, lines={name: _changes(owner, name) for name in names}) if names else owner


def all_lines(owner: Change) -> Iterator[Change]:
    """All lines of a record as they are stored, to be removed with it."""
    for field in owner.fields.values():
        if field.kind == "lines":
            record = owner.site.records[field.lines]
            access = owner.reader.access(record.key) or Access()
            yield from (_there(owner, record, access, entity, Entry()) for entity in _stored(owner, field))


def _changes(owner: Change, name: str) -> LineChanges:
    field, sent = owner.fields[name], owner.entry.values[name]
    if not isinstance(sent, tuple) or not all(isinstance(each, Line) for each in sent):
        return LineChanges()  # which is said where values are judged
    record = owner.site.records[field.lines]
    access = owner.reader.access(record.key) or Access()
    stored = {} if owner.fresh else {entity.id: entity for entity in _stored(owner, field)}
    link = fields_of(record.model)[field.link].column
    permits = owner.reader.permits_of_lines(record.key, link, owner.entity.id) if stored else {}
    _refuse_strange(name, sent, permits)
    kept = [(place, _begun(owner, record, access, each, stored, permits, link)) for place, each in enumerate(sent)]
    gone = [line_id for line_id in permits if line_id not in {each.id for each in sent}]
    _refuse_kept(owner.label(name), [permits[line_id] for line_id in gone])
    removed = tuple(_there(owner, record, access, stored[line_id], Entry()) for line_id in gone)
    return LineChanges(tuple(kept), removed, tuple(stored))


def _stored(owner: Change, field: Field) -> Sequence[Any]:
    """In the order of entry. The owner is locked, so that nobody else changes them."""
    model = owner.site.records[field.lines].model
    link = model.__table__.c[fields_of(model)[field.link].column]
    return owner.session.scalars(sa.select(model).where(link == owner.entity.id).order_by(model.id)).all()


def _refuse_strange(name: str, sent: Sequence[Line], permits: Mapping[int, Permits]) -> None:
    """Raises Refused for lines of other records, for hidden ones and for those that there are not: all the same."""
    if any(count > 1 for line_id, count in Counter(each.id for each in sent).items() if line_id is not None):
        raise Refused({name: [TWICE]})
    strange = [place for place, each in enumerate(sent) if each.id is not None and each.id not in permits]
    if strange:
        raise Refused({place_of_line(name, place): [GONE] for place in strange})


def _refuse_kept(field: Field, gone: Sequence[Permits]) -> None:
    if not all(permits.delete for permits in gone):
        words = f"A line of {inside(field.label)} is missing that you may not remove. Load the page again."
        raise Refused({field.name: [words]})


def _begun(
    owner: Change,
    record: RecordType,
    access: Access,
    line: Line,
    stored: Mapping[int, Any],
    permits: Mapping[int, Permits],
    link: str,
) -> Change:
    if line.id is not None:
        editable = permits[line.id].edit
        only(set(line.values), editable)
        change = _there(owner, record, access, stored[line.id], normalised(record, Entry(line.values)))
        return replace(change, entry=complete(change.entry, change.before, record, owner.reader, editable))
    if access.create is None:
        raise Forbidden(f"You may not add {with_article(record.label)} here.")
    only(set(line.values), access.create)
    entity = record.model(id=ids.new_id(), **{link: owner.entity.id})
    return _of_line(owner, record, access, entity, normalised(record, Entry(line.values)), None)


def _there(owner: Change, record: RecordType, access: Access, entity: Any, entry: Entry) -> Change:
    return _of_line(owner, record, access, entity, entry, look_before(owner.session, record, entity, entry))


def _of_line(
    owner: Change, record: RecordType, access: Access, entity: Any, entry: Entry, before: Before | None
) -> Change:
    return replace(
        owner,
        record=record,
        access=access,
        entity=entity,
        entry=entry,
        before=before or Before(),
        fresh=before is None,
        lines={},
    )
