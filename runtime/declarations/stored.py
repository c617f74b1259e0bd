"""Choices under the names that the database keeps for them: those that they were born with, whatever they are called
today. Pure text; the column types of `runtime.columns` and the history ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

GONE = " (retired)"


class StoredChoices:
    """Translates both ways, one to one: what is not a choice today never passes for one that is.

    `renamed` has the stored name of each choice that is called otherwise today. A name that is nobody's stays as it is;
    one that the database keeps for another choice, or kept for one that is gone, reads as `<name> (retired)`.
    """

    __slots__ = ("_pairs", "_present", "_stored")

    def __init__(self, renamed: Mapping[str, str]) -> None:
        kept, called = renamed.values() - renamed.keys(), renamed.keys() - renamed.values()
        self._pairs = tuple(sorted(renamed.items()))
        self._stored = {
            **renamed,
            **{name + GONE: name for name in called},
            **{name: name + GONE for name in kept},
        }
        self._present = {stored: name for name, stored in self._stored.items()}

    def __bool__(self) -> bool:
        return bool(self._pairs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoredChoices) and self._pairs == other._pairs

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __repr__(self) -> str:
        return f"StoredChoices({dict(self._pairs)!r})"

    def stored(self, choice: str) -> str:
        """What the database keeps for a choice of today."""
        return self._stored.get(choice, choice)

    def present(self, kept: str) -> str:
        """What the choice is called today that the database keeps so."""
        return self._present.get(kept, kept)

    def value(self, value: Any) -> Any:
        """The value of a field of choices (one, several or none) with stored names."""
        if isinstance(value, tuple):
            return tuple(map(self.stored, value))
        return self.stored(value) if isinstance(value, str) else value

    def towards(self, other: StoredChoices) -> Mapping[str, str]:
        """What is kept by these names -> what it is by the other's, where the two differ."""
        kept = {*self._present, *(self.stored(name) for name in other._stored)}
        pairs = {name: other.stored(self.present(name)) for name in sorted(kept)}
        return {name: there for name, there in pairs.items() if name != there}


AS_NAMED = StoredChoices({})
"""Of choices that are all called as they were born."""
