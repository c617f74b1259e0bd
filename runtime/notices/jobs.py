"""The kinds of jobs that tell people of something."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from runtime.declarations.notices import DIGEST, LOOK, NOTICE, REMINDER
from runtime.jobs import Kind, Kinds
from runtime.jobs.clock import now
from runtime.jobs.kinds import Arguments
from runtime.notices.digesting import send_digest
from runtime.notices.links import PURPOSE
from runtime.notices.means import Means, make_means, notices_after
from runtime.notices.reminding import look, remind
from runtime.notices.rows import Occasion
from runtime.notices.telling import Telling
from runtime.security.secret import derive, site_secret
from runtime.settings import Settings


def telling_kinds(settings: Settings, generation: Path) -> Kinds:
    """With engines of their own. Raises StartError."""
    from runtime.extending.loading import load_extensions  # loads the site
    from runtime.site import composed, load_site, open_checked

    site = composed(load_site(generation), load_extensions(generation))
    secret = derive(site_secret(settings.secret_file), PURPOSE)
    return kinds_of(make_means(site, open_checked(settings), settings, secret))


def kinds_of(means: Means) -> Kinds:
    found = {NOTICE: tell, REMINDER: remind, LOOK: look, DIGEST: send_digest}
    return {kind: Kind(partial(run, means)) for kind, run in found.items()}


def tell(means: Means, arguments: Arguments) -> None:
    """All notices of what happened to a record."""
    record = means.record_of(arguments["table"])
    if record is None:
        return  # the specs have changed
    with means.engines.read.connect() as connection:
        moment = now(connection)
    event = f"{arguments['event']}/{arguments['revision']}"
    for notice in notices_after(record, arguments["event"]):
        occasion = Occasion(record.table, arguments["id"], notice.name, event)
        Telling(means, record, notice, occasion, moment).tell()
