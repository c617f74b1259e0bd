"""Who asked what of whom: values that note which of their parts were looked at, while one thing is worked out.

What was made without a look at something does not depend on it. That there is a record type of some key is not noted,
since everything knows which ones there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MethodType
from typing import TypeVar, cast

Value = TypeVar("Value")

Question = tuple[str, ...]
"""A part of a value by its name; of a mapping or a method, with what it was asked for: ("fields", "total")."""
Look = tuple[str, str, Question]
"""What sort of value was looked at, whose it is, and what was asked of it: ("shape", "order", ("fields", "total"))."""
WHOLE: Question = ()


class Trace:
    """The looks since they were last taken."""

    def __init__(self) -> None:
        self._looks: set[Look] = set()

    def note(self, sort: str, key: str, question: Question) -> None:
        self._looks.add((sort, key, question))

    def take(self, of: str = "") -> frozenset[Look]:
        """All looks so far but those of a thing at itself; those that follow are another thing's."""
        looks = frozenset(look for look in self._looks if look[1] != of)
        self._looks.clear()
        return looks

    def over(self, sort: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """The same values; each that is looked at is noted as a whole."""
        return _Noting(values, lambda key: self.note(sort, key, WHOLE), lambda: None)

    def within(self, sort: str, key: str, part: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """A part of a value, of which each name that is asked for is noted, also one that is not there."""
        return _Noting(
            values, lambda name: self.note(sort, key, (part, name)), lambda: self.note(sort, key, (part,)), names=True
        )

    def parts(self, sort: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """The same values; their attributes are noted as they are read, and their methods with their arguments."""
        return Lazy(values, lambda key: cast(Value, _Asked(values[key], lambda said: self.note(sort, str(key), said))))


def answer(value: object, question: Question) -> object:
    """What a value says to a question that was noted."""
    if not question:
        return value
    part = getattr(value, question[0])
    if len(question) == 1:
        return tuple(part) if isinstance(part, Mapping) else part
    return part.get(question[1]) if isinstance(part, Mapping) else part(*question[1:])


class _Noting(Mapping[str, Value]):
    def __init__(
        self, values: Mapping[str, Value], one: Callable[[str], None], every: Callable[[], None], *, names: bool = False
    ) -> None:
        self._values = values
        self._one = one
        self._every = every
        self._names = names

    def __getitem__(self, key: str) -> Value:
        self._one(str(key))
        return self._values[key]

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self._one(str(key))
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        if self._names:
            self._one(str(key))
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._every()
        return iter(self._values)

    def __len__(self) -> int:
        self._every()
        return len(self._values)


class _Asked:
    """Stands for a value."""

    def __init__(self, value: object, note: Callable[[Question], None]) -> None:
        self._value = value
        self._note = note

    def __getattr__(self, name: str) -> object:
        found = getattr(self._value, name)
        if not isinstance(found, MethodType):
            self._note((name,))
            return found

        def method(*said: str) -> object:
            self._note((name, *said))
            return found(*said)

        return method


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
