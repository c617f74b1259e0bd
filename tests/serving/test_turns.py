"""Turns: whose ends and when, and when there are more or fewer of them."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.turns import Turn, Turns

THREADS = 3


def taken(turns: Turns) -> Turn | None:
    """A turn, where there is one at once."""
    got: list[Turn] = []
    thread = threading.Thread(target=lambda: got.append(turns.take()), daemon=True)
    thread.start()
    thread.join(0.3)
    return got[0] if got else None


def at_work(turns: Turns) -> Turn:
    turn = turns.take()
    turn.steps += 1
    return turn


def weighed(turns: Turns, busy: Sequence[Turn], share: float, looks: int = 10) -> int:
    """How many turns there are, after so many looks at those who do one thing after the other."""
    for _ in range(looks):
        for turn in busy:
            turn.steps += 2
        turns.look()
    turns.weigh(share)
    return turns.number


def looked_at(turns: Turns, turn: Turn, busy: int, share: float) -> int:
    """How many turns there are, after ten looks of which so many found that one at work."""
    turn.steps += turn.steps % 2
    for number in range(10):
        turn.steps += 1 if number in (0, busy) else 2
        turns.look()
    turns.weigh(share)
    return turns.number


def test_there_is_one_turn() -> None:
    turns = Turns(THREADS)
    assert taken(turns) is not None
    assert taken(turns) is None


def test_a_turn_is_over_once_it_is_found_at_the_same_work_twice() -> None:
    turns = Turns(THREADS)
    turn = at_work(turns)
    turns.look()
    assert not turn.over
    turns.look()
    assert turn.over and not turns.any_at_work()
    assert taken(turns) is not None


def test_a_turn_is_not_over_while_it_waits_or_does_one_thing_after_the_other() -> None:
    turns = Turns(THREADS)
    turn = turns.take()
    for _ in range(5):
        turns.look()
        turns.look()
        turn.steps += 1
        turns.look()
        turn.steps += 1
    assert not turn.over


def test_whether_anything_came() -> None:
    turns = Turns(THREADS)
    turn = turns.take()
    turns.look()
    assert not turns.look() and not turns.any_at_work()
    turn.steps += 1
    assert turns.any_at_work()
    turn.steps += 1
    assert turns.look() and not turns.any_at_work()


def test_who_mostly_waits_gets_one_turn_more_at_a_time_and_one_for_each_thread_at_most() -> None:
    turns, busy = Turns(THREADS), []
    for number in (2, 3, 3):
        busy.append(at_work(turns))
        assert weighed(turns, busy, share=0.2) == number
    assert len(busy) == THREADS and taken(turns) is None


def test_there_is_no_other_turn_for_who_works_or_where_the_one_is_not_always_taken() -> None:
    turns = Turns(THREADS)
    turn = at_work(turns)
    assert weighed(turns, [turn], share=0.5) == 1
    assert looked_at(turns, turn, busy=8, share=0.2) == 1
    assert taken(turns) is None


@pytest.mark.parametrize(("busy", "number"), [(6, 1), (8, 2), (10, 2)])
def test_of_two_turns_one_is_given_up_only_if_it_is_not_used(busy: int, number: int) -> None:
    turns = Turns(THREADS)
    turn = at_work(turns)
    assert weighed(turns, [turn], share=0.2) == 2
    assert looked_at(turns, turn, busy, share=0.5) == number


def test_a_turn_that_a_thread_is_about_to_take_is_not_given_up() -> None:
    turns = Turns(THREADS)
    weighed(turns, [at_work(turns)], share=0.2)
    turns._taken.clear()
    turns._free.acquire()
    assert weighed(turns, [], share=0.2) == 2


def test_a_turn_that_nobody_needs_is_given_up() -> None:
    turns = Turns(THREADS)
    busy = [at_work(turns)]
    assert weighed(turns, busy, share=0.2) == 2
    assert weighed(turns, [], share=0.2, looks=0) == 1
    assert taken(turns) is None and not busy[0].over


def test_of_turns_that_are_all_taken_one_is_over_when_it_is_given_up() -> None:
    turns = Turns(THREADS)
    busy = [at_work(turns)]
    weighed(turns, busy, share=0.2)
    busy.append(at_work(turns))
    assert weighed(turns, busy, share=0.85) == 2
    assert weighed(turns, busy, share=0.95) == 1
    assert sorted(turn.over for turn in busy) == [False, True]
    assert taken(turns) is None


def test_turns_may_be_taken_while_somebody_looks() -> None:
    turns = Turns(THREADS)

    class Garbage:
        """Python clears it away, and lets other threads go on meanwhile, wherever it needs memory."""

        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            turns._taken.add(Turn())
            if len(turns._taken) < 100:
                Garbage()

    before = gc.get_threshold()
    gc.set_threshold(1)
    try:
        Garbage()
        while len(turns._taken) < 100:
            turns.look()
            turns.any_at_work()
    finally:
        gc.set_threshold(*before)


STEPS = st.lists(st.sampled_from(["take", "work", "done", "look", "waits", "works"]), max_size=60)


@given(STEPS)
def test_whatever_happens_each_turn_is_free_or_taken_once(steps: list[str]) -> None:
    turns, held = Turns(THREADS), []
    for step in steps:
        held = [turn for turn in held if not turn.over or turn.steps % 2]
        if step == "take" and len(held) < THREADS and free(turns):
            held.append(turns.take())
        elif step in ("work", "done"):
            for turn in held:
                turn.steps += turn.steps % 2 == (step == "done")
        elif step == "look":
            turns.look()
        elif step in ("waits", "works"):
            turns.weigh(0.1 if step == "waits" else 1.0)
        assert 1 <= turns.number <= THREADS
        assert free(turns) + len(turns._taken) == turns.number
        assert {turn for turn in held if not turn.over} == turns._taken


def free(turns: Turns) -> int:
    count = 0
    while turns._free.acquire(blocking=False):
        count += 1
    for _ in range(count):
        turns._free.release()
    return count
