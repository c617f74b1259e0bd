"""A harbour on both databases, whose records are compared before and after."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import scoped_session

from runtime.engine import Engines, open_engines
from runtime.records import Base
from runtime.settings import read_settings
from tests.seam.attempts import Door
from tests.security.conftest import Harbour, make_harbour
from tests.security.harbour import HarbourBerth


@dataclass
class Portal:
    """`app` is the Flask app of the sailors; what its code can lay hands on are its session and its engines."""

    harbour: Harbour
    app: Flask
    berth: int

    @property
    def session(self) -> scoped_session[Any]:
        """Flask-AppBuilder's."""
        found: scoped_session[Any] = self.app.appbuilder.session  # type: ignore[attr-defined]
        return found

    @property
    def engines(self) -> Engines:
        """Those of the room `security`, the only ones with a pass that a portal's context holds."""
        found: Engines = self.app.extensions["portal"].engines
        return found

    def records(self) -> dict[str, list[Any]]:
        tables = [table for table in Base.metadata.tables.values() if table.name.startswith("harbour_")]
        return {table.name: self.harbour.read(sa.select(table).order_by(table.c.id)) for table in tables}

    def door(self, name: str) -> Door:
        opened = open_engines(self.harbour.settings.database_url)
        engine = {
            "Flask-AppBuilder's session": self.session.get_bind(),
            "the engine to read": opened.read,
            "the engine to write": opened.write,
            "a room's engine to read": self.engines.read,
            "a room's engine to write": self.engines.write,
        }[name]
        assert isinstance(engine, sa.Engine)
        return Door(engine, self.berth)


@pytest.fixture(scope="module")
def portal(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    folder = tmp_path_factory.mktemp("harbour")
    settings = replace(read_settings({}, var=folder / "var"), database_url=database_url)
    for harbour in make_harbour(settings, folder):
        [berth] = harbour.read(sa.select(HarbourBerth.id))
        yield Portal(harbour, harbour.application.mounts["/sailors"], berth.id)


@pytest.fixture
def unchanged(portal: Portal) -> Iterator[None]:
    """Whatever is tried: the records are as they were, and the portal goes on."""
    before = portal.records()
    yield
    assert portal.records() == before
    visitor = portal.harbour.visitor()
    visitor.login("sailors", "ann@sea.example")
    assert "North 1" in visitor.get("/sailors/berths/").text
