"""Things declared unique more than once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import App, Record
from generator.problems import Problem


def judge(record: Record, _app: App) -> Iterator[Problem]:
    single = {frozenset({field.name}) for field in record.fields if field.unique}
    listed: set[frozenset[str]] = set()
    for unique in record.unique:
        fields = frozenset(unique.fields)
        names = ", ".join(unique.fields)
        if fields in single:
            yield Problem("S313", f"'{names}' is unique twice: here and at the field", unique.at, "remove one of them")
        elif fields in listed:
            yield Problem("S313", f"'{names}' is unique twice", unique.at, "remove one of them")
        listed.add(fields)
