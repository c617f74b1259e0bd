"""`portal jobs`: what waits to be done and what failed; `portal jobs retry` tries what failed again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import click
from sqlalchemy import Connection

from portal.folders import Folders, stop
from runtime.engine import Engines
from runtime.jobs import looking, queue
from runtime.jobs.looking import Seen
from runtime.outbox import in_words
from runtime.settings import StartError, read_settings
from runtime.site import open_checked

LIMIT = 50


@click.group(name="jobs", invoke_without_command=True, epilog="Example: portal jobs retry --all")
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the jobs that failed for good, with their errors, and the next ones that wait."""
    if ctx.invoked_subcommand is None:
        with _engines(ctx.obj).read.connect() as connection:
            for line in _lines(connection):
                click.echo(line)


@command.command(name="retry", epilog="Example: portal jobs retry 11862094311424")
@click.argument("job", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="All that failed.")
@click.pass_obj
def retry(folders: Folders, job: int | None, *, everything: bool) -> None:
    """Try JOB again, which failed; `portal jobs` tells its number. A worker does it."""
    if (job is None) is not everything:
        stop("say which job to try again, or --all", 2)
    engines = _engines(folders)
    with engines.write.begin() as connection:
        failed = [each.id for each in looking.list_failed(connection, 100_000)] if job is None else [job]
        revived = sum(queue.revive(connection, each) for each in failed)
    if job is not None and not revived:
        stop(f"there is no job {job} that failed")
    click.echo(f"{revived} {'job is' if revived == 1 else 'jobs are'} tried again.")


def _engines(folders: Folders) -> Engines:
    try:
        return open_checked(read_settings(var=folders.var)).made_by("operator")
    except StartError as error:
        stop(error.words)


def _lines(connection: Connection) -> Iterator[str]:
    counts = looking.count(connection)
    failed, waiting = looking.list_failed(connection, LIMIT), looking.list_waiting(connection, LIMIT)
    words = in_words(connection, [*failed, *waiting])
    yield f"{counts.failed} failed for good, {counts.waiting} wait."
    for job in failed:
        yield f"failed   {job.id}  {words[job.id]}  after {_tries(job)}: {job.error}"
    for job in waiting:
        yield f"{'running ' if job.is_running else 'waits   '} {job.id}  {words[job.id]}{_next(job)}"


def _next(job: Seen) -> str:
    if job.is_running:
        return f"  {_tries(job)}"
    last = f"  after {_tries(job)}: {job.error}" if job.error else ""
    return f"  not before {_told(job.due)}{last}"


def _tries(job: Seen) -> str:
    return f"{job.tries} {'try' if job.tries == 1 else 'tries'}"


def _told(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
