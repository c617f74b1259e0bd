"""A site of a thousand record types for four portals: how it starts, what its workers take, and what pages cost when
record types get more.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.frame import ENVIRONMENT, ROOT, Figure, cost_of
from bench.pages import PAGES, costs_of
from bench.specs import make_specs_of_four
from tests.servers.ports import free_port

FEW, MANY, WORKERS, RECORDS = 10, 1000, 3, 50
RUNS = 3
SETTLED = 5.0
"""Seconds until what runs beside the first answers is over."""


@dataclass(frozen=True, slots=True)
class Process:
    """What the kernel says of one: `megabytes` is its part of what it shares, and all that it does not."""

    cpu_seconds: float
    megabytes: float


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        few, many = Path(name, "few"), Path(name, "many")
        for folder, count in ((few, FEW), (many, MANY)):
            make_specs_of_four(folder / "specs", count)
            apply = cost_of(_portal(folder, "apply"))
        yield Figure(f"apply {MANY} record types x 4 portals, database included", apply.cpu_seconds, "CPU s")
        yield from _start_figures(many)
        yield from _page_figures(few, many)


def _start_figures(site: Path) -> Iterator[Figure]:
    with _served(site, workers=WORKERS) as processes:
        several = list(processes)
    with _served(site, workers=1) as processes:  # the second, since the first one has to compile the generation
        alone = list(processes)
    ready = sum(each.cpu_seconds for each in alone)
    first, all_of_them = (sum(each.megabytes for each in found) for found in (alone, several))
    words = f"{MANY} record types x 4 portals"
    yield Figure(f"start {words}, master and first worker", ready, "CPU s", 10)
    yield Figure(f"memory of {words}, master and first worker", first, "MB", 300)
    yield Figure("memory of each further worker", (all_of_them - first) / (WORKERS - 1), "MB", 60)


def _page_figures(few: Path, many: Path) -> Iterator[Figure]:
    """The cheapest of some runs that take turns, of each."""
    runs = [(costs_of(few, RECORDS), costs_of(many, RECORDS)) for _ in range(RUNS)]
    for place, page in enumerate(PAGES):
        before, after = (min(run[side][place] for run in runs) for side in (0, 1))
        yield Figure(f"{page} with {FEW} record types", before, "ms")
        yield Figure(f"{page} with {MANY} record types", after, "ms", 1.1 * before)


@contextmanager
def _served(site: Path, *, workers: int) -> Iterator[Iterator[Process]]:
    """The gunicorns of the site once all answer and have settled."""
    command = [sys.executable, *_portal(site, "serve"), "--workers", str(workers)]
    environment = {**ENVIRONMENT, "PORT": str(free_port())}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        while "The portals are at" not in (line := server.stderr.readline()):
            assert line, "it does not serve"
        time.sleep(SETTLED)
        yield (_look_at(process) for master in _gunicorns(server.pid) for process in (master, *_gunicorns(master)))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _gunicorns(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="utf-8").split()
    return [int(each) for each in children if b"gunicorn" in Path(f"/proc/{each}/cmdline").read_bytes()]


def _look_at(process: int) -> Process:
    folder = Path(f"/proc/{process}")
    stat = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    lines = (folder / "smaps_rollup").read_text(encoding="utf-8").splitlines()[1:]
    shares = next(line.split()[1] for line in lines if line.startswith("Pss:"))
    ticks = int(stat[11]) + int(stat[12])
    return Process(ticks / os.sysconf("SC_CLK_TCK"), int(shares) / 1024)


def _portal(site: Path, verb: str) -> list[str]:
    folders = [
        f"--{option}={site / name}" for option, name in (("specs", "specs"), ("out", "generated"), ("var", "var"))
    ]
    return ["-m", "portal", *folders, verb]
