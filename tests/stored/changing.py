"""Changes that people try at random: records made, edited and deleted through the service, with what comes of each."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from leaks.snapshot import Snapshot
from leaks.world import Person, World
from runtime.declarations.access import RecordType
from runtime.declarations.fields import FILE_KINDS, Field
from runtime.files import FileStore
from runtime.records import Base, fields_of, links_table
from runtime.scope import Principal, Scopes
from runtime.service import Conflict, Forbidden, Missing, Refused, Saved, Service, Upload
from tests.stored.site import Trial

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00")


class Changing:
    """`lines` says of each change who tried what, what came of it, and every row that is another one now."""

    def __init__(self, trial: Trial, world: World, store: FileStore, files: str, seed: int) -> None:
        self.site, self.engines, self.world = trial.site, trial.engines, world
        self.chance = random.Random(seed)
        self.scopes = Scopes(trial.site, trial.opened)
        self.service = Service(trial.site, trial.opened, self.scopes, store)
        self.snapshot = Snapshot(trial.engines, files)
        self.started = datetime.now(UTC) - timedelta(minutes=5)
        self._known = {key for rows in world.rows.values() for key in rows}
        self._known |= {person.account_id for person in world.people}

    def lines(self, most: int) -> Iterator[list[object]]:
        while most:
            person = self.chance.choice(self.world.people)
            record = self.site.records[self.chance.choice(list(self.site.records))]
            found = self._try(person, record)
            if found is not None:
                most -= 1
                changes = self.snapshot.changes()
                yield [*found, sorted(self._rows(changes))]
                self.snapshot.restore(changes)

    def _try(self, person: Person, record: RecordType) -> list[object] | None:
        principal = self._principal(person)
        access = record.access_of(person.portal, person.role)
        verbs = [
            *(["create"] if access is not None and access.create else []),
            *(["edit", "edit"] if access is not None and access.edit else []),
            *(["delete"] if access is not None and access.delete else []),
        ]
        if access is None or not verbs:
            return None
        verb = self.chance.choice(verbs)
        row = self._row(record, verb, principal)
        permits = None if verb == "create" else self.scopes.reader(principal).permits(record.key, row)
        names = list(access.create or ()) if permits is None else sorted(permits.edit)
        values, uploads = self._values(record, names if verb == "create" else self._few(names), row)
        who = f"{person.portal}.{person.role} {person.person_id} {verb} {record.key} {row} {values}"
        return [who, self._outcome(verb, principal, (record.key, row), values, uploads)]

    def _outcome(
        self, verb: str, principal: Principal, there: tuple[str, int], values: Mapping[str, Any], uploads: Any
    ) -> str:
        key, row = there
        revision = int(str(self.world.rows[key][row]["revision"]))
        try:
            if verb == "create":
                saved = self.service.create(principal, key, values, uploads=uploads, form_token="once")
                assert self.service.create(principal, key, values, form_token="once").id == saved.id
                return f"saved {self._of(saved)}"
            if verb == "edit":
                saved = self.service.edit(principal, key, row, values, revision=revision, uploads=uploads)
                return f"saved {self._of(saved)}"
            self.service.delete(principal, key, row, revision=revision)
        except (Refused, Forbidden, Missing, Conflict) as reason:
            return f"{type(reason).__name__} {getattr(reason, 'errors', reason)}"
        return "deleted"

    def _of(self, saved: Saved) -> object:
        return saved.id if saved.id in self._known else "a new one"

    def _row(self, record: RecordType, verb: str, principal: Principal) -> int:
        """Mostly one that the person may change or delete."""
        rows, reader = sorted(self.world.rows[record.key]), self.scopes.reader(principal)
        self.chance.shuffle(rows)
        for row in rows if verb != "create" and self.chance.random() < 0.9 else ():
            permits = reader.permits(record.key, row)
            if permits is not None and (permits.delete if verb == "delete" else permits.edit):
                return row
        seen = [row for row in rows if reader.sees(record.key, row)]
        return (seen or rows)[0]

    def _few(self, names: list[str]) -> list[str]:
        return self.chance.sample(names, min(len(names), self.chance.randint(1, 3)))

    def _values(
        self, record: RecordType, names: list[str], row: int
    ) -> tuple[dict[str, Any], dict[str, tuple[Upload, ...]]]:
        """Those of that row, some of them from elsewhere; what must be there once is made up."""
        fields, rows = fields_of(record.model), self.world.rows[record.key]
        like = rows[row]
        values: dict[str, Any] = {}
        uploads: dict[str, tuple[Upload, ...]] = {}
        for name in dict.fromkeys(names):
            field = fields[name]
            other = rows[self.chance.choice(sorted(rows))]
            if field.kind in FILE_KINDS:
                if field.kind == "files" and not field.accept:
                    uploads[name] = (Upload("note.txt", "text/plain", io.BytesIO(b"Nothing to see")),)
            elif field.kind == "choice" and self.chance.random() < 0.5:
                values[name] = self.chance.choice(list(field.choices))
            elif field.kind == "choices" and self.chance.random() < 0.5:
                values[name] = tuple(self.chance.sample(list(field.choices), k=min(2, len(field.choices))))
            elif field.unique and field.kind in ("text", "email"):
                values[name] = f"new{self.chance.randrange(10**6)}@post.example"[: field.length or 100]
            else:
                values[name] = (like if self.chance.random() < 0.8 else other)[name]
        return values, uploads

    def _principal(self, person: Person) -> Principal:
        table = self.site.records[person.record].model.__table__
        with self.engines.read.connect() as connection:
            row = connection.execute(sa.select(table).where(table.c.id == person.person_id)).one()
        values = dict(zip(table.c.keys(), row, strict=True))
        own = (person.account_id, person.person_id, person.record, "", person.email)
        return Principal(person.portal, person.role, *own, values)

    def _rows(self, changes: Any) -> Iterator[str]:
        names = self._names()
        for change in changes:
            for how, rows in (("without", change.gone), ("with", change.came)):
                for row in rows:
                    yield f"{names[change.table]} {how} {self._told(change.table, row)}"

    def _names(self) -> dict[str, str]:
        """What each table is of, by the names of today."""
        names = {name: name for name in Base.metadata.tables}
        for key, record in self.site.records.items():
            names[record.table] = key
            for name, field in fields_of(record.model).items():
                if field.kind == "links":
                    names[links_table(record.model.__name__, name).name] = f"{key}_{name}"
        return names

    def _told(self, table: str, row: tuple[Any, ...]) -> list[object]:
        columns = Base.metadata.tables[table].c.keys()
        told = dict(zip(columns, map(self._plain, row), strict=True))
        random_number = [record for record in self.site.records.values() if record.table == table and record.number]
        if random_number and "{random" in (random_number[0].number or ""):
            told["number"] = told["number"] and "a number"
        for name in ("form_token", "stored") if table.startswith("portal_") else ():
            told.pop(name, None)
        if table in ("portal_history", "portal_file"):
            self._translate(told)
        if table == "portal_sequence":
            name, _, pattern = told["name"].partition(":")
            told["name"] = f"{self._names()[name]}:{pattern}"
        return list(told.values())

    def _translate(self, told: dict[str, Any]) -> None:
        """Rows of the system's tables with the names of today in place of the stored ones."""
        record = next(each for each in self.site.records.values() if each.table == told["record"])
        fields = {field.stored: field for field in fields_of(record.model).values()}
        told["record"] = record.key
        if "field" in told:
            told["field"] = fields[told["field"]].name
        if "changes" in told:
            changes = json.loads(told["changes"])
            told["changes"] = sorted(
                (fields[name].name, *(self._plain(self._choice(fields[name], value)) for value in pair))
                for name, pair in changes.items()
                if not (name == record_number(record) and record.number)
            )

    def _choice(self, field: Field, value: Any) -> Any:
        if isinstance(value, list):
            return [field.stored_choices.present(each) if isinstance(each, str) else each for each in value]
        return field.stored_choices.present(value) if isinstance(value, str) and field.choices else value

    def _plain(self, value: Any) -> Any:
        if isinstance(value, datetime) and value > self.started:
            return "now"
        if isinstance(value, str) and MOMENT.fullmatch(value) and value > self.started.isoformat():
            return "now"
        if isinstance(value, int) and not isinstance(value, bool) and value > 10**14 and value not in self._known:
            return "a new id"
        return value


def record_number(record: RecordType) -> str:
    field = fields_of(record.model).get("number")
    return field.stored if field else ""
