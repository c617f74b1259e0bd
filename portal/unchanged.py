"""Which record types are in a generation what they are in the one that is served, by the very same program: their pages
work as well as now, and need not be tried at length. What is noted below var is safe to lose: then all are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.write import read_manifest
from portal.fingerprint import state_of_program
from portal.replacing import replace_file

FILE = "program.json"
OF_RECORD = re.compile(r"(?:api|forms|models|notices|portals|routing|rules|service_levels|workflows)/([a-z]\w*)\.py")
"""What is generated for one record type alone."""
NOT_RUN = re.compile(r"api/.*\.json|access\.(?:json|txt)|migrations/.*")
"""What no page is made of."""


@dataclass(frozen=True, slots=True)
class Served:
    """`program` is the state of what made the pages when the generation came to be served."""

    generation: str
    program: str


def note_program(var: Path, generation: str) -> None:
    replace_file(var / FILE, json.dumps(asdict(Served(generation, state_of_program()))) + "\n")


def find_unchanged(var: Path, folder: Path, before: Path) -> frozenset[str]:
    """The keys of record types that are in the generation in `folder` what they were in that in `before`; none where
    that came to be served by another program, or where something differs that all record types share."""
    if _read(var) != Served(before.name, state_of_program()) or _by_hand(folder) != _by_hand(before):
        return frozenset()
    old, new = (read_manifest(each / "generated") for each in (before, folder))
    different = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    different -= {path for path in different if NOT_RUN.fullmatch(path)}
    if not all(OF_RECORD.fullmatch(path) for path in different):
        return frozenset()
    return frozenset(_records(new)) - frozenset(_records(different))


def _records(paths: Iterable[str]) -> Iterator[str]:
    return (found[1] for path in paths if (found := OF_RECORD.fullmatch(path)))


def _read(var: Path) -> Served | None:
    try:
        return Served(**json.loads((var / FILE).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _by_hand(folder: Path) -> dict[str, bytes]:
    """The code of extensions, which may reach into any page."""
    found = (path for path in (folder / "extensions").rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
