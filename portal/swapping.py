"""A running server is told to swap to the generation that `var/current` names, and what comes of it is waited for.

`portal.keeper` does it, in the server's own process; so it comes to an end even if whoever asked is killed meanwhile.
"""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from typing import Literal

from portal.master import END_SECONDS, START_SECONDS
from portal.served import Served, find_server, read_served
from runtime.settings import Settings

LONGEST = 2 * START_SECONDS + 5
"""Another swap may be under way, which comes to its end first."""
LOOK = 0.05


@dataclass(frozen=True, slots=True)
class Swap:
    """`nobody`: no server runs here. `swapped`: the new generation answers, and nothing of an older one does any more;
    `words` say which values could not be taken over. `refused`: the one before goes on; `words` say why."""

    state: Literal["nobody", "swapped", "refused"]
    words: str = ""


def reload(settings: Settings, generation: str) -> Swap:
    """Has the server of this var folder swap to `generation`, which `var/current` must name already.

    Takes a few seconds, with a generation that does not come up half a minute.
    """
    server = find_server(settings.var)
    if server is None:
        return Swap("nobody")
    before = _wait_for_start(settings)
    if before is None:
        return Swap("nobody") if find_server(settings.var) is None else _refused("the server is not up yet")
    os.kill(server, signal.SIGUSR2)
    after = _wait_for(settings, generation, before.tries)
    if after is None:
        return _refused("the server did not swap in time, or has ended; its console says why")
    if after.refusal:
        return _refused(after.refusal)
    _wait_for_the_old(settings)
    return Swap("swapped", after.left)


def _refused(words: str) -> Swap:
    return Swap("refused", words)


def _wait_for_start(settings: Settings) -> Served | None:
    """A server that is just starting has read `current` already, and takes no signal yet."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and find_server(settings.var) is not None:
        if (found := read_served(settings.var)) is not None:
            return found
        time.sleep(LOOK)
    return None


def _wait_for(settings: Settings, generation: str, tries: int) -> Served | None:
    """The end of the swap to `generation`; one that was under way before, to another one, does not count."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        found = read_served(settings.var)
        if found is None:
            return None
        if found.tries > tries and found.tried == generation:
            return found
        if found.ending:  # the old ones have their own time to end, and rows theirs to be taken over
            end = time.monotonic() + LONGEST
        time.sleep(LOOK)
    return None


def _wait_for_the_old(settings: Settings) -> None:
    """Until what was being answered by older servers is answered."""
    end = time.monotonic() + END_SECONDS + 5
    while time.monotonic() < end:
        found = read_served(settings.var)
        if found is None or not found.ending:
            return
        time.sleep(LOOK)
