"""Loads the hand-written code of a generation, `extensions/` beside its `generated/`, and finds what it marks.

The modules are imported by name once generated code is; what they define themselves is looked at, not what they import.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from runtime.extending.jobs import Job
from runtime.extending.pages import Page
from runtime.extending.registry import NONE, Extensions
from runtime.extending.replacing import MARK, replacements_in
from runtime.extending.templates import check_templates
from runtime.service.reacting import Handler
from runtime.settings import StartError

FOLDER, FIELDS, TEMPLATES = "extensions", "fields", "templates"


def load_extensions(generation: Path) -> Extensions:
    """What stands in `generation`/extensions, if anything. `load_site` comes before. Raises StartError."""
    folder = generation / FOLDER
    if not folder.is_dir():
        return NONE
    modules = [_load(folder, path) for path in sorted(folder.rglob("*.py")) if _is_code(path.relative_to(folder))]
    found = [each for module in modules for each in _own(module)]
    templates = folder / TEMPLATES
    if templates.is_dir():
        check_templates(templates)
    return Extensions(
        handlers=tuple(each for each in found if isinstance(each, Handler)),
        replacements=replacements_in(each for each in found if isinstance(each, type) and MARK in vars(each)),
        pages=_pages(each for each in found if isinstance(each, type)),
        jobs=_by_name(each for each in found if isinstance(each, Job)),
        templates=templates if templates.is_dir() else None,
    )


def _is_code(path: Path) -> bool:
    """Field kinds are imported by the generated code that uses them."""
    return path.parts[0] not in {FIELDS, TEMPLATES} and path.name != "__init__.py"


def _load(folder: Path, path: Path) -> ModuleType:
    """Raises StartError for whatever a module raises while it is imported."""
    name = ".".join((FOLDER, *path.relative_to(folder).with_suffix("").parts))
    try:
        module = importlib.import_module(name)
    except Exception as error:
        raise StartError(f"{FOLDER}/{path.relative_to(folder)} cannot be loaded: {_told(error)}") from error
    if Path(str(module.__file__)) != path:
        raise StartError(f"{name} was loaded from {module.__file__} already; one process serves one generation")
    return module


def _told(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words if isinstance(error, StartError) else f"{type(error).__name__}: {words}"


def _own(module: ModuleType) -> Iterator[Any]:
    """What the module itself defines, in its order."""
    seen: set[int] = set()
    for each in vars(module).values():
        home = _home(each)
        if home == module.__name__ and id(each) not in seen:
            seen.add(id(each))
            yield each


def _home(found: Any) -> str | None:
    inner = found.function if isinstance(found, Handler | Job) else found
    return getattr(inner, "__module__", None)


def _pages(classes: Iterable[type[Any]]) -> tuple[type[Page], ...]:
    """Without those that others inherit from: they hold what these have in common."""
    found = [each for each in classes if issubclass(each, Page)]
    bases = {base for each in found for base in each.__mro__[1:]}
    return tuple(each for each in found if each not in bases)


def _by_name(jobs: Iterator[Job]) -> dict[str, Job]:
    found: dict[str, Job] = {}
    for each in jobs:
        if each.name in found:
            raise StartError(f"there are two jobs called {each.name}; rename one")
        found[each.name] = each
    return found
