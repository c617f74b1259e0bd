"""Commands of `portal`, each in a process of its own, forked from one that has imported what the verbs need.

What runs is `portal.__main__.main` with words, folder, environment and outputs of its own. Otherwise most of what a
command takes is the import of libraries. Commands that are to be killed are started as people start them; servers of
both kinds are in tests/sites/place.py.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import patch

from werkzeug.security import generate_password_hash

from portal.__main__ import VERBS, main
from tests.sites.spare import Spare

VERB_MODULES = [f"portal.{verb.replace('-', '_')}" for verb in VERBS]
PROCESSES = multiprocessing.get_context("forkserver")
BESIDE = ("portal.smoke", "portal.undoing", "runtime.smoke.trying", "runtime.smoke.pages")
SERVED = ("runtime.site", "runtime.serving", "runtime.worker")
PROCESSES.set_forkserver_preload([*VERB_MODULES, *BESIDE, *SERVED, "tests.migrations.world", "pytest", __name__])


def run_command(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Runs `python -m portal …` to its end."""
    with tempfile.TemporaryDirectory(prefix="portal-command-") as scratch:
        outputs = [Path(scratch, name) for name in ("stdout", "stderr")]
        process = PROCESSES.Process(target=_run, args=(list(command), folder, dict(environment), outputs))
        process.start()
        process.join()
        assert process.exitcode is not None
        return subprocess.CompletedProcess(command, process.exitcode, *(path.read_text() for path in outputs))


def _run(command: list[str], folder: Path, environment: dict[str, str], outputs: list[Path]) -> None:
    become(command, folder, environment, outputs)
    with patch("portal.smoke.subprocess", Spare()), patch("portal.undoing.subprocess", Spare()), hashing_quickly():
        main()


def become(command: list[str], folder: Path, environment: dict[str, str], outputs: list[Path]) -> None:
    """Makes a process that was forked for it the one that was to be started."""
    gc.freeze()  # what was imported is not looked through again and again
    for stream, path in enumerate(outputs, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path.insert(0, str(folder))
    sys.orig_argv, sys.argv = command, command[2:]


def hashing_quickly() -> AbstractContextManager[object]:
    """A hash takes a tenth of a second by intent: when an account is made, and at each login. One says how it was made,
    so that every server takes one that was made with less; how they are made for people is shown in tests/security."""
    return patch("runtime.security.passwords.generate_password_hash", _hashed)


def _hashed(password: str, method: str, salt_length: int) -> str:
    return generate_password_hash(password, method.replace(":32768:", ":1024:"), salt_length)
