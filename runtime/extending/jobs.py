"""Jobs of a site's own: named functions, run by `portal job NAME` as a system principal that can do what they declare.

A job is treated as a portal of one: what it reads, makes, changes and deletes stands above its function, and the scope
and the service hold it to that. Each run stands in the log of oversight before it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType
from runtime.declarations.site import Portal, Site
from runtime.records import BUILT_IN, fields_of
from runtime.scope import Principal, Reader, Row
from runtime.scope.policy import is_entered
from runtime.service import Saved, Service
from runtime.service.reacting import refuse_unfit
from runtime.settings import StartError

Fields = Mapping[str, tuple[str, ...]]
NOTHING: Fields = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Task:
    """What a job works with: `read` sees all records, of the fields that the job reads; changes are one by one."""

    who: Principal
    read: Reader
    _service: Service = field(repr=False)

    def create(self, record: str, values: Mapping[str, Any]) -> Saved:
        """Raises Refused or Forbidden."""
        return self._service.create(self.who, record, values)

    def edit(self, record: str, row: Row, values: Mapping[str, Any]) -> Saved:
        """Raises Missing, Conflict (somebody changed it since the row was read), Forbidden or Refused."""
        return self._service.edit(self.who, record, row.id, values, revision=row.revision)

    def delete(self, record: str, row: Row) -> None:
        """Raises Missing, Conflict, Forbidden or Refused."""
        self._service.delete(self.who, record, row.id, revision=row.revision)


@dataclass(frozen=True, slots=True)
class Job:
    """`reads`, `creates`, `edits`: fields by record type. `function` may return words for the operator."""

    name: str
    reason: str
    function: Callable[[Task], str | None]
    reads: Fields
    creates: Fields
    edits: Fields
    deletes: tuple[str, ...]

    @property
    def portal(self) -> str:
        """The name of its portal of one, which no portal of the specs can have."""
        return f"job:{self.name}"

    def __call__(self, task: Task) -> str | None:
        return self.function(task)


def job(
    name: str,
    *,
    reason: str,
    reads: Fields = NOTHING,
    creates: Fields = NOTHING,
    edits: Fields = NOTHING,
    deletes: tuple[str, ...] = (),
) -> Callable[[Callable[[Task], str | None]], Job]:
    """Stands above a function of one argument. `reason`: what it is for, in words for the log.

    Raises TypeError for a function that would not run.
    """

    def mark(function: Callable[[Task], str | None]) -> Job:
        refuse_unfit(function)
        return Job(name, reason, function, reads, creates, edits, deletes)

    return mark


def site_of(job: Job, site: Site) -> Site:
    """The site with the portal of one that the job works in. Raises StartError for names that there are not."""
    for key, names in _named(job):
        _refuse_unknown(job, site, key, names)
    for key, names in (*job.creates.items(), *job.edits.items()):
        _refuse_kept(job, site.records[key], names)
    first = next(iter(site.portals.values()))
    own = Portal(job.portal, job.reason, at="", inside=True, who=first.who, email=first.email)
    records = {key: _with_access(record, job) for key, record in site.records.items()}
    return replace(site, records=records, portals={**site.portals, own.key: own})


def principal_of(job: Job, site: Site) -> Principal:
    """Nobody of the site's people: a rule that asks for `me` has no answer, and fails."""
    who = site.portals[job.portal].who
    return Principal(job.portal, "", None, 0, who, job.name, "", MappingProxyType({}))


def _with_access(record: RecordType, job: Job) -> RecordType:
    key = record.key
    if all(key not in named for named, _ in _named(job)):
        return record
    reads = tuple(dict.fromkeys((*job.reads.get(key, ()), *job.edits.get(key, ()))))
    own = Access(
        rows=EVERYTHING,
        see=(Grant(reads),) if reads else (),
        create=job.creates.get(key),
        edit=(Grant(job.edits[key]),) if key in job.edits else (),
        delete=EVERYTHING if key in job.deletes else None,
        list=reads,
    )
    return replace(record, access={**record.access, job.portal: own})


def _named(job: Job) -> list[tuple[str, tuple[str, ...]]]:
    granted = [each for fields in (job.reads, job.creates, job.edits) for each in fields.items()]
    return [*granted, *((key, ()) for key in job.deletes)]


def _refuse_unknown(job: Job, site: Site, key: str, names: Iterable[str]) -> None:
    if key not in site.records:
        raise StartError(f"the job {job.name} names {key!r}, which is no record type of this site")
    known = {**fields_of(site.records[key].model), **BUILT_IN}
    for name in names:
        if name not in known:
            raise StartError(f"the job {job.name} names {name!r}, which is no field of {key}")


def _refuse_kept(job: Job, record: RecordType, names: Iterable[str]) -> None:
    for name in names:
        if not is_entered(record, name):
            raise StartError(f"the job {job.name} sets {name!r} of {record.key}, which the product writes by itself")
