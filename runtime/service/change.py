"""One change under way: the record, who changes it, what they sent, and the names that rules are judged with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime import values
from runtime.declarations.access import Access, RecordType, Value
from runtime.declarations.fields import Field
from runtime.declarations.rules import Formula
from runtime.declarations.site import Site
from runtime.declarations.workflow import SINCE, STATE, Move
from runtime.records import Record, columns_of, fields_of
from runtime.scope import Principal
from runtime.scope.policy import is_kept, overridden
from runtime.scope.reader import Reader
from runtime.service.attaching import Received
from runtime.service.outcomes import Forbidden
from runtime.service.values import normalise

if TYPE_CHECKING:
    from runtime.service.clocks import Judges
    from runtime.service.reacting import Handlers


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person sends: values by field name, new files by field name, ids of files to remove, and the token of a
    form that makes one record."""

    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, tuple[Received, ...]] = field(default_factory=dict)
    removed: frozenset[int] = frozenset()
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """The record before the change: values of its columns by field name, and those sets and files that are to change.

    Sets of links are ids, files are names by id. Of a new record, nothing.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    sets: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    files: Mapping[str, Mapping[int, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Recorded:
    """What went with a new record when it was written, if anything did: the row of its history, and the values that the
    record had then."""

    row: Mapping[str, Any] | None = None
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """`fresh`: the record is being created. `given.moment` is the one moment of all that is written.

    `form` are the fields of the form that it came from, `filled` what is set whoever may set it: by the portal, by a
    move, by what follows from one. `move` is the one that the record makes. `handlers` are told of it: hand-written
    code of the site. `judges` set the clocks of service levels. `lines` are the changes of its lines, by field.
    `recorded` is filled in while it is written; a change that is made of another one begins with its own.
    """

    site: Site
    record: RecordType
    access: Access
    principal: Principal
    session: Session
    reader: Reader
    given: values.Given
    entity: Any
    entry: Entry
    before: Before
    fresh: bool
    form: frozenset[str]
    filled: Mapping[str, Value]
    handlers: Handlers
    judges: Judges
    move: Move | None = None
    lines: Mapping[str, LineChanges] = field(default_factory=dict)
    recorded: Recorded = field(init=False, default_factory=Recorded)

    @property
    def fields(self) -> Mapping[str, Field]:
        fields: Mapping[str, Field] = self.record.model.record_fields  # asked for again and again
        return fields

    @property
    def changed(self) -> frozenset[str]:
        """The fields that differ from what is stored, as far as is known yet; of a new record, all."""
        if self.fresh:
            return frozenset(self.fields)
        entity, fields = self.entity, self.fields
        before = self.before.values.items()
        columns = {name for name, value in before if getattr(entity, fields[name].column) != value}
        sets = {name for name, old in self.before.sets.items() if set(self.entry.values[name]) != set(old)}
        files = {name for name, old in self.before.files.items() if self.entry.removed & old.keys()}
        lines = {name for name, each in self.lines.items() if each.differ}
        return frozenset(columns | sets | files | lines | self.entry.files.keys())

    @property
    def differs(self) -> bool:
        """Whether what was sent is other than what is stored; known before it is entered."""
        sent, before = self.entry.values, self.before
        return self.fresh or any(
            set(value) != set(before.sets[name]) if name in before.sets else value != before.values[name]
            for name, value in sent.items()
        )

    def label(self, name: str) -> Field:
        """The field in the portal's words."""
        return overridden(self.fields[name], self.access)


@dataclass(frozen=True, slots=True)
class LineChanges:
    """Of one field of lines: those that were sent, each with its place among them, those that go, and the ids of all
    that were there before."""

    kept: tuple[tuple[int, Change], ...] = ()
    removed: tuple[Change, ...] = ()
    before: tuple[int, ...] = ()

    @property
    def differ(self) -> bool:
        return bool(self.removed) or any(line.fresh or line.differs or line.changed for _, line in self.kept)

    @property
    def after(self) -> tuple[int, ...]:
        """The ids of all that are there afterwards."""
        removed = {line.entity.id for line in self.removed}
        added = (line.entity.id for _, line in self.kept if line.fresh)
        return (*(line_id for line_id in self.before if line_id not in removed), *added)


