"""Loads demo records into an empty database: in the order of their links, with numbers and computed values.

Demo records come from the specs and have been checked there; portals' rules do not apply to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime import ids, values
from runtime.declarations.access import RecordType
from runtime.declarations.fields import FILE_KINDS, Field
from runtime.declarations.site import Site
from runtime.declarations.workflow import STATE
from runtime.engine import Engines
from runtime.files import FileStore
from runtime.jobs import store_all
from runtime.records import fields_of, links_table
from runtime.service.attaching import Attachments, Owner, Received, attachments, insert_file
from runtime.service.change import filled_in_new, value_of
from runtime.service.clocks import Judges, judges_of, next_step, set_begun
from runtime.service.computing import Computing
from runtime.service.numbering import give_number
from runtime.service.timers import looks
from runtime.service.values import normalise

Name = tuple[str, str]
"""A demo record: its record type and its key."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another demo record."""

    record: str
    key: str


@dataclass(frozen=True, slots=True)
class Moment:
    """So many seconds after (negative: before) the day or the moment of loading."""

    base: Literal["today", "now"]
    seconds: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A demo record: plain values, Link, Moment, Path (a file), or tuples of them, by field name."""

    record: str
    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Loading:
    """One load under way. `keys` gives each demo record its id, `times` the moment it is said to have been made."""

    site: Site
    session: Session
    files: Attachments
    moment: datetime
    times: Mapping[Name, datetime]
    keys: Mapping[Name, int]
    judges: Judges

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.site.time_zone)


def is_empty(engines: Engines, site: Site) -> bool:
    """Whether no record of any type exists."""
    tables = [sa.exists().select_from(record.model.__table__) for record in site.records.values()]
    with engines.read.connect() as connection:
        return not tables or not connection.execute(sa.select(sa.or_(*tables))).scalar()


def load_samples(
    engines: Engines, site: Site, store: FileStore, samples: Sequence[Sample], moment: datetime
) -> Mapping[tuple[str, str], int]:
    """Writes all demo records in one transaction; returns their ids by record type and key."""
    zone = ZoneInfo(site.time_zone)
    times = {(sample.record, sample.key): _first_moment(site, sample, moment, zone) for sample in samples}
    times |= {(each.record, each.key): times[owner] for each in samples if (owner := _owner(site, each)) in times}
    keys = dict(zip(times, ids.ids_at(times.values()), strict=True))
    with attachments(store) as files, engines.write.begin() as connection:
        loading = Loading(site, Session(connection, autoflush=False), files, moment, times, keys, judges_of(site))
        for record, entity, sample in [_insert(loading, sample) for sample in samples]:
            _link(loading, record, entity, sample)
        loading.session.flush()
        _compute(loading, samples)
    return keys


def _insert(loading: Loading, sample: Sample) -> tuple[RecordType, Any, Sample]:
    """The row without its links, whose targets may not be there yet."""
    record = loading.site.records[sample.record]
    fields = fields_of(record.model)
    made = loading.times[sample.record, sample.key]
    entity = record.model(id=loading.keys[sample.record, sample.key], created=made, updated=made)
    for name, value in filled_in_new(record, {**record.default, **sample.values}, made).items():
        field = fields.get(name)
        if field and field.column and field.kind != "link":
            plain = value if name in sample.values else value_of(value, entity, _given(loading))
            setattr(entity, field.column, normalise(field, _plain(loading, field, plain)))
    if record.number and entity.number is None:
        give_number(loading.session, record, entity, made.astimezone(loading.zone))
    if sample.record in loading.judges:
        set_begun(loading.judges[sample.record], record, entity, made)
    loading.session.add(entity)
    loading.session.flush()
    jobs = looks(record, entity, loading.moment, {STATE})
    if sample.record in loading.judges:
        jobs.extend(next_step(loading.judges[sample.record], record, entity, loading.moment))
    store_all(loading.session.connection(), jobs)
    return record, entity, sample


def _link(loading: Loading, record: RecordType, entity: Any, sample: Sample) -> None:
    fields = fields_of(record.model)
    for name, value in sample.values.items():
        field = fields.get(name)
        if field is None:
            continue
        if field.kind == "link":
            setattr(entity, field.column, loading.keys[value.record, value.key])
        elif field.kind == "links":
            targets = [loading.keys[link.record, link.key] for link in value]
            rows = [{"owner_id": entity.id, "target_id": target} for target in dict.fromkeys(targets)]
            loading.session.execute(sa.insert(links_table(record.model.__name__, name)), rows)
        elif field.kind in FILE_KINDS:
            _attach(loading, record, entity, field, value if isinstance(value, tuple) else (value,))


def _attach(loading: Loading, record: RecordType, entity: Any, field: Field, paths: Iterable[Path]) -> None:
    owner = Owner(record.table, entity.id, field.stored)
    for path in paths:
        with path.open("rb") as stream:
            file = Received(path.name, loading.files.store(stream))
        insert_file(loading.session, owner, file, entity.created, None)


def _compute(loading: Loading, samples: Sequence[Sample]) -> None:
    computing = Computing(loading.site)
    owners = frozenset(
        (sample.record, name, loading.keys[sample.record, sample.key])
        for sample in samples
        for name in loading.site.records[sample.record].computed
    )
    computing.recompute(loading.session, owners, _given(loading))


def _given(loading: Loading) -> values.Given:
    return values.Given(me=None, role=None, portal="", moment=loading.moment, zone=loading.zone)


def _plain(loading: Loading, field: Field, value: Any) -> Any:
    """The value as its kind stores it; the specs write dates, times and durations as text or numbers."""
    if isinstance(value, Moment) or (isinstance(value, str) and field.kind == "datetime"):
        return _dated(loading, field, value)
    if isinstance(value, str) and field.kind in _FROM_TEXT:
        return _FROM_TEXT[field.kind](value)
    if field.kind == "duration" and isinstance(value, int):
        return timedelta(seconds=value)
    if field.kind in {"decimal", "percent", "money"} and isinstance(value, int):
        return Decimal(value)
    return value


_FROM_TEXT = {"date": date.fromisoformat, "time": time.fromisoformat}


def _owner(site: Site, sample: Sample) -> Name:
    """Of a line, the record that it belongs to, with which it was made."""
    owner = sample.values.get(site.records[sample.record].parent)
    return (owner.record, owner.key) if isinstance(owner, Link) else ("", "")


def _first_moment(site: Site, sample: Sample, moment: datetime, zone: ZoneInfo) -> datetime:
    """The earliest moment that the record itself names, as long as an id can tell it; else the present one."""
    fields = fields_of(site.records[sample.record].model)
    dated = [
        _moment(value, moment, zone)
        for name, value in sample.values.items()
        if name in fields and fields[name].kind in {"date", "datetime"}
    ]
    return min([found for found in dated if ids.FIRST <= found <= moment], default=moment)


def _dated(loading: Loading, field: Field, value: Moment | str) -> date | datetime:
    found = _moment(value, loading.moment, loading.zone)
    return found.astimezone(loading.zone).date() if field.kind == "date" else found


def _moment(value: Moment | str, moment: datetime, zone: ZoneInfo) -> datetime:
    if isinstance(value, Moment):
        start = datetime.combine(moment.astimezone(zone), time(), zone) if value.base == "today" else moment
        return start + timedelta(seconds=value.seconds)
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=zone)
