"""A boatyard with two clients, on both databases; what it holds in all, to see that nothing changed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime import ids, tables
from runtime.engine import Engines, open_engines
from runtime.files import FileStore
from runtime.records import Base
from runtime.scope import Principal
from runtime.scope.scopes import Scopes
from runtime.service import Saved, Service, Upload
from tests.service.yard import TABLES, YARD, YardClient, YardPart, YardPerson

PDF = b"%PDF-1.7 of a hull"
PNG = b"\x89PNG\r\n\x1a\n of a mast"


@dataclass
class Yard:
    """`people` by name: ann and abe of North, sue of South, eve of East with its quota of two, lou of the loft."""

    engines: Engines
    service: Service
    scopes: Scopes
    folder: Path
    people: dict[str, Principal]
    ids: dict[str, int]

    def create(self, key: str = "yard_job", who: str = "ann", **values: Any) -> Saved:
        if key == "yard_job":
            values.setdefault("subject", f"Job {ids.new_id()}")
        return self.service.create(self.people[who], key, values)

    def edit(self, key: str, record_id: int, who: str = "ann", **values: Any) -> Saved:
        return self.service.edit(self.people[who], key, record_id, values, revision=self.revision(key, record_id))

    def delete(self, key: str, record_id: int, who: str = "ann") -> None:
        self.service.delete(self.people[who], key, record_id, revision=self.revision(key, record_id))

    def row(self, key: str, record_id: int) -> dict[str, Any]:
        table = Base.metadata.tables[key]
        with self.engines.read.connect() as connection:
            return dict(connection.execute(sa.select(table).where(table.c.id == record_id)).mappings().one())

    def revision(self, key: str, record_id: int) -> int:
        return int(self.row(key, record_id)["revision"])

    def rows(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
        with self.engines.read.connect() as connection:
            return [dict(row) for row in connection.execute(sa.select(table).where(*where)).mappings()]

    def set(self, key: str, record_id: int, **values: Any) -> None:
        """Past the service, as an import or an older version might have left it."""
        table = Base.metadata.tables[key]
        with self.engines.write.begin() as connection:
            connection.execute(sa.update(table).where(table.c.id == record_id).values(**values))

    def everything(self) -> Mapping[str, Any]:
        """All rows of all tables, and all files."""
        with self.engines.read.connect() as connection:
            rows = {table.name: sorted(map(repr, connection.execute(sa.select(table)))) for table in TABLES}
        return {**rows, "files": sorted(path.name for path in self.folder.iterdir())}

    def stored(self, record_id: int) -> dict[str, str]:
        """Names in the store by the files' own names."""
        return {row["name"]: row["stored"] for row in self.rows(tables.file, tables.file.c.record_id == record_id)}


@pytest.fixture(scope="module")
def yard(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    engines = open_engines(database_url).made_by("operator")
    Base.metadata.create_all(engines.write, tables=TABLES)
    rows = make_rows()
    with Session(engines.write, expire_on_commit=False) as session:
        session.add_all(rows.values())
        session.commit()
    folder = tmp_path_factory.mktemp("files")
    scopes = Scopes(YARD, engines)
    people = {
        name: principal(rows[name], place) for place, name in enumerate(("ann", "abe", "sue", "eve", "lou"), start=1)
    }
    service = Service(YARD, engines, scopes, FileStore(str(folder)))
    yield Yard(engines, service, scopes, folder, people, {name: row.id for name, row in rows.items()})
    engines.dispose()


def make_rows() -> dict[str, Any]:
    north, south = YardClient(name="North", email="office@north.example"), YardClient(name="South")
    east = YardClient(name="East", quota=2)
    lou = YardPerson(name="Lou", email="lou@yard.example")
    ann = YardPerson(name="Ann", email="ann@north.example", client=north)
    abe = YardPerson(name="Abe", email="abe@north.example", client=north, boss=ann)
    sue = YardPerson(name="Sue", email="sue@south.example", client=south)
    eve = YardPerson(name="Eve", email="eve@east.example", client=east)
    mast, keel = YardPart(name="Mast", client=north, on_sale=True), YardPart(name="Keel", client=north, on_sale=False)
    sail = YardPart(name="Sail", client=south, on_sale=True)
    return {name: row for name, row in locals().items() if isinstance(row, Base)}


def principal(person: YardPerson, account: int) -> Principal:
    values = {column.key: getattr(person, column.key) for column in YardPerson.__table__.c}
    portal = "loft" if person.client_id is None else "slip"
    return Principal(portal, "", account, person.id, "yard_person", str(person.name), str(person.email), values)


@pytest.fixture
def unchanged(yard: Yard) -> Iterator[None]:
    """Whatever is tried: the database and the files are as they were."""
    before = yard.everything()
    yield
    assert yard.everything() == before


@pytest.fixture
def upload() -> Callable[..., Upload]:
    def make(name: str = "hull.pdf", content: bytes = PDF, media_type: str = "text/html") -> Upload:
        return Upload(name, media_type, io.BytesIO(content))

    return make
