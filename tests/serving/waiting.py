"""An application for one worker: it waits as long as it is asked to, and tells how many were at work with it."""

import os
import resource
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from runtime import polling

polling.LONG = float(os.environ.get("LONG", polling.LONG))
polling.IDLE = float(os.environ.get("IDLE", polling.IDLE))  # whatever else this machine does
if "FILES" in os.environ:
    resource.setrlimit(resource.RLIMIT_NOFILE, (int(os.environ["FILES"]),) * 2)
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
