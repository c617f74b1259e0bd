"""The specs as they are in a revision of git, read into a folder of its own."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path


class RevisionError(Exception):
    """Why there are no such specs, in words for the person at the terminal."""


def extract_specs(specs: Path, revision: str, target: Path) -> Path:
    """Writes the folder of specs as it was into `target`; gives its path there."""
    git = shutil.which("git")
    if git is None:
        raise RevisionError("git is not installed; it keeps the earlier specs")
    folder = specs.resolve()
    if revision.startswith("-"):
        raise RevisionError(f"'{revision}' is not a revision")
    if _run([git, "-C", str(folder), "rev-parse", "--git-dir"]) is None:
        raise RevisionError(f"{specs} is not in a git repository, so that there are no earlier specs")
    wanted = f"{revision}^{{commit}}"
    commit = _run([git, "-C", str(folder), "rev-parse", "--verify", "--quiet", "--end-of-options", wanted])
    if commit is None:
        raise RevisionError(f"git knows no revision '{revision}'")
    packed = _run([git, "-C", str(folder), "archive", "--format=tar", commit.decode().strip(), "."])
    if packed is None:
        raise RevisionError(f"revision '{revision}' has no folder {specs}")
    extracted = target / folder.name
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(extracted, filter="data")
    return extracted


def _run(command: list[str]) -> bytes | None:
    """What git writes; None where it refuses."""
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - git, with arguments of its own
    return done.stdout if done.returncode == 0 else None
