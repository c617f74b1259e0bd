"""An application whose every name was another one once: what the lock of specs says that were renamed throughout.

The old names are mostly those that others have today, so that whoever takes one for the other is found out.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.app import App, Choices, Field, Record

BUILT_IN = frozenset({"id", "created", "created_by", "updated", "updated_by", "revision"})
ANEW = 0.2
"""How many have an old name that is nobody's today."""


def rename(app: App, seed: int) -> App:
    """The same application; tables, columns and choices have other stored names, no two the same."""
    chance = random.Random(seed)
    while True:
        renamed = _rename(app, chance)
        names = [name for record in renamed.records.values() for name in (record.table, *_pairs(record))]
        if len(set(names)) == len(names):
            return renamed


def _rename(app: App, chance: random.Random) -> App:
    tables = _others(app.records, chance)
    lists: dict[tuple[str, str | None], Choices] = {}
    records = {key: _record(record, tables[key], lists, chance) for key, record in app.records.items()}
    return replace(app, records=records)


def _record(record: Record, table: str, lists: dict[tuple[str, str | None], Choices], chance: random.Random) -> Record:
    while True:
        names = _others([field.name for field in record.fields], chance)
        fields = tuple(
            replace(field, stored=names[field.name], choices=_choices(field.choices, lists, chance))
            for field in record.fields
        )
        columns = [column_of(field) for field in fields if field.kind not in ("links", "lines")]
        if len({*columns, *BUILT_IN}) == len(columns) + len(BUILT_IN):
            return replace(record, table=table, fields=fields)


def _choices(
    choices: Choices | None, lists: dict[tuple[str, str | None], Choices], chance: random.Random
) -> Choices | None:
    if choices is None:
        return None
    key = choices.constant, choices.shared
    if key not in lists:
        names = _others([name for name, _ in choices.options], chance)
        lists[key] = replace(choices, stored={name: old for name, old in names.items() if name != old})
    return lists[key]


def _others(names: Iterable[str], chance: random.Random) -> Mapping[str, str]:
    """Each name -> one that another has today, or nobody."""
    today = list(names)
    start = chance.sample(today, len(today))
    old = dict(zip(start, [*start[1:], *start[:1]], strict=True))
    return {name: f"{old[name]}_x{place}" if chance.random() < ANEW else old[name] for place, name in enumerate(today)}


def column_of(field: Field) -> str:
    """The name of the field's column in the database."""
    return f"{field.stored}_id" if field.kind == "link" else field.stored


def _pairs(record: Record) -> list[str]:
    return [f"{record.table}_{field.stored}" for field in record.fields if field.kind == "links"]
