"""Small folders of specs for tests of reading."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.problems import Problem
from generator.reading import read_spec

SITE = "label: Harbour\ncurrency: EUR\ntime_zone: Europe/Berlin\nlanguages: [en]\nspec: 1\n"
BERTH = "record: berth\nfields:\n  name: { type: text }\n"


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder of specs with a sound portal.yaml and these files."""
    for name, content in {"portal.yaml": SITE, **files}.items():
        path = root / "specs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root / "specs"


def problems_of(root: Path, files: Mapping[str, str | bytes]) -> list[Problem]:
    return read_spec(write(root, files))[1]


def told(problem: Problem) -> str:
    """Everything of a problem in one line: S011 3:5+4 message (hint)."""
    at = problem.position
    return f"{problem.code} {at.line}:{at.column}+{at.length} {problem.message} ({problem.hint})"
