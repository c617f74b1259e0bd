"""A connection of a worker whose time is over: whether it is closed, whatever comes at the same moment."""

from __future__ import annotations

import os
import select
import socket

import pytest
from gunicorn.config import Config

from runtime.connections import Connection
from runtime.polling import PollingWorker


class Late:
    """A connection that waits in a worker's poller, whose time is over."""

    def __init__(self) -> None:
        self.worker = PollingWorker(1, os.getpid(), [], None, 30, Config(), None)
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
    late.client.sendall(b"GET /")
    if not known:  # to the poller, yet
        late.worker.poller.unregister(late.number)
    assert late.is_kept() and late.conn.timeout == 3
