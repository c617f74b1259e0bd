"""A record's row: which columns its statement has for it, and how it is read from them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING

from runtime.declarations.access import Access
from runtime.declarations.rules import Rule
from runtime.scope.moving import guards_of_person
from runtime.scope.policy import Readable, conditions_by_name
from runtime.scope.results import Permits, Row, Value
from runtime.scope.saying import IS_WATCHED, rules_of_saying
from runtime.scope.shape import Raw

if TYPE_CHECKING:
    from runtime.scope.cells import Cells, Read, ReadTitles


@dataclass(frozen=True, slots=True)
class Held:
    """Whether one of the conditions holds whose flags stand at these indices; without any, always."""

    flags: tuple[int, ...]

    def __call__(self, raw: Raw) -> bool:
        return not self.flags or any(raw[flag] for flag in self.flags)


@dataclass(frozen=True, slots=True)
class AllHeld:
    """Whether all conditions hold whose flags stand at these indices."""

    flags: tuple[int, ...]

    def __call__(self, raw: Raw) -> bool:
        return all(raw[flag] for flag in self.flags)


_MADE: Callable[[Iterable[object]], Row] = partial(tuple.__new__, Row)
"""A row of all its values, in their order. Without a call of Python: a list has 25 of them, an export thousands."""
_OF_ONE = tuple(Row._field_defaults[name] for name in ("may_edit", "may_delete", "may_move", "may_say", "watched"))
"""What is known of a single record only, as a row of a list has it."""


@dataclass(frozen=True, slots=True)
class RowReader:
    id: int
    revision: int
    version: int
    titles: ReadTitles
    names: tuple[str, ...]
    fields: tuple[Read, ...]
    conditional: tuple[tuple[str, Held], ...]
    """The names of those that are seen of some rows only."""

    def read(self, raws: Sequence[Raw]) -> list[Row]:
        """The rows with the values that their reader may see; those whose conditions fail are left out."""
        ids, revisions, versions = (map(itemgetter(at), raws) for at in (self.id, self.revision, self.version))
        parts = (ids, self.titles(raws), revisions, self._values(raws), versions)
        return list(map(_MADE, zip(*parts, *map(repeat, _OF_ONE), strict=False)))  # the last ones have no end

    def _values(self, raws: Sequence[Raw]) -> list[dict[str, Value]]:
        columns, names = [read(raws) for read in self.fields], self.names
        rows = zip(*columns, strict=True) if columns else repeat((), len(raws))
        found = [dict(zip(names, row, strict=True)) for row in rows]
        for name, held in self.conditional:
            for raw, values in zip(raws, found, strict=True):
                if not held(raw):
                    del values[name]
        return found


@dataclass(frozen=True, slots=True)
class PermitsReader:
    revision: int
    edit: tuple[tuple[str, Held], ...]
    delete: Held | None
    moves: tuple[tuple[str, AllHeld], ...]
    say: tuple[tuple[str, Held], ...]
    watches: Held | None

    def read(self, raw: Raw) -> Permits:
        # Most fields of a form have no condition: a call for each would be most of this.
        edit = tuple([name for name, held in self.edit if not held.flags or held(raw)])
        moves = tuple([name for name, held in self.moves if held(raw)])
        say = tuple([name for name, held in self.say if held(raw)])
        delete = self.delete is not None and self.delete(raw)
        watches = self.watches is not None and self.watches(raw)
        return Permits(raw[self.revision], edit, delete, moves, say, watches)


def lay_out_row(cells: Cells, fields: Collection[Readable]) -> RowReader:
    root = cells.sources.root
    revision, version = _versions(cells)
    return RowReader(
        id=cells.layout.add(root.id),
        revision=revision,
        version=version,
        titles=cells.titles(root),
        names=tuple(field.name for field in fields),
        fields=tuple(cells.value(root, field) for field in fields),
        conditional=tuple((field.name, _held(cells, field.conditions)) for field in fields if field.conditions),
    )


def lay_out_permits(cells: Cells) -> PermitsReader:
    root, policy = cells.sources.root, cells.sources.policy
    access = policy.access(root.record.key) or Access()
    edit = conditions_by_name(access.edit)
    moves = policy.moves(root.record.key)
    say = tuple((name, _held(cells, (rule,))) for name, rule in rules_of_saying(policy, root.record.key))
    return PermitsReader(
        revision=_versions(cells)[0],
        edit=tuple((name, _held(cells, conditions)) for name, conditions in edit.items()),
        delete=None if access.delete is None else _held(cells, (access.delete,)),
        moves=tuple((name, _all_held(cells, guards_of_person(move))) for name, move in moves.items()),
        say=say,
        watches=_held(cells, (IS_WATCHED,)) if say else None,
    )


def _versions(cells: Cells) -> tuple[int, int]:
    """The revision that the reader knows, and that of the row in the database."""
    root = cells.sources.root
    known, stored = cells.sources.worded(root, "revision"), root.alias.c.revision
    at = cells.layout.add(known)
    return at, at if known is stored else cells.layout.add(stored)


def permitted(row: Row, permits: Permits) -> Row:
    return row._replace(
        may_edit=permits.edit,
        may_delete=permits.delete,
        may_move=permits.moves,
        may_say=permits.say,
        watched=permits.watched,
    )


def _all_held(cells: Cells, conditions: tuple[Rule, ...]) -> AllHeld:
    return AllHeld(tuple(cells.flag(rule) for rule in conditions))


def _held(cells: Cells, conditions: tuple[Rule, ...]) -> Held:
    return Held(tuple(cells.flag(rule) for rule in conditions))
