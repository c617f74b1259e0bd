"""The process that stays while generations come and go: it owns the socket and the gunicorn that serves, and on USR2
starts the next one, waits until its workers answer, and ends the one before. It loads nothing of a site itself.

Where the two may not answer at the same time, the next one waits at a gate until the one before has ended and its own
workers have taken over the rows; see docs/decisions/0013. Beside the servers it keeps a worker that runs jobs, and lets
it rest while the next one starts: a worker knows nothing of what a newer generation leaves to be done.

Whoever started it (a shell, systemd, a container) has one process to look after, from the first start to the end.
See docs/decisions/0012.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.labour import Labour
from portal.master import GAP_SECONDS, Master, Shared, Wanted, start_master
from portal.served import Claim, Served
from portal.wakening import Wakening
from runtime import telling
from runtime.gate import OPEN, turn_gate
from runtime.settings import StartError

ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT)
AT_ONCE = (signal.SIGINT, signal.SIGQUIT)
SIGNALS = (*ENDING, signal.SIGUSR2, signal.SIGCHLD)
TICK = 1.0


@dataclass(frozen=True, slots=True)
class Unfit:
    """A generation that could not take over, and why."""

    generation: str
    words: str


@dataclass(frozen=True, slots=True)
class Orders:
    """`wanted` tells the generation to serve; `opened` is told the one before whose workers a gate opens."""

    wanted: Callable[[], Wanted]
    opened: Callable[[str], None]


class Keeper:
    """`say` is for the console; masters get `environment`."""

    def __init__(
        self,
        shared: Shared,
        environment: Mapping[str, str],
        orders: Orders,
        claim: Claim,
        say: Callable[[str], None],
    ) -> None:
        self._shared, self._environment, self._orders = shared, environment, orders
        self._claim, self._say = claim, say
        self._labour = Labour(shared.lifeline, environment)
        self._masters: list[Master] = []
        self._serving: Master | None = None
        self._coming: Master | None = None
        self._is_asked = self._is_ending = False
        self._tries, self._tried, self._refusal, self._left = 0, "", "", ""
        self._unfit: Unfit | None = None

    def run(self, signals: Wakening, welcome: Callable[[Master], None]) -> None:
        """Serves until a signal says to end; `welcome` is called once the first generation answers.

        Raises StartError where that one fails, or where what serves ends by itself.
        """
        try:
            first = self._coming = self._start(self._orders.wanted(), {telling.CLAIM: "1"})
            while not (self._serving or self._is_ending):
                self._wait(signals)
                self._judge(first)
            if self._serving is not None:
                welcome(first)
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
        self._labour.step()
        self._is_asked |= signal.SIGUSR2 in came
        self._is_ending |= any(each in ENDING for each in came)
        return came

    def _step(self) -> None:
        self._sort_out()
        if self._coming is not None:
            self._judge(self._coming)
        elif self._unfit is not None and self._serving is not None:
            self._restore(self._serving)
        elif self._is_asked:
            self._begin()
        if self._serving is not None and self._unfit is None:
            self._watch(self._serving)

    def _begin(self) -> None:
        self._is_asked = False
        try:
            self._coming = self._start(self._orders.wanted(), {})
            self._labour.end()
        except StartError as error:
            self._note("", error.words, is_refused=True)

    def _judge(self, coming: Master) -> None:
        if words := coming.why_not():
            self._refuse(coming, words)
        elif coming.answers and self._make_way(coming):
            self._take(coming)

    def _make_way(self, coming: Master) -> bool:
        """Whether it may serve: at once beside the one before; from behind a gate when that has ended, and what it
        wrote is taken over."""
        if coming.gate is None:
            return True
        older = [each for each in self._masters if each is not coming]
        for each in older:
            each.patience = GAP_SECONDS
            if each.asked_to_end is None:
                each.end()
                self._write()
        self._labour.end(GAP_SECONDS)
        if all(each.is_gone for each in older) and self._labour.is_gone:
            coming.take_over()
        return coming.taken is not None

    def _take(self, coming: Master) -> None:
        if coming.gate is not None:
            self._orders.opened(coming.generation)
            turn_gate(coming.gate, OPEN)
            for line in (coming.taken or "").splitlines():
                self._say(line)
        if self._serving is not None:
            self._serving.end()
            self._say(f"Generation {coming.generation} serves now.")
        self._serving, self._coming = coming, None
        self._labour.follow(coming.generation)
        if self._unfit is None:
            self._note(coming.generation, coming.taken or "")
        else:
            self._note(self._unfit.generation, self._unfit.words, is_refused=True)
            self._unfit = None

    def _refuse(self, coming: Master, words: str) -> None:
        """The one before goes on; if it has ended already to make room, it is started anew."""
        if self._serving is None or self._unfit is not None:
            raise StartError(words)
        coming.end(signal.SIGQUIT)
        self._say(f"Generation {coming.generation} does not start, the one before goes on: {words}")
        if self._serving.asked_to_end is None:
            self._coming = None
            self._labour.follow(self._serving.generation)
            self._note(coming.generation, words, is_refused=True)
        else:
            coming.patience = 0
            self._unfit, self._coming = Unfit(coming.generation, words), None

    def _restore(self, serving: Master) -> None:
        """Starts the generation anew that made way, once nobody works on its rows any more."""
        if all(each.is_gone for each in self._masters):
            self._coming = self._start(Wanted(serving.generation), {})

    def _watch(self, serving: Master) -> None:
        if serving.failure:
            self._say(f"A worker cannot start: {serving.failure}")
            serving.failure = ""
        if serving.is_over and self._coming is None:
            raise StartError(f"the portals are not served any more: {serving.why_not()}")

    def _start(self, wanted: Wanted, extra: Mapping[str, str]) -> Master:
        master = start_master(self._shared, wanted, {**self._environment, **extra})
        self._masters.append(master)
        return master

    def _sort_out(self) -> None:
        """Forgets the masters that have ended."""
        kept = [each for each in self._masters if each in (self._serving, self._coming) or not each.is_gone]
        for master in self._masters:
            if master not in kept:
                master.close()
        if len(kept) < len(self._masters):
            self._masters = kept
            self._write()

    def _note(self, generation: str, words: str, *, is_refused: bool = False) -> None:
        """The end of a try, for whoever waits for it."""
        self._tries, self._tried = self._tries + 1, generation
        self._refusal, self._left = (words, "") if is_refused else ("", words)
        self._write()

    def _write(self) -> None:
        if self._serving is None:
            return
        self._claim.write(
            Served(
                os.getpid(),
                self._serving.generation,
                tries=self._tries,
                tried=self._tried,
                refusal=self._refusal,
                left=self._left,
                ending=sum(each.asked_to_end is not None for each in self._masters),
            )
        )

    def _end_all(self, signals: Wakening) -> None:
        """What is being answered is answered, unless the person at the terminal insists."""
        for master in self._masters:
            master.end()
        self._labour.end()
        while any(not each.is_gone for each in self._masters) or not self._labour.is_gone:
            if any(each in AT_ONCE for each in self._wait(signals)):
                self._labour.kill()
                for master in self._masters:
                    master.end(signal.SIGQUIT)
        for master in self._masters:
            master.close()
