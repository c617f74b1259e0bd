"""The only reader of specs/: files to nodes with places. What the nodes mean is for `reading`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.problems import Position, Problem
from generator.sources.composing import compose
from generator.sources.folder import Kind, Place, find_assets, survey
from generator.sources.letters import compose_letter
from generator.sources.nodes import Items, Node, Table
from generator.sources.text import decode

__all__ = [
    "Items",
    "Kind",
    "Node",
    "Place",
    "Source",
    "Sources",
    "Table",
    "find_assets",
    "find_places",
    "read_sources",
    "understand",
]

SHIPPED_MIXINS = Path(__file__).parents[1] / "mixins"


@dataclass(frozen=True, slots=True)
class Source:
    """One file: what it is, its key, its lines for showing problems, and its nodes (None: unreadable).

    `digest` is of its bytes; "" where these cannot be had.
    """

    file: str
    kind: Kind
    key: str
    lines: tuple[str, ...]
    tree: Node | None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """All files by their shown name. Names begin with the specs folder's own name, `root`; `base` is where it lies.

    `assets` are pictures and demo files by their paths below the specs folder, unread.
    """

    base: Path
    files: Mapping[str, Source]
    assets: frozenset[str] = frozenset()
    root: str = "specs"


def read_sources(root: Path) -> tuple[Sources, list[Problem]]:
    """Everything below `root` and the shipped mixins, and all problems of reading."""
    places, problems = find_places(root)
    files: dict[str, Source] = {}
    for place in places:
        source, wrong = _read(place)
        files[place.file] = source
        problems += wrong
    return Sources(root.parent, files, find_assets(root), root.name), problems


def find_places(root: Path) -> tuple[list[Place], list[Problem]]:
    """The shipped mixins and all files to read below `root`, and problems with what else lies there."""
    places, problems = survey(root)
    shipped = sorted(SHIPPED_MIXINS.glob("*.yaml"))
    mixins = [Place(path, f"generator/mixins/{path.name}", "mixin", path.stem) for path in shipped]
    return [*mixins, *places], problems


def _read(place: Place) -> tuple[Source, list[Problem]]:
    try:
        content = place.path.read_bytes()
    except OSError as error:
        problem = Problem("S032", f"this file cannot be read: {error.strerror}", Position(place.file, 1, 1))
        return Source(place.file, place.kind, place.key, (), None), [problem]
    source, problems = understand(place, content)
    return replace(source, digest=hashlib.sha256(content).hexdigest()), problems


def understand(place: Place, content: bytes) -> tuple[Source, list[Problem]]:
    """The bytes of a file as nodes."""
    text, problems = decode(content, place.file)
    if problems:
        shown = content.decode("utf-8", "replace").splitlines()[:10_000] if len(content) < 2_000_000 else []
        return Source(place.file, place.kind, place.key, tuple(shown), None), problems
    tree, problems = (compose_letter if place.kind == "mail" else compose)(text, place.file)
    if tree is None and not problems:
        hint = "describe the thing, or remove the file"
        problems = [Problem("S035", "this file is empty", Position(place.file, 1, 1), hint)]
    return Source(place.file, place.kind, place.key, tuple(text.split("\n")), tree), problems
