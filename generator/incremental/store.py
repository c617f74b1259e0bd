"""The files in which the last generation is kept. They may be deleted at any time, and are never a reason to fail.

One has a whole generation; the other, which is quick to write, the record types that came out otherwise since.

They are pickles, so reading one runs whatever its writer wanted: one that anybody but this user could have written is
left alone. Whoever can write where it lies can write the generations beside it, which servers run.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from generator.incremental.digests import GENERATOR
from generator.incremental.kept import Kept, KeptRecord

NAME, LATER = "generation.pickle", "edits.pickle"
DIGEST = 32
"""Bytes of the digest with which a file begins: what a kill or a full disk cut off is not read, nor what another
version of the generator wrote."""
MOST = 100
"""So many record types at most are written apart, and never more than half."""


@dataclass(frozen=True, slots=True)
class Base:
    """The file with a whole generation, by its digest, and the record types in it."""

    digest: bytes
    records: Mapping[str, KeptRecord]


@dataclass(frozen=True, slots=True)
class Later:
    """`kept` has only the record types that are not those of the file with the digest `base`."""

    base: bytes
    kept: Kept


class Store:
    """A folder of its own, which need not be there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._base: Base | None = None

    def read(self) -> Kept | None:
        """None where there is nothing that can be used."""
        self._base = None
        content = self._content(NAME)
        found = _value(content)
        if not isinstance(found, Kept):
            return None
        self._base = Base(content[:DIGEST], found.records)
        later = _value(self._content(LATER))
        if not isinstance(later, Later) or later.base != self._base.digest:
            return found
        return replace(later.kept, records={**found.records, **later.kept.records})

    def write(self, kept: Kept) -> None:
        """All of it, or what was there stays."""
        changed = _changed(kept, self._base) if self._base else None
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._base is not None and changed is not None:
                self._replace(LATER, Later(self._base.digest, replace(kept, records=changed)))
            else:
                self._replace(NAME, kept)
                (self.folder / LATER).unlink(missing_ok=True)

    def _content(self, name: str) -> bytes:
        """Empty where it cannot be read, or is not to be."""
        with suppress(OSError), (self.folder / name).open("rb") as file:
            if _is_ours(self.folder.stat()) and _is_ours(os.fstat(file.fileno())):
                return file.read()
        return b""

    def _replace(self, name: str, value: object) -> None:
        content = pickle.dumps(value, protocol=5)
        fresh = self.folder / f".{name}.{os.getpid()}.new"
        try:
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_digest_of(content))
                file.write(content)
            fresh.replace(self.folder / name)
        finally:
            fresh.unlink(missing_ok=True)


def _changed(kept: Kept, base: Base) -> Mapping[str, KeptRecord] | None:
    """None where they are better written with all others."""
    if kept.records.keys() != base.records.keys():
        return None
    changed = {key: each for key, each in kept.records.items() if each is not base.records[key]}
    return changed if len(changed) <= min(MOST, len(base.records) // 2) else None


def _value(content: bytes) -> object:
    """None where it is not whole, or of another version: then all is generated from nothing."""
    sealed = memoryview(content)[DIGEST:]
    if _digest_of(sealed) != content[:DIGEST]:
        return None
    return pickle.loads(sealed)  # noqa: S301 - nobody else can have written it


def _digest_of(content: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(GENERATOR.encode())
    digest.update(content)
    return digest.digest()


def _is_ours(state: os.stat_result) -> bool:
    """Whether it belongs to this user, and nobody else may write to it."""
    return state.st_uid == os.getuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
