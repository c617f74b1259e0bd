"""Rules over two links among a million rows: a list page beside that of a rule over one link, on both databases."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.frame import Figure
from bench.portals import Portals, databases, fill
from bench.turns import ELAPSED, medians
from tests.twohops.loading import FEW, MANY, PARCELS, Person

ROUNDS, EACH = 40, 3
GOAL = 2.0
SIZES = {"800 rows seen": FEW, "50,000 rows seen": MANY}
RULES = {
    "own": "company == me.company",
    "partner": "company.partner == me.company",
    "care": "company == me.company or company.partner == me.company",
}


def figures() -> Iterator[Figure]:
    people = [person for group in SIZES.values() for person in group.values()]
    with databases() as found:
        for name, url in found.items():
            with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
                portals = fill(Path(folder), url, people, PARCELS)
                for size, group in SIZES.items():
                    yield from _compare(portals, f"{name}, {size}", group)


def _compare(portals: Portals, place: str, group: dict[str, Person]) -> Iterator[Figure]:
    """Whole pages, which have the goal, and how much of them their statements take."""
    application = portals.application()
    asks = {portal: portals.visit(application, person) for portal, person in group.items()}
    for portal, person in group.items():
        asks[f"{portal} statements"] = portals.ask(person)
    taken = medians(asks, rounds=ROUNDS, each=EACH, clock=ELAPSED)
    for portal, rule in RULES.items():
        goal = None if portal == "own" else GOAL * taken["own"]
        yield Figure(f"{place}: {rule}", taken[portal], "ms", goal)
        yield Figure("  of which its statements", taken[f"{portal} statements"], "ms")


if __name__ == "__main__":
    from bench.frame import table

    print(table(figures()))
