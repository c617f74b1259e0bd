"""Comments within the changes of what they are about: one that a move asks for, and all that go with a record.

What they say for themselves are changes like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from runtime.declarations.access import Access, RecordType
from runtime.declarations.site import Site
from runtime.declarations.workflow import Move
from runtime.records import fields_of
from runtime.scope.saying import COMMENT, COMMENT_FILES, SAID, threads_on
from runtime.service import history
from runtime.service.attaching import Arrivals, Attachments
from runtime.service.before import look_before
from runtime.service.change import Change, Entry
from runtime.service.computing import Computing
from runtime.service.outcomes import Refused, Upload
from runtime.service.receiving import receive
from runtime.service.turn import Turn
from runtime.service.writing import write

Uploads = Mapping[str, tuple[Upload, ...]]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What a move comes with besides its own values: a comment of this record type."""

    record: RecordType
    values: Values
    uploads: Uploads
    files: Arrivals = field(default_factory=dict)

    def received(self, attachments: Attachments) -> Said:
        return replace(self, files=receive(attachments, self.record, Access(), self.uploads))


def apart(site: Site, move: Move, values: Values, uploads: Uploads) -> tuple[Values, Uploads, tuple[Said, ...]]:
    """The values and files of the move itself, and its comment if it asks for one."""
    if not move.comment:
        return values, uploads, ()
    own = {name: value for name, value in values.items() if name != COMMENT}
    files = {name: several for name, several in uploads.items() if name != COMMENT_FILES}
    text = {SAID[COMMENT]: values.get(COMMENT)}
    attached = {SAID[COMMENT_FILES]: uploads[COMMENT_FILES]} if uploads.get(COMMENT_FILES) else {}
    return own, files, (Said(site.records[move.comment], text, attached),)


def add_comments(
    turn: Turn, said: Sequence[Said], about_id: int, computing: Computing, attachments: Attachments
) -> Sequence[Change]:
    """Raises Refused."""
    return [_add(turn, each, about_id, computing, attachments) for each in said]


def _add(turn: Turn, said: Said, about_id: int, computing: Computing, attachments: Attachments) -> Change:
    """On the record that the turn is about, before it moves. It is added also where comments are not seen just now: the
    move grants it. Raises Refused, with the names that the move's form has."""
    record, about = said.record, said.record.thread
    assert about is not None
    access = replace(turn.reader.access(record.key) or Access(), rows=None)
    values = {**said.values, about.about: about_id}
    try:
        change = replace(turn, record=record, access=access).new(Entry(values, said.files))
        write(change, computing, attachments)
    except Refused as reason:
        names = {theirs: own for own, theirs in SAID.items()}
        raise Refused({names.get(name, name): words for name, words in reason.errors.items()}) from None
    history.complete_created(change)
    return change


def all_comments(about: Change) -> Iterator[Change]:
    """All comments on a record as they are stored, to be removed with it."""
    for record in threads_on(about.site, about.record.key):
        assert record.thread is not None
        link = record.model.__table__.c[fields_of(record.model)[record.thread.about].column]
        found = about.session.scalars(sa.select(record.model).where(link == about.entity.id).order_by(record.model.id))
        for entity in found.all():
            before = look_before(about.session, record, entity, Entry())
            access = about.reader.access(record.key) or Access()
            yield replace(about, record=record, access=access, entity=entity, entry=Entry(), before=before, lines={})
