"""The rows of jobs: stored, taken with a lease, and given back done, to be tried again, or put aside.

Each function is one transaction, but `store` and `revive`, which are part of somebody's.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Update, delete, func, select, update

from runtime import ids, tables
from runtime.engine import Engines
from runtime.jobs.clock import now
from runtime.jobs.kinds import Arguments
from runtime.seam import passed
from runtime.storing import insert_new

WAITING, DONE, DEAD = "waiting", "done", "dead"
LEASE = timedelta(seconds=30)
"""How long a process may be silent before another one takes what it had."""
CHANNEL = "portal_job"
"""On which PostgreSQL tells that a job was stored."""

_job = tables.job.c


@dataclass(frozen=True, slots=True)
class Job:
    """`key` is what makes it this one among its kind. `due` None: at once."""

    kind: str
    key: str
    arguments: Arguments
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A job that this process may run, while it keeps the lease; `tries` counts this one."""

    id: int
    kind: str
    arguments: Arguments
    tries: int
    lease: str


def store(connection: Connection, job: Job) -> bool:
    """In the transaction of what causes it; whether it is new. One of this key that is there already, done or not,
    stays as it is."""
    return store_all(connection, [job]) == 1


def store_all(connection: Connection, jobs: Sequence[Job]) -> int:
    """As `store`, all at once; how many are new."""
    if not jobs:
        return 0
    moment = now(connection)
    adding = insert_new(connection, tables.job).values([_row(job, moment) for job in jobs]).returning(_job.id)
    new = len(connection.execute(passed(adding, "jobs")).all())
    if new and connection.dialect.name == "postgresql":
        connection.execute(passed(select(func.pg_notify(CHANNEL, "")), "jobs"))  # heard after the commit
    return new


def _row(job: Job, moment: datetime) -> dict[str, Any]:
    return {
        "id": ids.new_id(),
        "kind": job.kind,
        "key": job.key,
        "arguments": json.dumps(job.arguments, ensure_ascii=False),
        "state": WAITING,
        "due": job.due or moment,
        "tries": 0,
        "created": moment,
    }


def take(engines: Engines, kinds: Collection[str], lease: timedelta = LEASE) -> Taken | None:
    """The job of these kinds that is due longest; None where none is."""
    with engines.write.begin() as connection:
        moment = now(connection)
        longest = (
            select(_job.id)
            .where(_job.state == WAITING, _job.due <= moment, _job.kind.in_(kinds))
            .order_by(_job.due)
            .limit(1)
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
        name = secrets.token_hex(16)
        taken = (
            update(tables.job)
            .where(_job.id == longest)
            .values(lease=name, due=moment + lease, tries=_job.tries + 1)
            .returning(_job.id, _job.kind, _job.arguments, _job.tries)
        )
        row = connection.execute(passed(taken, "jobs")).first()
    return None if row is None else Taken(row.id, row.kind, json.loads(row.arguments), row.tries, name)


def until_due(engines: Engines, kinds: Collection[str]) -> timedelta | None:
    """How long until a job of these kinds is due; None where none waits. Writes nothing."""
    with engines.read.connect() as connection:
        wanted = select(_job.due).where(_job.state == WAITING, _job.kind.in_(kinds)).order_by(_job.due).limit(1)
        due: datetime | None = connection.execute(passed(wanted, "jobs")).scalar()
        return None if due is None else due - now(connection)


def renew(engines: Engines, leases: Collection[str], lease: timedelta = LEASE) -> None:
    """Those who hold them are still at work."""
    with engines.write.begin() as connection:
        held = update(tables.job).where(_job.state == WAITING, _job.lease.in_(leases))
        connection.execute(passed(held.values(due=now(connection) + lease), "jobs"))


def finish(engines: Engines, taken: Taken) -> bool:
    """It is done; False where the lease was lost meanwhile, as of the others here."""
    return _end(engines, taken, {"state": DONE, "error": None})


def put_aside(engines: Engines, taken: Taken, error: str) -> bool:
    return _end(engines, taken, {"state": DEAD, "error": error})


def put_off(engines: Engines, taken: Taken, wait: timedelta, error: str) -> bool:
    """It is tried again once it has waited."""
    with engines.write.begin() as connection:
        values = {"due": now(connection) + wait, "lease": None, "error": error}
        return connection.execute(passed(_held(taken).values(values), "jobs")).rowcount == 1


def revive(connection: Connection, job_id: int) -> bool:
    """Let a job that was put aside be tried as if it were new; whether it was one."""
    moment = now(connection)
    aside = update(tables.job).where(_job.id == job_id, _job.state == DEAD)
    fresh = {"state": WAITING, "due": moment, "tries": 0, "ended": None}
    is_there = connection.execute(passed(aside.values(fresh), "jobs")).rowcount == 1
    if is_there and connection.dialect.name == "postgresql":
        connection.execute(passed(select(func.pg_notify(CHANNEL, "")), "jobs"))
    return is_there


def forget_done(engines: Engines, age: timedelta) -> int:
    """Removes the rows of jobs that were done this long ago; how many."""
    with engines.write.begin() as connection:
        old = delete(tables.job).where(_job.state == DONE, _job.due < now(connection) - age)
        return connection.execute(passed(old, "jobs")).rowcount


def _end(engines: Engines, taken: Taken, values: dict[str, Any]) -> bool:
    with engines.write.begin() as connection:
        ended = {**values, "lease": None, "ended": now(connection)}
        return connection.execute(passed(_held(taken).values(ended), "jobs")).rowcount == 1


def _held(taken: Taken) -> Update:
    return update(tables.job).where(_job.id == taken.id, _job.lease == taken.lease)
