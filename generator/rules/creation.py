"""Whether a portal that creates records can give every field that is required."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import Access, App, Field, Record
from generator.problems import Problem
from generator.rules.readers import reader


def judge(record: Record, _app: App) -> Iterator[Problem]:
    for access in record.accesses:
        if access.create is not None:
            yield from (_problem(field, access) for field in _not_given(record, access))


def _not_given(record: Record, access: Access) -> Iterator[Field]:
    given = {*(access.create or ()), *(name for name, _ in access.preset)}
    given |= {name for name, override in access.overrides if override.default is not None}
    return (
        field
        for field in record.fields
        if is_needed(field)
        and not field.computed
        and field.default is None
        and field.name not in (*given, record.parent)
    )


def is_needed(field: Field) -> bool:
    """Lines are, where there is a least number of them."""
    return field.required or (field.lines is not None and field.minimum is not None)


def _problem(field: Field, access: Access) -> Problem:
    message = f"{reader(access)} creates records without '{field.name}', which is required"
    hint = f"add '{field.name}' to 'create' or to 'preset', or give the field a default"
    return Problem("S301", message, access.at, hint)
