"""Runs a job that was taken, and says what comes of it."""

from __future__ import annotations

import logging

from runtime.engine import Engines
from runtime.jobs.kinds import GiveUpError, Kind, Kinds, TryAgainError
from runtime.jobs.queue import Taken, finish, put_aside, put_off, take
from runtime.jobs.waits import wait_after

LONGEST_ERROR = 1_000
KILLED = "Each process that ran it ended before it did."

log = logging.getLogger(__name__)


def run_due(engines: Engines, kinds: Kinds, limit: int = 100, patience: int = 3) -> int:
    """Runs what is due now, one after the other, in this process; how many are done. What fails is only logged, and
    after as many failures as `patience` says the rest is left to others: somebody waits for this."""
    done = failed = 0
    while done + failed < limit and failed < patience:
        taken = take(engines, kinds)
        if taken is None:
            break
        if run(engines, kinds[taken.kind], taken):
            done += 1
        else:
            failed += 1
    return done


def run(engines: Engines, kind: Kind, taken: Taken) -> bool:
    """Whether it is done."""
    if taken.tries > kind.tries:
        put_aside(engines, taken, KILLED)
        return False
    try:
        kind.run(taken.arguments)
    except GiveUpError as error:
        _put_aside(engines, taken, error.words)
        return False
    except TryAgainError as error:
        _fail(engines, kind, taken, error.words)
        return False
    except Exception as error:
        log.exception("job %s (%s) failed", taken.id, taken.kind)
        _fail(engines, kind, taken, f"{type(error).__name__}; the log of the worker tells where.")
        return False
    if not finish(engines, taken):
        log.warning("job %s (%s) took longer than its lease and may run twice", taken.id, taken.kind)
    return True


def _fail(engines: Engines, kind: Kind, taken: Taken, words: str) -> None:
    if taken.tries >= kind.tries:
        _put_aside(engines, taken, words)
        return
    wait = wait_after(taken.tries)
    put_off(engines, taken, wait, words[:LONGEST_ERROR])
    log.info("job %s (%s) is tried again in %d s: %s", taken.id, taken.kind, wait.total_seconds(), words)


def _put_aside(engines: Engines, taken: Taken, words: str) -> None:
    put_aside(engines, taken, words[:LONGEST_ERROR])
    log.warning("job %s (%s) is put aside after %d tries: %s", taken.id, taken.kind, taken.tries, words)
