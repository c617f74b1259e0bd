"""Who of several threads takes what comes: one at a time, unless one takes long or all of them mostly wait.

Threads of one Python that are at work at once mostly wait for each other, and make each other slow. Nothing here knows
what it is that comes, nor a clock: somebody looks at the turns from time to time. See decision 0034.
"""

from __future__ import annotations

import threading

WAITING, WORKING = 0.4, 0.9
"""Shares of a processor, while all turns are taken. Whoever gets less than the first mostly waits, for a database that
is far away for example; with more than the second there is no time for one turn more."""
FULL, SPARE = 0.9, 0.7
"""Of all turns: more than this are taken, on average; of all but one: fewer than this."""


class Turn:
    """Of one thread to take what comes, until it is over. `steps` is odd while it does something about it."""

    __slots__ = ("over", "steps")

    def __init__(self) -> None:
        self.steps, self.over = 0, False


class Turns:
    """At first there is one turn, at most there is one for each of the threads."""

    def __init__(self, threads: int) -> None:
        self.number = 1
        self._threads = threads
        self._free = threading.Semaphore()
        self._taken: set[Turn] = set()
        self._seen: dict[Turn, int] = {}
        self._looks = self._at_work = 0

    def take(self) -> Turn:
        """Waits until there is one."""
        self._free.acquire()
        turn = Turn()
        self._taken.add(turn)
        return turn

    def any_at_work(self) -> bool:
        return any(turn.steps % 2 for turn in self._taken.copy())

    def look(self) -> bool:
        """Ends the turns of those who do the same as at the look before: others take one. Whether anything came since
        then."""
        now = {turn: turn.steps for turn in self._taken.copy()}
        came, before = now != self._seen, self._seen
        self._seen = now
        for turn, steps in now.items():
            if steps % 2:
                self._at_work += 1
                if before.get(turn) == steps:
                    self._end(turn)
                    self._free.release()
        self._looks += 1
        return came

    def weigh(self, share: float) -> None:
        """One turn more or less, by how many were taken in the looks since the last time, and which share of a
        processor they all got."""
        taken = self._at_work / max(self._looks, 1)
        self._looks = self._at_work = 0
        if taken > FULL * self.number and share < WAITING and self.number < self._threads:
            self.number += 1
            self._free.release()
        elif self.number > 1 and (taken < SPARE * (self.number - 1) or share > WORKING):
            self._give_up_one()

    def _give_up_one(self) -> None:
        """One that is free, else that of any thread, when it has done what it does."""
        free = self._free.acquire(blocking=False)
        given = [] if free else list(self._taken)[:1]
        for turn in given:
            self._end(turn)
        self.number -= free or len(given)

    def _end(self, turn: Turn) -> None:
        turn.over = True
        self._taken.discard(turn)
