"""Whether what is said of moves is right: which are open, how it is now, and the answer to one that is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from leaks import reading
from leaks.asker import Asker
from leaks.facts import Here
from leaks.guards import STATE
from leaks.judging_lists import Fault
from leaks.moving import open_moves, own_moves
from leaks.requests import Answer, Request
from leaks.requests_moves import MOVE, MOVED, move_in
from leaks.wording import states_told, told

API_MOVE = "api move"
NEVER = frozenset({403, 404, 405})
"""What a move is answered with that this person may never make, or not of this record."""
NOT_NOW = 409
OFFERED = frozenset({200, 303, 422})
"""An open move: its page, made, or refused for what was sent."""


def judge_move(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    """The answer to a move of some record, whatever its state."""
    move = move_in(asker, request)
    if move is None or request.record_id is None or request.expects not in (MOVE, MOVED):
        return
    who, record = asker.expectation, request.record
    if request.record_id not in who.rows(record) or move not in own_moves(who, record):
        if answer.code not in NEVER:
            yield "status line", f"{answer.status} for a move that this person never makes of it"
    elif move in open_moves(who, record, request.record_id):
        if answer.code not in OFFERED and not request.refused:
            yield "status line", f"{answer.status}, though the move is open"
        if request.method == "GET" and not request.query and answer.code != 200:
            yield "status line", f"{answer.status} for the page of an open move"
    elif answer.code != NOT_NOW:
        yield "status line", f"{answer.status}, though the move is not open now"
    else:
        yield from _not_now(asker, request, answer)


def judge_offered(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    """On the page of a record: the buttons of just the open moves, and the state where it is seen."""
    assert request.record_id is not None
    offered = reading.moves_of(answer.text, request.record_id)
    expected = [move.name for move in open_moves(asker.expectation, request.record, request.record_id)]
    if sorted(offered) != sorted(expected):
        yield "moves", f"offers {offered}, but {expected} are open"
    state = state_words(asker, request.record, request.record_id)
    steps = reading.steps_of(answer.text)
    if (steps or state) and steps != [state]:
        yield "moves", f"says that the state is {steps}, and it is “{state}” as this person sees it"


def state_words(asker: Asker, record: str, record_id: int) -> str:
    """The present state in words, "" where this person does not see it."""
    kind = asker.world.app.records[record]
    if kind.workflow is None or not asker.sees(record, record_id, STATE):
        return ""
    return states_told(asker.expectation, kind)[str(told(asker.expectation, Here(record, record_id), STATE))]


def _not_now(asker: Asker, request: Request, answer: Answer) -> Iterator[Fault]:
    """It says how it is now where this person sees that, and offers what is open."""
    assert request.record_id is not None
    expected = [move.name for move in open_moves(asker.expectation, request.record, request.record_id)]
    if request.kind == API_MOVE:
        told = reading.json_of(answer)
        offered, text = list(told.get("moves", ())), str(told.get("message", ""))
        if beyond := told.keys() - {"moves", "message"}:
            yield "body", f"has {sorted(beyond)} beside what may be told"
    else:
        offered, text = reading.moves_of(answer.text, request.record_id), answer.text
    if sorted(offered) != sorted(expected):
        yield "moves", f"offers {offered}, but {expected} are open"
    state, labels = state_words(asker, request.record, request.record_id), _all_states(asker, request.record)
    told_states = [label for label in labels if f"“{label}”" in reading.plain(text)]
    if told_states != ([state] if state else []):
        yield "moves", f"tells the states {told_states}, and this person sees “{state}”"


def _all_states(asker: Asker, record: str) -> list[str]:
    """Under this person's words, and those that stand under one."""
    kind = asker.world.app.records[record]
    return list(dict.fromkeys((*states_told(asker.expectation, kind).values(), *kind.choices_of(STATE).values())))
