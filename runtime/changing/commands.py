"""Runs a command of `portal` and reads what it says, as JSON. Knows the commands by their words only."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from runtime.changing.starting import environment


class CommandError(Exception):
    """The command said nothing that can be read; in words what it said instead."""


def ask(options: list[str], *words: str) -> Any:
    """What the command prints, as a value; whatever its exit code. Raises CommandError."""
    done = subprocess.run(  # noqa: S603 - our own words
        _command(options, words),
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise CommandError(_last(done.stderr) or f"portal {words[0]} ended with {done.returncode}") from None


def follow(
    options: list[str],
    *words: str,
    tell: Callable[[str, str], None],
    changed: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Runs a command that tells its steps, a line each; gives the line that ends it. `changed` variables are added.

    Raises CommandError where it ends without such a line.
    """
    process = subprocess.Popen(  # noqa: S603 - our own words
        _command(options, words),
        env=environment() | (changed or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stderr is not None
    end: dict[str, Any] | None = None
    with process:
        for line in process.stdout:
            told = _read(line)
            if told.get("step") == "end":
                end = told
            elif told:
                tell(str(told.get("step", "")), str(told.get("words", "")))
        errors = process.stderr.read()
    if end is None:
        raise CommandError(_last(errors) or f"portal {words[0]} was ended ({process.returncode})")
    return end


def _read(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _command(options: list[str], words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "portal", *options, *words]


def _last(errors: str) -> str:
    lines = errors.strip().splitlines()
    return lines[-1].removeprefix("portal: ") if lines else ""
