"""The sets of records that link to one, as attributes of its class. Read only; whoever links does so by its own field.

A record type that half of the site links to has hundreds of them, of which a process asks for a few. So a set becomes
known to the class's mapper when it is first asked for: until then it costs nothing, and a mapper does not have to be
configured together with those of all that link to it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Relationship, class_mapper

making = RLock()
"""Held while a set is made known, during which its class has no attribute of that name."""


class Back:
    """Stands in a class for the relationship that `make` gives, until that is needed."""

    def __init__(self, make: Callable[[], Relationship[Any]]) -> None:
        self._make, self._name = make, ""

    def __set_name__(self, _owner: type[Any], name: str) -> None:
        self._name = name

    def __get__(self, record: Any, owner: type[Any]) -> Any:
        with making:
            if vars(owner).get(self._name) is self:
                class_mapper(owner)  # which configures it
                delattr(owner, self._name)
                setattr(owner, self._name, self._make())
                class_behind(owner, self._name)
        return getattr(owner if record is None else record, self._name)


def relationship_of(model: type[Any], name: str) -> Relationship[Any]:
    """The link or set `name` of a class."""
    with making:
        found: Relationship[Any] = getattr(model, name).property
    return found


def class_behind(here: Any, name: str) -> type[Any]:
    """The class of what the link or set `name` of a class, or of an alias of it, leads to; ready to be asked for."""
    found: type[Any] = relationship_of(sa.inspect(here).mapper.class_, name).mapper.class_
    class_mapper(found)
    return found
