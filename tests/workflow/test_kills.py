"""kill -9 of the servers while kilns are lit: a move, its file and all that follows are there, or nothing of it is."""

from __future__ import annotations

import http.client
import random
import signal
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa

from tests.api.clients import Client
from tests.sites.workers import end_workers
from tests.workflow.kiln import Kiln

AT_ONCE, FOR_EACH, PIECES = 3, 4, 10
"""People who light kilns at the same time, how many each, and the pieces in each."""
LIGHTING = 0.6
"""Seconds, within which a kill comes."""
SIZE = 200_000
"""Bytes of a chart: writing it takes a moment, too."""


@dataclass
class Lit:
    """What people were told: the firings that were said to be fired, and those that got no answer."""

    answered: list[int] = field(default_factory=list)
    unanswered: list[int] = field(default_factory=list)


def load(kiln: Kiln, count: int) -> list[int]:
    """So many more kilns that are loaded, with pieces in them."""
    firings = kiln.table("firing")
    like = dict(kiln.row("firing", kiln.id("Mugs")))
    with kiln.engine.begin() as connection:
        highest = connection.scalar(sa.select(sa.func.max(firings.c.id))) or 0
        new = range(highest + 1, highest + 1 + count)
        connection.execute(sa.insert(firings), [{**like, "id": each, "title": f"Load {each}"} for each in new])
    for each in new:
        kiln.add_pieces(each, [f"Pot {each}.{number}" for number in range(PIECES)], state="inside")
    return list(new)


def light(client: Client, firings: Sequence[int], lit: Lit) -> None:
    chart = {"name": "chart.txt", "content": b64encode(b"c" * SIZE).decode()}
    for firing in firings:
        try:
            answer = client.post(f"/firings/{firing}/do/fire", {"revision": 1, "reading": 1000, "chart": chart})
        except (OSError, http.client.HTTPException):
            lit.unanswered.append(firing)
            return
        assert answer.status == 200, answer
        lit.answered.append(firing)


def kill_once(kiln: Kiln, drawn: random.Random) -> int:
    """Gives how many requests the kill struck."""
    client, loaded, lit = kiln.client("max"), load(kiln, AT_ONCE * FOR_EACH), Lit()
    shares = [loaded[start::AT_ONCE] for start in range(AT_ONCE)]
    people = [threading.Thread(target=light, args=(client, share, lit)) for share in shares]
    for person in people:
        person.start()
    time.sleep(drawn.uniform(0, LIGHTING))
    end_workers(kiln.place, signal.SIGKILL)
    for person in people:
        person.join()
    fired = {firing for firing in loaded if is_fired(kiln, firing)}
    assert set(lit.answered) <= fired <= {*lit.answered, *lit.unanswered}
    return len(lit.unanswered)


def is_fired(kiln: Kiln, firing: int) -> bool:
    """Whether it is, with all that belongs to it; nothing of it is there if it is not."""
    states = {piece["state"] for piece in kiln.all("piece") if piece["firing_id"] == firing}
    notes = [note for note in kiln.all("note") if note["firing_id"] == firing]
    files = [file for file in kiln.all("portal_file") if file["record_id"] == firing]
    row, moves = kiln.row("firing", firing), [move for _action, move in kiln.history(firing)]
    found = (row["state"], row["reading"], row["whole"], states, len(notes), len(files), moves)
    before = ("loaded", None, 0, {"inside"}, 0, 0, [])
    after = ("fired", 1000, PIECES, {"whole"}, 2, 1, ["fire"])
    assert found in (before, after), found
    for file in files:
        assert len((kiln.place.var / "files" / file["stored"]).read_bytes()) == SIZE
    return found == after


def kill_many(kiln: Kiln, kills: int) -> None:
    drawn = random.Random(kills)
    struck = [kill_once(kiln, drawn) for _ in range(kills)]
    sys.stdout.write(f"{kills} kills, {sum(struck)} requests struck, by {sum(map(bool, struck))} of them\n")
    assert any(struck), "some kill came while a move was made"


def test_a_kill_leaves_all_of_a_move_or_nothing(kiln: Kiln) -> None:
    kill_many(kiln, 4)


@pytest.mark.soak
def test_a_hundred_kills_leave_all_of_a_move_or_nothing(kiln: Kiln) -> None:
    kill_many(kiln, 100)
