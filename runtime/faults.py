"""Where in the site's own code an exception came from, in words for people. No value of the exception is shown."""

from __future__ import annotations

import traceback
from pathlib import Path

from runtime.settings import StartError

OWN = ("extensions", "generated")
"""The folders of a generation whose code is the site's own."""


def place_of(error: BaseException) -> str:
    """`at extensions/order.py:12`: the innermost line of the site's own code, else the innermost line at all."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"at {_short(error.filename)}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _own_part(frame.filename) is not None]
    for frame in (own or frames)[-1:]:
        return f"at {_short(frame.filename)}:{frame.lineno}"
    return "somewhere"


def words_of(error: StartError) -> str:
    """Its words, and where the exception came from that it was made of, if any."""
    return error.words if error.__cause__ is None else f"{error.words} ({place_of(error.__cause__)})"


def _short(filename: str) -> str:
    own = _own_part(filename)
    return str(own or Path(*Path(filename).parts[-2:]))


def _own_part(filename: str) -> Path | None:
    parts = Path(filename).parts
    found = [place for place, part in enumerate(parts[:-1]) if part in OWN]
    return Path(*parts[found[-1] :]) if found else None
