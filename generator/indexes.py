"""An index over several fields of a record type. Part of `generator.app`; `resolve.indexes` says which there are."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.problems import Position


@dataclass(frozen=True, slots=True)
class Index:
    """Fields, built-in ones too, by which rows are found together and in this order. `at` says what for."""

    fields: tuple[str, ...]
    at: Position = field(compare=False)
