"""Whether an apply has anything to do, found without reading a spec: sizes, times and names of everything it uses.

The stamp lies in the var folder; the database is asked, by its plain driver, what `portal.schema` tells of it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

CODE = Path(__file__).parent.parent
STAMP = "applied.json"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the last apply left behind; `schema` is the mark of the database's tables."""

    fingerprint: str
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


def take_fingerprint(specs: Path, out: Path, extensions: Path, database_url: str) -> str:
    """A hash over the state of the specs, the generated files, what is written by hand, Portalwright itself and the
    database's address."""
    digest = hashlib.sha256(database_url.encode())
    for folder in (specs, out, extensions, CODE / "generator", CODE / "runtime", CODE / "portal"):
        for line in sorted(_states(folder)):
            digest.update(line.encode(errors="surrogateescape"))
    return digest.hexdigest()


def _states(folder: Path) -> Iterator[str]:
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in files:
            state = Path(path, name).stat()
            yield f"{path}/{name} {state.st_size} {state.st_mtime_ns}\n"
