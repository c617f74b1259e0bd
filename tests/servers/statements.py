"""The statements of one thread: what a request asks, not what is written in the background meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def noted() -> Iterator[list[str]]:
    """The statements of the block, on any engine, but for BEGIN, which is none of its own on PostgreSQL."""
    texts: list[str] = []
    mine = threading.get_ident()

    def note(_connection: Any, _cursor: Any, text: str, *_others: Any) -> None:
        if threading.get_ident() == mine and not text.startswith("BEGIN"):
            texts.append(text)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield texts
    finally:
        event.remove(Engine, "before_cursor_execute", note)
