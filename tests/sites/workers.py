"""The processes that answer for a site: found, ended, and waited for until others answer."""

from __future__ import annotations

import http.client
import os
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from portal.served import read_served
from tests.sites.place import Place

PATIENCE = 60.0
"""Seconds."""


def workers(place: Place) -> list[int]:
    """Those below the process that keeps the servers that have none below them."""
    served = read_served(place.var)
    assert served is not None
    return list(_leaves(served.pid))


def end_workers(place: Place, how: int) -> None:
    """Sends them the signal, and waits until others answer."""
    old = workers(place)
    for process in old:
        with suppress(ProcessLookupError):  # it has ended by itself since it was found
            os.kill(process, how)
    for process in old:
        while _is_alive(process):
            time.sleep(0.02)
    deadline = time.monotonic() + PATIENCE
    while not (set(workers(place)).isdisjoint(old) and _is_ready(place)):
        assert time.monotonic() < deadline, "no worker answers"
        time.sleep(0.05)


def _leaves(process: int) -> Iterator[int]:
    try:
        children = [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return
    yield from (leaf for child in children for leaf in _leaves(child)) if children else (process,)


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # that it ends while it is read
        return False


def _is_ready(place: Place) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", place.port, timeout=PATIENCE)) as connection:
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False
