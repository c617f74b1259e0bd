"""The differential pass: what one person may not see is changed, and every answer to them must stay as it was.

This finds channels whose working nobody knows: orders, counts, tags, sizes, messages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from leaks.asker import Asker
from leaks.comparing import differ
from leaks.moving import open_moves
from leaks.plan import MOVES, Turn, plan
from leaks.population import store_changes
from leaks.report import Leak, leak_of
from leaks.requests import Answer, Request
from leaks.requests_moves import move_in
from leaks.snapshot import Snapshot
from leaks.walk import SAFE, Walk

LEFT_OUT = frozenset({"login", "api login", "foreign session", "link by mail", "start"} | {"disclosures", "touches"})
"""What tells of the requests themselves cannot be the same twice."""
AT_ONCE = 400
"""Pairs of one person with one change; the answers before are kept so long."""
AT_LEAST = 60
"""Pairs of one person, since a change costs as much as many requests."""


def compare_pairs(walk: Walk, most: int, seed: int, stop: Callable[[], bool]) -> None:
    """Sends about as many pairs, an equal part by each person; where they are few, by fewer people."""
    askers = _most_telling(walk.askers)[: max(most // AT_LEAST, 1)]
    share, done = -(-most // len(askers)), walk.report.pairs
    for asker in askers:
        turns = requests_of(walk, asker, seed)
        left = min(share, most + done - walk.report.pairs)
        for part in range(0, left, AT_ONCE):
            requests = list(islice(turns, min(AT_ONCE, left - part)))
            walk.report.leaks += _compared(walk, asker, requests, seed + part)
            if stop():
                return


def _most_telling(askers: Sequence[Asker]) -> list[Asker]:
    """Those that are the first of their portal and role come first."""
    known: Counter[tuple[str, str]] = Counter()
    ranked = []
    for asker in askers:
        role = (asker.person.portal, asker.person.role)
        ranked.append((known[role], asker))
        known[role] += 1
    return [asker for _, asker in sorted(ranked, key=lambda each: each[0])]


def requests_of(walk: Walk, asker: Asker, seed: int) -> Iterator[Request]:
    """What changes nothing: what is safe, and what must be refused."""
    for turn in plan([asker], walk.routes(), seed):
        if _is_fit(turn):
            yield turn.request


def _is_fit(turn: Turn) -> bool:
    request = turn.request
    if request.kind in LEFT_OUT or request.session or _asks_what_follows(turn):
        return False
    return request.method in SAFE or request.refused


def _asks_what_follows(turn: Turn) -> bool:
    """Whether a move can be made tells those who may make it whether what would follow is ready, seen or not."""
    request, who = turn.request, turn.asker.expectation
    if request.method in SAFE or request.kind not in MOVES or request.record_id is None:
        return False
    move = move_in(turn.asker, request)
    return move is not None and bool(move.then) and move in open_moves(who, request.record, request.record_id)


def _compared(walk: Walk, asker: Asker, requests: list[Request], seed: int) -> list[Leak]:
    """The answers before and after the change, which is taken back."""
    site = walk.site
    first = _answers(walk, asker, requests, walk.snapshot)
    store_changes(walk.world, walk.varied(asker.person, seed), site.engines, site.store)
    try:
        second = _answers(walk, asker, requests, Snapshot(site.engines, site.files))
    finally:
        walk.snapshot.restore(walk.snapshot.changes())
    walk.report.pairs += len(requests)
    pairs = zip(requests, first, second, strict=True)
    doubtful = [(request, other) for request, one, other in pairs if differ(one, other)]
    again = _answers(walk, asker, [request for request, _ in doubtful], walk.snapshot)
    return [
        leak_of(asker.person, request, difference, "changes with what this person may not see")
        for (request, other), one in zip(doubtful, again, strict=True)
        if (difference := differ(one, other))  # else it was the time of the day that changed
    ]


def _answers(walk: Walk, asker: Asker, requests: list[Request], snapshot: Snapshot) -> list[Answer]:
    visitor = walk.visitors[asker.person]
    visitor.forget_forms()
    answers = []
    for request in requests:
        answers.append(visitor.send(request))
        if request.method not in SAFE and (changes := snapshot.changes()):
            snapshot.restore(changes)
    visitor.forget_forms()
    return answers
