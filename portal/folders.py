"""The folders that a command works on, and how it stops with one clear line."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click


@dataclass(frozen=True, slots=True)
class Folders:
    """`var` None: as PORTAL_VAR says, else `var`."""

    specs: Path
    out: Path
    extensions: Path
    var: Path | None


def say(words: str) -> None:
    """A message for the person at the terminal."""
    click.echo(words, err=True)


def stop(words: str, code: int = 1) -> NoReturn:
    """Ends the command with one line."""
    click.echo(f"portal: {words}", err=True)
    sys.exit(code)
