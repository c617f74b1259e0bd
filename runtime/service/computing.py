"""Computed values: stored, and recomputed in the transaction of whatever they depend on, over all data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from runtime.declarations.access import RecordType
from runtime.declarations.rules import Dependency
from runtime.declarations.site import Site
from runtime.records import fields_of
from runtime.service.values import normalise


@dataclass(frozen=True, slots=True)
class Dependent:
    """The field `name` of the record type `owner` reads what `dependency` says."""

    owner: str
    name: str
    dependency: Dependency


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that changes, by the fields that do; `whole`: it is made or removed."""

    record: str
    id: int
    fields: frozenset[str]
    whole: bool


Owners = frozenset[tuple[str, str, int]]
"""Computed values that may have to change: record type, field, id."""


class Computing:
    """Knows which computed values depend on what; one per site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._dependents: dict[str, list[Dependent]] = {}
        for record in site.records.values():
            for name, computed in record.computed.items():
                for dependency in computed.depends:
                    self._dependents.setdefault(dependency.record, []).append(Dependent(record.key, name, dependency))

    def owners(self, session: Session, touched: Touched) -> Owners:
        """The values that depend on this record as the database has it now; ask before and after a change."""
        return frozenset(
            (dependent.owner, dependent.name, owner)
            for dependent in self._dependents.get(touched.record, ())
            if touched.whole or not touched.fields.isdisjoint(self._links_and_fields(dependent))
            for owner in self._reach(session, dependent, touched.id)
        )

    def recompute(self, session: Session, owners: Owners, given: Any) -> None:
        """Stores the values anew, and those that depend on them in turn."""
        todo, done = sorted(owners), 0
        while todo:
            done += 1
            if done > 10_000:
                raise RuntimeError("computed values depend on each other without end")
            key, name, owner = todo.pop()
            if self._store(session, self._site.records[key], name, owner, given):
                changed = Touched(key, owner, frozenset({name}), whole=False)
                todo += sorted(self.owners(session, changed) - set(todo))

    def compute_own(self, record: RecordType, entity: Any, given: Any) -> None:
        """The values that read the record's own columns only, before it is written."""
        for name, computed in record.computed.items():
            if not any(dependency.through for dependency in computed.depends):
                field = fields_of(record.model)[name]
                setattr(entity, field.column, normalise(field, computed.value.python(entity, given)))

    def has_paths(self, record: RecordType) -> Iterable[str]:
        """The values of this record type that read other records."""
        return [
            name
            for name, computed in record.computed.items()
            if any(dependency.through for dependency in computed.depends)
        ]

    def _store(self, session: Session, record: RecordType, name: str, owner: int, given: Any) -> bool:
        entity = session.get(record.model, owner)
        if entity is None:
            return False
        session.flush()
        session.expire(entity, [relation.key for relation in sa.inspect(record.model).relationships])
        field = fields_of(record.model)[name]
        value = normalise(field, record.computed[name].value.python(entity, given))
        if getattr(entity, field.column) == value:
            return False
        setattr(entity, field.column, value)
        session.flush()
        return True

    def _links_and_fields(self, dependent: Dependent) -> set[str]:
        """What of the dependency's record matters: the fields read, and the link that leads back to the owner."""
        through = dependent.dependency.through
        names = set(dependent.dependency.fields)
        if through:
            names |= self._way_back(dependent)
        return names

    def _way_back(self, dependent: Dependent) -> set[str]:
        model = self._site.records[dependent.owner].model
        for hop in dependent.dependency.through[:-1]:
            model = sa.inspect(model).relationships[hop].mapper.class_
        relation = sa.inspect(model).relationships[dependent.dependency.through[-1]]
        return {column.name.removesuffix("_id") for _, column in relation.local_remote_pairs if column.name != "id"}

    def _reach(self, session: Session, dependent: Dependent, reached: int) -> Iterable[int]:
        start = aliased(self._site.records[dependent.owner].model)
        statement, here = sa.select(start.id).distinct(), start
        for hop in dependent.dependency.through:
            there = aliased(sa.inspect(here).mapper.relationships[hop].mapper.class_)
            statement = statement.join(getattr(here, hop).of_type(there))
            here = there
        return session.scalars(statement.where(here.id == reached)).all()
