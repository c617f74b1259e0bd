"""`portal job NAME`: runs a job of the site's own, as the system principal of that name. Without a name, lists them."""

from __future__ import annotations

import logging
import sys

import click

from portal.folders import Folders, stop
from portal.serve import current_generation
from runtime.settings import StartError, read_settings


@click.command(epilog="Example: portal job chase_late_orders")
@click.argument("name", required=False)
@click.option("--queue", is_flag=True, help="Leave it to a worker, which tries it again if it fails.")
@click.pass_obj
def command(folders: Folders, name: str | None, *, queue: bool) -> None:
    """Run the job NAME of extensions/, as it is in the generation that is served.

    Exits with 1 if it fails; what it changed until then stays.
    """
    # here: Flask and SQLAlchemy are needed now only
    from runtime.extending.working import JobError, list_jobs, queue_job, run_job

    try:
        settings = read_settings(var=folders.var)
        generation = current_generation(settings)
        if name is None:
            for job in list_jobs(generation):
                click.echo(f"{job.name}: {job.reason}")
            return
        if queue:
            queue_job(settings, generation, name)
            click.echo(f"The job {name} is left to a worker; portal jobs tells what becomes of it.")
            return
        logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
        logging.getLogger("runtime.extending").setLevel(logging.INFO)
        click.echo(run_job(settings, generation, name))
    except StartError as error:
        stop(error.words)
    except JobError as error:
        stop(str(error))
