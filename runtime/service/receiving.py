"""The files of a change: their bytes are stored before the transaction, which others wait for, begins."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.declarations.access import Access, RecordType
from runtime.declarations.fields import FILE_KINDS
from runtime.records import fields_of
from runtime.scope.policy import overridden
from runtime.service.attaching import Arrivals, Attachments
from runtime.service.change import only
from runtime.service.outcomes import Upload


def receive(
    files: Attachments, record: RecordType, access: Access, uploads: Mapping[str, tuple[Upload, ...]]
) -> Arrivals:
    """Raises Forbidden for fields that hold no files, Refused for files that do not fit."""
    fields = fields_of(record.model)
    only(set(uploads), {name for name, field in fields.items() if field.kind in FILE_KINDS})
    return files.receive({name: overridden(fields[name], access) for name in uploads}, uploads)
