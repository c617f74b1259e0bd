"""The seam: what a list page costs with it and without it, in CPU of this process."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.frame import Figure
from bench.portals import databases, fill
from bench.turns import CPU, medians
from runtime.seam.direct import DirectCursor
from runtime.seam.sqlite import GuardedConnection, GuardedCursor
from tests.twohops.loading import FEW

PARCELS = 100_000
ROUNDS, EACH = 60, 10
GOAL = 1.15
PERSON = FEW["own"]


class PlainCursor(GuardedCursor):
    def take(self, statement: object) -> None: ...


class PlainConnection(GuardedConnection):
    """SQLite's connection whose cursors run whatever comes."""

    def cursor(self, _factory: Any = None) -> Any:
        return sqlite3.Connection.cursor(self, PlainCursor)


class PlainDirectCursor(DirectCursor):
    def take(self, statement: object) -> None: ...


def ask_freely(connection: Any, *_cursor: object) -> None:
    """PostgreSQL's connection with its driver's cursors, and one without a cursor that runs whatever comes."""
    direct = PlainDirectCursor(connection)
    connection.asking = lambda: direct


@contextmanager
def no_seam() -> Iterator[None]:
    """Databases that are opened meanwhile have none: no listener, and cursors that ask nobody."""
    nothing: Any = lambda *_given: None  # noqa: E731
    with (
        patch("runtime.engine._watch", nothing),
        patch("runtime.engine.GuardedConnection", PlainConnection),
        patch("runtime.seam.postgresql.guard", ask_freely),
    ):
        yield


def figures() -> Iterator[Figure]:
    with databases() as found:
        for name, url in found.items():
            with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
                portals = fill(Path(folder), url, [PERSON], PARCELS)
                guarded = portals.visit(portals.application(), PERSON)
                with no_seam():
                    plain = portals.visit(portals.application(), PERSON)
                    asks = {"with": guarded, "without": plain}
                    taken = medians(asks, rounds=ROUNDS, each=EACH, clock=CPU)
            yield Figure(f"list page on {name}, without the seam", taken["without"], "CPU ms")
            yield Figure(f"list page on {name}, with the seam", taken["with"], "CPU ms", GOAL * taken["without"])
            yield Figure(f"list page on {name}, with over without", taken["with"] / taken["without"], "", GOAL)


if __name__ == "__main__":
    from bench.frame import table

    print(table(figures()))
