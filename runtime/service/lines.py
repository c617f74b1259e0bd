"""What becomes of the lines of a record that is changed: which are new, changed, removed, and whether that is allowed.

Lines that the person does not see are none of their business: they stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from runtime import ids
from runtime.declarations.access import Access, RecordType
from runtime.declarations.fields import Field
from runtime.records import fields_of
from runtime.scope import Permits
from runtime.service.before import complete, look_before
from runtime.service.change import (
    Before,
    Change,
    Entry,
    LineChanges,
    filled_in_new,
    form_of_edit,
    form_of_new,
    normalised,
    only,
)
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
            of = _Lines.of(owner, field)
            yield from (of.there(entity, Entry()) for entity in of.stored.values())


@dataclass(frozen=True, slots=True)
class _Lines:
    """One field of lines while it is looked at: `link` is the column of their link to their `owner`; `stored` are those
    that are there, in the order of entry."""

    owner: Change
    field: Field
    record: RecordType
    access: Access
    link: str
    stored: Mapping[int, Any]

    @classmethod
    def of(cls, owner: Change, field: Field) -> _Lines:
        """The owner is locked, so that nobody else changes its lines."""
        record = owner.site.records[field.lines]
        access = owner.reader.access(record.key) or Access()
        link = fields_of(record.model)[field.link].column
        belongs = record.model.__table__.c[link] == owner.entity.id
        wanted = sa.select(record.model).where(belongs).order_by(record.model.id)
        found = () if owner.fresh else owner.session.scalars(wanted).all()
        return cls(owner, field, record, access, link, {entity.id: entity for entity in found})

    def permits(self) -> Mapping[int, Permits]:
        """Of those that the person sees."""
        if not self.stored:
            return {}
        return self.owner.reader.permits_of_lines(self.record.key, self.link, self.owner.entity.id)

    def begun(self, line: Line, permits: Mapping[int, Permits]) -> Change:
        """Raises Forbidden."""
        if line.id is None:
            return self._new(line)
        editable = permits[line.id].edit
        only(set(line.values), editable)
        change = self.there(self.stored[line.id], normalised(self.record, Entry(line.values)))
        return replace(change, entry=complete(change.entry, change.before, self.record, self.owner.reader, editable))

    def _new(self, line: Line) -> Change:
        if self.access.create is None:
            raise Forbidden(f"You may not add {with_article(self.record.label)} here.")
        only(set(line.values), self.access.create)
        entity = self.record.model(id=ids.new_id(), **{self.link: self.owner.entity.id})
        return self._change(entity, normalised(self.record, Entry(line.values)), None)

    def there(self, entity: Any, entry: Entry) -> Change:
        return self._change(entity, entry, look_before(self.owner.session, self.record, entity, entry))

    def _change(self, entity: Any, entry: Entry, before: Before | None) -> Change:
        fresh, access = before is None, self.access
        return replace(
            self.owner,
            record=self.record,
            access=access,
            entity=entity,
            entry=entry,
            before=before or Before(),
            fresh=fresh,
            form=form_of_new(access) if fresh else form_of_edit(access),
            filled=filled_in_new(self.record, access.preset, self.owner.given.moment) if fresh else {},
            move=None,
            lines={},
        )


def _changes(owner: Change, name: str) -> LineChanges:
    sent = owner.entry.values[name]
    if not isinstance(sent, tuple) or not all(isinstance(each, Line) for each in sent):
        return LineChanges()  # which is said where values are judged
    of = _Lines.of(owner, owner.fields[name])
    permits = of.permits()
    _refuse_strange(name, sent, permits)
    kept = [(place, of.begun(each, permits)) for place, each in enumerate(sent)]
    gone = [line_id for line_id in permits if line_id not in {each.id for each in sent}]
    _refuse_kept(owner.label(name), [permits[line_id] for line_id in gone])
    removed = tuple(of.there(of.stored[line_id], Entry()) for line_id in gone)
    return LineChanges(tuple(kept), removed, tuple(of.stored))


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
