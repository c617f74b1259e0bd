"""Files of a record: stored durably before the commit, removed again if it does not come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath

import sqlalchemy as sa

from runtime import ids
from runtime.declarations.fields import Field
from runtime.files import FileStore, Stored, TooLarge
from runtime.service.change import Change
from runtime.service.outcomes import Refused, Upload
from runtime.tables import file as files
from runtime.words import inside, joined, size_of

LARGEST = 25_000_000
LONGEST_NAME = 200

Attach = Callable[[Change, Mapping[str, tuple[Upload, ...]]], None]


@contextmanager
def undone(store: FileStore) -> Iterator[Attach]:
    """A function that attaches uploads to a change's record; what it stored is removed if the block raises."""
    stored: list[str] = []

    def attach(change: Change, uploads: Mapping[str, tuple[Upload, ...]]) -> None:
        for name, several in uploads.items():
            if several and change.fields[name].kind != "files":
                detach(change, _present(change, name))  # one file only: the new one replaces it
            for upload in several:
                saved = _save(store, change.label(name), upload)
                stored.append(saved.stored)
                change.session.execute(sa.insert(files).values(_row(change, name, upload, saved)))

    try:
        yield attach
    except BaseException:
        for name in stored:
            store.remove(name)
        raise


def detach(change: Change, removed: Iterable[int]) -> None:
    """Forgets files; their bytes stay for the sweep, since the transaction may still fail."""
    chosen = tuple(removed)
    if chosen:
        change.session.execute(sa.delete(files).where(files.c.id.in_(chosen)))


def select_removed(change: Change, wanted: Iterable[int], editable: Iterable[str]) -> tuple[int, ...]:
    """Those of the wanted ids that are files of this record in fields that may be edited."""
    chosen = tuple(wanted)
    if not chosen:
        return ()
    own = (files.c.record == change.record.key, files.c.record_id == change.entity.id, files.c.id.in_(chosen))
    return tuple(change.session.scalars(sa.select(files.c.id).where(*own, files.c.field.in_(tuple(editable)))))


def clean_name(name: str) -> str:
    """A file's name without folders, control characters and excess length; never empty."""
    base = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(character for character in base if character.isprintable() and character not in '"<>:|?*')
    stem, dot, suffix = printable.strip(" .").rpartition(".")
    short = f"{stem[: LONGEST_NAME - len(suffix) - 1]}{dot}{suffix}" if stem else printable.strip(" .")
    return short[:LONGEST_NAME] or "file"


def _present(change: Change, name: str) -> tuple[int, ...]:
    own = (files.c.record == change.record.key, files.c.record_id == change.entity.id, files.c.field == name)
    return tuple(change.session.scalars(sa.select(files.c.id).where(*own)))


def _save(store: FileStore, field: Field, upload: Upload) -> Stored:
    suffix = PurePosixPath(clean_name(upload.name)).suffix.lower()
    if field.accept and suffix not in field.accept and upload.media_type not in field.accept:
        allowed = joined([each.removeprefix(".") for each in field.accept], "or")
        raise Refused({field.name: [f"Upload {inside(field.label)} as {allowed}; “{clean_name(upload.name)}” is not"]})
    limit = field.size or LARGEST
    try:
        saved = store.save(upload.stream, limit)
    except TooLarge:
        words = f"“{clean_name(upload.name)}” is larger than {size_of(limit)}; upload a smaller file"
        raise Refused({field.name: [words]}) from None
    if saved.size == 0:
        store.remove(saved.stored)
        raise Refused({field.name: [f"“{clean_name(upload.name)}” is empty; upload a file with something in it"]})
    return saved


def _row(change: Change, name: str, upload: Upload, saved: Stored) -> dict[str, object]:
    return {
        "id": ids.new_id(),
        "record": change.record.key,
        "record_id": change.entity.id,
        "field": name,
        "name": clean_name(upload.name),
        "media_type": upload.media_type[:255] or "application/octet-stream",
        "size": saved.size,
        "sha256": saved.sha256,
        "stored": saved.stored,
        "created": change.given.moment,
        "created_by": change.principal.account_id,
    }
