"""Work in a process of its own, one at a time, and what is known of it: files in a folder, which any worker can read.

Whoever holds the lock is at work. A process that is killed lets go of it, and so is known to be gone.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

Deed = Literal["look", "apply", "back", "preview"]


class BusyError(Exception):
    """Something else is under way in this room."""


@dataclass(frozen=True, slots=True)
class Job:
    """What was begun. `look`: the id of the look whose plan is carried out or shown. `who` is an email address."""

    id: str
    deed: Deed
    who: str
    account_id: int
    began: str
    look: str = ""
    portal: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A step, told as it began."""

    at: str
    step: str
    words: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended; `exit` as the command's. `job` is the id of the job."""

    job: str
    at: str
    exit: int
    words: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """A folder for one kind of work."""

    folder: Path

    @contextmanager
    def taken(self, deed: Deed, who: str, account_id: int, about: Mapping[str, str]) -> Iterator[tuple[Job, int]]:
        """A new job, and the lock for the process that does it, which must inherit it. Raises BusyError."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            job = Job(secrets.token_hex(8), deed, who, account_id, now(), **about)
            (self.folder / "lines.jsonl").write_text("", encoding="utf-8")
            self.write("job.json", asdict(job))
            yield job, lock
        except BlockingIOError:
            raise BusyError from None
        finally:
            os.close(lock)  # the process that does the job holds it on

    @property
    def is_busy(self) -> bool:
        try:
            lock = os.open(self.folder / "lock", os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
        return False

    @property
    def job(self) -> Job | None:
        """The last one, under way or over."""
        found = self.read("job.json")
        return Job(**found) if found else None

    @property
    def outcome(self) -> Outcome | None:
        """How the last job ended; None while it goes on, and where it was killed."""
        found, job = self.read("outcome.json"), self.job
        if not found or job is None or found["job"] != job.id:
            return None
        return Outcome(**{**found, "details": tuple(found["details"])})

    def lines(self) -> list[Line]:
        try:
            text = (self.folder / "lines.jsonl").read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        return [Line(**json.loads(line)) for line in text.split("\n")[:-1]]  # the last one may not be whole yet

    def tell(self, step: str, words: str) -> None:
        with (self.folder / "lines.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(Line(now(), step, words)), ensure_ascii=False) + "\n")

    def end(self, code: int, words: str, details: tuple[str, ...] = ()) -> None:
        job = self.job
        assert job is not None
        self.write("outcome.json", asdict(Outcome(job.id, now(), code, words, details)))

    def write(self, name: str, value: object) -> None:
        """In one step: whoever reads finds all of it or nothing."""
        fresh = self.folder / f".{name}.new"
        fresh.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        fresh.chmod(0o600)
        fresh.replace(self.folder / name)

    def read(self, name: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return found


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
