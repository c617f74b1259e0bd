"""Killed at any moment (a real SIGKILL of a real process), while an older server goes on writing: the schema is one
that the older generation serves, the rerun succeeds, and no row or value is lost."""

import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from generator.app import Constant
from generator.changes import operations as changes
from generator.changes.operations import Column, Fill
from runtime.migrations.schema import is_servable
from tests.migrations.world import AT, Database, Generation, first
from tests.servers.postgres import Postgres
from tests.sites.commands import PROCESSES
from tests.sites.place import copy_sqlite

ROWS = 4_000
LONGEST_WAIT = 8
"""Seconds; the machine may have other things to do. A server waits ten before it gives up."""
PRICE = Column("ticket", "price", "text")
MONEY = Column("ticket", "price_k7f3q2", "money", places=2)
SEVERITY = Column("ticket", "severity", "choice")
PHONE = Column("ticket", "phone", "phone")
CODE = Column("ticket", "code", "text", unique=True)
CHILD = Column("part", "ticket", "link", target="ticket", index=True)


@dataclass(slots=True)
class Server:
    """A server that writes all the while, and remembers what its column must hold."""

    database: Database
    generation: Generation
    column: Column
    values: dict[int, Decimal]
    stopped: threading.Event = field(default_factory=threading.Event)
    waits: list[float] = field(default_factory=list)
    failed: list[Exception] = field(default_factory=list)

    def run(self) -> None:
        try:
            self._write()
        except Exception as error:  # noqa: BLE001 - the thread of the test raises it
            self.failed.append(error)

    def _write(self) -> None:
        drawn = random.Random(len(self.values))
        known = list(self.values)
        while not self.stopped.wait(0.01):
            begun = time.monotonic()
            value = Decimal(drawn.randrange(100_000))
            written = {self.column.name: str(value) if self.column.kind == "text" else value}
            if drawn.random() < 0.3:
                record = self.database.add(self.generation, "ticket", **written, **self._others())
            else:
                record = drawn.choice(known)
                self.database.change(self.generation, "ticket", record, **written)
            self.values[record] = value
            self.waits.append(time.monotonic() - begun)

    def _others(self) -> dict[str, str]:
        """What else a new record has: what the specs of the time require."""
        return {"severity": "urgent"} if self.column is PRICE else {"severity": "high", "phone": "+0"}


@contextmanager
def serving(database: Database, generation: Generation, column: Column, values: dict[int, Decimal]) -> Iterator[None]:
    server = Server(database, generation, column, values)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield
    finally:
        server.stopped.set()
        thread.join()
    assert server.failed == []
    assert server.waits
    assert max(server.waits) < LONGEST_WAIT


@dataclass(frozen=True, slots=True)
class Trial:
    """A filled database that is copied for each trial, and the two generations."""

    born: Generation
    later: Generation
    prices: dict[int, Decimal]


def prepare(url: str, folder: Path) -> Trial:
    born = first(folder / "a", [PRICE, SEVERITY, CHILD])
    database = Database(url)
    database.bring(born)
    made = database.add_many(born, "ticket", [{"price": str(n), "severity": "urgent"} for n in range(ROWS)])
    database.add_many(born, "part", [{"ticket_id": record} for record in made[:500]])
    database.engines.dispose()
    operations: list[changes.Operation] = [
        changes.ConvertField(AT, "ticket", "price", PRICE, MONEY),
        changes.AddField(AT, "ticket", "phone", PHONE, True, Fill(Constant("+0"), "'+0'", "default")),
        changes.AddField(AT, "ticket", "code", CODE),
        changes.MergeChoice(AT, "severity", "urgent", "high", "urgent", "high", (SEVERITY,)),
    ]
    later = born.next("b", operations, [MONEY, SEVERITY, PHONE, CODE, CHILD])
    return Trial(born, later, dict(zip(made, map(Decimal, range(ROWS)), strict=True)))


def work(verb: str, url: str, later: Generation, begun: Event) -> None:
    """What a process of its own does."""
    database = Database(url)
    works = {"bring": database.bring, "settle": database.settle}
    begun.set()
    works[verb](later)


def start(verb: str, url: str, trial: Trial) -> ForkServerProcess:
    begun = PROCESSES.Event()
    process = PROCESSES.Process(target=work, args=(verb, url, trial.later, begun))
    process.start()
    assert begun.wait(120)
    return process


def kill_after(verb: str, url: str, trial: Trial, seconds: float) -> bool:
    """Whether it was killed before its end."""
    process = start(verb, url, trial)
    time.sleep(seconds)
    process.kill()  # SIGKILL
    process.join()
    return process.exitcode == -signal.SIGKILL


def finish(verb: str, url: str, trial: Trial) -> float:
    """How long it takes when nobody kills it."""
    process, begun = start(verb, url, trial), time.monotonic()
    process.join(240)
    assert process.exitcode == 0
    return time.monotonic() - begun


def judge(database: Database, trial: Trial, old: dict[int, Decimal], new: dict[int, Decimal]) -> None:
    """Every row is there, with what was written last, in the old column and in the new one."""
    tickets = database.rows(trial.later, "ticket")
    assert {record: row[MONEY.name] for record, row in tickets.items()} == new
    before = database.rows(trial.born, "ticket")
    assert {record: row["price"] for record, row in before.items() if record in old} == {
        record: str(price) for record, price in old.items()
    }
    assert {row["severity"] for row in tickets.values()} == {"high"}
    assert {row["phone"] for row in tickets.values()} == {"+0"}
    assert len(database.rows(trial.later, "part")) == 500
    plan = database.plan(trial.later)
    assert plan.is_current
    assert plan.drift == ()


def run_trial(url: str, trial: Trial, kills: int, longest: float, drawn: random.Random) -> None:
    """Killed before the swap while an older server writes, and after it while a newer one does; then to the end."""
    database, old = Database(url), dict(trial.prices)
    killed = 0
    with serving(database, trial.born, PRICE, old):
        for _ in range(kills):
            killed += kill_after("bring", url, trial, drawn.uniform(0, longest / 2))
            assert is_servable(database.engines.read, (trial.born.metadata,))
        finish("bring", url, trial)
    new = dict(old)
    with serving(database, trial.later, MONEY, new):
        for _ in range(kills // 2):
            kill_after("settle", url, trial, drawn.uniform(0, longest / 2))
        finish("settle", url, trial)
    assert killed, "none was killed before its end"
    judge(database, trial, old, new)
    database.engines.dispose()


class Copies:
    """Fresh copies of the filled database."""

    def __init__(self, kind: str, request: pytest.FixtureRequest, folder: Path) -> None:
        self.kind, self.folder, self.count = kind, folder, 0
        self.server: Postgres | None = request.getfixturevalue("postgres_server") if kind == "postgresql" else None

    @contextmanager
    def one(self, source: str) -> Iterator[str]:
        self.count += 1
        if self.server is None:
            target = self.folder / f"copy{self.count}.db"
            copy_sqlite(Path(source.removeprefix("sqlite:///")), target)
            yield f"sqlite:///{target}"
            target.unlink()
            return
        with self.server.copy(source) as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def copies(request: pytest.FixtureRequest, tmp_path: Path) -> Copies:
    return Copies(request.param, request, tmp_path)


@pytest.fixture
def source(copies: Copies, tmp_path: Path) -> Iterator[str]:
    if copies.server is None:
        yield f"sqlite:///{tmp_path / 'source.db'}"
        return
    with copies.server.database() as url:
        yield url


def test_nothing_is_lost_however_often_it_is_killed(copies: Copies, source: str, tmp_path: Path) -> None:
    run_kills(copies, source, tmp_path, trials=1, kills=4)


@pytest.mark.soak
def test_nothing_is_lost_in_a_hundred_kills(copies: Copies, source: str, tmp_path: Path) -> None:
    run_kills(copies, source, tmp_path, trials=9, kills=8)


def run_kills(copies: Copies, source: str, folder: Path, *, trials: int, kills: int) -> None:
    trial = prepare(source, folder)
    with copies.one(source) as url:
        longest = finish("bring", url, trial)
    for number in range(trials):
        with copies.one(source) as url:
            run_trial(url, trial, kills, longest, random.Random(number))
