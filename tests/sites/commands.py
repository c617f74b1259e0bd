"""Commands of `portal`, each in a process of its own, forked from one that has imported what the verbs need.

What runs is `portal.__main__.main` with words, folder, environment and outputs of its own. Otherwise most of what a
command takes is the import of libraries. Servers, and commands that are to be killed, are started as people start them.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

from portal.__main__ import VERBS, main
from tests.sites.spare import Spare

VERB_MODULES = [f"portal.{verb.replace('-', '_')}" for verb in VERBS]
PROCESSES = multiprocessing.get_context("forkserver")
BESIDE = ("portal.smoke", "portal.undoing", "runtime.smoke.trying", "runtime.smoke.pages", "runtime.site")
PROCESSES.set_forkserver_preload([*VERB_MODULES, *BESIDE, "tests.migrations.world", "pytest", __name__])


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
    gc.freeze()  # what was imported is not looked through again and again
    for stream, path in enumerate(outputs, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path.insert(0, str(folder))
    sys.orig_argv, sys.argv = command, command[2:]
    with patch("portal.smoke.subprocess", Spare()), patch("portal.undoing.subprocess", Spare()):
        main()
