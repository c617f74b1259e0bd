"""Files of records: their bytes are stored before the transaction begins, their rows written in it.

If the change fails, the bytes that came with it go; if it succeeds, those of the files that it removed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from runtime import ids
from runtime.declarations.fields import Field
from runtime.files import FileStore, Stored, TooLarge
from runtime.service.filetypes import HEAD, clean_name, ending_of, is_accepted, is_disguised, media_type_of
from runtime.service.outcomes import Refused, Upload
from runtime.tables import file as files
from runtime.words import inside, joined, size_of

LARGEST = 25_000_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has arrived and fits its field; `name` is clean."""

    name: str
    stored: Stored


Arrivals = dict[str, tuple[Received, ...]]
"""Files by the name of their field."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The field of a record that files belong to: the table and the field by their stored names."""

    record: str
    record_id: int
    field: str

    def rows(self) -> sa.ColumnElement[bool]:
        kept = files.c
        return sa.and_(kept.record == self.record, kept.record_id == self.record_id, kept.field == self.field)


class Attachments:
    """The files that come and go with one transaction."""

    def __init__(self, store: FileStore) -> None:
        self._store = store
        self._arrived: list[str] = []
        self._dropped: list[str] = []

    def receive(self, fields: Mapping[str, Field], uploads: Mapping[str, tuple[Upload, ...]]) -> Arrivals:
        """Stores the uploads. Raises Refused with all that is wrong with them."""
        errors: dict[str, list[str]] = {}
        received: dict[str, tuple[Received, ...]] = {}
        for name, several in uploads.items():
            found = [self._received(fields[name], upload) for upload in several]
            faults = [each for each in found if isinstance(each, str)]
            if fields[name].kind != "files" and len(several) > 1:
                faults.append(f"Upload one file only as {inside(fields[name].label)}")
            if faults:
                errors[name] = faults
            if several:
                received[name] = tuple(each for each in found if isinstance(each, Received))
        if errors:
            raise Refused(errors)
        return received

    def store(self, stream: BinaryIO, limit: int = LARGEST) -> Stored:
        """Raises TooLarge."""
        stored = self._store.save(stream, limit)
        self._arrived.append(stored.stored)
        return stored

    def drop(self, session: Session, which: sa.ColumnElement[bool]) -> None:
        """Removes the rows of files; their bytes follow once the transaction has been committed."""
        found = session.execute(sa.delete(files).where(which).returning(files.c.stored))
        self._dropped += found.scalars()

    def _received(self, field: Field, upload: Upload) -> Received | str:
        """The file, or what is wrong with it."""
        name = clean_name(upload.name)
        if not is_accepted(field, name):
            allowed = joined([each.removeprefix(".") for each in field.accept], "or")
            return f"Upload {inside(field.label)} as {allowed}; “{name}” is not"
        upload.stream.seek(0)
        head = upload.stream.read(HEAD)
        if not head:
            return f"“{name}” is empty; upload a file with something in it"
        if is_disguised(name, head):
            return f"“{name}” is not what {ending_of(name)} says; upload the file that was meant"
        upload.stream.seek(0)
        limit = field.size or LARGEST
        try:
            return Received(name, self.store(upload.stream, limit))
        except TooLarge:
            return f"“{name}” is larger than {size_of(limit)}; upload a smaller file"

    def undo(self) -> None:
        self._remove(self._arrived)

    def finish(self) -> None:
        self._remove(self._dropped)

    def _remove(self, stored: Iterable[str]) -> None:
        """What cannot be removed takes up room, no more: the change itself is decided by now."""
        for name in stored:
            try:
                self._store.remove(name)
            except OSError:
                log.warning("The file %s could not be removed from the store.", name, exc_info=True)


@contextmanager
def attachments(store: FileStore) -> Iterator[Attachments]:
    """Stands around the transaction, so that its commit is part of the block."""
    made = Attachments(store)
    try:
        yield made
    except DBAPIError as error:
        if not error.connection_invalidated:  # else nobody knows whether the commit came through
            made.undo()
        raise
    except BaseException:
        made.undo()
        raise
    made.finish()


def insert_file(session: Session, owner: Owner, file: Received, created: datetime, account_id: int | None) -> None:
    session.execute(
        sa.insert(files).values(
            id=ids.new_id(),
            record=owner.record,
            record_id=owner.record_id,
            field=owner.field,
            name=file.name,
            media_type=media_type_of(file.name),
            size=file.stored.size,
            sha256=file.stored.sha256,
            stored=file.stored.stored,
            created=created,
            created_by=account_id,
        )
    )
