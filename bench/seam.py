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
from runtime.seam.admission import BEGIN
from runtime.seam.sqlite import GuardedConnection
from tests.twohops.loading import FEW

PARCELS = 100_000
ROUNDS, EACH = 60, 10
GOAL = 1.15
PERSON = FEW["own"]


class PlainConnection(GuardedConnection):
    """SQLite's connection as it comes."""

    cursor = sqlite3.Connection.cursor
    execute = sqlite3.Connection.execute

    def guard(self) -> None: ...

    def begin(self) -> None:
        self.execute(BEGIN)


@contextmanager
def no_seam() -> Iterator[None]:
    """Databases that are opened meanwhile have none: no listener, and the drivers' own cursors."""
    nothing: Any = lambda *_given: None  # noqa: E731
    with (
        patch("runtime.engine._watch", nothing),
        patch("runtime.engine.GuardedConnection", PlainConnection),
        patch("runtime.seam.postgresql.guard", nothing),
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
