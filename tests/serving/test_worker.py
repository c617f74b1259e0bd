"""A worker by itself: what its main thread does, whatever the others do at the same moment."""

from __future__ import annotations

import os
import select
import signal
import socket
import threading
import time

import pytest
from gunicorn.config import Config

from runtime.connections import Connection
from runtime.polling import PollingWorker
from runtime.turns import Turn


def new_worker() -> PollingWorker:
    return PollingWorker(1, os.getpid(), [], None, 30, Config(), None)


def test_while_it_rests_it_hears_at_once_that_it_is_to_end() -> None:
    worker, began = new_worker(), time.monotonic()
    threading.Timer(0.1, worker.handle_exit, (signal.SIGTERM, None)).start()
    assert worker._rest(10)
    assert time.monotonic() - began < 5 and not worker.alive


def test_it_does_not_rest_while_somebody_is_at_work() -> None:
    worker, began = new_worker(), time.monotonic()
    worker._turns.take().steps += 1
    assert worker._rest(10)
    assert time.monotonic() - began < 5


def test_it_tells_the_master_that_it_lives_at_work_and_at_rest() -> None:
    worker = new_worker()
    for each in (worker._watch, worker._rest):
        os.utime(worker.tmp.fileno(), (0, 0))
        assert not each(0.01)
        assert worker.tmp.last_update() > 0


def test_it_watches_on_as_long_as_something_comes() -> None:
    worker = new_worker()
    worker._turns.take()
    assert worker._watch(0.05) and not worker._watch(0.05)


class Listening:
    """A worker that listens, and nobody has a turn."""

    def __init__(self) -> None:
        self.worker, self.listener = new_worker(), socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(0)
        self.worker.poller = select.epoll()
        self.worker._listeners[self.listener.fileno()] = self.listener
        self.worker.poller.register(self.listener.fileno(), 0)

    def connect(self) -> socket.socket:
        return socket.create_connection(self.listener.getsockname())


def test_where_another_worker_was_quicker_it_listens_on() -> None:
    listening = Listening()
    listening.worker._accept(listening.listener)
    with listening.connect():
        assert listening.worker.poller.poll(5)


def test_it_takes_no_more_connections_than_it_may_until_one_is_closed() -> None:
    listening = Listening()
    worker, number = listening.worker, listening.listener.fileno()
    worker.worker_connections = 1
    with listening.connect(), listening.connect():
        worker._accept(listening.listener)
        worker._listen(number)
        assert not worker.poller.poll(0.1)
        worker._open.clear()
        worker._listen(number)
        assert worker.poller.poll(5)


def test_once_it_ends_it_leaves_connections_to_others() -> None:
    listening = Listening()
    listening.worker.alive = False
    with listening.connect():
        listening.worker._accept(listening.listener)
        assert listening.listener.accept()


def test_its_end_waits_for_who_is_taking_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    listening = Listening()
    worker, theirs = listening.worker, listening.connect()
    end = threading.Thread(target=worker._end)

    def accept(_self: socket.socket) -> tuple[socket.socket, str]:
        worker.alive = False
        end.start()
        end.join(0.2)
        return theirs, ""

    monkeypatch.setattr(socket.socket, "accept", accept)
    worker._accept(listening.listener)
    end.join(0.2)
    assert end.is_alive() and worker._open
    worker._open.clear()
    end.join(5)
    assert not end.is_alive()


def test_at_its_end_threads_still_take_turns_but_not_for_ever() -> None:
    late = Late()
    late.worker.alive = False
    late.client.sendall(b"GET /")
    late.worker.cfg.set("graceful_timeout", 1)
    turn = late.worker._turns.take()
    turn.steps += 1
    end = threading.Thread(target=late.worker._end, daemon=True)
    end.start()
    end.join(10)
    assert not end.is_alive() and turn.over


class Late:
    """A connection that waits in a worker's poller, whose time is over."""

    def __init__(self) -> None:
        self.worker = new_worker()
        self.worker.poller = select.epoll()
        ours, self.client = socket.socketpair()
        self.conn = Connection(self.worker.cfg, ours, None, None)
        self.conn.timeout = 1.0
        self.number = ours.fileno()
        self.worker._open.add(self.conn)
        self.worker._wait(self.conn, self.worker.poller.register)

    def is_kept(self) -> bool:
        """And whoever has a turn is told of it."""
        self.worker._close_late(self.number, 2.0)
        told = [number for number, _ in self.worker.poller.poll(0)]
        there = self.worker.keepalived_conns.get(self.number) is self.conn
        assert there == (self.conn in self.worker._open) == (self.conn.sock.fileno() > 0) == bool(told)
        return there


def test_a_late_connection_is_closed() -> None:
    assert not Late().is_kept()


@pytest.mark.parametrize("sent", [b"GET /", b""], ids=["request", "end"])
def test_a_late_connection_on_which_something_waits_is_kept_also_if_a_thread_has_missed_it(sent: bytes) -> None:
    late = Late()
    late.client.sendall(sent) if sent else late.client.shutdown(socket.SHUT_WR)
    assert late.worker.poller.poll(0)
    assert late.is_kept() and late.conn.timeout > 2


def test_one_that_is_over_is_closed_also_if_something_waits() -> None:
    late = Late()
    late.client.sendall(b"GET /")
    late.conn.over = True
    assert not late.is_kept()


@pytest.mark.parametrize("known", [True, False])
def test_another_connection_that_has_got_the_number_of_a_late_one_is_kept(known: bool) -> None:
    late = Late()
    late.conn.timeout = 3.0
    if not known:  # to the poller, yet
        late.worker.poller.unregister(late.number)
    late.worker._close_late(late.number, 2.0)
    late.client.sendall(b"GET /")
    assert late.is_kept() and late.conn.timeout == 3


def test_no_thread_is_told_of_a_connection_while_it_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    late, told = Late(), []

    def has_news() -> bool:
        late.client.sendall(b"GET /")
        told.extend(late.worker.poller.poll(0))
        return False

    monkeypatch.setattr(late.conn, "has_news", has_news)
    assert not late.is_kept() and not told


def test_what_comes_ends_its_rest() -> None:
    late, began = Late(), time.monotonic()
    late.worker.keepalived_conns.clear()  # so that it is not answered
    threading.Timer(0.1, late.client.sendall, (b"GET /",)).start()
    threading.Thread(target=late.worker._take, args=(Turn(),)).start()
    assert late.worker._rest(10)
    assert time.monotonic() - began < 5
