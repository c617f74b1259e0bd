"""A site that is edited, applied and written to in this process: specs and generations in a folder, and a database."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from generator.pipeline import Generation as Made
from generator.pipeline import generate
from generator.write import read_history
from runtime import ids, tables
from runtime.declarations.site import Site
from runtime.engine import Engines, open_engines
from runtime.migrations import bringing, planning, returning
from runtime.migrations.goal import Goal
from runtime.migrations.graph import open_graph
from runtime.migrations.kinds import column_type
from runtime.migrations.remembering import ACTION, plain
from runtime.migrations.results import Progress
from runtime.records import Base, fields_of
from tests.chains.business import SETS, Business, Part, Type
from tests.chains.loading import Shelf
from tests.chains.memory import Spot
from tests.renaming.renaming import load, rename

LOCK = "spec.lock.yaml"
DOCUMENT = {"media_type": "text/plain", "size": 1, "sha256": "", "stored": "x"}


@dataclass(frozen=True, slots=True)
class Folder:
    """A generation that was generated. `lock` is the lock file after it."""

    path: Path
    lock: str


class Place:
    def __init__(self, folder: Path, url: str, shelf: Shelf) -> None:
        self.folder, self.shelf = folder, shelf
        self.opened = open_engines(url)
        self.engines: Engines = self.opened.made_by("operator")

    def generate(self, business: Business, before: Folder | None) -> Made:
        """What these specs come to after those of `before`."""
        specs = self.folder / "specs"
        shutil.rmtree(specs, ignore_errors=True)
        self.write(specs, business.files())
        if before is not None:
            (specs / LOCK).write_text(before.lock)
        return self.generated(before)

    def rename(self, business: Business, before: Folder, path: str, name: str) -> Made:
        """What `portal rename` makes of the specs of `business`. Raises RefusedError or NotARenameError."""
        self.generate(business, before)
        rename(load(self.folder / "specs"), path, name)
        return self.generated(before)

    def generated(self, before: Folder | None) -> Made:
        history = read_history(before.path / "generated") if before else {}
        return generate(self.folder / "specs", history)

    def store(self, made: Made, name: str) -> Folder:
        path = self.folder / name
        self.write(path / "generated", made.files)
        return Folder(path, made.lock.text())

    @staticmethod
    def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def bring(self, to: Folder, progress: Progress) -> None:
        bringing.bring_up_to_date(self.engines, self._goal(to), progress)

    def settle(self, to: Folder, progress: Progress) -> None:
        bringing.settle(self.engines, self._goal(to), datetime.now(UTC), progress)

    def take_back(self, leaving: Folder, to: Folder, progress: Progress) -> None:
        returning.take_back(self.engines, self._goal(to), open_graph(leaving.path), progress)

    def plan(self, of: Folder) -> Any:
        return planning.plan_database(self.engines, self._goal(of))

    def _goal(self, of: Folder) -> Goal:
        return Goal(self.shelf.open(of.path), open_graph(of.path))

    def spot(self, site: Site, of: Type, part: Part) -> Spot:
        """Where the generation that lies open keeps a field."""
        record = site.records[of.name]
        field = fields_of(record.model)[part.name]
        if part.kind == "links":
            return Spot(f"{record.table}_{field.stored}", "", field.stored)
        if part.kind == "files":
            return Spot(record.table, "files", field.stored)
        return Spot(record.table, f"{field.stored}_id" if part.kind == "link" else field.stored, field.stored)

    def choices(self, site: Site, of: Type, part: Part, names: list[str]) -> dict[str, str]:
        kept = fields_of(site.records[of.name].model)[part.name].stored_choices
        return {name: kept.stored(name) for name in names}

    def insert(self, site: Site, of: Type, values: Mapping[str, Any], kept: Mapping[str, Any]) -> int:
        """A row as a server makes it; `values` by today's names, `kept` by stored ones for the history."""
        model = site.records[of.name].model
        table, row = model.__table__, ids.new_id()
        now = datetime.now(UTC)
        whole = {"id": row, "created": now, "updated": now, "revision": 1}
        with self.engines.write.begin() as connection:
            connection.execute(sa.insert(table).values(whole | self._columns(site, of, values)))
            self._sets(connection, site, of, row, values)
            self._tell(connection, table.name, row, "create", {name: (None, value) for name, value in kept.items()})
        return row

    def change(
        self, site: Site, of: Type, row: int, values: Mapping[str, Any], kept: Mapping[str, tuple[Any, Any]]
    ) -> None:
        table = site.records[of.name].model.__table__
        with self.engines.write.begin() as connection:
            columns = self._columns(site, of, values)
            if columns:
                done = connection.execute(sa.update(table).where(table.c.id == row).values(columns))
                assert done.rowcount == 1, f"{of.name} {row} is gone"
            self._sets(connection, site, of, row, values)
            self._tell(connection, table.name, row, "edit", kept)

    def _columns(self, site: Site, of: Type, values: Mapping[str, Any]) -> dict[str, Any]:
        fields = fields_of(site.records[of.name].model)
        return {str(fields[name].column): value for name, value in values.items() if fields[name].column}

    def _sets(self, connection: sa.Connection, site: Site, of: Type, row: int, values: Mapping[str, Any]) -> None:
        record = site.records[of.name]
        for name, value in values.items():
            field = fields_of(record.model)[name]
            if field.kind == "links":
                links = Base.metadata.tables[f"{record.table}_{field.stored}"]
                connection.execute(sa.delete(links).where(links.c.owner_id == row))
                for target in value:
                    connection.execute(sa.insert(links).values(owner_id=row, target_id=target))
            elif field.kind == "files":
                own = {"record": record.table, "record_id": row, "field": field.stored}
                kept = tables.file.c
                where = (kept.record == record.table, kept.record_id == row, kept.field == field.stored)
                there = set(connection.scalars(sa.select(kept.name).where(*where)))
                for file in [file for file in value if file not in there]:
                    connection.execute(
                        sa.insert(tables.file).values(**own, name=file, created=datetime.now(UTC), **DOCUMENT)
                    )

    def _tell(
        self, connection: sa.Connection, table: str, row: int, action: str, kept: Mapping[str, tuple[Any, Any]]
    ) -> None:
        changes = {name: [told(old), told(new)] for name, (old, new) in kept.items() if told(old) != told(new)}
        entry = {"record": table, "record_id": row, "at": datetime.now(UTC), "action": action}
        connection.execute(sa.insert(tables.history).values(**entry, changes=json.dumps(changes)))

    def columns(self, spots: Mapping[int, Spot], kinds: Mapping[int, str]) -> dict[int, dict[int, Any]]:
        """What the database holds, whatever the models of today know of it: by column and row."""
        plain = {number: spot for number, spot in spots.items() if kinds[number] not in SETS}
        found: dict[int, dict[int, Any]] = {}
        with self.engines.read.connect() as connection:
            for table in {spot.table for spot in plain.values()}:
                here = [number for number, spot in plain.items() if spot.table == table]
                typed = [sa.column(spots[number].name, _type(kinds[number])) for number in here]
                asked = sa.select(sa.column("id", column_type("link")), *typed).select_from(sa.table(table))
                rows = connection.execute(asked).all()
                found |= {number: {row[0]: row[place] for row in rows} for place, number in enumerate(here, start=1)}
            for number in spots.keys() - plain.keys():
                found[number] = _gathered(connection.execute(_set(spots[number], kinds[number])).all())
        return found

    def shown(self, site: Site, of: Type) -> dict[str, dict[int, Any]]:
        """The columns of a record type by the names of its fields, as servers of the generation that lies open read
        them."""
        model = site.records[of.name].model
        fields = [field for field in fields_of(model).values() if field.column]
        table = model.__table__
        asked = sa.select(table.c.id, *(table.c[str(field.column)] for field in fields))
        with self.engines.read.connect() as connection:
            rows = connection.execute(asked).all()
        return {"id": {row[0]: row[0] for row in rows}} | {
            field.name: {row[0]: row[place] for row in rows} for place, field in enumerate(fields, start=1)
        }

    def history(self) -> tuple[dict[tuple[str, int, str], list[Any]], dict[tuple[str, int, str], list[Any]]]:
        """By table, row and field: all values that the history tells of, and those that an apply took away."""
        told: dict[tuple[str, int, str], list[Any]] = {}
        taken: dict[tuple[str, int, str], list[Any]] = {}
        kept = tables.history.c
        with self.engines.read.connect() as connection:
            for table, row, action, changes in connection.execute(
                sa.select(kept.record, kept.record_id, kept.action, kept.changes)
            ):
                for name, (before, after) in json.loads(changes).items():
                    told.setdefault((table, row, name), []).extend((before, after))
                    if action == ACTION:
                        taken.setdefault((table, row, name), []).append(before)
        return told, taken


def _type(kind: str) -> sa.types.TypeEngine[Any]:
    return column_type(kind, 2 if kind in ("money", "decimal") else None)


def _set(spot: Spot, kind: str) -> sa.Select[Any]:
    """The links of a set, or the names of files: row, value."""
    if kind == "files":
        kept = tables.file.c
        asked = sa.select(kept.record_id, kept.name).where(kept.record == spot.table, kept.field == spot.field)
        return asked.order_by(kept.id)
    owner, target = sa.column("owner_id", column_type("link")), sa.column("target_id", column_type("link"))
    return sa.select(owner, target).select_from(sa.table(spot.table)).order_by(owner, target)


def _gathered(rows: Any) -> dict[int, Any]:
    found: dict[int, tuple[Any, ...]] = {}
    for owner, value in rows:
        found[owner] = (*found.get(owner, ()), value)
    return found


def told(value: Any) -> Any:
    return list(value) or None if isinstance(value, tuple) else plain(value)
