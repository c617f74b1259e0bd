"""Records of another type that belong to this one and are edited in its form."""

from __future__ import annotations

from dataclasses import dataclass

from generator.fields.kind import Kind
from generator.fields.reading import whole_number

MOST_LINES = 200
"""Of one record: they all stand in one form."""

KIND = Kind("lines", "link", frozenset({"of", "min", "max"}), whole_number, many=True, needs=("of",), listed=False)


@dataclass(frozen=True, slots=True)
class Lines:
    """What a field of lines holds: records of type `record`, which belong to this one by their link `link`."""

    record: str
    link: str
