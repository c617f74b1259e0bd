"""A service level that comes later: records that were there begin their clocks when the first server has it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.levels.conftest import SPECS
from tests.levels.depot import aware
from tests.servers.postgres import Postgres
from tests.sites.place import Place, make_place

LEVEL = re.compile(r"^service_level:\n(?:  .*\n)+", re.MULTILINE)
FIELDS = re.compile(r", (?:respond_by|resolve_by|due_by)")
RECORDS = ("breakdown", "inspection")


def without_levels(place: Place) -> None:
    for name in RECORDS:
        path = place.specs / "records" / f"{name}.yaml"
        path.write_text(FIELDS.sub("", LEVEL.sub("", path.read_text())))
    with (place.specs / "demo" / "breakdown.yaml").open("a") as demo:
        demo.write("lamp: { what: The lamp is dark, caretaker: jon, danger: noise, state: repaired, cause: Old }\n")


def with_levels(place: Place) -> None:
    for name in RECORDS:
        (place.specs / "records" / f"{name}.yaml").write_text((SPECS / "records" / f"{name}.yaml").read_text())


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_open_records_begin_their_clocks_and_done_ones_have_none(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with ExitStack() as stack:
        url = None
        if database == "postgres":
            server: Postgres = request.getfixturevalue("postgres_server")
            url = stack.enter_context(server.database())
        place = make_place(SPECS, tmp_path / "depot", url)
        without_levels(place)
        place.build()
        with_levels(place)
        begun = datetime.now(UTC)
        applied = place.portal("apply")
        assert applied.returncode == 0, applied.stderr
        stack.enter_context(place.serving())
        engine = sa.create_engine(url or f"sqlite:///{place.var / 'portal.db'}")
        stack.callback(engine.dispose)
        door, lamp = wait(lambda: rows(engine), lambda found: bool(found[0]["service_course"]))
    assert timedelta(0) < aware(door["due_by"]) - begun
    assert door["due_by"] == door["respond_by"] < door["resolve_by"]
    assert {lamp[name] for name in ("service_course", "respond_by", "resolve_by", "due_by")} == {None}
    assert door["revision"] == lamp["revision"]


def rows(engine: sa.Engine) -> list[sa.RowMapping]:
    """The door that does not close, and the lamp."""
    table = sa.Table("breakdown", sa.MetaData(), autoload_with=engine)
    with engine.begin() as connection:
        return list(connection.execute(sa.select(table).order_by(table.c.what)).mappings())


def wait(look: Callable[[], list[sa.RowMapping]], ends: Callable[[list[sa.RowMapping]], bool]) -> list[sa.RowMapping]:
    """The server begins them beside its first requests."""
    for _ in range(300):
        found = look()
        if ends(found):
            return found
        time.sleep(0.1)
    raise AssertionError("no clocks were begun")
