"""Where the bytes of files are kept, under random names. Who may read one is decided by the scope, not here."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

import fsspec
from fsspec.implementations.local import LocalFileSystem

CHUNK = 1 << 20


class TooLarge(ValueError):  # noqa: N818 - named as what it says of the file
    """The file has more bytes than allowed."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was written; `stored` is its name in the store."""

    stored: str
    size: int
    sha256: str


class FileStore:
    """A folder, or whatever else fsspec has an address for."""

    def __init__(self, url: str) -> None:
        self._system, self._root = fsspec.core.url_to_fs(url)
        self._system.makedirs(self._root, exist_ok=True)
        self._is_folder = isinstance(self._system, LocalFileSystem)

    def save(self, stream: BinaryIO, limit: int) -> Stored:
        """Writes all of the stream, durably, under a fresh name; raises TooLarge beyond `limit` bytes."""
        name = secrets.token_hex(16)
        fresh = self._path(f"{name}.new")
        digest, size = hashlib.sha256(), 0
        try:
            with self._system.open(fresh, "wb") as target:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise TooLarge
                    digest.update(chunk)
                    target.write(chunk)
                target.flush()
                if self._is_folder:
                    os.fsync(target.fileno())
            self._system.mv(fresh, self._path(name))
            self._sync_folder()
        except BaseException:
            self.remove(f"{name}.new")
            raise
        return Stored(name, size, digest.hexdigest())

    def put(self, stored: str, stream: BinaryIO) -> None:
        """Writes bytes back under the name that they had; durably, and over what is there."""
        fresh = self._path(f"{stored}.new")
        with self._system.open(fresh, "wb") as target:
            while chunk := stream.read(CHUNK):
                target.write(chunk)
            target.flush()
            if self._is_folder:
                os.fsync(target.fileno())
        self._system.mv(fresh, self._path(stored))
        self._sync_folder()

    def paths(self) -> list[Path]:
        """The files of a store that is a folder; none of another one."""
        return [path for path in Path(self._root).iterdir() if path.suffix != ".new"] if self._is_folder else []

    def open(self, stored: str) -> BinaryIO:
        return cast("BinaryIO", self._system.open(self._path(stored), "rb"))

    def holds(self, stored: str) -> bool:
        return bool(self._system.exists(self._path(stored)))

    def stored_before(self, moment: datetime) -> list[str]:
        """The names of all files that were last written before this moment."""
        names = [str(path).rpartition("/")[2] for path in self._system.ls(self._root, detail=False)]
        return [name for name in names if self._system.modified(self._path(name)) < moment]

    def remove(self, stored: str) -> None:
        """Removes a file if it is there."""
        with suppress(FileNotFoundError):
            self._system.rm_file(self._path(stored))

    def _sync_folder(self) -> None:
        """A name is as durable as its folder."""
        if self._is_folder:
            folder = os.open(self._root, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"
