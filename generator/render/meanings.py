"""What the names in a rule mean at the time when a revision keeps it: which column, which stored choice.

A database may carry out the revision much later, when specs call other things so: `runtime.migrations.meanings` looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.app import App, Field, Record

_WORD = re.compile(r"\w+", re.ASCII)


def meanings(record: str, code: str, app: App) -> Mapping[str, str]:
    """`<table>.<field>` -> its stored name, and `<choice>=<stored>` for each choice that the code names. Of the fields
    that the code names, in the record type and in those that it gets to from there."""
    words = frozenset(_WORD.findall(code))
    reached, ahead = {record}, [record]
    while ahead:
        fresh = set(_reached(app.records[ahead.pop()], words)) - reached
        reached |= fresh
        ahead += sorted(fresh)
    named = [(app.records[key].table, field) for key in reached for field in app.records[key].fields]
    found = {f"{table}.{field.name}": _meaning(field, words) for table, field in named if field.name in words}
    return dict(sorted(found.items()))


def _reached(record: Record, words: frozenset[str]) -> Iterator[str]:
    """By its links and back links."""
    yield from (field.target for field in record.fields if field.target is not None and field.name in words)
    yield from (back.record for back in record.back_links if back.name in words)


def _meaning(field: Field, words: frozenset[str]) -> str:
    choices = field.choices
    named = [name for name, _ in choices.options if name in words] if choices else []
    return " ".join([field.stored, *(f"{name}={choices.stored.get(name, name)}" for name in named if choices)])
