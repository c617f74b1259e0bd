"""Which requests a walk sends, in which order: each kind of route for each portal and role first, then the rest.

Deterministic by its seed. Nothing is made before its turn, since all of it would be too much.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain

from generator.app import Record
from leaks import requests_changes, requests_comments, requests_lists, requests_moves, requests_portal, requests_records
from leaks.asker import Asker
from leaks.moving import own_moves
from leaks.requests import Request
from leaks.routes import OWN, Route

FOREIGN = "foreign session"
MOVES = frozenset({"move", "api move"})
Source = Callable[[], Iterable[Request]]
OfRecord = Callable[[Asker, Record, str], Iterable[Request]]
OfPortal = Callable[[Asker, str], Iterable[Request]]


def _both(first: OfRecord, second: OfRecord) -> OfRecord:
    return lambda asker, record, kind: chain(first(asker, record, kind), second(asker, record, kind))


OF_RECORD: Mapping[str, OfRecord] = {
    **dict.fromkeys(("list", "csv", "xlsx", "filters"), requests_lists.list_requests),
    **dict.fromkeys(
        ("detail", "access", "history", "disclosures", "touches", "received"), requests_records.page_requests
    ),
    "edit": _both(requests_records.page_requests, requests_changes.edit_posts),
    "delete": _both(requests_records.page_requests, requests_changes.delete_posts),
    "new": requests_changes.new_requests,
    **dict.fromkeys(("comment", "note"), requests_comments.comment_requests),
    "watch": requests_comments.watch_requests,
    "move": requests_moves.move_requests,
    "api move": requests_moves.api_moves,
    **dict.fromkeys(("file", "api file"), requests_records.file_requests),
    **dict.fromkeys(("received unseen", "deleted"), requests_records.loose_requests),
    "api list": _both(requests_lists.list_requests, requests_changes.api_posts),
    "api record": _both(requests_records.page_requests, requests_changes.api_changes),
    "api options": requests_changes.option_requests,
}
OF_PORTAL: Mapping[str, OfPortal] = {
    "home": requests_portal.home_requests,
    "search": requests_portal.search_requests,
    "asset": requests_portal.asset_requests,
    FOREIGN: requests_portal.foreign_requests,
    **dict.fromkeys(
        (
            "login",
            "logout",
            "link by mail",
            "view as",
            "change",
            "notices",
            "api login",
            "api logout",
            "api description",
        ),
        requests_portal.entry_requests,
    ),
}
_WEIGHTS: Mapping[str, int] = {
    **dict.fromkeys(("list", "detail", "history", "edit", "move", "new", "api list", "api move", "api record"), 4),
    **dict.fromkeys(
        ("comment", "csv", "note", "xlsx", "search", "delete", "file", "home", "api options", "api file", FOREIGN), 2
    ),
}
"""How often it is the turn of a kind, for each time that it is the others'."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One request of one person."""

    asker: Asker
    request: Request


@dataclass(slots=True)
class _Cell:
    """The requests of one kind of route, by one person, of one record type; made when they are first wanted."""

    kind: str
    asker: Asker
    record: Record | None
    source: Source
    chance: random.Random
    left: list[Request] | None = None

    def take(self) -> Request | None:
        """In any order; but in a third of the cells the plainest comes first, in another the most telling ones."""
        if self.left is None:
            self.left = list(self.source())
            plain = self.left[0] if self.left else None
            self.chance.shuffle(self.left)
            first = self.chance.choice((None, lambda request: request is plain, lambda request: request.telling))
            if first is not None:
                self.left.sort(key=first)
        return self.left.pop() if self.left else None


def plan(askers: Iterable[Asker], routes: Iterable[Route], seed: int) -> Iterator[Turn]:
    """All turns there are, the most telling first."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    kinds: dict[str, list[str]] = {}
    for route in routes:
        kinds.setdefault(route.portal, [])
        if route.kind not in kinds[route.portal]:
            kinds[route.portal].append(route.kind)
    groups: dict[tuple[str, str, str], list[_Cell]] = {}
    for asker in askers:
        person = asker.person
        for kind in (*kinds.get(person.portal, ()), FOREIGN):
            groups.setdefault((kind, person.portal, person.role), []).extend(_cells(asker, kind, chance))
    mixed = [(_WEIGHTS.get(kind, 1), _mixed(cells, chance)) for (kind, _, _), cells in groups.items()]
    return _by_turns(mixed, chance)


def _cells(asker: Asker, kind: str, chance: random.Random) -> Iterator[_Cell]:
    own = random.Random(chance.random())  # noqa: S311
    if kind.startswith(OWN):
        yield _Cell(kind, asker, None, lambda: requests_portal.own_requests(kind), own)
        return
    if kind in OF_PORTAL:
        yield _Cell(kind, asker, None, lambda: OF_PORTAL[kind](asker, kind), own)
        return
    for record in asker.world.app.records.values():
        yield _Cell(kind, asker, record, partial(OF_RECORD[kind], asker, record, kind), own)


def _mixed(cells: list[_Cell], chance: random.Random) -> list[_Cell]:
    """First what the person has to do with, one strange record type among every four."""
    chance.shuffle(cells)
    near: list[_Cell] = []
    far: list[_Cell] = []
    for cell in cells:
        (near if _is_near(cell) else far).append(cell)
    mixed: list[_Cell] = []
    while near or far:
        mixed += near[:4] + far[:1]
        near, far = near[4:], far[1:]
    return mixed


def _is_near(cell: _Cell) -> bool:
    if cell.record is None or cell.kind not in MOVES:
        return cell.record is None or cell.asker.access(cell.record) is not None
    return bool(own_moves(cell.asker.expectation, cell.record.key))


def _by_turns(groups: list[tuple[int, list[_Cell]]], chance: random.Random) -> Iterator[Turn]:
    """One request of each group, then of each as many as it weighs, until nothing is left."""
    chance.shuffle(groups)
    once = True
    while groups:
        for weight, cells in groups:
            for _ in range(1 if once else weight):
                turn = _next(cells)
                if turn is not None:
                    yield turn
        groups, once = [each for each in groups if each[1]], False


def _next(cells: list[_Cell]) -> Turn | None:
    while cells:
        cell = cells.pop(0)
        request = cell.take()
        if request is not None:
            cells.append(cell)
            return Turn(cell.asker, request)
    return None
