"""A mixed day: people of all portals log in, list, search, read, write, move and export, by several processes, against
the shipped portals behind a real `portal serve`.

    python -m bench.day --seconds 1800 --pause 0.5
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from bench.browser import Browser
from bench.day_people import Person, Request, live
from bench.frame import ROOT
from bench.memory import has_grown, thirds, watched, workers_of
from bench.shipped import Account, Suite

AT_ONCE = 4
"""People of one process of clients. All come from one address, of which no more than 20 may log in at one moment."""
LOOKS = 90
"""How often memory is looked at, however long the day is."""
PERCENTILES = (50, 95, 99)


@dataclass(frozen=True, slots=True)
class Plan:
    """`pause`: seconds on average between what a person did and does next."""

    seconds: float
    processes: int = 4
    workers: int = 2
    pause: float = 0.5


@dataclass(frozen=True, slots=True)
class Day:
    """What happened: all requests, what went wrong, the megabytes of each worker over time; `repeated`: see Browser."""

    requests: Sequence[Request]
    wrong: Sequence[str]
    memory: Mapping[int, Sequence[float]]
    seconds: float
    repeated: int = 0

    @property
    def grown(self) -> list[int]:
        return [pid for pid, seen in self.memory.items() if len(seen) >= LOOKS // 2 and has_grown(seen)]


def spend(suite: Suite, plan: Plan) -> Day:
    with suite.served(plan.workers) as (base, keeper):
        workers = workers_of(keeper)
        with watched(workers, plan.seconds / LOOKS) as memory:
            clients = [_client(suite, base, plan, place) for place in range(plan.processes)]
            found = [json.loads(client.communicate()[0]) for client in clients]
        wrong = [line for each in found for line in each["wrong"]]
        if workers_of(keeper) != workers:
            wrong.append("a worker ended and was replaced")
    requests = [Request(**each) for one in found for each in one["done"]]
    return Day(requests, wrong, memory, plan.seconds, sum(each["repeated"] for each in found))


def report(day: Day) -> str:
    """Two tables: what was asked for, and what the workers held."""
    kinds = sorted({each.kind for each in day.requests})
    lines = ["| request | number | p50 ms | p95 ms | p99 ms | refused |", "|---|---|---|---|---|---|"]
    lines += [_line(kind, [each for each in day.requests if each.kind == kind]) for kind in kinds]
    rate = len(day.requests) / day.seconds
    lines += ["", f"{len(day.requests):,} requests in {day.seconds:.0f} s ({rate:.1f}/s), {len(day.wrong)} errors,"]
    lines += [f"{day.repeated} made again since a kept connection had ended", ""]
    lines += ["| worker | first MB | second third | last third | grown |", "|---|---|---|---|---|"]
    for pid, seen in day.memory.items():
        before, after = thirds(seen)
        lines.append(f"| {pid} | {seen[0]:.1f} | {before:.1f} | {after:.1f} | {'yes' if pid in day.grown else 'no'} |")
    return "\n".join([*lines, *day.wrong[:20]])


def _line(kind: str, found: Sequence[Request]) -> str:
    taken = sorted(each.seconds for each in found)
    places = (taken[min(len(taken) - 1, len(taken) * percent // 100)] * 1000 for percent in PERCENTILES)
    refused = sum(each.status >= 400 for each in found)
    return f"| {kind} | {len(found):,} | {' | '.join(f'{each:.0f}' for each in places)} | {refused or ''} |"


# A process of clients


def _client(suite: Suite, base: str, plan: Plan, place: int) -> subprocess.Popen[str]:
    accounts = suite.accounts()
    mine = [accounts[(place * AT_ONCE + each) % len(accounts)] for each in range(AT_ONCE)]
    asked = json.dumps({"base": base, "seed": place, "accounts": [asdict(each) for each in mine], **asdict(plan)})
    command = [sys.executable, "-m", "bench.day", "--client", asked]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _live(asked: Mapping[str, Any]) -> None:
    """Several people, each with a thread; what they met goes to the standard output."""
    until = time.monotonic() + asked["seconds"]
    people = [
        Person(Browser(asked["base"]), **asdict(Account(**each)), chance=random.Random(f"{asked['seed']} {place}"))
        for place, each in enumerate(asked["accounts"])
    ]
    with ThreadPoolExecutor(len(people)) as pool:
        wrong = list(chain.from_iterable(pool.map(lambda person: live(person, until, asked["pause"]), people)))
    done = [asdict(each) for person in people for each in person.done]
    json.dump({"wrong": wrong, "done": done, "repeated": sum(each.browser.repeated for each in people)}, sys.stdout)


# The command


@contextmanager
def filled() -> Iterator[Suite]:
    from tests.servers import postgres

    with tempfile.TemporaryDirectory() as folder, postgres.running() as server, server.database() as url:
        suite = Suite(Path(folder), url)
        suite.fill()
        yield suite


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--pause", type=float, default=0.5)
    parser.add_argument("--client", help=argparse.SUPPRESS)
    given = vars(parser.parse_args())
    asked = given.pop("client")
    if asked:
        _live(json.loads(asked))
        return
    with filled() as suite:
        day = spend(suite, Plan(**given))
    sys.stdout.write(f"{report(day)}\n")
    sys.exit(bool(day.wrong or day.grown))


if __name__ == "__main__":
    main()
