"""Field kinds of the site's own: each is stored, typed and spelled like one of the product's, and read in its own way.

They come as values from whoever calls the generator, which knows nothing of the code behind them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from generator.fields.kind import Kind, Reader
from generator.problems import Position, Text

LIKE = ("text", "longtext", "integer", "decimal", "date")
"""The kinds that another one can be like."""


@dataclass(frozen=True, slots=True)
class OwnKind:
    """`read` reads what an analyst typed, as the kind that this one is `like`, and judges it; it raises ValueError."""

    name: str
    like: str
    read: Reader
    length: int | None = None

    def applied(self, kind: Kind) -> Kind:
        """The product's kind, read in this one's way."""
        return replace(kind, read=self.read, length=self.length or kind.length)


OwnKinds = Mapping[str, OwnKind]
NO_KINDS: OwnKinds = MappingProxyType({})


class OwnType(Text):
    """The type of a field as a spec says it, where that is a kind of the site's own: it counts as what it is like."""

    __slots__ = ("own",)
    own: OwnKind

    def __new__(cls, own: OwnKind, at: Position) -> OwnType:
        found = super().__new__(cls, own.like, at)
        assert isinstance(found, OwnType)
        found.own = own
        return found


def own_kind(kind: Text) -> OwnKind | None:
    return kind.own if isinstance(kind, OwnType) else None
