"""The walk: everybody sends their requests, and every answer is looked through and judged.

The database is as it was after every request: what a request changed is undone at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count

from leaks.asker import Asker
from leaks.comparing import differ
from leaks.expectation import Expectation
from leaks.inspection import Watch
from leaks.judging import judge, judge_told
from leaks.judging_moved import judge_begun, judge_moved, page_after
from leaks.plan import Turn
from leaks.population import vary
from leaks.report import Leak, Report, leak_of
from leaks.requests import Answer, Request
from leaks.requests_moves import MOVED
from leaks.routes import Route, list_routes
from leaks.site import ScratchSite
from leaks.snapshot import Change, Snapshot
from leaks.visitor import Visitor, make_visitor
from leaks.world import Person, World

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
REFUSED = 400
EVERY = 250
Say = Callable[[str], None]


class Walk:
    """All people of a world at the portals of a scratch site that was filled with it."""

    def __init__(self, site: ScratchSite, world: World, report: Report, say: Say) -> None:
        self.site, self.world, self.report, self._say = site, world, report, say
        self.askers = [Asker(world, person, Expectation(world, person)) for person in world.people]
        self._watches = {asker.person: Watch(asker.expectation.hidden()) for asker in self.askers}
        self.visitors = self._log_in()
        self.snapshot = Snapshot(site.engines, site.files)
        self._varied: dict[tuple[Person, int], World] = {}
        report.people = len(self.askers)

    def routes(self) -> list[Route]:
        """Raises UnknownRouteError."""
        maps = {key: portal.url_map for key, portal in self.site.portals.items()}
        addresses = [record.address for record in self.world.app.records.values()]
        return list_routes(maps, self.site.outside.url_map, addresses, self.site.own)

    def varied(self, person: Person, seed: int) -> World:
        """The world with other values wherever this person may not look."""
        if (person, seed) not in self._varied:
            self._varied[person, seed] = vary(self.world, person, seed)
        return self._varied[person, seed]

    def _log_in(self) -> Mapping[Person, Visitor]:
        found = {}
        for place, person in zip(count(1), self.world.people, strict=False):
            portal = self.world.app.portals[person.portal]
            visitor = make_visitor(self.site.application, person, portal.address, place)
            visitor.log_in()
            if getattr(portal, "api", False):
                visitor.log_in_to_api()
            found[person] = visitor
        return found

    def run(self, turns: Iterable[Turn], most: int, stop: Callable[[], bool]) -> None:
        """Sends at most so many requests, until `stop` says that it is enough."""
        started, told = self.report.requests, 0
        for turn in turns:
            for leak in self.take(turn):
                self.report.leaks.append(leak)
                self._say(f"  leak on {leak.channel}: {leak.request[:160]}: {leak.where[:160]}: {leak.what}")
            sent = self.report.requests - started
            if sent >= most or stop():
                return
            if sent // EVERY > told:
                told = sent // EVERY
                self._say(f"  {sent:,} of {most:,} requests, {len(self.report.leaks)} leaks")

    def take(self, turn: Turn) -> list[Leak]:
        """What one request leaks."""
        asker, request = turn.asker, turn.request
        answer = self._send(asker.person, request)
        is_moved = request.expects == MOVED and answer.code < REFUSED
        looked = () if is_moved else self._look(asker, request, answer)
        found = [*looked, *self._judged(asker, request, answer)]
        if is_moved:
            found += self._moved(asker, request, answer)
        elif request.method not in SAFE:
            found += self._written(asker, request, answer)
        if request.guess is not None:
            found += self._guessed(asker, request, answer)
        return found

    def _send(self, person: Person, request: Request) -> Answer:
        answer = self.visitors[person].send(request, self._sessions_of(person))
        self.report.requests += 1
        self.report.kinds[request.kind] += 1
        self.report.statuses[answer.code] += 1
        return answer

    def _sessions_of(self, person: Person) -> Mapping[str, Visitor]:
        return {each.portal: visitor for each, visitor in self.visitors.items() if each.portal != person.portal}

    def _look(self, asker: Asker, request: Request, answer: Answer) -> Iterator[Leak]:
        """One leak for each place, with the first value of those that came there."""
        places: dict[str, list[str]] = {}
        found = self._watches[asker.person].find(answer, request.text)
        if found and asker.world is not self.world:  # a move was made since
            found = [each for each in found if each.canary in asker.expectation.hidden()]
        for sighting in found:
            places.setdefault(sighting.where, []).append(sighting.canary)
        for where, canaries in places.items():
            record, record_id, name = self.world.canaries[canaries[0]]
            what = "a value that may not be seen" + (f", and {len(canaries) - 1} more" if len(canaries) > 1 else "")
            of = f"{record} {record_id}, field {name}"
            yield leak_of(asker.person, request, where, what, canary=canaries[0], of=of)

    def _judged(self, asker: Asker, request: Request, answer: Answer) -> Iterator[Leak]:
        for where, what in judge(asker, request, answer):
            yield leak_of(asker.person, request, where, what)

    def _written(self, asker: Asker, request: Request, answer: Answer) -> Iterator[Leak]:
        """What a request changed that had to be refused; and what one sees who follows to what was saved."""
        changes = self.snapshot.changes()
        if not changes:
            return
        if request.refused:
            yield leak_of(asker.person, request, "database", f"changed {_tables(changes)}, though it had to be refused")
        elif answer.code >= REFUSED:
            yield leak_of(asker.person, request, "database", f"changed {_tables(changes)}, though it was refused")
        else:
            if request.kind == "new":
                for where, what in judge_begun(asker, request, changes):
                    yield leak_of(asker.person, request, where, what)
            yield from self._followed(asker, request, answer)
        self._undo(changes)

    def _moved(self, asker: Asker, request: Request, answer: Answer) -> Iterator[Leak]:
        """What a move changed, and what is told of it: the person may see other things now than before."""
        changes = self.snapshot.changes()
        moved = judge_moved(asker, request, changes)
        self.report.moves += 1
        for where, what in moved.faults:
            yield leak_of(asker.person, request, where, what)
        if moved.after is not None:
            yield from self._told(moved.after, request, answer)
        self._undo(changes)

    def _told(self, after: Asker, request: Request, answer: Answer) -> Iterator[Leak]:
        yield from self._look(after, request, answer)
        for where, what in judge_told(after, request, answer):
            yield leak_of(after.person, request, where, what)
        goal = answer.header("location").removeprefix(after.portal.address)
        if answer.code == 303 and goal.startswith("/"):
            shown = page_after(request, goal)
            following = self._send(after.person, shown)
            yield from self._look(after, shown, following)
            yield from self._judged(after, shown, following)

    def _followed(self, asker: Asker, request: Request, answer: Answer) -> Iterator[Leak]:
        goal = answer.header("location").removeprefix(asker.portal.address)
        if answer.code == 303 and goal.startswith("/"):
            following = Request("received", goal)
            yield from self._look(asker, following, self._send(asker.person, following))

    def _undo(self, changes: list[Change]) -> None:
        self.snapshot.restore(changes)

    def _guessed(self, asker: Asker, request: Request, answer: Answer) -> Iterator[Leak]:
        other = request.guessed()
        second = self._send(asker.person, other)
        if other.method not in SAFE:
            self._undo(self.snapshot.changes())
        if not differ(answer, second, request.guess):
            return
        again = self.visitors[asker.person].send(request, self._sessions_of(asker.person))
        if request.method not in SAFE:
            self._undo(self.snapshot.changes())
        difference = differ(again, second, request.guess)
        if difference:  # else it was the time of the day that changed
            yield leak_of(asker.person, request, difference, f"is told from {other.target}, where there is nothing")


def _tables(changes: Iterable[Change]) -> str:
    return ", ".join(sorted(change.table for change in changes))
