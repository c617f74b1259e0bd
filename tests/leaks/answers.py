"""Compares what the oracle expects with what `runtime.scope` answers, person by person; prints the differences as JSON.

A process of its own for each site, since generated code is loaded once per process.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from generator.pipeline import generate
from leaks.expectation import Expectation
from leaks.moving import open_moves
from leaks.population import build_world, fill, store_changes, vary
from leaks.titles import DEPTH
from leaks.world import LINES, Person, StoredFile, World, files_of, is_account
from runtime.declarations.site import Site
from runtime.engine import Engines, open_engines
from runtime.files import FileStore
from runtime.scope import Linked, ListQuery, NotShown, Principal, Reader, Row, Scopes
from runtime.scope.results import FileRow
from runtime.settings import read_settings
from runtime.site import load_site

EXAMPLES = 20
VARIED = 3
LOOKED_AT = 3
"""So many rows of a type are also looked at one by one, by each person."""


def main(specs: Path, var: Path, seed: int, database: str | None = None) -> None:
    settings = read_settings({"DATABASE_URL": database} if database else {}, var=var)
    app = generate(specs).app
    assert app is not None
    site = load_site(settings.var / "generations" / (settings.var / "current").read_text(encoding="utf-8").strip())
    opened = open_engines(settings.database_url)
    engines, store = opened.made_by("operator"), FileStore(settings.files_url)
    world = build_world(app, seed)
    started = time.process_time()
    fill(world, site, engines, store)
    seconds = time.process_time() - started
    comparing = Comparing(world, Scopes(site, opened), site, engines)
    found = list(comparing.differences())
    some = world.people[:: max(1, len(world.people) // VARIED)]
    changed = [difference for person in some for difference in of_variation(comparing, person, store, seed)]
    answers = {
        "differences": found[:EXAMPLES],
        "varied": changed[:EXAMPLES],
        "cells": comparing.cells,
        "hidden": comparing.hidden,
        "seconds": seconds,
        "untold": len(list(of_another_world(comparing, seed))),
    }
    sys.stdout.write(json.dumps(answers))


def of_another_world(comparing: Comparing, seed: int) -> Iterator[str]:
    """What differs where the database does not hold what is expected: if nothing, then nothing is compared."""
    people = comparing.world.people
    other = Comparing(vary(comparing.world, people[0], seed), comparing.scopes, comparing.site, comparing.engines)
    return (each for person in people[1::4] for each in other.of_person(person))


def of_variation(comparing: Comparing, person: Person, store: FileStore, seed: int) -> Iterator[str]:
    """What of the answers changes with what the person may not see, and is not as it is expected then."""
    before, engines = comparing.world, comparing.engines
    after = vary(before, person, seed)
    first = comparing.everything(person)
    store_changes(before, after, engines, store)
    if comparing.everything(person) != first:
        yield f"{person.portal}.{person.role}: the answers changed"
    now = Comparing(after, comparing.scopes, comparing.site, engines)
    yield from (each for other in (person, after.people[0]) for each in now.of_person(other))
    store_changes(after, before, engines, store)
    yield from (f"taken back: {each}" for each in comparing.of_person(after.people[-1]))


@dataclass(slots=True)
class Comparing:
    """`cells` and `hidden` count what was compared: values that are seen and values that are not."""

    world: World
    scopes: Scopes
    site: Site
    engines: Engines
    cells: int = 0
    hidden: int = 0

    def reader(self, person: Person) -> Reader:
        table = self.site.records[person.record].model.__table__
        with self.engines.read.connect() as connection:
            row = connection.execute(sa.select(table).where(table.c.id == person.person_id)).mappings().one()
        own = (person.account_id, person.person_id, person.record, "", "")
        return self.scopes.reader(Principal(person.portal, person.role, *own, dict(row)), moment=self.world.moment)

    def everything(self, person: Person) -> list[str]:
        reader = self.reader(person)
        return [repr(row) for record in self.world.app.records for row in self.rows(reader, record)]

    def rows(self, reader: Reader, record: str) -> list[Row]:
        names = tuple(field.name for field in reader.readable(record) if field.kind != LINES)
        return list(reader.export(ListQuery(record, columns=names))) if names else []

    def differences(self) -> Iterator[str]:
        return (each for person in self.world.people for each in self.of_person(person))

    def of_person(self, person: Person) -> Iterator[str]:
        reader, expected = self.reader(person), Expectation(self.world, person)
        for record in self.world.app.records:
            for difference in self.of_record(expected, reader, record):
                yield f"{person.portal}.{person.role} {person.tenant}: {record} {difference}"

    def of_record(self, expected: Expectation, reader: Reader, record: str) -> Iterator[str]:
        names = {field.name for field in reader.readable(record)}
        if names != set(expected.names(record)):
            yield f"fields {sorted(names ^ set(expected.names(record)))}"
            return
        rows = {row.id: row for row in self.rows(reader, record)}
        if rows.keys() != expected.rows(record):
            yield f"rows {sorted(rows.keys() ^ expected.rows(record))}"
        for key in rows.keys() & expected.rows(record):
            yield from self.of_cells(expected, rows[key], record)
        for key in sorted(rows.keys() & expected.rows(record))[:: max(1, len(rows) // LOOKED_AT)]:
            yield from self.of_row(expected, reader, record, key)

    def of_cells(self, expected: Expectation, row: Row, record: str) -> Iterator[str]:
        fields = expected.fields[record]
        listed = [name for name in expected.names(record) if name not in fields or fields[name].kind != LINES]
        seen = {name for name in listed if expected.sees(record, row.id, name)}
        self.cells += len(seen)
        self.hidden += len(expected.names(record)) - len(seen)
        if seen != row.values.keys():
            yield f"{row.id} cells {sorted(seen ^ row.values.keys())}"
        if row.title != expected.title(record, row.id):
            yield f"{row.id} title {row.title!r}, expected {expected.title(record, row.id)!r}"
        for name in seen & row.values.keys():
            answer, wanted = plain(row.values[name]), expected_value(expected, record, row.id, name)
            if answer != wanted:
                yield f"{row.id} {name}: {answer!r}, expected {wanted!r}"

    def of_row(self, expected: Expectation, reader: Reader, record: str, key: int) -> Iterator[str]:
        row = reader.record(record, key)
        assert row is not None
        if set(row.may_edit) != expected.editable(record, key):
            yield f"{key} may edit {sorted(set(row.may_edit) ^ expected.editable(record, key))}"
        moves = tuple(move.name for move in open_moves(expected, record, key))
        if row.may_move != moves:
            yield f"{key} may move {row.may_move}, expected {moves}"
        if row.may_delete != expected.may_delete(record, key):
            yield f"{key} may delete: {row.may_delete}"
        for name, field in expected.fields[record].items():
            if field.target is not None and name in row.may_edit:
                offered = frozenset(reader.options(record, name, {}, record_id=key))
                if offered != expected.choices(record, name, key):
                    yield f"{key} options of {name}: {sorted(offered ^ expected.choices(record, name, key))}"
            for file in files_of(self.world.rows[record][key][name]):
                if (reader.file(record, key, file.id) is not None) != (file.id in expected.files(record, key)):
                    yield f"{key} file {file.id} of {name}"


def plain(value: Any) -> Any:
    if isinstance(value, NotShown):
        return "not shown"
    if isinstance(value, Linked):
        return (value.id, value.title)
    if isinstance(value, tuple):
        return sorted(plain(each) for each in value)
    if isinstance(value, FileRow):
        return (value.id, value.name, value.size, value.media_type)
    return value


def expected_value(expected: Expectation, record: str, key: int, name: str) -> Any:
    link, _, there = name.partition(".")
    value, field = expected.world.rows[record][key][link], expected.fields[record].get(link)
    target = "" if field is None or field.target is None else field.target
    if there:
        return expected_value(expected, target, value, there) if isinstance(value, int) else None
    if is_account(field, link):
        return expected.account_name(value) or None
    if isinstance(value, tuple):
        shown = [each for each in value if not target or each in expected.rows(target)]
        return sorted(each_of(expected, target, each) for each in shown)
    if not target or value is None:
        return value
    return each_of(expected, target, value) if value in expected.rows(target) else "not shown"


def each_of(expected: Expectation, target: str, value: Any) -> Any:
    if isinstance(value, StoredFile):
        return value.id, value.name, len(value.content), value.media_type
    return (value, expected.title(target, value, DEPTH - 1)) if target else value


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
