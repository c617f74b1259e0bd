"""A connection that the database has ended costs one request, and the others of its pool none."""

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from runtime.engine import open_engines
from runtime.scope.shape import Shape
from runtime.seam import Planning

ONE = sa.select(sa.literal_column("1", sa.Integer))


def test_the_pool_is_made_anew(postgres_url: str) -> None:
    engine = open_engines(postgres_url).made_by("operator").read
    shape = Shape(ONE, engine.dialect, Planning.ONCE)
    before = processes(engine)
    assert len(before) == 3
    assert shape.run(engine, {})
    address = sa.make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as outside:
        outside.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(OperationalError) as lost:
        shape.run(engine, {})
    assert lost.value.connection_invalidated
    assert shape.run(engine, {})
    assert processes(engine).isdisjoint(before)
    engine.dispose()


def processes(engine: sa.Engine) -> set[int]:
    """Those of the database that three connections of the pool, held at once, lead to."""
    held = [engine.raw_connection() for _ in range(3)]
    found = {each.driver_connection.info.backend_pid for each in held if each.driver_connection is not None}
    for each in held:
        each.close()
    return found
