"""What code of a portal could try past `scope` and `service`: every way that SQLAlchemy and the drivers have."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, make_transient_to_detached, sessionmaker

from runtime import tables
from runtime.rowwise import insert_row, insert_rows, update_row
from runtime.seam import Planning
from runtime.seam.lending import LendingPool
from tests.security.harbour import HarbourBerth, HarbourClerk, HarbourSailor

BERTH, SAILOR, CLERK = (sa.inspect(model).local_table for model in (HarbourBerth, HarbourSailor, HarbourClerk))


@dataclass(frozen=True)
class Door:
    """What the code has: an engine of the portal, and the id of a record."""

    engine: sa.Engine
    berth: int

    @contextmanager
    def connection(self) -> Iterator[sa.Connection]:
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def session(self) -> Iterator[Session]:
        with sessionmaker(self.engine)() as session:
            yield session
            session.commit()

    def driver(self) -> Any:
        """The driver's own connection, by whatever way it can be had."""
        return self.engine.connect().connection.driver_connection


Attempt = Callable[[Door], object]
ATTEMPTS: dict[str, Attempt] = {}


def attempt(function: Attempt) -> Attempt:
    ATTEMPTS[function.__name__.replace("_", " ")] = function
    return function


OF_THE_DRIVER: set[str] = set()
"""Those of ATTEMPTS that no pass admits."""


def of_the_driver(function: Attempt) -> Attempt:
    OF_THE_DRIVER.add(function.__name__.replace("_", " "))
    return attempt(function)


def execute(door: Door, statement: Any, values: Any = None) -> object:
    with door.connection() as connection:
        result = connection.execute(statement, values)
        return result.all() if result.returns_rows else result.rowcount


# Core


@attempt
def select_of_columns(door: Door) -> object:
    return execute(door, sa.select(BERTH.c.name))


@attempt
def select_of_a_constant_where_a_record_is(door: Door) -> object:
    return execute(door, sa.select(sa.literal(1)).where(BERTH.c.name == "North 1"))


@attempt
def select_whether_there_is_one(door: Door) -> object:
    return execute(door, sa.select(sa.exists().where(BERTH.c.id == door.berth)))


@attempt
def select_of_a_scalar_subquery(door: Door) -> object:
    return execute(door, sa.select(sa.select(sa.func.max(BERTH.c.name)).scalar_subquery()))


@attempt
def select_from_a_table_expression(door: Door) -> object:
    found = sa.select(BERTH.c.name).cte()
    return execute(door, sa.select(found.c.name))


@attempt
def select_of_a_union(door: Door) -> object:
    return execute(door, sa.union_all(sa.select(tables.account.c.name), sa.select(BERTH.c.name)))


@attempt
def select_from_a_join_with_an_own_table(door: Door) -> object:
    joined = tables.account.join(SAILOR, SAILOR.c.id == tables.account.c.person_id)
    return execute(door, sa.select(tables.account.c.name).select_from(joined))


@attempt
def select_ordered_by_a_record(door: Door) -> object:
    return execute(
        door, sa.select(tables.account.c.id).order_by(sa.select(sa.func.max(CLERK.c.name)).scalar_subquery())
    )


@attempt
def select_from_an_alias(door: Door) -> object:
    return execute(door, sa.select(BERTH.alias("portal_account").c.name))


@attempt
def select_from_a_table_made_of_text(door: Door) -> object:
    return execute(door, sa.select(sa.column("name")).select_from(sa.table("harbour_berth")))


@attempt
def select_from_text(door: Door) -> object:
    return execute(door, sa.select(sa.text("name FROM harbour_berth")))


@attempt
def select_of_a_column_made_of_text(door: Door) -> object:
    return execute(door, sa.select(sa.literal_column("(SELECT max(name) FROM harbour_berth)")))


@attempt
def select_of_text_in_a_condition(door: Door) -> object:
    return execute(door, sa.select(tables.account.c.id).where(sa.text("EXISTS (SELECT 1 FROM harbour_berth)")))


@attempt
def text(door: Door) -> object:
    return execute(door, sa.text("SELECT name FROM harbour_berth"))


@attempt
def text_with_columns(door: Door) -> object:
    return execute(door, sa.text("SELECT name FROM harbour_berth").columns(sa.column("name")))


