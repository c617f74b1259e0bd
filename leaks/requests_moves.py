"""Requests for moves: their pages, and attempts that must be refused, with every record and every move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.app import Record
from leaks.asker import Asker
from leaks.moving import moves_of
from leaks.requests import Filled, Request, as_json
from leaks.requests_changes import ANOTHER, ANYWHERE
from leaks.requests_lists import API

NOTHING = "nothing_like_it"


def move_requests(asker: Asker, record: Record, kind: str) -> Iterator[Request]:
    """None of them moves anything: whoever may, sends the revision of another record."""
    root = f"{API if kind == 'api move' else ''}/{record.address}"
    theirs = {move.name for move in moves_of(asker.expectation, record.key)}
    moves = [move.name for move in record.workflow.moves] if record.workflow else []
    for record_id in asker.ids(record):
        for move in (*moves, NOTHING):
            asked = Request(kind, f"{root}/{record_id}/do/{move}", record=record.key, record_id=record_id, field=move)
            asked = replace(asked, guess=asker.guess(record.key, record_id))
            yield replace(asked, expects="" if move in theirs and kind == "move" else "refused")
            sent = replace(asked, method="POST", refused=True, telling=move in theirs)
            if kind == "move":
                yield replace(sent, body=Filled(ANYWHERE, (("revision", ANOTHER),)))
            else:
                yield replace(sent, body=as_json({"revision": int(ANOTHER)}))
