"""A worker of one generation: adds rows to a database and tells those that are there, each by the names that it knows.

python -m tests.stored.worker GENERATION DATABASE_URL RECORD ROWS    (ROWS: JSON, a list of attributes)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime import tables
from runtime.declarations.access import RecordType
from runtime.engine import open_engines
from runtime.records import Base, fields_of
from runtime.site import load_site

DOCUMENT = {"media_type": "text/plain", "size": 1, "sha256": "", "stored": "x"}


def main(generation: Path, url: str, key: str, rows: list[dict[str, Any]]) -> None:
    site = load_site(generation)
    engines = open_engines(url).made_by("operator")
    record = site.records[key]
    with engines.write.begin() as connection:
        Base.metadata.create_all(connection)
        session = Session(connection)
        for row in rows:
            _add(session, record, row)
        found = [_told(record, each) for each in session.scalars(sa.select(record.model).order_by(record.model.id))]
    sys.stdout.write(json.dumps(found))


def _add(session: Session, record: RecordType, row: dict[str, Any]) -> None:
    links = {name: field for name, field in fields_of(record.model).items() if field.kind == "links"}
    sets = {name: value for name, value in row.items() if name in links}
    made = record.model(**{name: value for name, value in row.items() if name not in sets and name != "document"})
    for name, value in sets.items():
        target = sa.inspect(record.model).relationships[name].mapper.class_
        getattr(made, name).extend(session.get(target, each) or target(id=each, name=f"Firm {each}") for each in value)
    session.add(made)
    session.flush()
    file = next((field for field in fields_of(record.model).values() if field.kind == "files"), None)
    if file is not None and "document" in row:
        own = {"record": record.table, "record_id": made.id, "field": file.stored, "name": row["document"]}
        session.execute(sa.insert(tables.file).values(**own, created=made.created, **DOCUMENT))


def _told(record: RecordType, row: Any) -> dict[str, Any]:
    told = {}
    for name, field in fields_of(record.model).items():
        value = getattr(row, name)
        if field.kind == "links":
            value = sorted(each.id for each in value)
        told[name] = value.id if field.kind == "link" and value is not None else value
    return told


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], json.loads(sys.argv[4]))