@attempt
def text_that_changes(door: Door) -> object:
    return execute(door, sa.text("UPDATE harbour_berth SET name = 'taken'"))


@attempt
def text_of_the_driver(door: Door) -> object:
    with door.connection() as connection:
        return connection.exec_driver_sql("SELECT name FROM harbour_berth").all()


@attempt
def text_of_the_driver_many_times(door: Door) -> object:
    mark = "?" if door.engine.dialect.name == "sqlite" else "%s"
    with door.connection() as connection:
        return connection.exec_driver_sql(f"DELETE FROM harbour_berth WHERE id = {mark}", [(door.berth,), (2,)])


@attempt
def text_that_changes_within_a_savepoint(door: Door) -> object:
    with door.connection() as connection:
        by_itself = getattr(connection.connection.driver_connection, "autocommit", False)
        with nullcontext() if by_itself else connection.begin_nested():
            return connection.execute(sa.text("DELETE FROM harbour_berth"))


@attempt
def text_streamed(door: Door) -> object:
    with door.engine.connect() as connection:
        return connection.execution_options(stream_results=True).execute(sa.text("SELECT * FROM harbour_berth")).all()


@attempt
def insert(door: Door) -> object:
    return execute(door, sa.insert(BERTH).values(name="taken"))


@attempt
def insert_of_many(door: Door) -> object:
    return execute(door, sa.insert(BERTH), [{"name": f"taken {place}"} for place in range(5)])


@attempt
def insert_of_many_that_returns(door: Door) -> object:
    return execute(door, sa.insert(BERTH).returning(BERTH.c.name), [{"name": f"taken {place}"} for place in range(5)])


@attempt
def insert_from_select_into_records(door: Door) -> object:
    wanted = sa.select(tables.account.c.id, tables.account.c.name, sa.func.now(), sa.func.now())
    return execute(door, sa.insert(BERTH).from_select(["id", "name", "created", "updated"], wanted))


@attempt
def insert_from_select_out_of_records(door: Door) -> object:
    wanted = sa.select(BERTH.c.name, sa.literal("/"), BERTH.c.name, BERTH.c.created)
    return execute(door, sa.insert(tables.draft).from_select(["id", "path", "posted", "expires"], wanted))


@attempt
def insert_of_what_was_selected(door: Door) -> object:
    posted = sa.select(sa.func.max(CLERK.c.name)).scalar_subquery()
    row = {"id": "x", "path": "/", "posted": posted, "expires": sa.func.now()}
    return execute(door, sa.insert(tables.draft).values(row))


@attempt
def update(door: Door) -> object:
    return execute(door, sa.update(BERTH).values(name="taken"))


@attempt
def update_that_returns(door: Door) -> object:
    return execute(door, sa.update(BERTH).values(name="taken").returning(BERTH.c.name))


@attempt
def update_of_many(door: Door) -> object:
    changed = sa.update(BERTH).where(BERTH.c.id == sa.bindparam("which")).values(name=sa.bindparam("to"))
    return execute(door, changed, [{"which": door.berth, "to": "taken"}, {"which": 2, "to": "taken"}])


@attempt
def update_of_an_own_table_from_records(door: Door) -> object:
    return execute(door, sa.update(tables.account).values(name=sa.select(BERTH.c.name).limit(1).scalar_subquery()))


@attempt
def update_within_a_table_expression(door: Door) -> object:
    changed = sa.update(BERTH).values(name="taken").returning(BERTH.c.name).cte()
    return execute(door, sa.select(changed.c.name))


@attempt
def delete(door: Door) -> object:
    return execute(door, sa.delete(BERTH))


@attempt
def delete_of_own_rows_by_records(door: Door) -> object:
    return execute(door, sa.delete(tables.session).where(sa.exists().where(CLERK.c.name == "Mia")))


@attempt
def table_dropped(door: Door) -> object:
    with door.connection() as connection:
        return BERTH.drop(connection)


@attempt
def table_made(door: Door) -> object:
    with door.connection() as connection:
        return sa.Table("harbour_copy", sa.MetaData(), sa.Column("id", sa.Integer)).create(connection)


@attempt
def tables_listed(door: Door) -> object:
    return sa.inspect(door.engine).get_table_names()


@attempt
def tables_reflected(door: Door) -> object:
    return sa.MetaData().reflect(door.engine)


# ORM


