"""PostgreSQL's own programs, in the version that fits a server; no password stands on their command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL

from runtime.backup.errors import BackupError

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs of each version, off the PATH."""


def find_program(name: str, major: int) -> Path:
    """The oldest one that is not older than the server: what a newer one writes an older server may not understand."""
    known = {version: path for path in _candidates(name) if (version := _version(path))}
    fitting = sorted(version for version in known if version >= major)
    if fitting:
        return known[fitting[0]]
    there_is = f"; there is only version {max(known)}" if known else ""
    raise BackupError(
        f"the server is PostgreSQL {major}, and {name} of version {major} or newer is needed{there_is}. "
        f"Install PostgreSQL's client programs (Debian: postgresql-client-{major}), so that {name} is on the PATH"
    )


def run_program(program: Path, url: URL, *arguments: str) -> None:
    """Raises BackupError with the first line that the program wrote."""
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    command = [str(program), f"--dbname={plain}", *arguments]
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, with arguments of its own
        command, env=environment, check=False, capture_output=True, text=True, errors="replace"
    )
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise BackupError(f"{program.name} failed: {lines[0].removeprefix(f'{program.name}: ')}")


def _candidates(name: str) -> Iterator[Path]:
    on_path = shutil.which(name)
    yield from sorted(path for path in DEBIAN.glob(f"*/bin/{name}"))
    if on_path:
        yield Path(on_path)


def _version(program: Path) -> int | None:
    done = subprocess.run([str(program), "--version"], check=False, capture_output=True, text=True)  # noqa: S603
    found = re.search(r"\b(\d+)(?:\.\d+|devel|beta|rc|\b)", done.stdout)
    return int(found[1]) if found and done.returncode == 0 else None
