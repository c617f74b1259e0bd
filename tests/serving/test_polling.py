"""A worker whose threads take turns: nobody waits for who takes long, who says nothing, or who has ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, nullcontext
from http.client import HTTPConnection
from pathlib import Path

import pytest
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER

from runtime.connections import SURPLUS
from runtime.polling import HEARTBEAT

ROOT = Path(__file__).parents[2]
THREADS = 3
KEPT = 2
"""Seconds for which an idle connection is kept."""
LONG = 1.5
"""Seconds of a request that takes long."""


class Worker:
    """gunicorn with one worker of our kind."""

    def __init__(self, port: int, master: subprocess.Popen[bytes]) -> None:
        self.port, self.master = port, master

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=20)

    def ask(self, path: str = "/") -> str:
        with closing(self.connect()) as connection:
            return asked(connection, path)

    def silent(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)


def asked(connection: HTTPConnection, path: str = "/") -> str:
    connection.request("GET", path)
    return connection.getresponse().read().decode()


@contextmanager
def worker(*words: str, on: socket.socket | None = None, **environment: str) -> Iterator[Worker]:
    """`on`: a socket that listens already."""
    with socket.socket() if on is None else nullcontext(on) as listener:
        if on is None:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
        port = listener.getsockname()[1]
        options = ("--workers", "1", "--worker-class", "runtime.polling.PollingWorker", "--threads", str(THREADS))
        options += ("--keep-alive", str(KEPT), "--no-control-socket", "--bind", f"fd://{listener.fileno()}", *words)
        master = subprocess.Popen(
            (sys.executable, "-m", "gunicorn", *options, "tests.serving.waiting:answer"),
            cwd=ROOT,
            env={**os.environ, **environment},
            pass_fds=(listener.fileno(),),
        )
    try:
        found = Worker(port, master)
        found.ask()
        yield found
    finally:
        master.terminate()
        master.wait(20)


@pytest.fixture(scope="module")
def serving() -> Iterator[Worker]:
    with worker() as found:
        yield found


@pytest.mark.parametrize("idle", [0, 2.5], ids=["at work", "at rest"])
def test_a_request_that_takes_long_holds_nobody(serving: Worker, idle: float) -> None:
    serving.ask()
    time.sleep(idle)
    with ThreadPoolExecutor() as pool:
        long = [pool.submit(serving.ask, f"/?{LONG}") for _ in range(THREADS - 1)]
        time.sleep(LONG / 4)
        assert serving.ask()
        assert not any(each.done() for each in long)
        assert all(each.result() for each in long)


def test_more_of_them_than_threads_are_answered_one_after_the_other(serving: Worker) -> None:
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(serving.ask, [f"/?{LONG / 5}"] * THREADS * 3))
    assert max(int(each.split()[1]) for each in answers) == THREADS
    assert serving.ask()


def test_what_takes_no_time_is_answered_one_by_one() -> None:
    with worker(LONG="3", IDLE="2") as alone, ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(alone.ask, ["/?0.002"] * 60))
    assert {each.split()[1] for each in answers} == {"1"}


def test_where_all_wait_and_there_are_processors_more_is_answered_at_once() -> None:
    with worker(LONG="0.5", IDLE="0") as waiting, ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(waiting.ask, ["/?0.1"] * 40))
    assert [int(each.split()[1]) for each in answers[:6]] == [1] * 6
    assert max(int(each.split()[1]) for each in answers) > 1


def test_connections_that_say_nothing_hold_no_thread_and_are_closed(serving: Worker) -> None:
    with ExitStack() as opened:
        silent = [opened.enter_context(serving.silent()) for _ in range(THREADS * 5)]
        assert serving.ask()
        assert [each.recv(1) for each in silent] == [b""] * len(silent)


def test_where_no_more_fit_they_wait_until_some_are_closed() -> None:
    with worker("--worker-connections", "4", "--threads", "2") as small, ExitStack() as opened:
        for _ in range(8):
            opened.enter_context(small.silent())
        assert small.ask()


def test_with_too_many_files_open_they_wait_too() -> None:
    with worker(FILES="24") as poor, ExitStack() as opened:
        for _ in range(40):
            opened.enter_context(poor.silent())
        assert poor.ask()


def test_a_connection_is_kept_for_the_next_request_until_it_is_idle_for_long(serving: Worker) -> None:
    with closing(serving.connect()) as connection:
        assert asked(connection)
        kept = connection.sock
        assert asked(connection) and connection.sock is kept
        assert kept.recv(1) == b""


def test_requests_that_come_together_are_all_answered(serving: Worker) -> None:
    one = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
    with serving.silent() as connection:
        connection.sendall(one * 2 + one[:9])
        time.sleep(0.2)
        connection.sendall(one[9:])
        received = b""
        while received.count(b"200 OK") < 3:
            received += connection.recv(4096)


def test_a_request_that_came_whole_with_another_one_needs_nothing_more_to_come(serving: Worker) -> None:
    with serving.silent() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n" * 2)
        received = b""
        while received.count(b"200 OK") < 2 and (more := connection.recv(4096)):
            received += more
    assert received.count(b"200 OK") == 2


def test_a_request_that_ends_its_thread_ends_only_itself(serving: Worker) -> None:
    before = serving.ask().split()[0]
    for _ in range(THREADS + 1):
        with closing(serving.connect()) as connection, pytest.raises(OSError, match=r".*"):
            asked(connection, "/leave")
    assert serving.ask().split()[0] == before


def test_at_the_end_what_has_begun_is_answered_and_so_is_what_is_on_its_way() -> None:
    with worker() as ending, closing(ending.connect()) as kept, ThreadPoolExecutor() as pool:
        assert asked(kept)
        long = [pool.submit(ending.ask, f"/?{LONG}") for _ in range(2)]
        time.sleep(LONG / 3)
        ending.master.send_signal(signal.SIGTERM)
        time.sleep(LONG / 3)
        kept.request("GET", "/")
        answer = kept.getresponse()
        assert answer.status == 200 and answer.headers["Connection"] == "close"
        assert all(each.result() for each in long)
        assert ending.master.wait(10) == 0


def test_nothing_is_kept_for_long_once_the_end_began() -> None:
    with worker("--keep-alive", "30") as ending, closing(ending.connect()) as kept, closing(ending.connect()) as idle:
        assert asked(idle)
        kept.request("GET", f"/?{LONG}")
        time.sleep(LONG / 3)
        ending.master.send_signal(signal.SIGTERM)
        assert kept.getresponse().read()
        assert ending.master.wait(10) == 0


def test_it_ends_once_its_master_has_died() -> None:
    with worker() as orphan, closing(orphan.connect()) as kept:
        assert asked(kept)
        orphan.master.kill()
        kept.auto_open = 0
        answers = (status_of_the_connection(kept) for _ in range(100))
        assert "close" in answers
        with pytest.raises(ConnectionRefusedError):
            for _ in range(100):
                time.sleep(0.1)
                orphan.silent().close()


def status_of_the_connection(connection: HTTPConnection) -> str | None:
    time.sleep(0.1)
    connection.request("GET", "/")
    with connection.getresponse() as answer:
        answer.read()
        return answer.headers["Connection"]


def test_what_takes_too_long_at_the_end_is_cut_off() -> None:
    with worker("--graceful-timeout", "1") as ending, ThreadPoolExecutor() as pool:
        long = pool.submit(ending.ask, "/?30")
        time.sleep(0.5)
        ending.master.send_signal(signal.SIGTERM)
        with pytest.raises(OSError, match=r".*"):
            long.result(20)
        assert ending.master.wait(10) == 0


def test_a_request_on_a_kept_connection_waits_as_long_as_all_threads_are_busy() -> None:
    with worker() as busy, closing(busy.connect()) as kept, ThreadPoolExecutor() as pool:
        assert asked(kept)
        long = [pool.submit(busy.ask, f"/?{KEPT * 2.5}") for _ in range(THREADS)]
        time.sleep(KEPT / 4)
        assert asked(kept)
        assert all(each.result() for each in long)


def test_no_request_is_lost_while_one_worker_ends_and_the_next_begins() -> None:
    over = threading.Event()

    def keep_asking(found: Worker) -> int:
        count = 0
        while not over.is_set():
            assert found.ask("/?0.001")
            count += 1
        return count

    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener, ThreadPoolExecutor() as pool:
        with worker(on=listener) as found:
            asking = [pool.submit(keep_asking, found) for _ in range(6)]
        for _ in range(6):
            with worker(on=listener):
                time.sleep(0.3)
        with worker(on=listener):
            over.set()
            assert all(each.result() > 10 for each in asking)


LAST = b"POST / HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: 1000000\r\n\r\n"


def answered_for_the_last_time(found: Worker) -> socket.socket:
    """A connection that the worker has left; the client has not, as it still has most of a body to send."""
    connection = found.silent()
    connection.sendall(LAST)
    received = b""
    while more := connection.recv(4096):
        received += more
    assert received.startswith(b"HTTP/1.1 200 OK")
    return connection


def test_who_does_not_leave_a_connection_that_is_over_holds_no_thread(serving: Worker) -> None:
    with ExitStack() as opened:
        for _ in range(THREADS * 2):
            opened.enter_context(answered_for_the_last_time(serving))
        began = time.monotonic()
        assert serving.ask()
        assert time.monotonic() - began < 1


def test_a_connection_that_is_over_takes_a_little_more_so_that_its_answer_arrives(serving: Worker) -> None:
    with answered_for_the_last_time(serving) as connection:
        for _ in range(5):
            connection.sendall(b"x" * 1000)
            time.sleep(0.1)
        with pytest.raises(OSError, match=r".*"):
            for _ in range(10):
                connection.sendall(b"x" * SURPLUS)
                time.sleep(0.05)


def test_a_connection_that_is_over_is_closed_though_its_other_side_stays(serving: Worker) -> None:
    with answered_for_the_last_time(serving) as connection:
        time.sleep(STOP_KEEPALIVE_LINGER + 2 * HEARTBEAT + 0.2)
        with pytest.raises(OSError, match=r".*"):
            for _ in range(3):
                connection.sendall(b"x")
                time.sleep(0.1)
