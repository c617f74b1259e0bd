"""A process configures the mappers of the record types that it uses, and of sets when they are asked for."""

from __future__ import annotations

import subprocess
import sys

from tests.sites.place import ROOT

PROGRAM = """
import sqlalchemy as sa
from runtime import fields as F
from runtime import records
from runtime.sets import class_behind

class Port(records.Record):
    __tablename__ = "port"
    name = F.text("Name")
    ships = F.back("Ship", "port")
    bays = F.back("Bay", "port")

class Ship(records.Record):
    __tablename__ = "ship"
    port_id = F.link("Port", to="port")
    port = F.linked("Port", port_id, back="ships")

class Bay(records.Record):
    __tablename__ = "bay"
    port_id = F.link("Port", to="port")
    port = F.linked("Port", port_id, back="bays")

def configured():
    return {each.__name__ for each in (Port, Ship, Bay) if each.__mapper__.configured}

"""
ALONE = """
sa.select(Ship).where(Ship.port_id == 1)
Ship()
assert configured() == {"Ship", "Port"}, configured()
"""
SETS = """
from sqlalchemy.orm import Session, aliased
engine = sa.create_engine("sqlite://")
records.Base.metadata.create_all(engine)
with Session(engine) as session:
    port = Port(name="Hull")
    session.add(port)
    session.flush()
    session.add_all([Ship(port_id=port.id), Ship(port_id=port.id)])
    session.flush()
    assert len(port.ships) == 2
    assert configured() == {"Ship", "Port"}, configured()
    start = aliased(Port)
    assert class_behind(start, "bays") is Bay
    assert configured() == {"Ship", "Port", "Bay"}
    there = aliased(Bay)
    assert session.scalars(sa.select(start.id).join(start.bays.of_type(there))).all() == []
"""


def run(program: str) -> None:
    """In a process of its own: what is mapped stays mapped."""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_class_that_is_used_is_configured_with_those_it_links_to_and_no_others() -> None:
    run(PROGRAM + ALONE)


def test_a_set_is_there_when_it_is_asked_for() -> None:
    run(PROGRAM + SETS)
