"""The OpenAPI documents of a portal, as they were written when generating: one for each role that differs."""

from __future__ import annotations

from pathlib import Path
from threading import Lock


class Documents:
    """`folder` is that of the generation that is served; each file is read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[tuple[str, str], bytes] = {}
        self._lock = Lock()

    def of(self, portal: str, role: str) -> bytes:
        """The document of the role, else that of the portal."""
        with self._lock:
            if (portal, role) not in self._read:
                own = self._folder / f"{portal}.{role}.json"
                found = own if role and own.exists() else self._folder / f"{portal}.json"
                self._read[portal, role] = found.read_bytes()
            return self._read[portal, role]
