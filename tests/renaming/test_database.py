"""A renamed field, record type, choice and role on a filled database: nothing in it changes, and people see all."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy

from tests.businesses.browsing import Visitor
from tests.migrations.conftest import fresh_url
from tests.renaming.renaming import HARBOUR, load, rename
from tests.sites.place import make_place

__all__ = ["fresh_url"]

RENAMES = (
    "boat.owner keeper",
    "boat vessel",
    "vessel.name title",
    "vessel.berth place",
    "level.high top",
    "vessel.size.large big",
    "post.master chief",
    "remarks.remark note",
)


def dump(url: str) -> dict[str, list[tuple[object, ...]]]:
    """The columns and rows of every table of the business."""
    engine = sqlalchemy.create_engine(url)
    found: dict[str, list[tuple[object, ...]]] = {}
    with engine.connect() as connection:
        for table in sqlalchemy.inspect(connection).get_table_names():
            if not table.startswith(("portal_", "ab_", "alembic")):
                columns = [column["name"] for column in sqlalchemy.inspect(connection).get_columns(table)]
                rows = connection.exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY 1').all()
                found[table] = [tuple(columns), *map(tuple, rows)]
    engine.dispose()
    return found


def add_boats(url: str, count: int) -> None:
    """So many more, like the first one, but of level low."""
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        boats = sqlalchemy.Table("boat", sqlalchemy.MetaData(), autoload_with=connection)
        first = dict(connection.execute(sqlalchemy.select(boats).order_by(boats.c.id)).mappings().first() or {})
        rows = [
            {**first, "id": first["id"] + 1 + each, "name": f"Gull {each}", "level": "low"} for each in range(count)
        ]
        if rows:
            connection.execute(sqlalchemy.insert(boats), rows)
    engine.dispose()


@pytest.mark.parametrize("more", [0, pytest.param(100_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("fresh_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)], indirect=True)
def test_no_row_and_no_column_changes_and_everything_is_read(fresh_url: str, tmp_path: Path, more: int) -> None:
    place = make_place(HARBOUR, tmp_path, fresh_url)
    place.build()
    add_boats(fresh_url, more)
    before = dump(fresh_url)
    assert len(before["boat"]) == 2 + more  # and the names of the columns
    revisions = sorted(path.name for path in (place.out / "migrations").glob("*.py"))
    loaded = load(place.specs)
    for words in RENAMES:
        _, loaded = rename(loaded, *words.split())
    done = place.portal("apply")
    assert done.returncode == 0, done.stderr
    assert "No changes." in place.portal("apply").stderr
    assert dump(fresh_url) == before
    assert sorted(path.name for path in (place.out / "migrations").glob("*.py")) == revisions
    model = (place.out / "models" / "vessel.py").read_text()
    assert '__tablename__ = "boat"' in model and 'column="owner"' in model
    accounts = {(account.portal, account.email): account for account in place.accounts()}
    chief = accounts["office", "ada@example.com"]
    with place.started() as url:
        visitor = Visitor(url, "/office")
        visitor.log_in(chief.email, chief.password)
        assert "1 vessel" in visitor.get("/office/vessels/?level=top").text
        assert ("More than 10,000" if more else "No vessels match") in visitor.get("/office/vessels/?level=low").text
        assert visitor.get("/office/boats/").status == 404
