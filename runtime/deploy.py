"""How gunicorn serves: its settings and hooks, for `gunicorn --config python:runtime.deploy`. `portal serve` adds how
many workers there are and on which socket they listen.

Nothing here knows a generation; `runtime.serving` loads it, once, in the master.
"""

from __future__ import annotations

import os
import select
import signal
import threading
from typing import Any

from runtime import telling

worker_class = "runtime.polling.PollingWorker" if hasattr(select, "epoll") else "gthread"
preload_app = True
"""The portals are loaded once, before the workers are forked: they are there at once, and share its memory."""

threads = 8
"""Requests at once in each worker. A request whose body comes slowly holds one; a kept connection holds none."""

keepalive = 5
"""Seconds that an idle connection is kept. Costs a socket each; saves a browser the connection for the next page."""

backlog = 2048
graceful_timeout = 30
"""Seconds that a worker has for what it is answering when it is to end; what takes longer is cut off."""

timeout = 60
"""Seconds in which a worker must show that it lives."""

loglevel = "warning"
control_socket_disable = True  # its default place is one for all sites of a user
limit_request_line = 8190  # a list with many filters
forwarded_allow_ips = ""  # PORTAL_PROXIES says who is believed, not gunicorn


def when_ready(_master: Any) -> None:
    """The master ends when the process that keeps it is gone, however that ended."""
    lifeline = os.environ.get(telling.LIFELINE)
    if lifeline is not None:
        threading.Thread(target=_end_with, args=(int(lifeline),), daemon=True).start()


def _end_with(lifeline: int) -> None:
    """Nobody writes there: the end of the pipe is the end of whoever holds its other side."""
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def post_worker_init(worker: Any) -> None:
    """The worker has what its master loaded; it says so once its pages really answer, and the first of a site offers
    the claim. It takes no connection yet."""
    from runtime import serving

    serving.present(worker.wsgi, first=worker.age == 1)
    if not serving.wait_to_serve(lambda: _is_wanted(worker)):
        worker.alive = False  # it ends before it takes a connection


def _is_wanted(worker: Any) -> bool:
    """Neither it nor its master was told to end, or has died; and the master hears that it lives."""
    worker.notify()
    return bool(worker.alive and worker.ppid == os.getppid())
