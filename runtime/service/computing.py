"""Computed values: stored, and recomputed in the transaction of whatever they depend on, over all data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import RelationshipDirection, Session, aliased

from runtime import values
from runtime.declarations.access import RecordType
from runtime.declarations.rules import Dependency
from runtime.declarations.site import Site
from runtime.jobs import store_all
from runtime.records import fields_of
from runtime.service.change import forget_links
from runtime.service.outcomes import GENERAL, Refused
from runtime.service.rows import connection_of, save_all
from runtime.service.timers import looks
from runtime.service.values import find_fault, normalise
from runtime.sets import class_behind, relationship_of
from runtime.words import inside


@dataclass(frozen=True, slots=True)
class Dependent:
    """The field `name` of the record type `owner` reads what `dependency` says."""

    owner: str
    name: str
    dependency: Dependency


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that changes, by the fields that do; `whole`: it is made or removed. `links` are its own, by column."""

    record: str
    id: int
    fields: frozenset[str]
    links: Mapping[str, int | None]
    whole: bool = False


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
        """The values that depend on this record as the database has it now; ask before and after a change.

        Before, since a record that moves leaves the sets of its old owner.
        """
        return frozenset(
            (dependent.owner, dependent.name, owner)
            for dependent in self._dependents.get(touched.record, ())
            if touched.whole or not touched.fields.isdisjoint(dependent.dependency.fields)
            for owner in self._reach(session, dependent, touched)
        )

    def recompute(self, session: Session, owners: Owners, given: values.Given) -> None:
        """Stores the values anew, and those that depend on them in turn.

        This ends: the specs were refused if a value depended on itself.
        """
        save_all(session)
        forget_links(session)
        held: dict[tuple[str, int], Any] = {}
        changed: dict[tuple[str, int], set[str]] = {}
        todo = sorted(owners)  # in one order, so that two transactions do not wait for each other
        while todo:
            key, name, owner = heappop(todo)
            record = self._site.records[key]
            if (key, owner) not in held:
                held[key, owner] = _lock(session, record, owner)
            entity = held[key, owner]
            if entity is not None and _store(record, name, entity, given):
                changed.setdefault((key, owner), set()).add(name)
                touched = Touched(key, owner, frozenset({name}), links_in(entity))
                for each in self.owners(session, touched) - set(todo):
                    heappush(todo, each)
        save_all(session)
        jobs = [
            job
            for (key, owner), names in changed.items()
            for job in looks(self._site.records[key], held[key, owner], given.moment, names)
        ]
        store_all(connection_of(session), jobs)

    def compute_own(self, record: RecordType, entity: Any, given: values.Given) -> None:
        """The values that read the record's own columns only, before it is written."""
        names = record.own_computed
        for _ in names:  # one may read another: after as many rounds as there are, all are right
            before = [getattr(entity, name) for name in names]
            for name in names:
                setattr(entity, name, _compute(record, name, entity, given))
            if before == [getattr(entity, name) for name in names]:
                return

    def _reach(self, session: Session, dependent: Dependent, touched: Touched) -> Iterable[int]:
        """The owners from which the dependency's path leads to that record; mostly the one that it links to."""
        through, model = dependent.dependency.through, self._site.records[dependent.owner].model
        if not through:
            return (touched.id,)
        if len(through) == 1 and (link := _link_back(model, through[0])):
            owner = touched.links[link]
            return () if owner is None else (owner,)
        start = aliased(model)
        statement, here = sa.select(start.id).distinct(), start
        for hop in through:
            there = aliased(class_behind(here, hop))
            statement = statement.join(getattr(here, hop).of_type(there))
            here = there
        return session.scalars(statement.where(here.id == touched.id)).all()


def links_in(entity: Any) -> dict[str, int | None]:
    """The links of a record by column, as they now are."""
    fields = fields_of(type(entity)).values()
    return {field.column: getattr(entity, field.column) for field in fields if field.kind == "link"}


def _link_back(model: type[Any], hop: str) -> str | None:
    """The column over there that a set reads; None where the hop is a link, or goes by a table of pairs."""
    relation = relationship_of(model, hop)
    if relation.direction is not RelationshipDirection.ONETOMANY:
        return None
    ((_, remote),) = relation.local_remote_pairs
    return str(remote.key)


def _lock(session: Session, record: RecordType, owner: int) -> Any | None:
    """The record as it is now, and stays: who adds to one of its sets waits for others who do."""
    locked = sa.select(record.model).where(record.model.id == owner).with_for_update(key_share=True)
    return session.scalar(locked.execution_options(populate_existing=True))


def _store(record: RecordType, name: str, entity: Any, given: values.Given) -> bool:
    """Whether the value is another one now."""
    value = _compute(record, name, entity, given)
    if getattr(entity, name) == value:
        return False
    setattr(entity, name, value)
    return True


def _compute(record: RecordType, name: str, entity: Any, given: values.Given) -> Any:
    """Raises Refused where the result does not fit its field."""
    field = fields_of(record.model)[name]
    value = normalise(field, record.computed[name].value.python(entity, given))
    if find_fault(field, value):
        raise Refused({GENERAL: [f"Check the values: with them, {inside(field.label)} is too large."]})
    return value
