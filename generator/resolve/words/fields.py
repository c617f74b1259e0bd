"""The fields that words bring: when people of a portal could last notice a change of a record, and how many they could.

A change from one state to another under one word is none to them, so it must not be told by the date of the last change
or by the revision. Nobody sees the fields themselves: they stand in the place of those.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Position, Text
from generator.resolve.blocks import whole_blocks
from generator.spec import Access, Field, Record

OF_ITS_OWN = frozenset({"states", "see", "edit", "create", "hide"})
"""The keys by which a role may notice other changes than its portal."""


def fields_of_words(record: Record) -> Iterator[Field]:
    """Two for each portal, and each role that may notice other changes, where a word stands for several states."""
    for block in whole_blocks(record):
        if joins(block.access) and (not block.role or differs(block.written)):
            updated, revision = names_of(block.portal, block.role)
            yield _field(updated, "datetime", block.access.at)
            yield _field(revision, "integer", block.access.at)


def joins(access: Access) -> bool:
    """Whether a word stands for several states."""
    return any(len(set(word.of)) > 1 for word in (access.states or {}).values())


def differs(written: frozenset[str]) -> bool:
    """Whether the keys of a role's block say something by which it may notice other changes than its portal."""
    return not written.isdisjoint(OF_ITS_OWN)


def names_of(portal: str, role: str) -> tuple[str, str]:
    whose = f"{portal}_{role}" if role else portal
    return f"updated_for_{whose}", f"revision_for_{whose}"


def is_seen_by_nobody(field: Field) -> bool:
    """What the product keeps for itself alone: this, and the course of the clocks."""
    return field.kept and field.private


def _field(name: str, kind: str, at: Position) -> Field:
    return Field(Text(name, at), Text(kind, at), at, private=True, kept=True)
