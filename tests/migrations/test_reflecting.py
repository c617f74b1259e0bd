"""The tables of a SQLite database, read in few statements: just what SQLAlchemy's inspector tells of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from runtime.migrations.reflecting import columns_of_sqlite, indexes_of_sqlite, links_of_sqlite

STATEMENTS = (
    "CREATE TABLE boat (id INTEGER PRIMARY KEY, name VARCHAR(80), price NUMERIC(12, 2), odd, made datetime, "
    "length FLOAT, twice INTEGER GENERATED ALWAYS AS (length * 2) VIRTUAL, sign TEXT UNIQUE)",
    'CREATE TABLE "a trip" (id INTEGER PRIMARY KEY, boat_id INTEGER REFERENCES boat (id), "the end" DATE, '
    "next_id INTEGER, FOREIGN KEY (next_id) REFERENCES [a trip] (id))",
    "CREATE TABLE bare (key TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE VIEW seen AS SELECT name FROM boat",
    "CREATE INDEX by_name ON boat (name, made)",
    "CREATE UNIQUE INDEX by_price ON boat (price) WHERE price > 0",
    "CREATE INDEX by_letter ON boat (substr(name, 1, 1), made)",
    'CREATE INDEX "by end" ON "a trip" ("the end" DESC)',
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sa.Connection]:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'yard.db'}")
    with engine.connect() as connection:
        for statement in STATEMENTS:
            connection.exec_driver_sql(statement)
        yield connection
    engine.dispose()


def test_columns(connection: sa.Connection) -> None:
    told = sa.inspect(connection).get_multi_columns().items()
    found = {
        table: {name: repr(kind) for name, kind in columns.items()}
        for table, columns in columns_of_sqlite(connection).items()
    }
    assert found == {table: {each["name"]: repr(each["type"]) for each in columns} for (_, table), columns in told}
    assert len(found) == 3


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_indexes(connection: sa.Connection) -> None:
    told = sa.inspect(connection).get_multi_indexes().items()
    found = indexes_of_sqlite(connection)
    assert found == {
        table: {each["name"]: (tuple(each["column_names"]), bool(each["unique"])) for each in indexes}
        for (_, table), indexes in told
        if indexes
    }
    assert sorted(found["boat"]) == ["by_name", "by_price"]


def test_links(connection: sa.Connection) -> None:
    told = sa.inspect(connection).get_multi_foreign_keys().items()
    found = links_of_sqlite(connection)
    assert sorted(found) == sorted({(table, each["referred_table"]) for (_, table), keys in told for each in keys})
    assert len(found) == 2
