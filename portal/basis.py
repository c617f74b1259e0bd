"""What a plan was made from: hashes of specs, lock, hand-written code and tables. Whether it still holds, in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.changes.lock import FILE as LOCK_FILE
from portal.folders import Folders
from portal.generations import served
from portal.schema import NONE, look_at
from runtime.settings import Settings


@dataclass(frozen=True, slots=True)
class Basis:
    """Hashes of files by their paths, marks of tables by their names; `generation` is what the plan leads to."""

    specs: Mapping[str, str]
    lock: str
    extensions: Mapping[str, str]
    tables: Mapping[str, str]
    served: str | None
    generation: str


def take_basis(folders: Folders, settings: Settings, generation: str) -> Basis:
    specs = _hashes(folders.specs)
    return Basis(
        specs={path: found for path, found in specs.items() if path != LOCK_FILE},
        lock=specs.get(LOCK_FILE, ""),
        extensions=_hashes(folders.extensions),
        tables=(look_at(settings.database_url) or NONE).tables,
        served=served(settings.var),
        generation=generation,
    )


def differences(planned: Basis, found: Basis, folders: Folders) -> list[str]:
    """What changed since the plan was made, in words; empty where it still holds."""
    words = [
        *_of_files(planned.specs, found.specs, folders.specs),
        *_of_files(planned.extensions, found.extensions, folders.extensions),
    ]
    if planned.lock != found.lock:
        words.append(f"{folders.specs / LOCK_FILE} has changed")
    words += [f"the table {name} {how} in the database" for name, how in _compare(planned.tables, found.tables)]
    if planned.served != found.served:
        words.append(f"generation {found.served or 'none'} is served, then it was {planned.served or 'none'}")
    if not words and planned.generation != found.generation:
        words.append("Portalwright itself has changed, and would generate other files")
    return words


def _of_files(planned: Mapping[str, str], found: Mapping[str, str], folder: Path) -> Iterator[str]:
    return (f"{folder / path} {how}" for path, how in _compare(planned, found))


def _compare(planned: Mapping[str, str], found: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in sorted(planned.keys() | found.keys()):
        if name not in found:
            yield name, "is gone"
        elif name not in planned:
            yield name, "is new"
        elif planned[name] != found[name]:
            yield name, "has changed"


def _hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
