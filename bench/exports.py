"""A list of a million rows as CSV, from the ticket desk, beside a loop by hand; in turns, on the same PostgreSQL.

    DESK_DATABASE_URL=… DESK_PASSWORD=… DESK_WORK=… PORT=… python -m bench.exports

with the variables and the seeded database of the comparison; `bench/ticket_desk/desk.py prepare` comes first.
"""

from __future__ import annotations

import csv
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.browser import Browser
from bench.frame import Figure, table
from bench.memory import cpu_seconds, megabytes, workers_of
from bench.ticket_desk import desk
from leaks.forms import read_form

BY_HAND = f"""SELECT t.number, t.subject, t.status, p.name, c.name, t.updated
FROM {desk.SCHEMA}.desk_ticket t
JOIN {desk.SCHEMA}.desk_product p ON p.id = t.product_id
JOIN {desk.SCHEMA}.desk_contact c ON c.id = t.contact_id
ORDER BY t.id DESC"""
ROUNDS = 3
BASE = f"http://127.0.0.1:{os.environ.get('PORT', '8777')}"
MOST_MEMORY, LEAST_SPEED = 50, 0.5
"""Megabytes of a worker above what it had, and its share of the speed of the loop by hand."""


@dataclass(frozen=True, slots=True)
class Taken:
    """CPU seconds of the program and of the database; `first` until the first byte."""

    rows: int
    program: float
    database: float
    first: float = 0.0
    memory: float = 0.0

    @property
    def speed(self) -> float:
        """Rows per CPU second."""
        return self.rows / (self.program + self.database)


def by_hand() -> Taken:
    """In a process of its own; prints what it took."""
    code = "from bench import exports; exports.write_by_hand()"
    found = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True)
    return Taken(**json.loads(found.stdout))


def write_by_hand() -> None:
    import psycopg

    with (
        psycopg.connect(os.environ["DESK_DATABASE_URL"]) as connection,
        tempfile.TemporaryFile("w", newline="") as file,
    ):
        backend = [connection.info.backend_pid]
        start, asked, rows = time.process_time(), cpu_seconds(backend), 0
        with connection.cursor(name="rows") as cursor:
            cursor.itersize = 2000
            cursor.execute(BY_HAND)
            writer = csv.writer(file)
            for row in cursor:
                writer.writerow(row)
                rows += 1
        taken = {"program": time.process_time() - start, "database": cpu_seconds(backend) - asked}
    json.dump({"rows": rows, **taken}, sys.stdout)


@contextmanager
def served() -> Iterator[int]:
    keeper = subprocess.Popen([sys.executable, str(desk.HERE / "desk.py"), "serve"], env=dict(desk.environment()))
    try:
        for _ in range(600):
            try:
                if Browser(BASE).get("/health/ready").status == 200:
                    break
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
        yield keeper.pid
    finally:
        keeper.terminate()
        keeper.wait(60)


def by_portal(keeper: int, agent: Browser) -> Taken:
    workers = workers_of(keeper)
    idle = {pid: megabytes(pid) for pid in workers}
    most = dict(idle)
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.1):
            for pid in workers:
                most[pid] = max(most[pid], megabytes(pid))

    looking = threading.Thread(target=look)
    looking.start()
    before, asked, start = cpu_seconds(workers), _of_database(), time.monotonic()
    first, rows = _download(agent, start)
    over.set()
    looking.join()
    taken = cpu_seconds(workers) - before, _of_database() - asked
    return Taken(rows, *taken, first, max(most[pid] - idle[pid] for pid in workers))


def _download(agent: Browser, start: float) -> tuple[float, int]:
    """Seconds until the first byte, and how many rows came."""
    response = agent.open("/desk/desk-tickets.csv")
    lines, first = response.read(1).count(b"\n"), time.monotonic() - start
    while piece := response.read(65_536):
        lines += piece.count(b"\n")
    return first, lines - 1


def _of_database() -> float:
    """CPU seconds of all of the server's processes that are there, and of those that ended."""
    import psycopg

    with psycopg.connect(os.environ["DESK_DATABASE_URL"]) as connection:
        folder = connection.execute("SHOW data_directory").fetchone()
    assert folder is not None
    postmaster = int((Path(folder[0]) / "postmaster.pid").read_text().split()[0])
    children = [
        int(each.name)
        for each in Path("/proc").iterdir()
        if each.name.isdigit() and re.search(rf"\) \S {postmaster} ", _stat(each))
    ]
    ended = _stat(Path(f"/proc/{postmaster}")).rpartition(")")[2].split()[13:15]
    return cpu_seconds([postmaster, *children]) + sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")


def _stat(folder: Path) -> str:
    try:
        return (folder / "stat").read_text()
    except OSError:
        return ""


def main() -> None:
    with served() as keeper:
        agent = Browser(BASE)
        pairs = dict(read_form(agent.get("/desk/login").text)) | {
            "email": "desk",
            "password": os.environ["DESK_PASSWORD"],
        }
        assert agent.post("/desk/login", tuple(pairs.items())).status == 303
        for _ in range(20):  # both workers have met what comes
            agent.get("/desk/desk-tickets/")
            agent.get("/desk/desk-tickets.csv?number=T-00000001")
        found = [(by_hand(), by_portal(keeper, agent)) for _ in range(ROUNDS)]
    assert all(hand.rows == ours.rows for hand, ours in found)
    speed = statistics.median(ours.speed / hand.speed for hand, ours in found)
    figures = [
        Figure("rows by hand", statistics.median(hand.speed for hand, _ in found) / 1000, "1000/CPU s"),
        Figure("rows as CSV", statistics.median(ours.speed for _, ours in found) / 1000, "1000/CPU s"),
        Figure("CPU of an export by the loop's, median of rounds", 1 / speed, "", 1 / LEAST_SPEED),
        Figure("memory of a worker above idle", max(ours.memory for _, ours in found), "MB", MOST_MEMORY),
        Figure("until the first byte", max(ours.first for _, ours in found), "s"),
    ]
    sys.stdout.write(f"{table(figures)}\n")
    for hand, ours in found:
        sys.stdout.write(f"{hand}\n{ours}\n")


if __name__ == "__main__":
    main()
