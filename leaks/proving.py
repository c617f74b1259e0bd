"""The oracle's proof: bugs are seeded one by one; a walk and pairs that know nothing of it must find each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from leaks.applying import bugs_of
from leaks.breaking import Bug, breakable
from leaks.pairs import compare_pairs
from leaks.plan import plan
from leaks.report import Proof, Report
from leaks.seeded_notices import NOTICE_BUGS
from leaks.telling import tell_all
from leaks.walk import Walk

ROUNDS = ((700, 240), (1800, 600), (3000, 0))
"""Requests and pairs for each bug, at most; the first leak is enough."""


def prove(walk: Walk, seed: int, say: Callable[[str], None]) -> Iterator[Proof]:
    """One proof for each bug. The walk itself must have found nothing, or nothing is proved."""
    kept = walk.report
    try:
        for name, bug in bugs_of(walk.world.app).items():
            walk.report = Report(seed, kept.database)
            _hunt(walk, bug, seed)
            proof = _proof(name, walk.report)
            say(f"  {name}: {proof.channel or 'NOT FOUND'}, {walk.report.requests} requests, {walk.report.pairs} pairs")
            yield proof
    finally:
        walk.report = kept


def _hunt(walk: Walk, bug: Bug, seed: int) -> None:
    def found() -> bool:
        return bool(walk.report.leaks)

    with breakable(walk.site), bug(walk.site):
        if bug in NOTICE_BUGS.values():
            tell_all(walk)
        turns = plan(walk.askers, walk.routes(), seed)
        for requests, pairs in ROUNDS:
            if not found():
                walk.run(turns, requests, found)
            if not found():
                compare_pairs(walk, pairs, seed, found)


def _proof(name: str, report: Report) -> Proof:
    if not report.leaks:
        return Proof(name, "", "")
    leak = report.leaks[0]
    return Proof(name, leak.channel, f"{leak.where}: {leak.what}"[:300])
