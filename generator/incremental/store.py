"""The file in which the last generation is kept. It may be deleted at any time, and is never a reason to fail.

It is a pickle, so reading one runs whatever its writer wanted: one that anybody but this user could have written is
left alone. Whoever can write where it lies can write the generations beside it, which servers run.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.incremental.kept import Kept

NAME = "generation.pickle"
DIGEST = 32
"""Bytes of the digest with which the file begins: what a kill or a full disk cut off is not read."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of its own, which need not be there."""

    folder: Path

    def read(self) -> Kept | None:
        """None where there is nothing that can be used."""
        try:
            with (self.folder / NAME).open("rb") as file:
                if not (_is_ours(self.folder.stat()) and _is_ours(os.fstat(file.fileno()))):
                    return None
                content = file.read()
            if hashlib.sha256(memoryview(content)[DIGEST:]).digest() != content[:DIGEST]:
                return None
            found = pickle.loads(memoryview(content)[DIGEST:])  # noqa: S301 - nobody else can have written it
        except Exception:  # noqa: BLE001 - of an older version, or damaged: then all is generated from nothing
            return None
        return found if isinstance(found, Kept) else None

    def write(self, kept: Kept) -> None:
        """All of it, or what was there stays."""
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            content = pickle.dumps(kept, protocol=5)
            fresh = self.folder / f".{NAME}.{os.getpid()}.new"
            try:
                descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "wb") as file:
                    file.write(hashlib.sha256(content).digest())
                    file.write(content)
                fresh.replace(self.folder / NAME)
            finally:
                fresh.unlink(missing_ok=True)


def _is_ours(state: os.stat_result) -> bool:
    """Whether it belongs to this user, and nobody else may write to it."""
    return state.st_uid == os.getuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
