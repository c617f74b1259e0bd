"""The generations of a site below var: which one is served, what each was made of, and which came after which.

`var/generations/<name>/` holds `generated/`, from which servers import, and `specs/` as they were, with their lock.
`var/generations.jsonl` has a line for each change; a line that a kill cut off is passed over.
"""

from __future__ import annotations

import getpass
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from portal.compiled import take_over
from portal.replacing import replace_file, sync_folder

CURRENT, HISTORY, FOLDER = "current", "generations.jsonl", "generations"

Deed = Literal["apply", "rollback", "purge"]
Outcome = Literal["done", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Event:
    """One change of the site, or the attempt. `before` and `generation`: what was served before it and after it; no
    `generation` ("") where the specs came to none."""

    at: str
    did: Deed
    outcome: Outcome
    generation: str
    before: str | None
    who: str
    words: str = ""


def served(var: Path) -> str | None:
    """The generation that servers import from; None before the first apply."""
    try:
        return (var / CURRENT).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def serve_from(var: Path, name: str) -> None:
    replace_file(var / CURRENT, name + "\n")


def folder_of(var: Path, name: str) -> Path:
    return var / FOLDER / name


def store(var: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """The immutable folder of a generation, with files by their paths in it; complete or not there."""
    target = folder_of(var, name)
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target.parent, ".new-*")
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
    lay_out(fresh, var, files)
    fresh.rename(target)
    sync_folder(target.parent)
    return target


def files_of(var: Path, name: str) -> dict[str, bytes]:
    """What a stored generation holds below generated/, by path."""
    folder = folder_of(var, name) / "generated"
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def lay_out(folder: Path, var: Path, files: Mapping[str, bytes]) -> None:
    """Writes them into this folder. What was compiled of the generation that is served is taken over for files that are
    the same."""
    for parent in {os.path.dirname(path) for path in files}:  # noqa: PTH120 - of thousands
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        with open(f"{folder}/{path}", "wb") as file:  # noqa: PTH123 - as above
            file.write(content)
    before = served(var)
    if before is not None:
        take_over(folder, folder_of(var, before), files)


def keep_specs(generation: Path, specs: Path, lock_file: str, lock: str) -> None:
    """Copies the specs into the generation's folder, with the lock as it is once they are applied."""
    _sweep(generation, ".specs-*")
    fresh = Path(tempfile.mkdtemp(prefix=".specs-", dir=generation))
    shutil.copytree(specs, fresh / "specs")
    (fresh / "specs" / lock_file).write_text(lock, encoding="utf-8")
    kept = generation / "specs"
    if kept.is_dir():  # the same bytes may come of other specs: the last ones are kept
        kept.rename(fresh / "former")
    (fresh / "specs").rename(kept)
    shutil.rmtree(fresh)


def _sweep(folder: Path, pattern: str) -> None:
    """What a kill left half made; one change is made at a time, so that nobody else is at it."""
    for path in folder.glob(pattern):
        shutil.rmtree(path)


def remember(var: Path, event: Event) -> None:
    """Adds a line to the history."""
    line = (json.dumps(asdict(event), ensure_ascii=False) + "\n").encode()
    descriptor = os.open(var / HISTORY, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        os.write(descriptor, b"\n" * torn + line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_events(var: Path) -> list[Event]:
    """Oldest first."""
    try:
        lines = (var / HISTORY).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            found.append(Event(**json.loads(line)))
        except (ValueError, TypeError):  # cut off by a kill
            continue
    return found


def trail(events: Iterable[Event]) -> list[str]:
    """The generations that one can go back through, the one that is served last. A purge cuts off what was before."""
    found: list[str] = []
    for event in events:
        if event.outcome != "done":
            continue
        if event.did == "purge":
            found = [event.generation]
        elif event.did == "rollback":
            found = found[: found.index(event.generation) + 1] if event.generation in found else [event.generation]
        else:
            found += [name for name in (event.before, event.generation) if name and name not in found[-1:]]
    return found


def known(var: Path) -> list[str]:
    """All generations that are kept, the one that was served last first."""
    times = {name: number for number, event in enumerate(read_events(var)) for name in [event.generation]}
    names = [path.name for path in (var / FOLDER).glob("*") if not path.name.startswith(".")]
    return sorted(names, key=lambda name: times.get(name, -1), reverse=True)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def whoever(who: str | None) -> str:
    """Who is at the terminal, where nobody else is named."""
    if who:
        return who
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may have no name for its user
        return f"user {os.getuid()}"
