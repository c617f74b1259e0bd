"""The part of a job's key that says what was refused: short, and another one for other names."""

from __future__ import annotations

from runtime.service.refused import mark_of


def test_it_stays_short() -> None:
    assert mark_of(()) == ""
    assert len(mark_of([f"a_move_with_a_name_that_is_long_{number}" for number in range(50)])) == len(mark_of(["sell"]))
    assert len({mark_of(names) for names in (["sell"], ["clear"], ["sell", "clear"])}) == 3
