"""What Python compiled of an older generation, for the files that are the same in a newer one: a thousand record types
take seconds to compile. Only to be quicker: what is not taken over is compiled when it is loaded.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path


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
        with suppress(OSError):  # not compiled yet
            _link(cache_from_source(source), cache_from_source(target))


def _link(source: str, target: str) -> None:
    """Python replaces such a file as a whole, and never writes to it."""
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        shutil.copyfile(source, target)


def _same(before: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    for path, content in files.items():
        if path.endswith(".py"):
            with suppress(OSError), open(f"{before}/{path}", "rb") as old:  # noqa: PTH123 - as above
                if old.read() == content:
                    yield path
