"""What happens to records, as hand-written code hears of it: values that say what is changing, and who changes it.

An event holds no session and no entity. Before the commit it may refuse, or set fields; what it reads goes through the
scope of the person who makes the change. How events reach their handlers is in `reacting`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from runtime.declarations.fields import Field
from runtime.scope import Linked, Principal, Reader
from runtime.service.outcomes import GENERAL
from runtime.service.values import find_fault, normalise

Sets = Mapping[str, Callable[[], tuple[int, ...]]]


class ExtensionError(Exception):
    """A fault in hand-written code. Nothing was saved; people see the page of a fault and its number."""


class Values:
    """A record's values by the names of the specs: `order.state`, `order["state"]`, `"state" in order`.

    Links are ids, sets of links tuples of ids. It has nothing but the fields, which may have any name: an unknown one
    raises AttributeError or KeyError. Fields of files are not among them.
    """

    __slots__ = ("_columns", "_sets")

    def __init__(self, columns: dict[str, Any], sets: Sets) -> None:
        self._columns, self._sets = columns, sets

    def __getitem__(self, name: str) -> Any:
        return self._sets[name]() if name in self._sets else self._columns[name]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self:
            raise AttributeError(f"there is no field {name!r}")
        return self[name]

    def __contains__(self, name: object) -> bool:
        return name in self._columns or name in self._sets

    def __iter__(self) -> Iterator[str]:
        return iter((*self._columns, *self._sets))


@dataclass(slots=True)
class Answer:
    """What a handler has answered so far: refusals by field, values to set by field."""

    fields: Mapping[str, Field]
    settable: frozenset[str]
    refusals: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def refuse(self, words: str, name: str) -> None:
        if not words.strip():
            raise ExtensionError("A refusal says in words what to do.")
        if name != GENERAL and name not in self.fields:
            raise ExtensionError(f"There is no field {name!r} to refuse at.")
        self.refusals.append((name, words))

    def set(self, name: str, value: Any) -> Any:
        """The value as it will be stored. Raises ExtensionError."""
        if name not in self.settable:
            known = ", ".join(sorted(self.settable))
            raise ExtensionError(f"{name!r} is not a field that can be set here; these are: {known}.")
        plain = value.id if isinstance(value, Linked) else value
        found = normalise(self.fields[name], plain)
        fault = find_fault(self.fields[name], found)
        if fault:
            raise ExtensionError(f"{name!r} cannot be this {type(plain).__name__}: {fault}")
        self.values[name] = found
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What all events tell; see `Happening`."""

    record: str
    id: int
    who: Principal
    moment: datetime
    read: Reader


@dataclass(frozen=True, slots=True, eq=False)
class Happening:
    """Something that happens to a record."""

    _scene: Scene = field(repr=False)

    @property
    def record(self) -> str:
        """The key of the record type."""
        return self._scene.record

    @property
    def id(self) -> int:
        return self._scene.id

    @property
    def who(self) -> Principal:
        """Who makes the change."""
        return self._scene.who

    @property
    def moment(self) -> datetime:
        """The one moment of all that the change writes."""
        return self._scene.moment

    @property
    def read(self) -> Reader:
        """Reads what this person may see, and nothing else; before the commit in the same transaction."""
        return self._scene.read


@dataclass(frozen=True, slots=True, eq=False)
class Refusable(Happening):
    """Before the commit. Every handler is asked, so that the person is told all at once."""

    _answer: Answer = field(repr=False)

    def refuse(self, words: str, field: str = GENERAL) -> None:
        """Nothing will be saved; the person reads `words` at the field, or above the form where it is not in it."""
        self._answer.refuse(words, field)


@dataclass(frozen=True, slots=True, eq=False)
class Saved(Refusable):
    """Made or changed; `after` holds the record as it will be, `before` as it was (None: it is new)."""

    before: Values | None
    after: Values
    changed: frozenset[str]
    _settled: dict[str, Any] = field(repr=False)

    def set(self, /, **values: Any) -> None:
        """Sets further fields in the same transaction, whoever may edit them; links by their id.

        What is set is judged as all else: limits, checks, uniqueness, what may be seen afterwards.
        """
        for name, value in values.items():
            self._settled[name] = self._answer.set(name, value)


@dataclass(frozen=True, slots=True, eq=False)
class Created(Saved):
    """A new record, before the commit."""


@dataclass(frozen=True, slots=True, eq=False)
class Edited(Saved):
    """A changed record, before the commit."""

    before: Values


@dataclass(frozen=True, slots=True, eq=False)
class Deleted(Refusable):
    """A record that is about to go, which no other one points to."""

    before: Values


@dataclass(frozen=True, slots=True, eq=False)
class Committed(Happening):
    """It has happened: made (`before` is None), changed, or deleted (`after` is None). Nothing can be refused now."""

    before: Values | None
    after: Values | None
    changed: frozenset[str]
