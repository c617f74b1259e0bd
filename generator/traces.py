"""Who looked at what: mappings that note which of their values were asked for, while one thing is worked out.

A value that was made without a look at another one does not depend on it. Keys are not noted, only values: which record
types there are is known to everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Value = TypeVar("Value")

Look = tuple[str, str]
"""What sort of value was looked at, and whose: ("shape", "order")."""


class Trace:
    """The looks since it was last taken."""

    def __init__(self) -> None:
        self._looks: set[Look] = set()

    def note(self, look: Look) -> None:
        self._looks.add(look)

    def take(self) -> frozenset[Look]:
        """All looks so far; those that follow are another thing's."""
        looks = frozenset(self._looks)
        self._looks.clear()
        return looks

    def over(self, sort: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """The same values; each look is noted."""
        return _Traced(sort, values, self.note)


class _Traced(Mapping[str, Value]):
    def __init__(self, sort: str, values: Mapping[str, Value], note: Callable[[Look], None]) -> None:
        self._sort = sort
        self._values = values
        self._note = note

    def __getitem__(self, key: str) -> Value:
        self._note((self._sort, str(key)))
        return self._values[key]

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self._note((self._sort, str(key)))
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Lazy(Mapping[str, Value]):
    """Values that are made when they are asked for first. A key has a value, or `make` raises KeyError."""

    def __init__(self, keys: Iterable[str], make: Callable[[str], Value]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
