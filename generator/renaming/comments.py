"""The record types of comments, which are called after what they are about, and their fields, after who writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.resolve.comments.names import SORTS
from generator.resolve.comments.records import BY, TELL
from generator.spec import Record

WHOSE = (f"{BY}_", f"{TELL}_")


def about_of(record: Record) -> str | None:
    """Of comments, the record type that they are about."""
    if record.thread is None:
        return None
    return next(str(field.to) for name, field in record.fields.items() if name == record.thread.about)


def person_in(record: Record, field: str) -> tuple[str, str]:
    """Of a field that is called after a record type of people: how it begins, and that record type; else ""."""
    start = next((each for each in WHOSE if record.thread is not None and field.startswith(each)), "")
    return start, field.removeprefix(start) if start else ""


def endings_of(key: str, records: Mapping[str, Record]) -> tuple[str, ...]:
    """What follows the name of a record type in the names of its comments; first of all nothing, its own name."""
    found = (f"_{sort.suffix}" for sort in SORTS)
    return ("", *(each for each in found if key + each in records and about_of(records[key + each]) == key))


def fields_called_after(person: str, records: Mapping[str, Record]) -> Iterator[str]:
    """Their paths in the lock."""
    for key, record in records.items():
        yield from (f"records.{key}.{name}" for name in record.fields if person_in(record, str(name))[1] == person)
