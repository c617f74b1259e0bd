"""The two copies of a preview hold what the database holds, and are gone afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from runtime.backup.databases import database_at
from runtime.backup.errors import BackupError
from runtime.changing import copying
from runtime.changing.copying import copied


@pytest.fixture
def filled(database_url: str) -> str:
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE IF EXISTS berth"))
        connection.execute(sa.text("CREATE TABLE berth (name VARCHAR(20) PRIMARY KEY, depth INTEGER)"))
        connection.execute(sa.text("INSERT INTO berth VALUES ('Pier', 4), ('Süd', NULL)"))
    engine.dispose()
    return database_url


def test_two_copies_of_their_own(filled: str, tmp_path: Path) -> None:
    plain = database_at(filled)
    with copied(filled, tmp_path) as copies:
        before, after = database_at(copies.before), database_at(copies.after)
        assert before.contents() == after.contents() == plain.contents()
        assert len({copies.before, copies.after, plain.address}) == 3
    if plain.backend == "postgresql":
        with pytest.raises(BackupError, match="does not exist"):
            after.contents()


def test_a_large_database_is_not_copied(filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "LARGEST", 10)
    with (
        pytest.raises(BackupError, match=r"^the database has .* GB, and a preview copies at most"),
        copied(filled, tmp_path),
    ):
        pass
    assert list(tmp_path.glob("*.db")) == [] or filled.startswith("sqlite")
