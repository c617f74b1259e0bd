"""The oracle's proof: bugs are seeded one by one; a walk and pairs that know nothing of it must find each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.app import Access, App, Record
from leaks.breaking import Bug, breakable
from leaks.goals import has_own_rows
from leaks.pairs import compare_pairs
from leaks.plan import plan
from leaks.report import Proof, Report
from leaks.seeded import API_BUGS, BUGS
from leaks.walk import Walk
from runtime.declarations.fields import TEXT_KINDS
from runtime.scope.titles import read_title

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


def bugs_of(app: App) -> Mapping[str, Bug]:
    """Those that make a difference with these specs."""
    left_out = {name for name, applies in _APPLIES.items() if not any(applies(app, each) for each in _blocks(app))}
    api = API_BUGS if any(portal.api for portal in app.portals.values()) else {}
    return {name: bug for name, bug in {**BUGS, **api}.items() if name not in left_out}


Block = tuple[Record, Access]


def _blocks(app: App) -> Iterator[Block]:
    return ((record, access) for record in app.records.values() for access in record.accesses if access.rows)


def _searches_conditional(_app: App, block: Block) -> bool:
    """A text that is searched is seen of some rows only."""
    record, access = block
    always = {name for grant in access.see if grant.when is None for name in grant.fields}
    sometimes = {name for grant in access.see for name in grant.fields} - always
    texts = {field.name for field in record.fields if field.kind in TEXT_KINDS}
    return bool(sometimes & texts & {*access.list, *read_title(access.title or record.title).names})


def _hides_of_title(_app: App, block: Block) -> bool:
    record, access = block
    seen = {name for grant in access.see if grant.when is None for name in grant.fields}
    return not seen.issuperset(read_title(access.title or record.title).names)


def _edits_conditionally(_app: App, block: Block) -> bool:
    return any(grant.when for grant in block[1].edit)


def _rules_lines(_app: App, block: Block) -> bool:
    """Lines that are seen are not all that their owner has."""
    return has_own_rows(*block)


_APPLIES: Mapping[str, Callable[[App, Block], bool]] = {
    "search in what a condition hides": _searches_conditional,
    "title of hidden fields": _hides_of_title,
    "edit though its condition fails": _edits_conditionally,
    "lines without their own rule": _rules_lines,
}
