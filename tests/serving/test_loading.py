"""A generation is loaded once, whatever workers there are: they are forked from the process that has loaded it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Flask

from runtime.site import Portals
from tests.generation.conftest import TOOLSHED
from tests.serving.site import derive, point_to, processes_of, read
from tests.sites.place import make_place

COUNTS = """
import os
from pathlib import Path

with (Path(__file__).parents[3] / "loaded").open("a") as file:
    file.write(f"{os.getpid()}\\n")
"""


def test_a_generation_is_loaded_by_the_master_of_its_workers(tmp_path: Path) -> None:
    place = make_place(TOOLSHED, tmp_path)
    place.build()
    derive(place, "counted", COUNTS)
    point_to(place, "counted")
    (place.var / "loaded").unlink(missing_ok=True)
    with place.started("--workers", "2"):
        assert read(place, "/keep/login")
        gunicorns = {process for process, words in processes_of(place).items() if "gunicorn" in words}
        loaded = [int(line) for line in (place.var / "loaded").read_text().split()]
        by_servers = [process for process in loaded if process in gunicorns]
        assert len(gunicorns) == 3 and len(by_servers) == 1
        workers = Path(f"/proc/{by_servers[0]}/task/{by_servers[0]}/children").read_text().split()
        assert {int(each) for each in workers} == gunicorns - {*by_servers}


def test_what_runs_beside_the_answers_begins_in_each_process_with_the_first_of_them() -> None:
    """A thread that was begun before the fork would be in none of the workers."""
    begun: list[int] = []

    def answer(_environ: dict[str, Any], _start: object) -> Iterable[bytes]:
        return [b"here"]

    portals = Portals(answer, lambda: begun.append(os.getpid()), {}, Flask("outside"))
    assert begun == []
    for _ in range(2):
        assert list(portals({}, lambda *_: None)) == [b"here"]
    assert begun == [os.getpid()]
