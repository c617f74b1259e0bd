"""What Python compiled of an older generation, for the files that are the same in a newer one: a thousand record types
take seconds to compile. Only to be quicker: what is not taken over is compiled when it is loaded.
"""

from __future__ import annotations

import marshal
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

HEAD = 16
"""Bytes before the code: the sort of file, and the time and size of its source."""


def take_over(fresh: Path, before: Path, files: Mapping[str, bytes]) -> None:
    """`files` are those of the newer generation, by path in its folder `fresh`, where they lie already.

    Python takes what was compiled for that of a source by time and size, so a file that is the same keeps its time.
    """
    same = list(_same(before, files))
    for folder in {os.path.dirname(cache_from_source(f"{fresh}/{path}")) for path in same}:  # noqa: PTH120 - of thousands
        Path(folder).mkdir(exist_ok=True)
    for path in same:
        source, target = f"{before}/{path}", f"{fresh}/{path}"
        found = os.stat(source)  # noqa: PTH116 - as above
        os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))
        compiled = cache_from_source(source)
        if _is_fit(compiled):
            _link(compiled, cache_from_source(target))


def _is_fit(compiled: str) -> bool:
    """Whether there is one that is whole, and that nobody else can have written: it would go on from generation to
    generation. Python itself would fail at half a one, with every import."""
    try:
        with open(compiled, "rb") as file:  # noqa: PTH123 - as above
            state = os.fstat(file.fileno())
            if state.st_uid != os.getuid() or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                return False
            marshal.loads(memoryview(file.read())[HEAD:])  # noqa: S302 - our own; it is read and not run
    except (OSError, EOFError, ValueError, TypeError):  # not there yet, or not whole
        return False
    return True


def _link(source: str, target: str) -> None:
    """Python replaces such a file as a whole, and never writes to it."""
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links; where it is full, the copy fails as well
        beside = f"{target}.new"
        shutil.copyfile(source, beside)
        os.replace(beside, target)  # noqa: PTH105 - as above


def _same(before: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    for path, content in files.items():
        if path.endswith(".py"):
            with suppress(OSError), open(f"{before}/{path}", "rb") as old:  # noqa: PTH123 - as above
                if old.read() == content:
                    yield path
