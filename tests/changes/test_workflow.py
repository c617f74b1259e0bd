"""A workflow comes and changes: every state, and who did a move, stays what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.app import Constant
from generator.changes import operations as o
from tests.changes.bench import Bench, record, words

PEOPLE: dict[str, str | None] = {
    "portals/staff.yaml": (
        "portal: staff\nlabel: Staff\nat: /staff\ninside: true\nwho: person\nsign_up: by_invitation\n"
    ),
    "records/person.yaml": (
        "record: person\nfields:\n  email: { type: email, unique: true, required: true }\n"
        "portals:\n  staff: { rows: all, see: all }\n"
    ),
}
STATES = "{ new: New, open: Open, closed: Closed }"
MOVES = "{ begin: { from: new, to: open, by: staff }, close: { from: open, to: closed, by: staff, not_by: begin } }"
BESIDE = ("Field state_since of ticket is new", "Field begin_by of ticket is new")


def ticket(states: str = STATES, moves: str = MOVES, final: str = "closed") -> dict[str, str | None]:
    flow = f"workflow:\n  states: {states}\n  final: {final}\n  moves: {moves}\n"
    return record("ticket", "topic", more=f"{flow}portals:\n  staff: {{ rows: all, see: all, create: all }}\n")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.apply(PEOPLE)
    return bench


def stored(bench: Bench, path: str) -> tuple[str, str]:
    """The identity of a thing, and its name in the database."""
    entry = bench.lock.active(path)
    assert entry is not None, bench.lock.text()
    return entry.id, entry.stored


def test_a_choice_field_becomes_the_state(bench: Bench) -> None:
    state = "state: { type: choice, of: [new, open, closed], required: true, default: new }"
    bench.apply(record("ticket", "topic", state))
    paths = [f"records.ticket.state{choice}" for choice in ("", ".new", ".open", ".closed")]
    before = [stored(bench, path) for path in paths]
    assert words(bench.apply(ticket())) == [*BESIDE]
    assert [stored(bench, path) for path in paths] == before


@pytest.mark.parametrize("alone", [True, False])
def test_a_field_with_a_shared_list_becomes_the_state(bench: Bench, *, alone: bool) -> None:
    """Whether or not other fields go on with the list: the rows hold what they held."""
    state = "state: { type: choice, of: stage, required: true, default: new }"
    others = {} if alone else record("other", "stage: { type: choice, of: stage }")
    stages: dict[str, str | None] = {"choices/stage.yaml": "new: New\nopen: Open\nclosed: Closed\n"}
    bench.apply({**record("ticket", "topic", state), **others, **stages})
    operations = bench.apply({**ticket(), **({"choices/stage.yaml": None} if alone else {})})
    assert words(operations) == [*BESIDE]
    assert [stored(bench, f"records.ticket.state.{name}")[1] for name in ("new", "open", "closed")] == [
        "new",
        "open",
        "closed",
    ]


def test_rows_of_a_type_that_had_no_state_get_the_first(bench: Bench) -> None:
    bench.apply(record("ticket", "topic"))
    state, *beside = bench.apply(ticket())
    assert isinstance(state, o.AddField) and state.required
    assert state.fill == o.Fill(Constant("new"), "new", "default")
    assert words(tuple(beside)) == [*BESIDE]
    assert {each.effect(7) for each in beside} == {"its 7 rows have no value for it"}


def test_states_are_renamed_and_merged_as_choices_are(bench: Bench) -> None:
    bench.apply(ticket("{ new: New, open: Open, waiting: Waiting, closed: Closed }", final="[closed, waiting]"))
    states = "{ new: New, running: { label: Open, was: open }, waiting: { becomes: running }, closed: Closed }"
    operations = bench.apply(ticket(states, MOVES.replace("open", "running")))
    assert [type(each) for each in operations] == [o.RenameChoice, o.MergeChoice]
    assert stored(bench, "records.ticket.state.running")[1] == "open"


def test_who_did_a_move_comes_along_with_its_new_name(bench: Bench) -> None:
    """Else four eyes would be two again after a rename."""
    bench.apply(ticket())
    before = stored(bench, "records.ticket.begin_by")
    renamed = MOVES.replace("begin: { from", "start: { was: begin, from").replace("not_by: begin", "not_by: start")
    (operation,) = bench.apply(ticket(moves=renamed))
    assert operation.words() == "Field start_by of ticket is renamed from begin_by"
    assert stored(bench, "records.ticket.start_by") == before


def test_a_move_of_which_nothing_was_kept_is_renamed(bench: Bench) -> None:
    bench.apply(ticket())
    assert bench.apply(ticket(moves=MOVES.replace("close: { from", "shut: { was: close, from"))) == ()
