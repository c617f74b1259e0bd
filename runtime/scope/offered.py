"""What there is for one role to ask for: fields by use, moves, titles. No statement is made here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from runtime.declarations.access import Access
from runtime.declarations.fields import Field
from runtime.declarations.workflow import STATE, Move
from runtime.records import fields_of
from runtime.scope.policy import Policy, field_of, filterable, overridden, sortable, tells_history
from runtime.scope.results import Row
from runtime.scope.search import title_names
from runtime.scope.worded import worded_field, worded_move


class Offered:
    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def access(self, key: str) -> Access | None:
        return self._policy.access(key)

    def readable(self, key: str) -> tuple[Field, ...]:
        """All that is seen of some row, now or at some time. A value one link away has its dotted name."""
        return self._policy.once("named", key, self._named)

    def listed(self, key: str) -> tuple[Field, ...]:
        return self._policy.once("listed", key, self._listed)

    def _named(self, key: str) -> tuple[Field, ...]:
        return tuple(replace(found.field, name=found.name) for found in self._policy.readable(key).values())

    def _listed(self, key: str) -> tuple[Field, ...]:
        access, readable = self._policy.access(key), self._policy.readable(key)
        names = () if access is None else access.list
        return tuple(replace(readable[name].field, name=name) for name in names if name in readable)

    def filterable(self, key: str) -> tuple[Field, ...]:
        return self._policy.once("filterable", key, self._filterable)

    def _filterable(self, key: str) -> tuple[Field, ...]:
        return tuple(found.field for found in self._policy.readable(key).values() if filterable(found))

    def sortable(self, key: str) -> tuple[Field, ...]:
        return tuple(found.field for found in self._policy.readable(key).values() if sortable(found))

    def creatable(self, key: str) -> tuple[Field, ...]:
        return self._policy.once("creatable", key, self._creatable)

    def _creatable(self, key: str) -> tuple[Field, ...]:
        access = self._policy.access(key)
        return () if access is None else self._fields(key, access.create or ())

    def editable(self, key: str) -> tuple[Field, ...]:
        """All that may be edited of some row at some time; of one row, see `permits`."""
        access = self._policy.access(key)
        return () if access is None else self._fields(key, [name for grant in access.edit for name in grant.fields])

    def moves(self, key: str) -> Mapping[str, Move]:
        """All moves that may be made of some row at some time; of one row, see `permits`."""
        return self._policy.moves(key)

    def states(self, key: str) -> Mapping[str, str]:
        """The states of a record type as they are called here; none where it has no workflow."""
        record = self._policy.site.records[key]
        if record.workflow is None:
            return {}
        return worded_field(fields_of(record.model)[STATE], self._policy.words(key)).choices

    def state_after(self, key: str, move: Move) -> str:
        """What the state is called here to which a move leads."""
        return self.states(key)[self._policy.words(key).word(move.target)]

    def state_in_words(self, key: str, row: Row | None) -> str:
        """The present state of a record as it is called here; "" where there is no workflow, or it is not seen."""
        state = None if row is None else row.values.get(STATE)
        return self.states(key).get(state, "") if isinstance(state, str) else ""

    def label_of_move(self, key: str, move: Move) -> str:
        """What any move of a record type is called here, whoever makes it."""
        return worded_move(move, self._policy.words(key)).label

    def needed(self, key: str, move: str) -> tuple[Field, ...]:
        """The fields that a move asks for."""
        return self._fields(key, self._policy.moves(key)[move].needs)

    def _fields(self, key: str, names: Iterable[str]) -> tuple[Field, ...]:
        record, access = self._policy.site.records[key], self._policy.access(key) or Access()
        return tuple(overridden(field_of(record, name), access) for name in dict.fromkeys(names))

    def tells_history(self, key: str) -> bool:
        """Whether there is a timeline of the records that are seen."""
        return tells_history(self._policy, key)

    def titled(self, key: str) -> tuple[str, ...]:
        """The fields that make the title of a record."""
        return title_names(self._policy, key)
