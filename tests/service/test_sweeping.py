"""Bytes that belong to no record go, once nobody can still be about to use them."""

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from runtime import ids, tables
from runtime.engine import open_engines
from runtime.files import FileStore
from runtime.sweeping import GRACE, sweep


def save(store: FileStore, folder: Path, age: timedelta) -> str:
    name = store.save(io.BytesIO(b"bytes"), 100).stored
    then = (datetime.now(UTC) - age).timestamp()
    os.utime(folder / name, (then, then))
    return name


def test_only_old_bytes_without_a_row_are_removed(tmp_path: Path, database_url: str) -> None:
    engines, store = open_engines(database_url).made_by("operator"), FileStore(str(tmp_path))
    tables.file.create(engines.write, checkfirst=True)
    long_ago = GRACE + timedelta(hours=1)
    kept, abandoned, fresh = (save(store, tmp_path, age) for age in (long_ago, long_ago, timedelta(hours=1)))
    row = {"id": ids.new_id(), "record": "crate", "record_id": 1, "field": "scan", "name": "a", "media_type": "b"}
    rest = {"size": 5, "sha256": "0" * 64, "stored": kept, "created": datetime.now(UTC)}
    with engines.write.begin() as connection:
        connection.execute(sa.insert(tables.file).values(**row, **rest))
    assert sweep(engines, store, datetime.now(UTC)) == 1
    assert (store.holds(kept), store.holds(abandoned), store.holds(fresh)) == (True, False, True)
    engines.dispose()


@pytest.mark.parametrize("count", [0, 1200])
def test_it_takes_any_number(tmp_path: Path, database_url: str, count: int) -> None:
    engines, store = open_engines(database_url).made_by("operator"), FileStore(str(tmp_path))
    tables.file.create(engines.write, checkfirst=True)
    then = (datetime.now(UTC) - GRACE - timedelta(hours=1)).timestamp()
    for number in range(count):
        path = tmp_path / f"{number:032x}"
        path.touch()
        os.utime(path, (then, then))
    assert sweep(engines, store, datetime.now(UTC)) == count
    assert list(tmp_path.iterdir()) == []
    engines.dispose()
