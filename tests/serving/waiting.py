"""An application for one worker: it waits as long as it is asked to, and tells how many were at work with it."""

import os
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from runtime import polling

polling.LONG = float(os.environ.get("LONG", polling.LONG))
if "LOAD" in os.environ:  # of whatever else this machine does
    polling.os.getloadavg = lambda: (float(os.environ["LOAD"]),) * 3
_at_work: set[int] = set()


def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    me = threading.get_ident()
    _at_work.add(me)
    try:
        if environ["PATH_INFO"] == "/leave":
            raise SystemExit(1)
        time.sleep(float(environ["QUERY_STRING"] or 0))
        body = b"%d %d" % (os.getpid(), len(_at_work))
    finally:
        _at_work.discard(me)
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
