"""The sets of records that links make on their other side. Part of `generator.app`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BackLink:
    """The set of records that link here: `name` on this side, by the field `field` of `record`."""

    name: str
    record: str
    field: str
    many: bool  # the field is of kind links
