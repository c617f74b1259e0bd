"""A worker with a short lease, which sends mails and runs jobs that leave a mark; started by the tests.

`python -m tests.jobs.program DATABASE FOLDER MAIL [AT_ONCE] [AHEAD]`: AHEAD are seconds by which the clock of this
process is wrong.
"""

from __future__ import annotations

import datetime
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

RIGHT = time.time


def move_clock(seconds: float) -> None:
    """Of all that Python asks; before anything else is imported."""
    real = datetime.datetime

    class Moved(real):  # type: ignore[misc, valid-type]
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return real.now(tz) + datetime.timedelta(seconds=seconds)

    time.time = lambda: RIGHT() + seconds
    time.time_ns = lambda: int(time.time() * 1e9)
    datetime.datetime = Moved  # type: ignore[misc]


def main(database: str, folder: str, mail_url: str, at_once: str = "1", ahead: str = "0") -> None:
    if float(ahead):
        move_clock(float(ahead))
    from runtime.engine import open_engines
    from runtime.jobs import Kind
    from runtime.jobs.worker import Worker
    from runtime.mail import KIND, mail_kind
    from runtime.settings import read_settings
    from runtime.worker import ending
    from tests.jobs.conftest import LEASE

    end = ending()
    settings = read_settings({"DATABASE_URL": database, "PORTAL_MAIL_URL": mail_url}, var=Path(folder) / "var")
    engines = open_engines(database).made_by("jobs")
    kinds = {
        KIND: mail_kind(engines, settings),
        "mark": Kind(lambda arguments: mark(Path(folder), arguments)),
        "long": Kind(lambda arguments: work_long(Path(folder), arguments)),
    }
    lease = datetime.timedelta(seconds=LEASE)
    Worker(engines, kinds, at_once=int(at_once), lease=lease).run(end)


def mark(folder: Path, arguments: Mapping[str, Any]) -> None:
    """One line, written at once."""
    file = os.open(folder / "marks", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(file, f"{arguments['key']} {RIGHT()}\n".encode())
    os.close(file)


def work_long(folder: Path, arguments: Mapping[str, Any]) -> None:
    """Until somebody says that it is enough, with a mark at its beginning and one at its end."""
    mark(folder, {"key": f"{arguments['key']}-begun"})
    while not (folder / "release").exists():
        time.sleep(0.05)
    mark(folder, arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
