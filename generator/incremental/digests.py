"""Digests of what a generation depends on: the generator itself, files, values, and the lines of the lock."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from generator.sources import Kind

CODE = Path(__file__).parents[1]
LIBRARIES = {"jsonschema": "jsonschema-", "yaml": "pyyaml-", "re2": "google_re2-"}
"""What they are imported as, and how the names of their folders with versions begin."""
RECORDS = "records."


def of_basis(root: str, files: Iterable[tuple[str, Kind, str]], assets: Iterable[str]) -> str:
    """Of what record types share: the generator, the names of all files, and the content of those that are no record
    type's. `files` are names, kinds and digests."""
    lines = [GENERATOR, root]
    lines += [f"{name} {'' if kind == 'record' else digest}" for name, kind, digest in sorted(files)]
    return of_text("\n".join([*lines, *sorted(assets)]))


def of_value(value: object) -> str:
    """The same for equal values, whether or not parts of them are one object."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, protocol=5)
    pickler.fast = True
    pickler.dump(value)
    return hashlib.sha256(stream.getbuffer()).hexdigest()


def of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LockDigests:
    """Of the whole text, of the lines about record types themselves, about shared lists, and of all about each record
    type."""

    whole: str
    tables: str
    lists: str
    records: Mapping[str, str]


def of_lock(text: str) -> LockDigests:
    tables: list[str] = []
    lists: list[str] = []
    blocks: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith(RECORDS):
            path = line[len(RECORDS) : line.find(":")]
            key, dot, _ = path.partition(".")
            blocks.setdefault(key, []).append(line)
            if not dot:
                tables.append(line)
        elif not line.startswith("#"):
            lists.append(line)
    found = {key: of_text("\n".join(lines)) for key, lines in blocks.items()}
    return LockDigests(of_text(text), of_text("\n".join(tables)), of_text("\n".join(lists)), found)


def of_others(lines: LockDigests, keys: Collection[str]) -> str:
    """Of the lines about record types themselves, and of all about those that the specs do not have any more."""
    gone = (f"{key} {digest}" for key, digest in sorted(lines.records.items()) if key not in keys)
    return of_text("\n".join([lines.tables, *gone]))


def _of_generator() -> str:
    """Its code and schemas by place, size and times, and the libraries that it uses. That of a copy is
    another one: then all is generated once from nothing."""
    lines = [sys.version, *_versions()]
    lines += map(_state_of, sorted(_files(str(CODE))))
    return of_text("\n".join(lines))


def _state_of(path: str) -> str:
    found = os.stat(path)  # noqa: PTH116 - of hundreds, each time
    return f"{path} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _files(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (f"{place}/{name}" for name in names if not name.endswith(".pyc"))


def _versions() -> Iterator[str]:
    """As the names of folders beside the libraries have them: what would read them costs more than all else here. One
    that has no such folder is told by the state of its first file."""
    for library, beginning in LIBRARIES.items():
        found = find_spec(library)
        if found is not None and found.origin:
            beside = os.listdir(Path(found.origin).parents[1])  # noqa: PTH208 - names only
            names = sorted(name for name in beside if name.lower().startswith(beginning) and name.endswith("-info"))
            yield " ".join(names) or _state_of(found.origin)


GENERATOR = _of_generator()
"""Taken when this process loads the generator: what is written to its files later does not run here."""
