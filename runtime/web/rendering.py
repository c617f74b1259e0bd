"""How templates are loaded and given what every one of them has. Nothing of what a page shows."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class PlainGlobals(Environment):
    """Templates without globals of their own, which ours are, have those of all: Jinja's chain of mappings is gone
    through in Python for each page, and for each import of a macro."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals
