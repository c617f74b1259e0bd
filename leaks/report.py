"""What a run found, as values, as words for people and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields

from leaks.requests import Request
from leaks.world import Person


@dataclass(frozen=True, slots=True)
class Leak:
    """`what` is the fault in words; `canary` and `of` say which value came through, where one did."""

    channel: str
    portal: str
    role: str
    person: str
    request: str
    where: str
    what: str
    canary: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A seeded bug: on which channel it was found ("": not at all), and by what."""

    bug: str
    channel: str
    what: str


@dataclass(slots=True)
class Report:
    """`requests` are all that were sent to be judged; `kinds` count them by kind of route; `moves` were made,
    `letters` read."""

    seed: int
    database: str
    people: int = 0
    requests: int = 0
    pairs: int = 0
    moves: int = 0
    letters: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    leaks: list[Leak] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def failed(self) -> bool:
        return bool(self.leaks) or any(not proof.channel for proof in self.proofs)


def leak_of(person: Person, request: Request, where: str, what: str, *, canary: str = "", of: str = "") -> Leak:
    said = f"{request.method} {request.target}" + (f" with {request.text[len(request.path) :]}" if request.body else "")
    return Leak(request.kind, person.portal, person.role, person.email, said.strip(), where, what, canary, of)


def as_json(report: Report) -> str:
    found = {each.name: getattr(report, each.name) for each in fields(report)}
    found["leaks"], found["proofs"] = list(map(asdict, report.leaks)), list(map(asdict, report.proofs))
    return json.dumps(found, indent=1, ensure_ascii=False)


def as_text(report: Report, shown: int = 50) -> Iterator[str]:
    """Lines for a terminal: leaks first, figures last."""
    for leak in report.leaks[:shown]:
        yield from _lines(leak, report.seed)
    if len(report.leaks) > shown:
        yield f"… and {len(report.leaks) - shown} more."
    for proof in report.proofs:
        found = f"found on {proof.channel}: {proof.what}" if proof.channel else "NOT FOUND"
        yield f"seeded bug “{proof.bug}”: {found}"
    yield from (f"note: {note}" for note in report.notes)
    yield _sum(report)


def _lines(leak: Leak, seed: int) -> Iterator[str]:
    role = f", role {leak.role}" if leak.role else ""
    yield f"leak on {leak.channel}: {leak.what}"
    yield f"  who      {leak.person} in portal {leak.portal}{role}"
    yield f"  request  {leak.request}"
    yield f"  where    {leak.where}"
    if leak.canary:
        yield f"  value    {leak.canary}, of {leak.of}"
    yield f"  repeat   portal test --leaks --seed {seed}, or log in as that person and send the request"
    yield ""


def _sum(report: Report) -> str:
    words = [
        f"{report.requests:,} requests by {report.people} people on {report.database}, {report.pairs:,} pairs",
        *((f"{report.moves:,} moves",) if report.moves else ()),
        *((f"{report.letters:,} letters",) if report.letters else ()),
        f"{len(report.leaks)} leaks" if report.leaks else "no leaks",
    ]
    if report.proofs:
        found = sum(bool(proof.channel) for proof in report.proofs)
        words.append(f"{found} of {len(report.proofs)} seeded bugs found")
    return f"{'; '.join(words)} ({report.seconds:.0f} s, seed {report.seed})."
