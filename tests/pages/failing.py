"""A WSGI application whose answer fails on the way, for a real server: `tests.pages.failing:answer`."""

from collections.abc import Callable, Generator, Iterable
from typing import Any

from runtime.web.ahead import made_ahead


def parts() -> Generator[bytes, None, None]:
    yield b"a" * 100_000
    yield b"b" * 100_000
    raise RuntimeError("the database is gone")


def answer(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/csv")])
    return made_ahead(parts())