def form_of_new(access: Access) -> frozenset[str]:
    return frozenset(access.create or ())


def form_of_edit(access: Access) -> frozenset[str]:
    return frozenset(name for grant in access.edit for name in grant.fields)


def filled_in_new(record: RecordType, values: Mapping[str, Value], moment: datetime) -> Mapping[str, Value]:
    """Those that the portal fills in, and since when the record is in its state."""
    return values if record.workflow is None else {**values, SINCE: moment}


def filled_by_move(record: RecordType, move: Move, principal: Principal, moment: datetime) -> Mapping[str, Any]:
    """What a move sets by itself, and what the product keeps of it: the state, since when, by whom."""
    by, fields = f"{move.name}_by", fields_of(record.model)
    kept = {STATE: move.target, SINCE: moment, f"{move.name}_at": moment}
    if by in fields and fields[by].kind == "account":  # a service level may have a field of that name
        kept[by] = principal.account_id
    return {**move.set, **{name: value for name, value in kept.items() if name == STATE or is_kept(record, name)}}


class Person:
    """`me` in Python rules: the columns are known from the request, links are loaded when a rule follows them."""

    def __init__(self, session: Session, model: type[Any], principal: Principal) -> None:
        self._session, self._model, self._principal = session, model, principal

    def __getattr__(self, name: str) -> Any:
        if name == "id":
            return self._principal.person_id
        known = self._principal.values
        if name in known:
            return known[name]
        return getattr(self._session.get(self._model, self._principal.person_id), name)


def make_given(session: Session, site: Site, principal: Principal, moment: datetime) -> values.Given:
    """What a request gives to Python rules."""
    model = site.records[principal.record].model
    return values.Given(
        me=Person(session, model, principal),
        role=principal.role or None,
        portal=principal.portal,
        moment=moment,
        zone=ZoneInfo(site.time_zone),
    )


def normalised(record: RecordType, entry: Entry) -> Entry:
    """The values as they are stored."""
    fields = fields_of(record.model)
    return replace(entry, values={name: normalise(fields[name], value) for name, value in entry.values.items()})


def only(names: set[str], allowed: Iterable[str]) -> None:
    """Raises Forbidden for a name that is not among those allowed."""
    beyond = sorted(names - set(allowed))
    if beyond:
        raise Forbidden(f"You may not set {', '.join(beyond)} here.")


def current_values(record: RecordType, entity: Any) -> dict[str, Any]:
    """The values of the record's columns by field name, but for those that say who could notice what."""
    known = record.noticed
    return {name: value for name, value in values_in(entity).items() if name not in known}


def values_in(entity: Any) -> dict[str, Any]:
    """The values of a record's columns by field name; they are there without asking for each, unless they expired."""
    held = vars(entity)
    return {
        name: held[column] if column in held else getattr(entity, column)
        for name, column in columns_of(type(entity)).items()
    }


def value_of(value: Value, entity: Any, given: values.Given) -> Any:
    """The value of a default, preset or limit; a record stands for its id."""
    if not isinstance(value, Formula):
        return value
    found = value.python(entity, given)
    return found.id if isinstance(found, Person | Record) else found


def forget_links(session: Session) -> None:
    """Links and sets that were read are read anew when they are asked for next."""
    entity: Any
    for entity in list(session.identity_map.values()):
        others = vars(entity).keys() - entity.record_columns
        if len(others) > 1:  # one is SQLAlchemy's own; none at all would mean every attribute
            relations = sa.inspect(type(entity)).relationships
            if read := [name for name in others if name in relations]:
                session.expire(entity, read)
