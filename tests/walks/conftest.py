"""A depot with 12,000 parcels, generated from specs and applied to both databases; one sender in 300 is the first."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from runtime.engine import open_engines
from tests.sites.place import ROOT, Place, make_place

PARCELS, SENDERS = 12_000, 300
SERIES = "WITH RECURSIVE series (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < {count}) "
NOW = "'2026-01-01 00:00:00.000000'"
FILLING = (
    f"INSERT INTO sender (id, created, updated, revision, name, email) {SERIES.format(count=SENDERS)}"
    f"SELECT n, {NOW}, {NOW}, 1, 'Sender ' || n, n || '@sender.example' FROM series",
    f"INSERT INTO clerk (id, created, updated, revision, name, email) VALUES (1, {NOW}, {NOW}, 1, 'Ann', 'ann@depot')",
    f"INSERT INTO parcel (id, created, updated, revision, code, sender_id, place) {SERIES.format(count=PARCELS)}"
    f"SELECT n, {NOW}, {{moment}}, 1, 'P-' || n, 1 + n % {SENDERS},"
    " CASE WHEN n % 1000 = 0 THEN 'lost' WHEN n % 3 = 0 THEN 'road' ELSE 'depot' END FROM series",
    "ANALYZE",
)
MOMENTS = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f000', '2026-01-01', (n * 7919 % 12007) || ' minutes')",
    "postgresql": "TIMESTAMP '2026-01-01' + (n * 7919 % 12007) * INTERVAL '1 minute'",
}


@dataclass(frozen=True, slots=True)
class Depot:
    place: Place
    dialect: str

    def apply(self) -> None:
        done = self.place.portal("apply")
        assert done.returncode == 0, done.stderr

    def lists(self) -> list[dict[str, Any]]:
        """What a plan says of lists."""
        done = self.place.portal("plan", "--format", "json")
        assert done.returncode == 0, done.stderr
        found: list[dict[str, Any]] = json.loads(done.stdout)["lists"]
        return found

    def plans(self, portal: str, *sorts: str) -> Sequence[str]:
        """How the database finds the first page of the parcels in each order, as the first who logs in there."""
        command = [sys.executable, "-m", "tests.walks.pages", str(self.place.var), str(self.url), portal, *sorts]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        found: list[str] = json.loads(done.stdout)
        return found

    @property
    def url(self) -> str:
        return self.place.database_url or f"sqlite:///{self.place.var / 'portal.db'}"


@pytest.fixture(scope="module")
def depot(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Depot:
    place = make_place(Path(__file__).parent / "depot", tmp_path_factory.mktemp("depot"), database_url)
    place.build(demo=False)
    engines = open_engines(database_url).made_by("operator")
    dialect = engines.write.dialect.name
    with engines.write.begin() as connection:
        for statement in FILLING:
            connection.execute(text(statement.replace("{moment}", MOMENTS[dialect])))
    engines.dispose()
    return Depot(place, dialect)
