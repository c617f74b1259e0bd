"""A worker of one generation: the kinds of jobs that there are, and the process that runs them until it is told to end.

The site itself is loaded by the first job that needs it: most have enough of the database.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from runtime import mail, telling
from runtime.declarations.notices import DIGEST, LOOK, NOTICE, REMINDER
from runtime.declarations.routing import PASSING_ON
from runtime.declarations.service_level import ESCALATION
from runtime.declarations.workflow import TIMER, TIMERS
from runtime.engine import Engines, open_engines
from runtime.jobs import GiveUpError, Kind, Kinds, TryAgainError
from runtime.jobs.kinds import Arguments
from runtime.jobs.worker import Worker
from runtime.outbox import EXTENSION
from runtime.settings import Settings, StartError

if TYPE_CHECKING:
    from runtime.service.unattended import Unattended

EXTENSION_TRIES = 5


def job_kinds(engines: Engines, settings: Settings, generation: Path) -> Kinds:
    """All that a worker of the generation in this folder can do."""
    unattended = _Unattended(settings, generation)
    return {
        mail.KIND: mail.mail_kind(engines, settings),
        ESCALATION: Kind(unattended.escalate),
        TIMER: Kind(unattended.move),
        TIMERS: Kind(unattended.begin_timers),
        PASSING_ON: Kind(unattended.pass_on),
        **_telling(settings, generation),
        EXTENSION: Kind(lambda arguments: _run_extension(settings, generation, arguments), tries=EXTENSION_TRIES),
    }


def _telling(settings: Settings, generation: Path) -> Kinds:
    """The first one that runs loads the site."""

    @cache
    def jobs() -> Kinds:
        from runtime.notices.jobs import telling_kinds  # loads the frameworks and the site

        return telling_kinds(settings, generation)

    def run(kind: str, arguments: Arguments) -> None:
        try:
            found = jobs()[kind]
        except StartError as error:
            raise TryAgainError(error.words) from error
        found.run(arguments)

    return {kind: Kind(partial(run, kind)) for kind in (NOTICE, REMINDER, LOOK, DIGEST)}


def work(settings: Settings, generation: Path, at_once: int, stop: Event) -> None:
    """Until `stop` is set and what was begun has ended."""
    engines = open_engines(settings.database_url).made_by("jobs")
    try:
        Worker(engines, job_kinds(engines, settings, generation), at_once=at_once).run(stop)
    finally:
        engines.dispose()


def ending() -> Event:
    """Set by TERM, Ctrl-C or HUP, and when the process that keeps the servers is gone, if it started this one. Called
    in the main thread."""
    stop = Event()
    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, lambda _number, _frame: stop.set())
    lifeline = os.environ.get(telling.LIFELINE)
    if lifeline is not None:
        threading.Thread(target=_end_with, args=(int(lifeline), stop), daemon=True).start()
    return stop


def _end_with(lifeline: int, stop: Event) -> None:
    """Nobody writes there: the end of the pipe is the end of whoever holds its other side."""
    os.read(lifeline, 1)
    stop.set()


def _run_extension(settings: Settings, generation: Path, arguments: Arguments) -> None:
    from runtime.extending.working import JobError, run_job  # loads the frameworks and the site

    try:
        run_job(settings, generation, arguments["name"])
    except JobError as error:
        raise TryAgainError(str(error)) from error
    except StartError as error:
        raise GiveUpError(error.words) from error


class _Unattended:
    """What jobs do to records for nobody. The first one loads the site."""

    def __init__(self, settings: Settings, generation: Path) -> None:
        self._settings, self._generation = settings, generation
        self._made: Unattended | None = None

    def escalate(self, arguments: Arguments) -> None:
        from runtime.service.escalating import take_step

        self._do(lambda unattended: take_step(unattended, arguments))

    def move(self, arguments: Arguments) -> None:
        from runtime.service.happening import happen

        self._do(lambda unattended: happen(unattended, arguments))

    def begin_timers(self, arguments: Arguments) -> None:
        from runtime.service.beginning_timers import begin_timers

        self._do(lambda unattended: begin_timers(unattended, arguments))

    def pass_on(self, arguments: Arguments) -> None:
        from runtime.service.passing import pass_on

        self._do(lambda unattended: pass_on(unattended, arguments))

    def _do(self, act: Callable[[Unattended], None]) -> None:
        from runtime.service import Refused

        try:
            self._made = self._made or _unattended(self._settings, self._generation)
            act(self._made)
        except Refused as error:
            raise GiveUpError(" ".join(words for each in error.errors.values() for words in each)) from error
        except StartError as error:
            raise TryAgainError(error.words) from error


def _unattended(settings: Settings, generation: Path) -> Unattended:
    from runtime.extending.loading import load_extensions  # loads the frameworks and the site
    from runtime.files import FileStore
    from runtime.service.unattended import Unattended
    from runtime.site import composed, load_site, open_checked

    site, extensions = load_site(generation), load_extensions(generation)
    site = composed(site, extensions)
    return Unattended(site, open_checked(settings), FileStore(settings.files_url), extensions.handlers_of(site))
