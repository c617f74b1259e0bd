"""Requests for single records: their pages, files and confirmations, with every id, and methods that there are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import quote

from generator.app import Record
from leaks.asker import Asker
from leaks.requests import Guess, Request
from leaks.requests_lists import API
from leaks.world import StoredFile

TAILS = {
    "detail": "",
    **{kind: f"/{kind}" for kind in ("edit", "delete", "received", "access", "history", "disclosures", "touches")},
}
METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
STRANGE = ("0", "-1", "9223372036854775807", "9223372036854775808", "99999999999999999999", "1.5", "abc", "%00", "１")


def page_requests(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """A page of one record, by GET and by methods that it does not have."""
    for record_id in asker.ids(record):
        path = path_of(record, record_id, kind)
        guess = asker.guess(record.key, record_id)
        telling = kind == "history" and guess is None  # of a record that may be seen, with a past that may not
        request = Request(kind, path, record=record.key, record_id=record_id, expects=kind, telling=telling)
        yield replace(request, guess=guess)
        if kind in ("detail", "api record"):
            yield replace(request, expects="", query=(("_columns", "id"),), guess=asker.guess(record.key, record_id))
    for record_id in asker.hidden(record.key)[:2]:
        request = Request(kind, path_of(record, record_id, kind), record=record.key, record_id=record_id)
        for method in METHODS:
            yield replace(request, method=method, guess=asker.guess(record.key, record_id), refused=method != "OPTIONS")
    for other in STRANGE:
        path = path_of(record, 1, kind).replace("/1", f"/{quote(other, safe='%')}", 1)
        yield Request(kind, path, record=record.key, expects="refused")


def path_of(record: Record, record_id: int, kind: str) -> str:
    if kind == "api record":
        return f"{API}/{record.address}/{record_id}"
    return f"/{record.address}/{record_id}{TAILS[kind]}"


def file_requests(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """Every file by its own record, and files of others by a record that may be seen."""
    known = [(record_id, file) for record_id in asker.ids(record) for file in files_of(asker, record, record_id)]
    others = list(islice(_files_elsewhere(asker, record), 4))
    for owner, file in known:
        yield _file(asker, record, Request(kind, "", record_id=owner), owner, file)
    for through in islice(asker.visible(record.key), 2):
        for owner, file in (*known[:6], *others):
            yield _file(asker, record, Request(kind, "", record_id=through), owner, file)


def _file(asker: Asker, record: Record, asked: Request, owner: int, file: StoredFile) -> Request:
    """`asked` has the record by which the file is asked for."""
    root = f"{API if asked.kind == 'api file' else ''}/{record.address}"
    allowed = owner == asked.record_id and file.id in asker.expectation.files(record.key, owner)
    return replace(
        asked,
        path=f"{root}/{asked.record_id}/files/{file.id}/{quote(file.name)}",
        record=record.key,
        field=str(file.id),
        expects="file" if allowed else "refused",
        guess=None if allowed else Guess(str(file.id), str(asker.missing(file.id))),
    )


def files_of(asker: Asker, record: Record, record_id: int) -> Iterator[StoredFile]:
    row = asker.world.rows[record.key][record_id]
    for field in record.fields:
        cell = row.get(field.name)
        for each in cell if isinstance(cell, tuple) else ():
            if isinstance(each, StoredFile):
                yield each


def _files_elsewhere(asker: Asker, record: Record) -> Iterator[tuple[int, StoredFile]]:
    for other in asker.world.app.records.values():
        if other.key != record.key:
            for record_id in asker.ids(other):
                for file in files_of(asker, other, record_id):
                    yield record_id, file


def loose_requests(_asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """The confirmations that name no record."""
    path = f"/{record.address}/{'received' if kind == 'received unseen' else 'deleted'}"
    yield Request(kind, path, record=record.key)
    if kind == "received unseen":
        yield Request(kind, path, query=(("_of", "WzEsIm9yZGVyIiwiMSJd.x"),), record=record.key, expects="refused")
