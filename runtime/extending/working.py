"""Runs a job: opens the database, writes the run into the log of oversight, and calls the job's function. Or leaves it
to a worker.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from runtime import ids, oversight
from runtime.engine import Engines
from runtime.extending.jobs import Job, Task, principal_of, site_of
from runtime.extending.loading import load_extensions
from runtime.extending.registry import Extensions
from runtime.files import FileStore
from runtime.jobs import Job as QueuedJob
from runtime.jobs import store
from runtime.outbox import EXTENSION
from runtime.scope import Scopes
from runtime.service import Service
from runtime.settings import Settings, StartError
from runtime.site import composed, load_site, open_checked

log = logging.getLogger(__name__)


class JobError(Exception):
    """A job failed; what it changed until then stays. The cause is in the log."""


def list_jobs(generation: Path) -> Sequence[Job]:
    """Those of the generation in this folder, by name. Raises StartError."""
    load_site(generation)
    return sorted(load_extensions(generation).jobs.values(), key=lambda job: job.name)


def run_job(settings: Settings, generation: Path, name: str) -> str:
    """Runs it to its end; gives what it says. Raises StartError, JobError."""
    site = load_site(generation)
    extensions = load_extensions(generation)
    job = _find(extensions, name)
    site = site_of(job, composed(site, extensions))
    engines = open_checked(settings)
    try:
        scopes = Scopes(site, engines)
        service = Service(site, engines, scopes, FileStore(settings.files_url), extensions.handlers_of(site))
        who = principal_of(job, site)
        _note(engines, job)
        return _run(job, Task(who, scopes.reader(who), service))
    finally:
        engines.dispose()


def queue_job(settings: Settings, generation: Path, name: str) -> None:
    """A worker runs it, and tries it again if it fails. Raises StartError."""
    load_site(generation)
    _find(load_extensions(generation), name)
    engines = open_checked(settings)
    try:
        with engines.made_by("jobs").write.begin() as connection:
            store(connection, QueuedJob(EXTENSION, f"{name} {ids.new_id()}", {"name": name}))
    finally:
        engines.dispose()


def _find(extensions: Extensions, name: str) -> Job:
    job = extensions.jobs.get(name)
    if job is None:
        known = ", ".join(sorted(extensions.jobs)) or "none"
        raise StartError(f"there is no job {name}; there are: {known}")
    return job


def _note(engines: Engines, job: Job) -> None:
    entry = oversight.Entry("job", job.portal, "", job.reason, None)
    with engines.made_by("oversight").write.begin() as connection:
        oversight.note(connection, entry)


def _run(job: Job, task: Task) -> str:
    log.info("job %s begins: %s", job.name, job.reason)
    try:
        words = job(task)
    except Exception as error:
        log.exception("job %s failed", job.name)
        raise JobError(
            f"the job {job.name} failed: {type(error).__name__}; what it changed until then stays"
        ) from error
    log.info("job %s is done", job.name)
    return words or f"The job {job.name} is done."
