"""Which of some records the reader sees, of several record types at once. One statement, which asks nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Integer, Select, bindparam, literal_column, select, union_all

from runtime.columns import Id
from runtime.scope.policy import Policy
from runtime.scope.shape import Shape
from runtime.scope.sources import Sources
from runtime.seam import Planning
from runtime.sql import Given

Counts = tuple[tuple[str, int], ...]
"""The record types, each with the number of its ids."""


def make_seen(counts: Counts, policy: Policy, given: Given, dialect: Dialect) -> Shape:
    """The statement of those ids that are seen, each after the place of its record type; see `ids_by_name`."""
    parts = [_seen(place, key, count, policy, given) for place, (key, count) in enumerate(counts)]
    return Shape(union_all(*parts) if len(parts) > 1 else parts[0], dialect, Planning.ONCE)


def ids_by_name(ids: Mapping[str, Sequence[int]]) -> dict[str, object]:
    """What the statement takes."""
    return {
        _name(place, number): each for place, several in enumerate(ids.values()) for number, each in enumerate(several)
    }


def _seen(place: int, key: str, count: int, policy: Policy, given: Given) -> Select[Any]:
    sources = Sources(policy, given, key)
    ids = [bindparam(_name(place, number), type_=Id) for number in range(count)]
    columns: list[ColumnElement[Any]] = [literal_column(str(place), Integer), sources.root.id]
    return select(*columns).select_from(sources.clause).where(sources.rows(sources.root), sources.root.id.in_(ids))


def _name(place: int, number: int) -> str:
    return f"id_{place}_{number}"
