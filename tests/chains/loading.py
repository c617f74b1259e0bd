"""Generated code of many generations in one process: that of one of them is there at a time."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import configure_mappers

from runtime import records
from runtime.declarations.site import Site
from runtime.records import Base


@dataclass(slots=True)
class _Loaded:
    """What came with one generation: its modules, its tables, the names of its classes."""

    modules: dict[str, ModuleType]
    tables: list[sa.Table]
    classes: dict[str, Any]


class Shelf:
    """Generations that were loaded, of which one lies open."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[_Loaded, Site]] = {}

    def open(self, folder: Path) -> Site:
        """The site in `folder`/generated; its models are those that there are from now on."""
        _take_away()
        if folder in self._kept:
            loaded, site = self._kept[folder]
            _put(loaded)
            return site
        sys.path.insert(0, str(folder))
        importlib.invalidate_caches()
        try:
            site = cast("Site", importlib.import_module("generated.site").SITE)
        finally:
            sys.path.remove(str(folder))
        configure_mappers()
        self._kept[folder] = (_seen(), site)
        return site


@contextmanager
def fresh_shelf() -> Iterator[Shelf]:
    """Whatever the process had loaded before is back after the block."""
    configure_mappers()
    before = _seen()
    try:
        yield Shelf()
    finally:
        _take_away()
        _put(before)


def _is_own(table: sa.Table) -> bool:
    return not table.name.startswith("portal_")


def _seen() -> _Loaded:
    modules = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "generated"}
    tables = [table for table in Base.metadata.tables.values() if _is_own(table)]
    return _Loaded(modules, tables, dict(records._classes))


def _take_away() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "generated"]:
        del sys.modules[name]
    for table in [table for table in Base.metadata.tables.values() if _is_own(table)]:
        Base.metadata.remove(table)
    records._classes.clear()


def _put(loaded: _Loaded) -> None:
    sys.modules.update(loaded.modules)
    for table in loaded.tables:
        Base.metadata._add_table(table.name, None, table)
    records._classes.update(loaded.classes)
