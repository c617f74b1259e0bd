"""Files of the specs that change together: tried in a copy of the folder first, then all written or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Change:
    """A file with its bytes before and after; `target` is another path where it is moved."""

    source: Path
    target: Path
    before: bytes
    after: bytes


def copy_with(specs: Path, copy: Path, changes: Iterable[Change]) -> None:
    """A copy of the folder in which the changes are made. Links are copied as what they are."""
    shutil.copytree(specs, copy, symlinks=True)
    for change in changes:
        (copy / change.source.relative_to(specs)).unlink()
        (copy / change.target.relative_to(specs)).write_bytes(change.after)


def replace_all(changes: Sequence[Change]) -> None:
    """Writes all files, in their order, or leaves all as they were; raises OSError then."""
    fresh = {change: change.target.with_name(f".{change.target.name}.new") for change in changes}
    done: list[Change] = []
    try:
        for change, path in fresh.items():
            _write(path, change.after)
            shutil.copymode(change.source, path)
        for change, path in fresh.items():
            done.append(change)
            path.replace(change.target)
            if change.target != change.source:
                change.source.unlink()
    except OSError:
        for change in done:
            _put_back(change)
        raise
    finally:
        for path in fresh.values():
            path.unlink(missing_ok=True)


def _put_back(change: Change) -> None:
    if change.target != change.source:
        change.target.unlink(missing_ok=True)
    change.source.write_bytes(change.before)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
