"""wrk, which keeps a number of connections busy and counts what fails."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers import apt

SCRIPT = """
local paths, headers = {%(paths)s}, {Cookie = "%(cookie)s"}
local place, threads = 0, {}
function setup(thread) table.insert(threads, thread) end
function init() bad, seen = 0, "" end
function request() place = place + 1; return wrk.format("GET", paths[place %% #paths + 1], headers) end
function delay() return %(pause)d end
function response(status) if status ~= 200 then bad = bad + 1; seen = status end end
function done(summary, latency)
  local bad, seen, errors = 0, "", summary.errors
  for _, thread in ipairs(threads) do bad = bad + thread:get("bad"); seen = seen .. thread:get("seen") end
  io.write(string.format(
    '\\nJSON {"requests": %%d, "bad": %%d, "seen": "%%s", "unconnected": %%d, "unread": %%d, "unwritten": %%d,'
    .. ' "late": %%d, "median": %%f, "p99": %%f, "longest": %%f}\\n',
    summary.requests, bad, seen, errors.connect, errors.read, errors.write, errors.timeout,
    latency:percentile(50) / 1e6, latency:percentile(99) / 1e6, latency.max / 1e6))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of the requests. `bad`: other answers than 200, `seen` being the last of them; times in seconds."""

    requests: int
    bad: int
    seen: str
    unconnected: int
    unread: int
    unwritten: int
    late: int
    median: float
    p99: float
    longest: float

    @property
    def failed(self) -> int:
        return self.bad + self.unconnected + self.unread + self.unwritten + self.late


@dataclass(slots=True)
class Loading:
    """`result` is there once the block is over."""

    results: list[Load] = field(default_factory=list)

    @property
    def result(self) -> Load:
        return self.results[0]


@contextmanager
def loading(url: str, paths: Sequence[str], cookie: str, folder: Path, *, pause: float = 0) -> Iterator[Loading]:
    """Asks for these pages in turns until the block ends: by 16 connections, each `pause` seconds after an answer."""
    script = folder / "load.lua"
    chosen = {"paths": ", ".join(f'"{path}"' for path in paths), "cookie": cookie, "pause": pause * 1000}
    script.write_text(SCRIPT % chosen)
    command = [_program(), "--threads", "1", "--connections", "16", "--duration", "7200s"]
    command += ["--timeout", "10s", "--script", str(script), url]
    running, found = subprocess.Popen(command, stdout=subprocess.PIPE, text=True), Loading()
    try:
        yield found
    finally:
        running.send_signal(signal.SIGINT)
        output, _ = running.communicate(timeout=30)
    [line] = [line for line in output.splitlines() if line.startswith("JSON ")]
    found.results.append(Load(**json.loads(line.removeprefix("JSON "))))


def _program() -> str:
    found = shutil.which("wrk")
    if found is None and apt.can_install():
        apt.install("wrk")
        found = shutil.which("wrk")
    if found is None:
        raise RuntimeError("The tests need wrk: install it, so that it is on the PATH.")
    return found
