"""How many statements routing adds, counted at the driver: a program, since generated code is loaded once per process.

    python -m tests.routing.counting FOLDER URL

FOLDER is the generation, URL its database. One JSON object: the statements of each sort of change, with routing and
without.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine, event

from runtime.declarations.site import Site
from runtime.engine import open_engines
from runtime.files import FileStore
from runtime.scope import Principal
from runtime.scope.scopes import Scopes
from runtime.service import Service
from runtime.site import load_site

TIMES = 100
Act = Callable[[Service], list[str]]


@contextmanager
def noted() -> Iterator[list[str]]:
    """But for BEGIN, which is none of its own on PostgreSQL."""
    texts: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            texts.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield texts
    finally:
        event.remove(Engine, "before_cursor_execute", note)


class Counting:
    """Changes by anna, with the site as it is and without its routing."""

    def __init__(self, site: Site, url: str, folder: Path) -> None:
        self._engines = open_engines(url).made_by("operator")
        records = {key: replace(record, routing=()) for key, record in site.records.items()}
        self._services = {
            routed: Service(each, self._engines, Scopes(each, self._engines), FileStore(str(folder)))
            for routed, each in (("routed", site), ("plain", replace(site, records=records)))
        }
        self._site = site
        with self._engines.read.connect() as connection:
            clerk = self._table("clerk")
            row = connection.execute(sa.select(clerk).where(clerk.c.name == "Anna")).mappings().first()
            assert row is not None
            self._resident = connection.execute(sa.select(self._table("resident").c.id)).scalars().first()
            areas = connection.execute(sa.select(self._table("area").c.name, self._table("area").c.id)).all()
        self._areas = {row.name: row.id for row in areas}
        self._anna = Principal("staff", "", 1, row["id"], "clerk", "Anna", "", MappingProxyType(dict(row)))

    def _table(self, key: str) -> Any:
        return self._site.records[key].model.__table__

    def run(self) -> Mapping[str, Mapping[str, list[str]]]:
        plain = {"height": "ankle", "area": self._areas["North"]}
        deep, last = {**plain, "height": "neck"}, {**plain, "area": self._areas["Harbour"]}
        sorts: Mapping[str, Act] = {
            "turns": lambda service: self._report(service, plain)[1],
            "least busy": lambda service: self._report(service, deep)[1],
            "last resort": lambda service: self._report(service, last)[1],
            "many": self._order,
        }
        return {sort: self._both(act) for sort, act in sorts.items()}

    def _both(self, act: Act) -> Mapping[str, list[str]]:
        """What the second time takes, when all is compiled that is compiled once."""
        return {name: (act(service), act(service))[1] for name, service in self._services.items()}

    def _report(self, service: Service, values: Mapping[str, object]) -> tuple[int, list[str]]:
        sent = {"what": "Water", "resident": self._resident, "rooms": TIMES, "urgent": False, **values}
        with noted() as texts:
            record = service.create(self._anna, "damage", sent).id
        return record, texts

    def _order(self, service: Service) -> list[str]:
        """Makes many repairs."""
        plain = {"height": "ankle", "area": self._areas["North"]}
        record, _ = self._report(self._services["plain"], plain)
        with noted() as texts:
            service.move(self._anna, "damage", record, "order", {}, revision=1)
        return texts


def main() -> None:
    folder, url = sys.argv[1:]
    counting = Counting(load_site(Path(folder)), url, Path(folder).parent.parent / "files")
    sys.stdout.write(json.dumps(counting.run(), indent=1))


if __name__ == "__main__":
    main()
