"""Requests for moves: for those that are open, for those that are not now, and for those that never are."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from generator.app import Constant, Field, Record
from generator.workflow import Move
from leaks.asker import Asker
from leaks.guards import STATE
from leaks.moving import open_moves, own_moves
from leaks.patterns import text_for
from leaks.playing import lacking
from leaks.requests import Filled, Pairs, Request, as_json
from leaks.requests_changes import ANOTHER, ANYWHERE, Wrong, choosing, in_address, nested, revision_of, wrong_values
from leaks.requests_lists import API
from leaks.values import content_of, ending_of
from leaks.world import FILES, Cell

MOVE, MOVED = "move", "moved"
"""What is expected: the answer that the move asks for; that it is made, unless the record would not be right."""
FEW, SOME = 2, 8
"""Of so many records moves are asked for that the person never makes; of so many those of records they do not see."""
UNKNOWN = "nothing_like_it"
PARTS = 4
COMMENT = "comment"
SAID = "Said with the move"
PLAIN: Mapping[str, object] = {
    "email": "moved@walk.example",
    "phone": "+4930123456",
    "url": "https://moved.example/in",
    "decimal": "2",
    "percent": "2",
    "money": "2",
    "date": "2030-06-07",
    "datetime": "2030-06-07T08:15:00+00:00",
    "time": "08:15",
    "duration": 3600,
    "yesno": True,
}
"""Something that fits, by the kind of field."""


def move_requests(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """The pages of moves, and their forms."""
    for shown, move in _each(asker, record, kind, f"/{record.address}"):
        if move is None:
            yield from (shown, replace(shown, method="POST", body=Filled(ANYWHERE), refused=True))
        elif move in open_moves(asker.expectation, record.key, shown.record_id or 0):
            yield from _open_page(asker, record, shown, move)
        else:
            yield from _closed_page(asker, record, shown)


def api_moves(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """The same by the interface."""
    for asked, move in _each(asker, record, kind, f"{API}/{record.address}"):
        sent = replace(asked, method="POST", refused=True)
        known = {"revision": int(revision_of(asker, record, asked.record_id or 0))}
        if move is None:
            yield replace(sent, body=as_json(known))
        elif move in open_moves(asker.expectation, record.key, asked.record_id or 0):
            yield from _open_api(asker, record, sent, move)
        else:
            for body in (known, {"revision": int(ANOTHER)}, {**known, **_fitting(asker, record, sent, move)}):
                yield replace(sent, body=as_json(body), guess=asker.guess(record.key, asked.record_id or 0))


def move_in(asker: Asker, request: Request) -> Move | None:
    """The move that the address names."""
    workflow = asker.world.app.records[request.record].workflow
    return workflow.move(request.path.rpartition("/")[2]) if workflow is not None else None


def _each(asker: Asker, record: Record, kind: str, root: str) -> Iterator[tuple[Request, Move | None]]:
    """Every move of every record that may be seen; of some others too, and of some one that there is not."""
    moves: tuple[Move, ...] = record.workflow.moves if record.workflow is not None else ()
    mine, seen = own_moves(asker.expectation, record.key), asker.expectation.rows(record.key)
    for place, record_id in enumerate(asker.ids(record)):
        asked = Request(kind, f"{root}/{record_id}/do/{UNKNOWN}", record=record.key, record_id=record_id)
        open_now = open_moves(asker.expectation, record.key, record_id)
        for number, move in enumerate(moves):
            of_some = move in mine and (record_id in seen or place < SOME) and (place + number) % PARTS == 0
            is_secret = move in mine and record_id in seen and not asker.sees(record.key, record_id, STATE)
            if place < FEW or move in open_now or of_some or is_secret:
                yield replace(asked, path=f"{root}/{record_id}/do/{move.name}", expects=MOVE), move
        if place == 0:
            yield replace(asked, expects="refused"), None


def _open_page(asker: Asker, record: Record, shown: Request, move: Move) -> Iterator[Request]:
    needs = frozenset(move.needs)
    yield shown
    yield from in_address(asker, record, shown, needs)
    yield from choosing(asker, record, shown, needs)
    sent, form = replace(shown, method="POST", refused=True), Filled(shown.path, _said(move))
    if not any(
        field.kind in FILES for field in record.fields if field.name in lacking(record, _row(asker, shown), move)
    ):
        yield replace(sent, body=form, refused=False, expects=MOVED, telling=True)
    yield replace(sent, body=replace(form, values=(*form.values, ("revision", ANOTHER))))
    for field in _entered_at_once(record, move):
        yield replace(sent, body=replace(form, values=(*form.values, (field.name, ""))))
    if move.comment:
        yield replace(sent, body=replace(form, values=((COMMENT, ""),)))
    for values, name, guess in _wrong(asker, record, shown, needs):
        yield replace(
            sent, body=replace(form, values=(*form.values, *values)), field=name, guess=guess, telling=guess is not None
        )


def _closed_page(asker: Asker, record: Record, shown: Request) -> Iterator[Request]:
    guess = asker.guess(record.key, shown.record_id or 0)
    yield replace(shown, guess=guess)
    for revision in (revision_of(asker, record, shown.record_id or 0), ANOTHER):
        body = Filled(ANYWHERE, (("revision", revision),))
        yield replace(shown, method="POST", body=body, guess=guess, refused=True)


def _open_api(asker: Asker, record: Record, sent: Request, move: Move) -> Iterator[Request]:
    known: dict[str, object] = {"revision": int(revision_of(asker, record, sent.record_id or 0))}
    whole = {**known, **_fitting(asker, record, sent, move), **dict(_said(move))}
    lacks = [*lacking(record, _row(asker, sent), move), *dict(_said(move))]
    if whole.keys() >= set(lacks):
        yield replace(sent, body=as_json(whole), refused=False, expects=MOVED, telling=True)
    if lacks:
        yield replace(sent, body=as_json(known))
    else:
        yield replace(sent, body=as_json(known), refused=False, expects=MOVED)
    yield replace(sent, body=as_json({**whole, "revision": int(ANOTHER)}))
    for field in _entered_at_once(record, move):
        yield replace(sent, body=as_json({**whole, field.name: None}))
    for values, name, guess in _wrong(asker, record, sent, frozenset(move.needs)):
        body = as_json({**whole, **nested(values)})
        yield replace(sent, body=body, field=name, guess=guess, telling=guess is not None)


def _said(move: Move) -> Pairs:
    """The comment that it asks for."""
    return ((COMMENT, SAID),) if move.comment else ()


def _wrong(asker: Asker, record: Record, asked: Request, needs: frozenset[str]) -> Iterator[Wrong]:
    """All guesses, and a part of the values that are no guess: another part for each record."""
    for place, wrong in enumerate(wrong_values(asker, record, needs)):
        if wrong[2] is not None or place % PARTS == (asked.record_id or 0) % PARTS:
            yield wrong


def _entered_at_once(record: Record, move: Move) -> list[Field]:
    """The needs that are one input each, and always shown: without a value the move must be refused."""
    fields = (field for field in record.fields if field.name in move.needs)
    return [each for each in fields if each.kind not in (*FILES, "date", "datetime", "yesno") and each.show is None]


def _row(asker: Asker, request: Request) -> Mapping[str, Cell]:
    return asker.world.rows[request.record][request.record_id or 0]


def _fitting(asker: Asker, record: Record, sent: Request, move: Move) -> dict[str, object]:
    """Something for each need, as far as there is anything."""
    found = {field.name: _fit(asker, sent, field) for field in record.fields if field.name in move.needs}
    return {name: value for name, value in found.items() if value is not None}


def _fit(asker: Asker, sent: Request, field: Field) -> object:
    if field.kind in FILES:
        return _file(field)
    if field.kind in ("link", "links"):
        seen = asker.expectation.access(sent.record) is not None
        ids = asker.expectation.choices(sent.record, field.name, sent.record_id) if seen else ()
        chosen = [str(each) for each in sorted(ids)][:1]
        return chosen if field.kind == "links" else next(iter(chosen), None)
    if field.choices is not None:
        first = field.choices.options[0][0]
        return [first] if field.kind == "choices" else first
    if field.kind == "integer":
        return field.minimum.value if isinstance(field.minimum, Constant) else 2
    if field.kind in PLAIN:
        return PLAIN[field.kind]
    chance = Random(0)  # noqa: S311 - the same again
    return text_for(field.pattern, chance) if field.pattern else SAID[: field.length]


def _file(field: Field) -> object:
    ending = ending_of(field)
    file = {"name": f"moved{ending}", "content": base64.b64encode(content_of(ending, "moved")).decode()}
    return [file] if field.kind == "files" else file
