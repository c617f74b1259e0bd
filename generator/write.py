"""The only writer of generated files: writes what differs, removes what is stale, and sees hand edits.

`manifest.json` holds the hash of every file as it was written, so that an edit by hand is noticed and never lost.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from json.encoder import encode_basestring_ascii
from pathlib import Path

from generator.problems import Position, Problem

MANIFEST = "manifest.json"
HISTORY = "migrations/"
"""Revisions are written once and passed on unchanged: nothing could write again what a database has run."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A generated file that somebody edited; `diff` leads from the edited text to what would be generated."""

    path: str
    diff: str


@dataclass(frozen=True, slots=True)
class Written:
    """Paths below the folder."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The files that would be written beside what lies in the folder.

    `digests` are those of the files as they would be written, `written` those of the last time, `there` the content of
    every file of either that is not what would be written; None where it is missing.
    """

    digests: Mapping[str, str]
    written: Mapping[str, str]
    there: Mapping[str, bytes | None]


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}


def manifest(digests: Mapping[str, str]) -> bytes:
    """The manifest's bytes for files with these digests: JSON, a line for each."""
    lines = [f' {encode_basestring_ascii(path)}: "{digest}"' for path, digest in sorted(digests.items())]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode() if lines else b"{}\n"


def generation_of(digests: Mapping[str, str]) -> str:
    """The name of a generation: 16 hexadecimal digits that stand for all its bytes."""
    return hashlib.sha256(manifest(digests)).hexdigest()[:16]


def compare(folder: Path, files: Mapping[str, bytes]) -> Comparison:
    """Reads each file once."""
    written, there = read_manifest(folder), {}
    for path in {**files, **written}:
        content = _read(folder, path)
        if content is None or content != files.get(path):
            there[path] = content
    return Comparison(digests_of(files), written, there)


def find_edits(compared: Comparison, files: Mapping[str, bytes]) -> list[Edit]:
    """Files changed since they were written, and files by hand where one would be written now.

    Those that hold just what would be written are none.
    """
    known, there = compared.written, compared.there
    edits = [
        Edit(path, _diff(path, content, files[path]))
        for path, content in there.items()
        if path not in known and content is not None
    ]
    for path, written in known.items():
        content = there.get(path, files.get(path))
        if path.startswith(HISTORY) and path.endswith(".py"):
            edits += _find_change_of_history(path, content, files.get(path), written)
        elif path in there and content is not None and hashlib.sha256(content).hexdigest() != written:
            edits.append(Edit(path, _diff(path, content, files.get(path, b""))))
    return edits


def read_history(folder: Path) -> Mapping[str, bytes]:
    """The revisions written so far, by path below the folder."""
    found = sorted((folder / HISTORY).glob("[0-9]*_*.py"))
    return {f"{HISTORY}{path.name}": path.read_bytes() for path in found}


def _find_change_of_history(path: str, content: bytes | None, wanted: bytes | None, written: str) -> list[Edit]:
    """Judged by what was written alone, since it cannot be rendered anew."""
    if content is None and wanted is not None and hashlib.sha256(wanted).hexdigest() == written:
        return []  # it was found elsewhere, and is written again
    if content is None:
        return [Edit(path, f"{path} was deleted; databases have run it: restore it from version control\n")]
    if hashlib.sha256(content).hexdigest() == written:
        return []
    return [Edit(path, f"{path} was edited by hand; databases have run it: restore it from version control\n")]


def find_stale(folder: Path, compared: Comparison) -> list[str]:
    """Paths whose bytes are not those that would be written: changed, missing, or no longer generated."""
    right = _read(folder, MANIFEST) == manifest(compared.digests)
    return sorted({*compared.there, *(() if right else (MANIFEST,))})


def stale_problem(path: Path) -> Problem:
    """What a program is told of a file that `find_stale` found; `path` is the whole one."""
    return Problem("S903", "this file is not what the specs say", Position(path.as_posix(), 1, 1), "run: portal apply")


def write(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Brings the folder to these files; files that are right already are not touched."""
    compared = compare(folder, files)
    removed = [path for path, content in compared.there.items() if path not in files and content is not None]
    changed = [path for path in files if path in compared.there]
    for path in changed:
        _replace(folder / path, files[path])
    for path in removed:
        (folder / path).unlink()
    told = manifest(compared.digests)
    if _read(folder, MANIFEST) != told:
        _replace(folder / MANIFEST, told)
    return Written(tuple(changed), tuple(removed))


def _read(folder: Path, path: str) -> bytes | None:
    """None where there is no ordinary file. Of thousands of files, so without a Path and a stream for each."""
    file = f"{folder}/{path}"
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)  # a pipe must not make us wait
    except OSError:
        if os.path.isfile(file):  # noqa: PTH113
            raise
        return None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return None
        content = os.read(descriptor, found.st_size + 1)
        while len(content) < found.st_size and (more := os.read(descriptor, found.st_size)):
            content += more
        return content
    finally:
        os.close(descriptor)


def read_manifest(folder: Path) -> dict[str, str]:
    """The hash of each file as it was written, by its path; empty where nothing was generated."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    leads_in = _leading_into(folder)  # a manifest is a file like any other: it may not lead outside the folder
    return {path: str(digest) for path, digest in found.items() if leads_in(path)}


def _leading_into(folder: Path) -> Callable[[str], bool]:
    """Whether a path below the folder stays in it; each of the folders on the way is looked at once."""
    inside = folder.resolve()

    @cache
    def links_in(parent: str) -> frozenset[str] | None:
        """What in it leads elsewhere; None where it is itself not in the folder, or not there."""
        place = (inside / parent).resolve()
        if not place.is_relative_to(inside) or not place.is_dir():
            return None
        with os.scandir(place) as found:
            return frozenset(each.name for each in found if each.is_symlink())

    def leads_in(path: str) -> bool:
        parent, name = os.path.split(path)
        links = links_in(parent)
        if links is None or name in links or name in ("", ".", ".."):
            return (inside / path).resolve().is_relative_to(inside)
        return True

    return leads_in


def _replace(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    fresh.write_bytes(content)
    fresh.replace(target)


def _diff(path: str, edited: bytes, wanted: bytes) -> str:
    lines = difflib.unified_diff(
        edited.decode(errors="replace").splitlines(keepends=True),
        wanted.decode(errors="replace").splitlines(keepends=True),
        f"{path} (edited by hand)",
        f"{path} (generated)",
    )
    return "".join(lines)
