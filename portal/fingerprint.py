"""Whether an apply has anything to do, found without reading a spec: sizes, times and names of everything it uses.

The stamp lies in the var folder; the database is asked, by its plain driver, what `portal.schema` tells of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from portal.folders import Folders

CODE = Path(__file__).parent.parent
STAMP = "applied.json"
LOCK = "spec.lock.yaml"
"""As `generator.changes.lock` calls it, which is not to be loaded where there is nothing to do."""
ATTRIBUTES = ".gitattributes"
"""What an apply writes into the specs, beside their lock."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the last apply left behind. `sources` is the state of what it read, taken before it read it: what somebody
    edits while it runs is another one. `written` is that of what it wrote, `schema` the mark of the database's tables.
    """

    sources: str
    written: str
    generation: str
    schema: str


def read_stamp(var: Path) -> Stamp | None:
    try:
        return Stamp(**json.loads((var / STAMP).read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_stamp(var: Path, stamp: Stamp) -> None:
    fresh = var / f".{STAMP}.new"
    fresh.write_text(json.dumps(asdict(stamp)) + "\n")
    fresh.replace(var / STAMP)


def state_of_sources(folders: Folders, database_url: str) -> str:
    """A hash over the state of the specs but for what an apply writes there, of what is written by hand, of
    Portalwright itself, and the database's address."""
    places = (folders.specs, folders.extensions, CODE / "generator", CODE / "runtime", CODE / "portal")
    found = (each for place in places for each in _states(place))
    own = (f"{folders.specs}/{LOCK} ", f"{folders.specs}/{ATTRIBUTES} ")
    return _digest([database_url, *(each for each in found if not each.startswith(own))])


def state_of_written(folders: Folders) -> str:
    """A hash over the state of the generated files and the lock."""
    lock = folders.specs / LOCK
    return _digest([_state(str(lock)) if lock.exists() else "", *_states(folders.out)])


def state_of_program() -> str:
    """A hash over the state of what makes pages: Portalwright's own, Python, and which libraries are installed beside
    Flask, each in its version."""
    flask = find_spec("flask")
    libraries = sorted(os.listdir(Path(flask.origin).parents[1])) if flask and flask.origin else []  # noqa: PTH208
    return _digest([sys.version, *libraries, *_states(CODE / "runtime")])


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode(errors="surrogateescape")).hexdigest()


def _states(place: Path) -> Iterator[str]:
    """Of every file below, in order."""
    for folder, folders, files in os.walk(place):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (_state(f"{folder}/{name}") for name in sorted(files))


def _state(path: str) -> str:
    found = Path(path).stat()
    return f"{path} {found.st_size} {found.st_mtime_ns}"
