"""What a worker tells the process that keeps the servers: a line of JSON in a pipe, whose number the environment has.

Without such a pipe (gunicorn called by hand) nothing is told.
"""

from __future__ import annotations

import json
import os

TOLD = "PORTAL_TOLD"
"""The variable with the number of the pipe to write into."""
LIFELINE = "PORTAL_LIFELINE"
"""The variable with the number of the pipe that ends with the process that keeps the servers."""
GENERATION = "PORTAL_GENERATION"
"""The variable that names the generation, so that a worker that is started later loads the same as the others."""
GATE = "PORTAL_GATE"
"""The variable with the number of the open file that is the gate; see `runtime.gate`."""
CLAIM = "PORTAL_CLAIM"
"""Set where the first worker is to make the link for the first member of the staff, if nobody can log in yet."""

LEAVING = "PORTAL_LEAVING"
"""The variable that names the generation which is left by going back; not set on the way forward."""

OF_SERVERS = frozenset({TOLD, LIFELINE, GENERATION, CLAIM, LEAVING, GATE})
"""What only the server's own processes are to know."""
LONGEST = 3_000
"""Bytes of words in a line: with its quotes it is shorter than what a pipe takes whole (4,096)."""

READY, FAILED, CLAIMED, TAKEN = "ready", "failed", "claim", "taken"


def tell(what: str, words: str = "") -> bool:
    """One line, written at once (it is shorter than what a pipe takes whole); whether there is somebody to tell."""
    pipe = os.environ.get(TOLD)
    if pipe is None:
        return False
    short = words.encode()[:LONGEST].decode(errors="ignore")
    line = json.dumps({"what": what, "words": short, "pid": os.getpid()}, ensure_ascii=False) + "\n"
    try:
        os.write(int(pipe), line.encode())
    except OSError:  # whoever kept us is gone
        return False
    return True
