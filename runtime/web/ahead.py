"""Parts of an answer, made ahead of whoever takes them: into a file without a name, by a thread of their own.

So a slow client holds no connection to the database: what is made is made as fast as it can be. What fails on the way
is raised where the answer is sent, which then ends without its last chunk: nobody takes a part of it for the whole.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from contextlib import closing
from threading import Condition, Thread
from typing import IO

PIECE = 65_536
"""Bytes that are sent at once."""

Parts = Generator[bytes, None, None]


def made_ahead(parts: Parts) -> Parts:
    """The bytes of all parts. None is made before the first byte is asked for; once this is closed, no more are."""
    making = _Making(parts)
    Thread(target=making.make, name="export", daemon=True).start()
    try:
        yield from making.pieces()
    finally:
        making.end()


class _Making:
    """`_size` bytes are in the file; `_is_over`: there will be no more."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the last reference to it)
        self._turn = Condition()
        self._size = 0
        self._is_wanted, self._is_over = True, False
        self._error: Exception | None = None

    def make(self) -> None:
        try:
            with closing(self._parts):
                self._write_all()
        except Exception as error:  # noqa: BLE001 - told by whoever sends
            self._error = error
        with self._turn:
            self._is_over = True
            self._turn.notify()

    def end(self) -> None:
        """Nobody takes any more."""
        self._is_wanted = False

    def pieces(self) -> Parts:
        at = 0
        while self._has_more(at):
            piece = os.pread(self._file.fileno(), PIECE, at)
            at += len(piece)
            yield piece
        if self._error is not None:
            raise self._error

    def _has_more(self, at: int) -> bool:
        with self._turn:
            self._turn.wait_for(lambda: self._is_over or self._size > at)
            return self._size > at

    def _write_all(self) -> None:
        for part in self._parts:
            if not self._is_wanted:
                return
            self._file.write(part)
            self._file.flush()
            with self._turn:
                self._size += len(part)
                self._turn.notify()