@attempt
def query(door: Door) -> object:
    with door.session() as session:
        return session.query(HarbourBerth).all()


@attempt
def query_of_a_column(door: Door) -> object:
    with door.session() as session:
        return session.query(HarbourBerth.name).filter_by(id=door.berth).all()


@attempt
def query_count(door: Door) -> object:
    with door.session() as session:
        return session.query(HarbourBerth).count()


@attempt
def get(door: Door) -> object:
    with door.session() as session:
        return session.get(HarbourBerth, door.berth)


@attempt
def select_of_entities(door: Door) -> object:
    with door.session() as session:
        return session.scalars(sa.select(HarbourBerth)).all()


@attempt
def select_of_entities_from_text(door: Door) -> object:
    with door.session() as session:
        return session.scalars(sa.select(HarbourBerth).from_statement(sa.text("SELECT * FROM harbour_berth"))).all()


@attempt
def connection_of_a_session(door: Door) -> object:
    with door.session() as session:
        return session.connection().execute(sa.select(BERTH.c.name)).all()


@attempt
def added(door: Door) -> object:
    with door.session() as session:
        session.add(HarbourBerth(name="taken"))
        return session.flush()


@attempt
def several_added(door: Door) -> object:
    with door.session() as session:
        session.add_all([HarbourBerth(name=f"taken {place}") for place in range(5)])
        return session.commit()


@attempt
def forged_and_added(door: Door) -> object:
    with door.session() as session:
        forged = forge(door)
        session.add(forged)
        forged.name = "taken"
        return session.flush()


@attempt
def forged_and_deleted(door: Door) -> object:
    with door.session() as session:
        session.delete(forge(door))
        return session.flush()


@attempt
def forged_and_merged(door: Door) -> object:
    with door.session() as session:
        session.merge(HarbourBerth(id=door.berth, name="taken"))
        return session.flush()


@attempt
def forged_and_merged_unread(door: Door) -> object:
    with door.session() as session:
        merged = session.merge(forge(door), load=False)
        merged.name = "taken"
        return session.flush()


@attempt
def forged_and_refreshed(door: Door) -> object:
    with door.session() as session:
        forged = forge(door)
        session.add(forged)
        return session.refresh(forged)


@attempt
def forged_and_looked_into(door: Door) -> object:
    """Its name is not loaded: SQLAlchemy would fetch it."""
    with door.session() as session:
        forged = forge(door)
        session.add(forged)
        return forged.name


@attempt
def forged_from_its_key(door: Door) -> object:
    with door.session() as session:
        session.add(forged := forge(door))
        session.expire(forged)
        return forged.name


@attempt
def a_row_added_by_its_ready_statement(door: Door) -> object:
    with door.connection() as connection:
        return insert_row(connection, BERTH, dict.fromkeys(BERTH.c.keys()) | {"id": 1, "name": "taken"})


@attempt
def two_rows_added_by_one_ready_statement(door: Door) -> object:
    with door.connection() as connection:
        row = dict.fromkeys(BERTH.c.keys()) | {"id": 1, "name": "taken"}
        return insert_rows(connection, BERTH, row, tables.history, dict.fromkeys(tables.history.c.keys()) | {"id": 1})


@attempt
def a_row_changed_by_its_ready_statement(door: Door) -> object:
    with door.connection() as connection:
        return update_row(connection, BERTH, ("name",), {"id": door.berth, "name": "taken"})


@attempt
def updated_by_a_query(door: Door) -> object:
    with door.session() as session:
        return session.query(HarbourBerth).update({"name": "taken"})


@attempt
def deleted_by_a_query(door: Door) -> object:
    with door.session() as session:
        return session.query(HarbourBerth).delete()


@attempt
def updated_by_the_mapped_class(door: Door) -> object:
    with door.session() as session:
        return session.execute(sa.update(HarbourBerth).values(name="taken"))


@attempt
def updated_in_bulk_by_primary_key(door: Door) -> object:
    with door.session() as session:
        return session.execute(sa.update(HarbourBerth), [{"id": door.berth, "name": "taken"}])


@attempt
def inserted_in_bulk(door: Door) -> object:
    with door.session() as session:
        return session.execute(sa.insert(HarbourBerth), [{"name": "taken"}, {"name": "taken too"}])


