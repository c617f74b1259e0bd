"""gunicorn's worker of threads, which take turns to wait for what comes and to answer it.

In gunicorn's own, one thread waits and hands each request over to another one, which hands the connection back. What a
request is, how it is answered and what is told of errors stays gunicorn's. See decision 0034.
"""

from __future__ import annotations

import os
import select
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from runtime.connections import Connection
from runtime.turns import Turn, Turns

LONG = 0.005
"""Seconds; when a request has taken so long, or twice as long at most, others do not wait for it any more."""
HEARTBEAT = 1.0
"""Seconds between two signs of life, and after which there may be one turn more or less."""
IDLE = 0.4
"""A machine with time for a turn more has at least this share of all processors' time left."""
PROCESSORS, TICKS = os.cpu_count() or 1, os.sysconf("SC_CLK_TCK")
STAT = Path("/proc/stat")
ONCE = select.EPOLLIN | select.EPOLLONESHOT
"""One thread is told, and told once, that something can be read."""
Tell = Callable[[int, int], None]
"""Of epoll: to be told of a connection, for the first time or again."""


class PollingWorker(ThreadWorker):  # type: ignore[misc] # gunicorn states no types
    """The main thread only looks after the others. They are daemons: what has not ended in time is cut off."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.keepalived_conns: dict[int, Connection] = {}
        """Those that wait for something, by number. Whoever takes one out answers it or closes it, and nobody else."""
        self._open: set[Connection] = set()
        self._accepting = threading.Lock()
        self._listeners: dict[int, socket.socket] = {}
        self._turns = Turns(self.cfg.threads)
        self._resting = False
        self._news: SimpleQueue[None] = SimpleQueue()

    def handle_exit(self, _signal: int, _frame: Any) -> None:
        """TERM: it takes no more connections, and ends once it has answered."""
        self.alive = False
        self._news.put(None)

    def run(self) -> None:
        self._begin()
        busy = True
        while self.alive and self.is_parent_alive():
            for number in self._listeners:
                self._listen(number)  # one that was not heard as there was no room
            busy = self._watch(HEARTBEAT) if busy else self._rest(HEARTBEAT)
        self.alive = False
        self._end()
        for listener in self.sockets:
            listener.close()

    def _begin(self) -> None:
        self.poller = select.epoll()
        for listener in self.sockets:
            listener.settimeout(0)
            self._listeners[listener.fileno()] = listener
            self.poller.register(listener.fileno(), 0)
        for _ in range(self.cfg.threads):
            threading.Thread(target=self._take_turns, daemon=True).start()

    def _end(self) -> None:
        """A connection that waits gets some time for a request that is on its way; the answer says that it ends."""
        with self._accepting:  # who begins to later finds that it ends
            now = time.monotonic()
        for conn in self.keepalived_conns.copy().values():
            conn.timeout = min(conn.timeout, now + STOP_KEEPALIVE_LINGER)
        while self._open and time.monotonic() < now + self.cfg.graceful_timeout:
            self._keep_house()
            time.sleep(LONG)
            self._turns.look()

    # What the main thread does.

    def _watch(self, seconds: float) -> bool:
        """Looks at the turns, until there is a sign of life to give. Whether anything came meanwhile."""
        self._keep_house()
        began, worked, idle, came = time.monotonic(), time.process_time(), idle_seconds(), False
        while self.alive and time.monotonic() < began + seconds:
            time.sleep(LONG)
            came |= self._turns.look()
        if self.alive:
            passed = time.monotonic() - began
            self._turns.weigh(_share(time.process_time() - worked, passed, idle_seconds() - idle))
        return came

    def _rest(self, seconds: float) -> bool:
        """Until something comes; whether it did."""
        self._keep_house()
        self._resting = True
        try:
            if self.alive and not self._turns.any_at_work():
                self._news.get(timeout=seconds)
        except Empty:
            return False
        finally:
            self._resting = False
        return True

    def _keep_house(self) -> None:
        """Tells the master that it lives, and closes what has waited for too long."""
        self.notify()
        now = time.monotonic()
        for number, conn in self.keepalived_conns.copy().items():  # at once: others change it
            if conn.timeout < now:
                self._close_late(number, now)

    def _close_late(self, number: int, now: float) -> None:
        """Unless something has come, and no thread had the time for it. Or it is another one with the same number."""
        conn = self.keepalived_conns.pop(number, None)
        if conn is None:
            return
        with suppress(FileNotFoundError):
            self.poller.unregister(number)  # so that no thread is told of it, and finds the next one of this number
        if conn.timeout < now and (conn.over or not conn.has_news()):
            conn.close()
            self._open.discard(conn)
            return
        conn.timeout = max(conn.timeout, now + HEARTBEAT)
        self.keepalived_conns[number] = conn
        with suppress(OSError):  # whoever accepted it has told the poller just now
            self.poller.register(number, 0)
        with suppress(OSError):  # or closed it
            self.poller.modify(number, ONCE)

    # What the others do.

    def _take_turns(self) -> None:
        while True:
            turn = self._turns.take()
            while not turn.over:
                self._take(turn)

    def _take(self, turn: Turn) -> None:
        for number, _ in self.poller.poll(None, 1):
            turn.steps += 1
            if self._resting:
                self._resting = False
                self._news.put(None)
            try:
                self._do(number)
            except BaseException:
                self.log.exception("A connection was given up")
            turn.steps += 1

    def _do(self, number: int) -> None:
        listener = self._listeners.get(number)
        if listener is not None:
            self._accept(listener)
            return
        conn = self.keepalived_conns.pop(number, None)
        if conn is not None:  # else it was closed meanwhile
            self._serve(conn, self.poller.modify)

    def _accept(self, listener: socket.socket) -> None:
        """Answers at once where it can, while other workers take what comes next: kept connections lie evenly."""
        conn = None
        try:
            with self._accepting:
                if not self.alive:
                    return
                conn = Connection(self.cfg, *listener.accept(), listener.getsockname())
                self._open.add(conn)
        except (BlockingIOError, ConnectionAbortedError):  # another worker was quicker, or it is gone
            pass
        except OSError as error:  # too many files, for example: it is tried again a heartbeat later
            self.log.warning("A connection cannot be taken: %s", error)
            return
        self._listen(listener.fileno())
        if conn is not None:
            conn.data_ready = True  # when it is answered
            conn.set_timeout()
            (self._serve if conn.has_news() else self._wait)(conn, self.poller.register)

    def _listen(self, number: int) -> None:
        if self.alive and len(self._open) < self.worker_connections:
            with suppress(OSError):  # it has ended meanwhile
                self.poller.modify(number, ONCE)

    def _serve(self, conn: Connection, tell: Tell) -> None:
        stays = False
        try:
            stays = conn.stays() if conn.over else self._answer(conn) or conn.leave()
        finally:
            if not stays:
                conn.close()
                self._open.discard(conn)
        if stays:
            self._wait(conn, tell)

    def _wait(self, conn: Connection, tell: Tell) -> None:
        """For what comes next; a thread that is told of it does it."""
        number = conn.sock.fileno()
        self.keepalived_conns[number] = conn
        with suppress(FileExistsError, FileNotFoundError):  # see _close_late, which tells then
            tell(number, ONCE)

    def _answer(self, conn: Connection) -> bool:
        """Also what came together with the request. Whether the connection is kept."""
        while self.handle(conn):
            if not conn.parser.unreader.buf.getvalue():
                seconds = self.cfg.keepalive if self.alive else STOP_KEEPALIVE_LINGER
                conn.timeout = time.monotonic() + seconds
                return True
        return False


def _share(worked: float, passed: float, idle: float) -> float:
    """Of a processor, by seconds. All of it where the others have too little of them: who waits for that needs no turn
    more."""
    return 1.0 if idle < IDLE * passed * PROCESSORS else worked / passed


def idle_seconds() -> float:
    """That all processors of the machine together have had nothing to do for, waits for disks included; none where the
    machine does not tell."""
    try:
        idle, waiting = STAT.read_bytes().split(maxsplit=6)[4:6]
    except OSError:
        return 0
    return (int(idle) + int(waiting)) / TICKS
