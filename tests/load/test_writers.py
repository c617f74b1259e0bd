"""Many processes write to one database: none fails, and all that each of them did is there."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime import tables
from runtime.engine import Engines, open_engines
from runtime.records import Base
from tests.service.conftest import make_rows
from tests.service.yard import TABLES, YardJob, YardLine

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 8


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[Engines]:
    opened = open_engines(f"sqlite:///{tmp_path / 'portal.db'}").made_by("operator")
    Base.metadata.create_all(opened.write, tables=TABLES)
    yield opened
    opened.dispose()


@pytest.mark.parametrize("seconds", [4, pytest.param(60, marks=pytest.mark.soak)])
def test_eight_processes_write_to_sqlite(engines: Engines, tmp_path: Path, seconds: int) -> None:
    rows = make_rows()
    with Session(engines.write, expire_on_commit=False) as session:
        session.add_all(rows.values())
        session.commit()
    known = (str(rows["north"].id), str(rows["ann"].id))
    command = [
        sys.executable,
        "-m",
        "tests.load.writers",
        f"sqlite:///{tmp_path / 'portal.db'}",
        str(tmp_path / "files"),
    ]
    running = [
        subprocess.Popen([*command, *known, str(seconds)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    answers = [json.loads(each.communicate(timeout=seconds + 60)[0]) for each in running]
    assert [fault for each in answers for fault in each["faults"]] == []
    done = sum((Counter(each["done"]) for each in answers), Counter[str]())
    assert min(done[name] for name in ("jobs", "lines", "edits", "deletions")) > 0
    with engines.read.connect() as connection:
        _assert_nothing_lost(connection, answers, done)
        client = Base.metadata.tables["yard_client"]
        worth = connection.scalar(sa.select(client.c.worth).where(client.c.id == rows["north"].id))
        assert worth == sum(connection.scalars(sa.select(YardJob.total)))
    sys.stdout.write(f"{sum(done.values()) / seconds:.0f} changes a second: {dict(done)}\n")


def _assert_nothing_lost(connection: sa.Connection, answers: list[dict[str, Any]], done: Counter[str]) -> None:
    """Rows, revisions, sums, numbers and history are as the processes themselves counted."""
    lines = {row.id: row for row in connection.execute(sa.select(YardLine.__table__))}
    expected = {line: revision for each in answers for line, revision in each["lines"]}
    assert {line: row.revision for line, row in lines.items()} == expected
    for each in answers:
        net = sum((row.quantity * row.price for row in lines.values() if row.job_id == each["job"]), Decimal(0))
        assert connection.scalar(sa.select(YardJob.net).where(YardJob.id == each["job"])) == net
    numbers = sorted(str(number).rsplit("-", 1)[1] for number in connection.scalars(sa.select(YardJob.number)))
    assert sorted(map(int, numbers)) == list(range(1, done["jobs"] + 1))
    actions = connection.execute(
        sa.select(tables.history.c.action, sa.func.count()).group_by(tables.history.c.action)
    ).all()
    assert dict(map(tuple, actions)) == {
        "create": done["jobs"] + done["lines"],
        "edit": done["edits"],
        "delete": done["deletions"],
    }
    assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