@attempt
def bulk_insert_mappings(door: Door) -> object:
    with door.session() as session:
        return session.bulk_insert_mappings(sa.inspect(HarbourBerth), [{"name": "taken"}])


@attempt
def bulk_update_mappings(door: Door) -> object:
    with door.session() as session:
        return session.bulk_update_mappings(sa.inspect(HarbourBerth), [{"id": door.berth, "name": "taken"}])


@attempt
def bulk_save_objects(door: Door) -> object:
    with door.session() as session:
        return session.bulk_save_objects([HarbourBerth(name="taken")])


def forge(door: Door) -> HarbourBerth:
    """An object that says it was loaded; nobody did."""
    forged = HarbourBerth(id=door.berth)
    make_transient_to_detached(forged)
    return forged


# The driver


@of_the_driver
def raw_connection(door: Door) -> object:
    return door.engine.raw_connection().cursor().execute("SELECT name FROM harbour_berth")


@of_the_driver
def connection_from_the_pool(door: Door) -> object:
    return door.engine.pool.connect().cursor().execute("SELECT name FROM harbour_berth")


@of_the_driver
def connection_that_is_lent(door: Door) -> object:
    assert isinstance(door.engine.pool, LendingPool)
    return door.engine.pool.lend().driver.cursor().execute("SELECT name FROM harbour_berth")


@of_the_driver
def cursor_of_a_connection(door: Door) -> object:
    with door.engine.connect() as connection:
        return connection.connection.cursor().execute("SELECT name FROM harbour_berth")


@of_the_driver
def driver_executes(door: Door) -> object:
    return door.driver().execute("SELECT name FROM harbour_berth").fetchall()


@of_the_driver
def driver_changes(door: Door) -> object:
    return door.driver().execute("UPDATE harbour_berth SET name = 'taken'")


@of_the_driver
def drivers_cursor(door: Door) -> object:
    return door.driver().cursor().execute("SELECT name FROM harbour_berth").fetchall()


@of_the_driver
def changed_by_a_cursor_of_the_driver(door: Door) -> object:
    return door.driver().asking().do("UPDATE harbour_berth SET name = 'taken'", {})


@of_the_driver
def asked_without_a_cursor(door: Door) -> object:
    return door.driver().asking().ask("SELECT name FROM harbour_berth", {}, Planning.ONCE)


@of_the_driver
def drivers_cursor_many_times(door: Door) -> object:
    mark = "?" if door.engine.dialect.name == "sqlite" else "%s"
    return door.driver().cursor().executemany(f"UPDATE harbour_berth SET name = {mark}", [("taken",)])


@of_the_driver
def drivers_script(door: Door) -> object:
    """SQLite's; PostgreSQL's driver takes several statements at once."""
    script = "UPDATE harbour_berth SET name = 'taken'; COMMIT;"
    driver = door.driver()
    return driver.executescript(script) if hasattr(driver, "executescript") else driver.execute(script)


@of_the_driver
def drivers_cursor_after_a_statement_that_may_be(door: Door) -> object:
    """A cursor that ran what was admitted does not run the same again, nor another."""
    with door.engine.connect() as connection:
        result = connection.execute(sa.select(tables.account.c.id))
        cursor = result.cursor
        result.all()
        return (cursor or connection.connection.cursor()).execute("SELECT name FROM harbour_berth")


@of_the_driver
def drivers_copy(door: Door) -> object:
    """PostgreSQL's way of many rows at once; SQLite's of a whole database."""
    driver = door.driver()
    if hasattr(driver, "iterdump"):
        return list(driver.iterdump())
    with driver.cursor().copy("COPY harbour_berth TO STDOUT") as copy:
        return list(copy)


@of_the_driver
def drivers_stream(door: Door) -> object:
    """PostgreSQL's row by row; SQLite's piece of a value."""
    driver = door.driver()
    if hasattr(driver, "blobopen"):
        return driver.blobopen("harbour_berth", "name", 1)
    return list(driver.cursor().stream("SELECT name FROM harbour_berth"))


@of_the_driver
def drivers_cursor_on_the_server(door: Door) -> object:
    """PostgreSQL's; SQLite has no such cursor, so that its whole database is copied."""
    driver = door.driver()
    if hasattr(driver, "backup"):
        return driver.backup(None)
    return driver.cursor("named").execute("SELECT name FROM harbour_berth")
