"""The hand-written code of a site as the commands see it: its files, and what of it a change of the specs would break.

None of it is run here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.app import App
from generator.problems import Position, Problem
from generator.sources import Source, Sources
from portal.extension_code import find_in_module, replaced_in
from portal.extension_module import Module, read_module
from portal.extension_names import Known
from portal.folders import Folders

FOLDER, TEMPLATES = "extensions", "templates"
CODE = frozenset({".py", ".html", ".txt", ".json", ".css", ".svg"})
"""The endings of files that belong to a generation."""


def read_extensions(folder: Path) -> Mapping[str, bytes]:
    """What is stored with a generation: `extensions/order.py` -> bytes; nothing where there is no code.

    Every folder of modules becomes a package, so that Python looks for its modules there alone.
    """
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and _belongs(path.relative_to(folder))]
    files = {f"{FOLDER}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}
    if not files:
        return {}
    packages = {Path(path).parent.as_posix() for path in files if path.endswith(".py")} | {FOLDER}
    empty = {f"{package}/__init__.py": b"" for package in packages}
    return dict(sorted({**empty, **files}.items()))


def _belongs(path: Path) -> bool:
    return path.suffix in CODE and not any(part.startswith((".", "__pycache__")) for part in path.parts)


def find_breakage(folders: Folders, app_before: App | None, app_after: App) -> tuple[Problem, ...]:
    """All that hand-written code asks for and the specs, as they are after the change, do not have.

    `app_before` is what is served now, where that is known: by it a renamed thing is told from a misspelt one.
    """
    if not folders.extensions.is_dir():
        return ()
    known, shown = Known(app_after, app_before), shown_folder(folders)
    modules: list[Module] = []
    found: list[Problem] = []
    for path in sorted(folders.extensions.rglob("*.py")):
        inner = path.relative_to(folders.extensions)
        if _belongs(inner):
            read = _read(path, f"{shown}/{inner.as_posix()}")
            if isinstance(read, Module):
                modules.append(read)
            else:
                found.append(read)
    for module in modules:
        found += find_in_module(module, known)
    found += _replaced_twice(modules)
    if (folders.extensions / TEMPLATES).is_dir():
        from portal.extension_templates import find_in_templates  # here: most sites have none

        found += find_in_templates(folders.extensions / TEMPLATES, f"{shown}/{TEMPLATES}")
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: (problem.position, problem.code, problem.message)))


def sources_with(sources: Sources, folders: Folders, problems: Iterable[Problem]) -> Sources:
    """The sources with the files of hand-written code that the problems are in, so that their lines can be drawn."""
    shown = shown_folder(folders)
    names = {each.position.file for each in problems if each.position.file.startswith(f"{shown}/")}
    files = dict(sources.files)
    for name in sorted(names):
        path = folders.extensions / name.removeprefix(f"{shown}/")
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        files[name] = Source(name, "record", "", tuple(lines), None)
    return replace(sources, files=files)


def shown_folder(folders: Folders) -> str:
    """As problems call the folder: from where the folder of specs lies, else by its whole path."""
    folder, base = folders.extensions.absolute(), folders.specs.absolute().parent
    return folder.relative_to(base).as_posix() if folder.is_relative_to(base) else folder.as_posix()


def _read(path: Path, file: str) -> Module | Problem:
    try:
        return read_module(file, path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        at = Position(file, error.lineno or 1, error.offset or 1)
        return Problem("S910", f"this cannot be read: {error.msg}", at)
    except ValueError as error:  # not UTF-8, or a null character
        return Problem("S910", f"this cannot be read: {error}", Position(file, 1, 1))


def _replaced_twice(modules: Iterable[Module]) -> Iterator[Problem]:
    first: dict[str, Position] = {}
    for module in modules:
        for name, at in replaced_in(module):
            other = first.setdefault(name, at)
            if other is not at:
                words = f"{name} is replaced already, in {other.file}:{other.line}"
                yield Problem("S914", words, at, "make one class of the two")
