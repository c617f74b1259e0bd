"""What became of each thing of the specs: which entry of the lock it is by now, and which one it was before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator import app
from generator.changes.lists import Use
from generator.changes.lock import Entry


@dataclass(frozen=True, slots=True)
class RecordFate:
    """`before` None: the record type is new. It was retired before: it is restored."""

    record: app.Record
    entry: Entry
    before: Entry | None


How = Literal["new", "kept", "restored", "converted", "relinked"]


@dataclass(frozen=True, slots=True)
class FieldFate:
    """`before` is the entry whose values the field has, or of `converted` and `relinked`, had; None: it is new."""

    record: app.Record
    field: app.Field
    entry: Entry
    before: Entry | None
    how: How


@dataclass(frozen=True, slots=True)
class ListFate:
    """What became of the choices of one list.

    `entries` are those of today's choices, by name; `added`, `renamed` (choice -> former name), `merged` (an entry that
    is gone -> the choice that its rows get), `answered` (alike, of one that was gone already) and `retired` say what is
    different.
    """

    path: str
    choices: app.Choices
    entries: Mapping[str, Entry]
    added: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    merged: tuple[tuple[Entry, str], ...] = ()
    answered: tuple[tuple[Entry, str], ...] = ()
    retired: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Fates:
    """`lists` by path. `gone_fields`: with the key of their record type today. What is gone is as it was before."""

    records: Mapping[str, RecordFate]
    fields: Mapping[Use, FieldFate]
    lists: Mapping[str, ListFate]
    gone_records: tuple[Entry, ...]
    gone_fields: tuple[tuple[str, Entry], ...]
