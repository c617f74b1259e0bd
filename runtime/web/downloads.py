"""What is downloaded: lists as files, and the files of records. Never shown by the browser as a page of ours."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, send_file

from runtime.declarations.access import RecordType
from runtime.scope import BadQuery, Column, FileRow, ListQuery
from runtime.touches import Way
from runtime.web import export
from runtime.web.context import Context
from runtime.web.lists_query import Address
from runtime.web.witness import note_export, note_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGING = frozenset({"_page", "_after", "_size"})
SANDBOX = "sandbox; default-src 'none'"


def csv_of(ctx: Context, record: RecordType, address: Address) -> Response:
    query, columns = _asked(ctx, record, address)
    file = export.to_csv(columns, ctx.reader.export(query), ctx.printer.formats)
    note_export(Way.CSV)
    return _attached(send_file(file, mimetype="text/csv", max_age=0), f"{record.address}.csv")


def xlsx_of(ctx: Context, record: RecordType, address: Address) -> Response:
    query, columns = _asked(ctx, record, address)
    file = export.to_xlsx(columns, ctx.reader.export(query), ctx.printer.formats)
    note_export(Way.XLSX)
    return _attached(send_file(file, mimetype=XLSX, max_age=0), f"{record.address}.xlsx")


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


def _attached(response: Response, name: str) -> Response:
    """As in RFC 6266: the name in ASCII for old clients, then as it is."""
    plain = "".join(each if each.isascii() and each.isprintable() and each not in '"\\;%' else "_" for each in name)
    whole = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}"{whole}'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"  # `send_file` would let it be kept
    return response
