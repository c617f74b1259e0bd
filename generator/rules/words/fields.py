"""Fields that a portal shows although they tell states under one of its words apart."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import Access, Record
from generator.problems import Position, Problem
from generator.rules.readers import reader, visible
from generator.rules.words.apart import STAMPS, Apart
from generator.rules.words.words import remedy, tells
from generator.words import Word

WORDED = STAMPS - {"updated_by"}
"""Those that are shown as the portal knows them."""


def telling_fields(record: Record, apart: Apart) -> Iterator[Problem]:
    access = apart.access(record)
    if access is None:
        return
    for name in sorted(visible(access) - WORDED):
        there, field = _place_of(record, name, apart)
        word = apart.told_by_field(there, field) if there is not None and field not in WORDED else None
        if word is not None:
            yield _problem(name, record, access, word, apart)


def _place_of(record: Record, name: str, apart: Apart) -> tuple[Record | None, str]:
    """The record type that has it, and its name there."""
    link, dot, there = name.partition(".")
    if not dot:
        return record, name
    field = record.field(link)
    return (apart.app.records.get(field.target or "") if field is not None else None), there


def _problem(name: str, record: Record, access: Access, word: Word, apart: Apart) -> Problem:
    field = record.field(name)
    if field is not None and field.formula is not None:
        message = f"{reader(access)} shows '{name}', whose value {tells(word)}"
        hint = remedy(word, "take it out of 'see', compute it alike for all of them")
        return Problem("S345", message, field.at, hint)
    spelled = _spelled(name, record, apart)
    message = f"{reader(access)} shows '{spelled}', which {tells(word)}"
    inside = apart.app.portals[apart.portal].inside
    out = f"take it out of 'see'{f', out of all by hide: [{spelled}]' if inside else ''}"
    hint = remedy(word, out)
    return Problem("S344", message, _granted(access, name), hint)


def _granted(access: Access, name: str) -> Position:
    grants = (grant for grant in access.see if name in grant.fields and grant.origin is not None)
    return next((grant.origin.at for grant in grants if grant.origin), access.at)


def _spelled(name: str, record: Record, apart: Apart) -> str:
    """What specs call a field that tells of a move: `approve.by`."""
    field = apart.app.vocabulary.records[record.key].fields.get(name)
    return f"{field.move}.{name[len(field.move) + 1 :]}" if field is not None and field.move else name
