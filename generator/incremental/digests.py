"""Digests of what a generation depends on: the generator itself, files, values, and the lines of the lock."""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.sources import Kind

CODE = Path(__file__).parents[1]
LIBRARIES = ("jinja2", "jsonschema", "pyyaml", "google-re2")
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
    """Of the lines about record types themselves, about shared lists, and of all about each record type."""

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
    return LockDigests(of_text("\n".join(tables)), of_text("\n".join(lists)), found)


def of_others(lines: LockDigests, keys: Collection[str]) -> str:
    """Of the lines about record types themselves, and of all about those that the specs do not have any more."""
    gone = (f"{key} {digest}" for key, digest in sorted(lines.records.items()) if key not in keys)
    return of_text("\n".join([lines.tables, *gone]))


def _of_generator() -> str:
    """Its code, schemas and templates, and the libraries that it uses."""
    found = hashlib.sha256(" ".join([sys.version, *map(_version, LIBRARIES)]).encode())
    for path in sorted(path for path in CODE.rglob("*") if path.suffix not in ("", ".pyc")):
        found.update(f"\n{path.relative_to(CODE)}\n".encode() + path.read_bytes())
    return found.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


GENERATOR = _of_generator()
"""Taken when this process loads the generator: what is written to its files later does not run here."""
