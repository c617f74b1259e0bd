"""What is downloaded: lists as files, and the files of records. Never shown by the browser as a page of ours."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from os import SEEK_END
from typing import IO
from urllib.parse import quote

from flask import Response, request, send_file

from runtime.declarations.access import RecordType
from runtime.scope import BadQuery, Column, Columns, FileRow, ListQuery
from runtime.touches import Way
from runtime.web import export
from runtime.web.ahead import Parts, made_ahead
from runtime.web.context import Context
from runtime.web.lists_query import Address
from runtime.web.witness import export_note, note_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGING = frozenset({"_page", "_after", "_size"})
AT_FIRST = 3
"""Parts of a CSV file: its head, some rows, some more rows."""
TOO_LONG = (
    f"An Excel file has at most {export.MOST_XLSX:,} rows, and this list has more. Filter it, or take it as CSV, which "
    "has no such limit."
)
SANDBOX = "sandbox; default-src 'none'"


def csv_of(ctx: Context, record: RecordType, address: Address) -> Response:
    """The first rows are read before anything is sent: what fails with them is a page that says so. A list that has no
    more is sent with its length; a longer one while it is read."""
    query, columns = _asked(ctx, record, address)
    rows = _noted(ctx.reader.whole(query), export_note(Way.CSV))
    parts = export.to_csv(columns, rows, ctx.printer.formats)
    begin = list(islice(parts, AT_FIRST))
    if len(begin) < AT_FIRST:
        response = Response(b"".join(begin), mimetype="text/csv")
    else:
        response = _sent(made_ahead(_joined(begin, parts)))
    return _attached(response, f"{record.address}.csv")


def xlsx_of(ctx: Context, record: RecordType, address: Address) -> Response:
    """Its file is whole before anything is sent."""
    query, columns = _asked(ctx, record, address)
    note = export_note(Way.XLSX)
    try:
        file = export.to_xlsx(columns, ctx.reader.whole(query), ctx.printer.formats)
    except export.TooLongError:
        raise BadQuery(TOO_LONG) from None
    note()
    return _attached(_measured(file, XLSX), f"{record.address}.xlsx")


def file_of(ctx: Context, record: RecordType, record_id: int, file: FileRow) -> Response:
    """A file of a record, as it was sent; whatever it is, it gets no powers here."""
    stream = ctx.files.open(file.stored)
    note_file(record, record_id, file)
    response = send_file(stream, mimetype=file.media_type or "application/octet-stream", max_age=0)
    response.content_length = file.size
    response.headers["Content-Security-Policy"] = SANDBOX
    return _attached(response, file.name)


def _asked(ctx: Context, record: RecordType, address: Address) -> tuple[ListQuery, tuple[Column, ...]]:
    """The whole list and its columns. Raises BadQuery as the list itself does, and for a part of the list."""
    query = export.whole(address.query(record.key))
    for name in PAGING & address.given.keys():
        raise BadQuery(f"A download has the whole list, so it takes no “{name}”.")
    fields = ctx.reader.listed(record.key)
    return query, tuple(Column(each.name, each.label, each, sortable=False, filterable=False) for each in fields)


def _noted(rows: Iterator[Columns], note: Callable[[], None]) -> Iterator[Columns]:
    """Rows stand in the log before they are given on; that there were none does too."""
    first = next(rows, None)
    note()
    if first is not None:
        yield first
    for some in rows:
        note()
        yield some


def _joined(begin: Sequence[bytes], parts: Parts) -> Parts:
    yield from begin
    yield from parts


def _sent(parts: Parts) -> Response:
    """While it is made, to whoever can tell a part from the whole: HTTP/1.0 ends either by closing the connection."""
    if request.environ.get("SERVER_PROTOCOL") != "HTTP/1.0":
        return Response(parts, mimetype="text/csv")
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    file.writelines(parts)
    return _measured(file, "text/csv")


def _measured(file: IO[bytes], media_type: str) -> Response:
    """The whole file, with its length: whoever gets less of it knows."""
    length = file.seek(0, SEEK_END)
    file.seek(0)
    response = send_file(file, mimetype=media_type, max_age=0)
    response.content_length = length
    return response


def _attached(response: Response, name: str) -> Response:
    """As in RFC 6266: the name in ASCII for old clients, then as it is."""
    plain = "".join(each if each.isascii() and each.isprintable() and each not in '"\\;%' else "_" for each in name)
    whole = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}"{whole}'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"  # `send_file` would let it be kept
    return response
