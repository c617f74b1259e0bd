"""Which files of specs/ are read, and as what. Names files only; opens none."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.names import NAME, as_name
from generator.problems import Position, Problem
from generator.suggestion import closest, did_you_mean

Kind = Literal["site", "record", "mixin", "choices", "portal", "demo", "mail"]

FOLDERS: dict[str, Kind] = {
    "choices": "choices",
    "demo": "demo",
    "mails": "mail",
    "mixins": "mixin",
    "portals": "portal",
    "records": "record",
}
SITE_FILE = "portal.yaml"
LOCK_FILE = "spec.lock.yaml"
LATER_FOLDERS = ("documents", "journeys", "locales", "reports", "scenarios", "sources")
UNREAD_FOLDERS = {"": ("brand",), "demo": ("files",)}
SUFFIXES: dict[Kind, str] = {"mail": ".md"}
"""Of the kinds whose files are no YAML."""
ALIKE = {".yaml": (".yml", ".yaml"), ".md": (".markdown", ".txt", ".md")}
NOUNS = {".yaml": "specs", ".md": "mails"}


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read: its path, the name that problems show, what it is and the key that its name is."""

    path: Path
    file: str
    kind: Kind
    key: str


def survey(root: Path) -> tuple[list[Place], list[Problem]]:
    """All files to read below `root`, sorted, and problems with what lies there."""
    if not root.is_dir():
        hint = "run this in the folder that holds specs/"
        return [], [Problem("S034", f"there is no folder '{root.name}' here", Position(root.name, 1, 1), hint)]
    places, problems = _top(root)
    for folder, kind in FOLDERS.items():
        if (root / folder).is_dir():
            more, wrong = _files(root / folder, root.name, kind)
            places += more
            problems += wrong
    return places, problems


def find_assets(root: Path) -> frozenset[str]:
    """Pictures and demo files, by their paths below `root`: what specs name and nobody reads here."""
    below = [*root.glob("*.svg"), *root.glob("brand/**/*"), *root.glob("demo/files/**/*")]
    return frozenset(path.relative_to(root).as_posix() for path in below if path.is_file() and _is_inside(path, root))


def _is_inside(path: Path, root: Path) -> bool:
    """Not so where a symbolic link leads out: specs from elsewhere are not to show what this computer holds."""
    return path.resolve().is_relative_to(root.resolve())


def _top(root: Path) -> tuple[list[Place], list[Problem]]:
    problems = [
        problem for path in _entries(root) if (problem := _unknown_at_top(path, f"{root.name}/{path.name}")) is not None
    ]
    site = f"{root.name}/{SITE_FILE}"
    if not (root / SITE_FILE).is_file():
        hint = "it says what the site is called: label, currency, time_zone, languages, spec: 1"
        return [], [Problem("S034", f"the file {SITE_FILE} is missing", Position(site, 1, 1), hint), *problems]
    return [Place(root / SITE_FILE, site, "site", "portal")], problems


def _unknown_at_top(path: Path, file: str) -> Problem | None:
    name = path.name
    at = Position(file, 1, 1)
    if path.is_dir():
        if name in FOLDERS or name in UNREAD_FOLDERS[""]:
            return None
        if name in LATER_FOLDERS:
            return Problem("S033", f"this version does not read {file}/", at, "move it out of the specs until it does")
        return Problem("S030", f"unknown folder '{name}'", at, did_you_mean(name, sorted(FOLDERS), "folders"))
    if name in (SITE_FILE, LOCK_FILE) or path.suffix == ".svg":  # a logo may lie here
        return None
    return Problem("S030", f"the file '{name}' is not read here", at, _home_of(name))


def _home_of(name: str) -> str:
    meant = closest(name, [SITE_FILE])
    folders = ", ".join(f"{folder}/" for folder in sorted(FOLDERS))
    return f"did you mean '{meant}'?" if meant else f"files belong into one of {folders}"


def _files(folder: Path, root: str, kind: Kind) -> tuple[list[Place], list[Problem]]:
    places: list[Place] = []
    problems: list[Problem] = []
    inside = _is_inside(folder, folder.parent)
    for path in _entries(folder):
        file = f"{root}/{folder.name}/{path.name}"
        problem = _unfit(path, file, SUFFIXES.get(kind, ".yaml"), UNREAD_FOLDERS.get(folder.name, ()))
        if problem is None and not (_is_inside(path, folder.parent) if path.is_symlink() else inside):
            problem = Problem(
                "S032", "this leads to a file outside the specs", Position(file, 1, 1), "copy the file here"
            )
        if problem is not None:
            problems.append(problem)
        elif path.is_file():
            places.append(Place(path, file, kind, path.stem))
    return places, problems


def _unfit(path: Path, file: str, suffix: str, unread: tuple[str, ...]) -> Problem | None:
    at = Position(file, 1, 1)
    if path.is_dir():
        if path.name in unread:
            return None
        return Problem("S030", f"the folder '{path.name}' is not read here", at, "one file per thing, without folders")
    if not path.is_file():
        return Problem("S032", "this is not an ordinary file", at, "remove it")
    if path.suffix != suffix:
        hint = f"rename it to {path.stem}{suffix}" if path.suffix.lower() in ALIKE[suffix] else "remove it"
        return Problem(
            "S030", f"the file '{path.name}' is not read: names of {NOUNS[suffix]} end in {suffix}", at, hint
        )
    if NAME.fullmatch(path.stem) is None:
        return Problem("S031", f"'{path.stem}' cannot be the name of a spec", at, _rename(path.stem, suffix))
    return None


def _rename(stem: str, suffix: str) -> str:
    better = as_name(stem)
    rule = "a name has a-z, 0-9 and _, and begins with a letter"
    return f"rename it to {better}{suffix}; {rule}" if better else rule


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder but hidden files, backups of editors and a README; by name."""
    names = sorted(os.listdir(folder))  # noqa: PTH208 - comparing thousands of Paths takes longer than all else here
    return [folder / name for name in names if not name.startswith(".") and name[-1:] != "~" and name != "README.md"]
