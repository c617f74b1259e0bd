"""What the cursors of both drivers have in common."""

from __future__ import annotations

from typing import NoReturn

from runtime.seam.errors import SeamError


class Admission:
    """`admitted` is the statement that may run next, once."""

    admitted: object = None

    def take(self, statement: object) -> None:
        """Raises SeamError where this very statement was not admitted."""
        if statement is None or statement is not self.admitted:
            refuse()
        self.admitted = None


def refuse() -> NoReturn:
    raise SeamError("A driver runs only what scope, service or a room with a pass has made.")
