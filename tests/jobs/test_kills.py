"""kill -9 of workers over mails to a real mail server: none is lost, and one that comes twice is the same mail."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from runtime.mail import Mail, store
from tests.jobs.conftest import Depot, wait_for
from tests.servers.smtp import Mailbox, running

WORKERS = 3
PACE = 0.05


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """Slow enough for kills to strike between a mail's arrival and the sender's learning of it."""
    with running(pace=PACE) as started:
        yield started


def store_mails(depot: Depot, first: int, count: int) -> None:
    with depot.engines.write.begin() as connection:
        for number in range(first, first + count):
            store(connection, Mail(f"n{number}@reader.example", f"Number {number}", "Text", "<p>Text</p>"))


def kill_over(depot: Depot, mailbox: Mailbox, mails: int, kills: int) -> None:
    drawn = random.Random(kills)
    each_time = mails // (kills + 1)
    with depot.working(WORKERS, mail_url=mailbox.url) as workers:
        for kill in range(kills):
            store_mails(depot, kill * each_time, each_time)
            wanted = len(mailbox.deliveries) + each_time // 2
            wait_for(lambda wanted=wanted: len(mailbox.deliveries) >= wanted)  # type: ignore[misc]
            time.sleep(drawn.uniform(0, 0.02))
            victim = drawn.randrange(WORKERS)
            workers[victim].kill()
            workers[victim].wait()
            workers[victim] = depot.start(mail_url=mailbox.url)
        store_mails(depot, kills * each_time, mails - kills * each_time)
        wait_for(lambda: all(row.state == "done" for row in depot.rows()), seconds=1_800)
    judge(depot, mailbox, mails, kills)


def judge(depot: Depot, mailbox: Mailbox, mails: int, kills: int) -> None:
    came = Counter((each.recipients, each.message["Message-ID"]) for each in mailbox.deliveries)
    written = {((row.to,), row.message_id) for row in depot.mails()}
    assert len(written) == mails and all(row.sent is not None for row in depot.mails())
    assert set(came) == written, "each came, and under one Message-ID only"
    repeats = sum(count - 1 for count in came.values())
    sys.stdout.write(f"{mails} mails, {kills} kills, {repeats} repeats\n")
    assert repeats <= kills
    assert max(row.tries for row in depot.rows()) > 1, "some kill struck a mail"


def test_kills_lose_no_mail(depot: Depot, mailbox: Mailbox) -> None:
    kill_over(depot, mailbox, mails=180, kills=5)


@pytest.mark.soak
def test_a_hundred_kills_lose_no_mail(depot: Depot, mailbox: Mailbox) -> None:
    kill_over(depot, mailbox, mails=5_050, kills=101)
