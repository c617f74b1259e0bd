"""Classes of generated modules that are imported when they are first needed: of a thousand record types, a process
shows the forms of a few. Nothing here looks for them before; that they are there is a matter of tests.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Later:
    """The class `name` of the module `module`."""

    module: str
    name: str

    def means(self, found: type[Any]) -> bool:
        return (self.module, self.name) == (found.__module__, found.__qualname__)


@dataclass(frozen=True, slots=True)
class LaterModule:
    """What stands for the module `_path`: its attributes are classes of it."""

    _path: str

    def __getattr__(self, name: str) -> Later:
        if name.startswith("_"):
            raise AttributeError(name)
        return Later(self._path, name)


def later(module: str) -> LaterModule:
    """Stands in the place of `import`."""
    return LaterModule(module)


def loaded(found: type[Any] | Later | None) -> type[Any] | None:
    """The class itself."""
    if isinstance(found, Later):
        made: type[Any] | None = getattr(sys.modules.get(found.module), found.name, None)
        return getattr(import_module(found.module), found.name) if made is None else made
    return found
