"""Gathers in a folder what an archive is packed from: copies that no change of the site reaches any more."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from runtime.backup.contents import KeptFile
from runtime.files import CHUNK, FileStore

LEFT_OUT = frozenset({"__pycache__", ".git", ".DS_Store"})


def copy_tree(source: Path, target: Path) -> None:
    """All plain files below `source`, and what links to such; nothing where there is no such folder."""
    for path in _plain_files(source):
        copied = target / path.relative_to(source)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)


class StagedFiles:
    """The files of records. Those of a store in a folder are linked, not copied: they never change.

    A record that is deleted takes its files along. So they are linked just before and just after the moment at which
    the database is dumped: what goes while that lasts is there nevertheless.
    """

    def __init__(self, store: FileStore, folder: Path) -> None:
        self._store, self._folder = store, folder
        self._linked: set[str] = set()
        folder.mkdir()

    def link_all(self) -> None:
        """Whatever the store has now, as far as it is a folder on the same disk."""
        for path in self._store.paths():
            if path.name not in self._linked:
                with suppress(OSError):  # just gone, or on another disk
                    os.link(path, self._folder / path.name)
                    self._linked.add(path.name)

    def gather(self, files: Sequence[KeptFile]) -> Iterator[str]:
        """Leaves just these files; yields the names of those that are not there or not what they were."""
        for file in files:
            if not self._take(file):
                (self._folder / file.stored).unlink(missing_ok=True)
                yield file.stored
        wanted = {file.stored for file in files}
        for path in list(self._folder.iterdir()):
            if path.name not in wanted:
                path.unlink()

    def _take(self, file: KeptFile) -> bool:
        target = self._folder / file.stored
        if not target.exists():
            try:
                with self._store.open(file.stored) as source, target.open("xb") as copy:
                    shutil.copyfileobj(source, copy, CHUNK)
            except OSError:
                return False
        with target.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256


def _plain_files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT)
        for name in sorted(names):
            path = Path(parent, name)
            if path.is_file() and name not in LEFT_OUT:
                yield path
