"""Whether the description of a portal's API names only what this role may read and set at some time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from generator.app import Record
from leaks import reading
from leaks.asker import Asker
from leaks.judging_lists import Fault
from leaks.requests import Answer

ALWAYS = frozenset({"id", "title", "revision"})
"""Told of every record, or asked for with every change."""


def judge_description(asker: Asker, answer: Answer) -> Iterator[Fault]:
    if answer.code != 200:
        return
    schemas = reading.json_of(answer).get("components", {}).get("schemas", {})
    for record in asker.world.app.records.values():
        for schema, allowed in _open_to(asker, record).items():
            named = schemas.get(schema, {}).get("properties", {}).keys()
            if beyond := named - allowed - ALWAYS:
                yield "schemas", f"{schema} names {sorted(beyond)[:5]}, which this role never has"


def _open_to(asker: Asker, record: Record) -> Mapping[str, Collection[str]]:
    """The names by the schema that may have them: of a record that is read, of a new one, of a change."""
    access = asker.access(record)
    return {
        record.key: asker.readable(record),
        f"{record.key}.new": asker.expectation.creatable(record.key),
        f"{record.key}.change": {name for grant in (access.edit if access else ()) for name in grant.fields},
    }
