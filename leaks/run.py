"""A whole run: build the scratch site, walk it, compare pairs, prove the oracle. What was found is its report."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from generator.app import App
from leaks.pairs import compare_pairs
from leaks.plan import plan
from leaks.population import build_world
from leaks.report import Report
from leaks.site import open_site
from leaks.telling import tell_all
from leaks.walk import Walk
from runtime.settings import Settings

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much to do; `prove`: seed bugs afterwards and look for each."""

    requests: int
    pairs: int
    seed: int
    prove: bool


def find_leaks(app: App, settings: Settings, generation: Path, wanted: Wanted, say: Say) -> Report:
    """On a migrated, empty database. Raises UnknownRouteError for a route that nothing is asked of."""
    started = time.monotonic()
    logging.getLogger("runtime").setLevel(logging.ERROR)  # that somebody was refused is no news here
    report = Report(wanted.seed, make_url(settings.database_url).get_backend_name())
    world = build_world(app, wanted.seed, datetime.now(UTC))
    report.notes += world.notes
    say(f"Filling the database with {sum(map(len, world.rows.values())):,} records.")
    site = open_site(app, settings, generation, world)
    try:
        walk = Walk(site, world, report, say)
        say(f"{len(walk.askers)} people ask, {wanted.requests:,} requests.")
        walk.run(plan(walk.askers, walk.routes(), wanted.seed), wanted.requests, lambda: False)
        tell_all(walk)
        if wanted.pairs:
            say(f"Then {wanted.pairs:,} pairs: before and after a change of what nobody may see.")
            compare_pairs(walk, wanted.pairs, wanted.seed, lambda: False)
        if wanted.prove:
            from leaks.proving import prove  # knows the runtime from inside, which a run need not

            report.proofs += prove(walk, wanted.seed, say)
    finally:
        site.close()
    report.seconds = time.monotonic() - started
    return report
