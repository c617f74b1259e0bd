"""What a form tells of records that are not shown: whether a value that no two records may share is taken."""

from __future__ import annotations

from generator.access.fieldnames import listed_label
from generator.access.matrix import RecordAccess
from generator.access.moving import needs_of
from generator.access.phrases import listed
from generator.app import Record


def probed(access: RecordAccess, record: Record) -> list[str]:
    """The values that these people can try, in words: a field, or fields that have to differ together.

    None where every record is seen. A part that is not entered but preset leaves fewer values to try, not none.
    """
    if all(answer.answer == "yes" for answer in access.rows):
        return []
    entered = {field.name for field in access.fields if field.create or any(it.answer != "no" for it in field.edit)}
    entered |= {name for move in access.moves for name in needs_of(record, move.name)}
    own = {field.name: field.label for field in access.fields}
    labels = {field.name: listed_label(own.get(field.name, field.label)) for field in record.fields}
    single = [(field.name,) for field in record.fields if field.unique]
    together = [unique.fields for unique in record.unique]
    return [_words(names, labels) for names in [*single, *together] if not entered.isdisjoint(names)]


def _words(names: tuple[str, ...], labels: dict[str, str]) -> str:
    return listed([labels[name] for name in names], "and") + " together" * (len(names) > 1)
