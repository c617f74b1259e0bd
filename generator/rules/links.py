"""Links that a portal shows although nobody there may see the records that they lead to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import Access, App, Field, Record
from generator.problems import Problem
from generator.rules.readers import reader, visible


def judge(record: Record, app: App) -> Iterator[Problem]:
    for access in record.accesses:
        yield from (_problem(field, access, app) for field in _leading_nowhere(record, access, app))


def _leading_nowhere(record: Record, access: Access, app: App) -> Iterator[Field]:
    seen = visible(access)
    for field in record.fields:
        if field.target is None or field.name not in seen:
            continue
        if not app.records[field.target].shows(access.portal, access.role):
            yield field


def _problem(field: Field, access: Access, app: App) -> Problem:
    assert field.target is not None
    target = app.records[field.target]
    value = next((each.name for each in target.fields if each.kind == "text"), target.fields[0].name)
    message = f"{reader(access)} shows '{field.name}' as 'not shown' always: no '{field.target}' can be seen there"
    hint = f"give '{field.target}' a block for it, or list one value: {field.name}.{value}"
    return Problem("S302", message, access.at, hint, "warning")
