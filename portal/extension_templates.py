"""What is wrong with the templates of hand-written code, and which shipped blocks changed since they were replaced."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.problems import Position, Problem
from generator.suggestion import did_you_mean
from runtime.overrides import (
    blocks_in,
    faults_in,
    is_shipped,
    marks_in,
    names_of_blocks,
    shipped_block,
    strange_variables,
)


def find_in_templates(folder: Path, shown: str) -> Iterator[Problem]:
    """Of the templates below `folder`; `shown` is what problems call it."""
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        yield from _of_one(name, f"{shown}/{name}", path.read_text(encoding="utf-8"))


def _of_one(name: str, file: str, source: str) -> Iterator[Problem]:
    faults = list(faults_in(name, source))
    for fault in faults:
        yield Problem("S916", fault.words, Position(file, fault.line, 1), fault.hint)
    if faults or not is_shipped(name):
        return
    yield from _marks(name, file, source)
    lines = source.splitlines()
    for variable in strange_variables(name, source, frozenset()):
        line = next((number for number, text in enumerate(lines, start=1) if variable in text), 1)
        words = f"nothing gives this template '{variable}'"
        yield Problem(
            "S918", words, Position(file, line, 1), "it prints nothing; look into the shipped template", "warning"
        )


def _marks(name: str, file: str, source: str) -> Iterator[Problem]:
    """A block whose mark is missing or outdated; what the shipped template has by now is in the hint."""
    marks = {mark.name: mark for mark in marks_in(source)}
    for block in blocks_in(name, source):
        shipped, mark = shipped_block(name, block.name), marks.get(block.name)
        assert shipped is not None  # else it would be a fault
        if mark is None:
            words = f"nothing remembers which '{block.name}' of {name} this replaces"
            at = Position(file, block.line, 1)
            yield Problem("S917", words, at, f"write above it: {shipped.mark}", "warning")
        elif (mark.digest, mark.template) != (shipped.digest, shipped.template):
            words = f"the block '{block.name}' of {shipped.template} is another one than this replaced"
            hint = f"compare the two, then write: {shipped.mark}"
            yield Problem("S917", words, Position(file, mark.line, 1), hint, "warning")
    for gone in marks.keys() - set(names_of_blocks(name)):
        mark = marks[gone]
        hint = did_you_mean(gone, names_of_blocks(name), "blocks")
        yield Problem("S916", f"{name} has no block '{gone}'", Position(file, mark.line, 1), hint)
