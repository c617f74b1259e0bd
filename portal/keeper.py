"""The process that stays while generations come and go: it owns the socket and the gunicorn that serves, and on USR2
starts the next one, waits until its workers answer, and ends the one before. It loads nothing of a site itself.

Whoever started it (a shell, systemd, a container) has one process to look after, from the first start to the end.
See docs/decisions/0012.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping

from portal.master import Master, Shared, start_master
from portal.served import Claim, Served
from portal.wakening import Wakening
from runtime import telling
from runtime.settings import StartError

ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT)
AT_ONCE = (signal.SIGINT, signal.SIGQUIT)
SIGNALS = (*ENDING, signal.SIGUSR2, signal.SIGCHLD)
TICK = 1.0


class Keeper:
    """`current` names the generation to serve, `say` is for the console; masters get `environment`."""

    def __init__(
        self,
        shared: Shared,
        environment: Mapping[str, str],
        current: Callable[[], str],
        claim: Claim,
        say: Callable[[str], None],
    ) -> None:
        self._shared, self._environment, self._current = shared, environment, current
        self._claim, self._say = claim, say
        self._masters: list[Master] = []
        self._serving: Master | None = None
        self._coming: Master | None = None
        self._is_asked = self._is_ending = False
        self._tries, self._tried, self._refusal = 0, "", ""

    def run(self, signals: Wakening, welcome: Callable[[Master], None]) -> None:
        """Serves until a signal says to end; `welcome` is called once the first generation answers.

        Raises StartError where that one fails, or where what serves ends by itself.
        """
        try:
            first = self._start(self._current(), {telling.CLAIM: "1"})
            while not (first.answers or self._is_ending):
                self._wait(signals)
                if words := first.why_not():
                    raise StartError(words)
            if not self._is_ending:
                self._serving = first
                welcome(first)
                self._write()
            while not self._is_ending:
                self._wait(signals)
                self._step()
        finally:
            self._end_all(signals)

    def _wait(self, signals: Wakening) -> list[signal.Signals]:
        """Until something happens; takes in what the workers told."""
        came = signals.wait((each.pipe for each in self._masters if each.is_open), TICK)
        for master in self._masters:
            master.listen()
            master.insist()
        self._is_asked |= signal.SIGUSR2 in came
        self._is_ending |= any(each in ENDING for each in came)
        return came

    def _step(self) -> None:
        self._sort_out()
        if self._coming is not None:
            self._judge(self._coming)
        elif self._is_asked:
            self._begin()
        if self._serving is not None:
            self._watch(self._serving)

    def _begin(self) -> None:
        self._is_asked = False
        try:
            self._coming = self._start(self._current(), {})
        except StartError as error:
            self._note("", error.words)

    def _judge(self, coming: Master) -> None:
        if words := coming.why_not():
            coming.end(signal.SIGQUIT)
            self._say(f"Generation {coming.generation} does not start, the one before goes on: {words}")
        elif coming.answers:
            self._say(f"Generation {coming.generation} serves now.")
            if self._serving is not None:
                self._serving.end()
            self._serving = coming
        else:
            return
        self._coming = None
        self._note(coming.generation, words)

    def _watch(self, serving: Master) -> None:
        if serving.failure:
            self._say(f"A worker cannot start: {serving.failure}")
            serving.failure = ""
        if serving.is_over and self._coming is None:
            raise StartError(f"the portals are not served any more: {serving.why_not()}")

    def _start(self, generation: str, extra: Mapping[str, str]) -> Master:
        master = start_master(self._shared, generation, {**self._environment, **extra})
        self._masters.append(master)
        return master

    def _sort_out(self) -> None:
        """Forgets the masters that have ended."""
        kept = [each for each in self._masters if each in (self._serving, self._coming) or not each.is_over]
        for master in self._masters:
            if master not in kept:
                master.close()
        if len(kept) < len(self._masters):
            self._masters = kept
            self._write()

    def _note(self, generation: str, refusal: str) -> None:
        """The end of a try, for whoever waits for it."""
        self._tries, self._tried, self._refusal = self._tries + 1, generation, refusal
        self._write()

    def _write(self) -> None:
        serving = self._serving.generation if self._serving else ""
        ending = sum(each.asked_to_end is not None for each in self._masters)
        self._claim.write(Served(os.getpid(), serving, self._tries, self._tried, self._refusal, ending))

    def _end_all(self, signals: Wakening) -> None:
        """What is being answered is answered, unless the person at the terminal insists."""
        for master in self._masters:
            master.end()
        while any(not each.is_over for each in self._masters):
            if any(each in AT_ONCE for each in self._wait(signals)):
                for master in self._masters:
                    master.end(signal.SIGQUIT)
        for master in self._masters:
            master.close()
