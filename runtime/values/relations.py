"""From a record along its links; a missing link leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

_SETS = (list, tuple, set, frozenset)


def follow(record: Any, *names: str) -> Any:
    """`record.a.b`, or None as soon as something is missing."""
    for name in names:
        if record is None:
            return None
        record = getattr(record, name)
    return record


def holds(record: Any, condition: Callable[[Any], bool]) -> bool:
    """The condition holds for the record, which is there."""
    return record is not None and condition(record)


def members(record: Any, *names: str) -> list[Any]:
    """All that a path through sets reaches: each record once, a value for each record that has one."""
    reached = [record]
    for name in names:
        reached = list(_each_once(item for one in reached if one is not None for item in _items(getattr(one, name))))
    return reached


def _items(value: Any) -> Iterator[Any]:
    if isinstance(value, _SETS):
        yield from value
    elif value is not None:
        yield value


def _each_once(items: Iterator[Any]) -> Iterator[Any]:
    seen: set[int] = set()
    for item in items:
        if hasattr(item, "id"):  # a record; values may well repeat
            if id(item) in seen:
                continue
            seen.add(id(item))
        yield item
